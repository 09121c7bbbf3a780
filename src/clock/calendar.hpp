// Working days of the published calendar: Monday to Friday, less the published days off, plus make-up workdays.
#pragma once

#include <optional>
#include <vector>

#include "pack/model.hpp"

namespace shian::clock {

/// Knows every day from 1990 to 2100; asking beyond that is answered by weekends alone.
class Calendar {
 public:
  explicit Calendar(pack::Calendar const& published);

  [[nodiscard]] bool is_working_day(Day day) const;
  [[nodiscard]] bool is_holiday(Day day) const;        // a published day off
  [[nodiscard]] bool is_make_up_workday(Day day) const;  // a weekend day worked (调休)
  [[nodiscard]] bool is_published(Day day) const;      // false: only weekends are known, results are provisional
  [[nodiscard]] std::vector<std::string> const& papers(int year) const;  // addresses of the year's notices

  /// The n-th working day after `start` (the start day is not counted); n = 0 gives `start` itself.
  [[nodiscard]] Day plus_working_days(Day start, int n) const;
  /// Working days in (from, to]; negative when `to` is before `from`.
  [[nodiscard]] int working_days_between(Day from, Day to) const;
  [[nodiscard]] Day next_working_day(Day day) const;  // `day` itself if it is one

 private:
  [[nodiscard]] bool inside(Day day) const { return day >= first_ && day <= last_; }
  [[nodiscard]] std::size_t at(Day day) const { return static_cast<std::size_t>(day - first_); }

  Day first_{};
  Day last_{};
  std::vector<std::uint8_t> flags_;    // of each day
  std::vector<std::int32_t> ordinal_;  // working days up to and including each day
  std::vector<Day> nth_;               // the n-th working day, from 1
  std::vector<pack::CalendarYear> years_;
};

}  // namespace shian::clock
