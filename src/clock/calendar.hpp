// Working days of the published calendar: Monday to Friday, less the published days off, plus make-up
// workdays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "pack/model.hpp"

namespace shian::clock {

/// Knows every day from 1990 to 2100 in O(1); days beyond that are answered by weekends alone, in O(1) too.
/// A year without papers counts as unpublished: days it lists are kept, and results over it are provisional.
class Calendar {
 public:
  explicit Calendar(pack::Calendar const& published);

  [[nodiscard]] bool is_working_day(Day day) const;
  [[nodiscard]] bool is_holiday(Day day) const;          // a published day off
  [[nodiscard]] bool is_make_up_workday(Day day) const;  // a weekend day worked (调休)
  [[nodiscard]] bool is_published(Day day) const;  // false: only weekends are known, results are provisional
  [[nodiscard]] bool all_published(Day from,
                                   Day to) const;  // every day in (from, to]; true when there is none
  [[nodiscard]] std::vector<std::string> const& papers(int year) const;  // addresses of the year's notices

  /// The n-th working day after `start` (the start day is not counted); n = 0 gives `start` itself.
  /// A negative n counts back: -1 is the last working day before `start`.
  [[nodiscard]] Day plus_working_days(Day start, int n) const;
  /// Working days in (from, to]; negative when `to` is before `from`.
  [[nodiscard]] int working_days_between(Day from, Day to) const;
  [[nodiscard]] Day next_working_day(Day day) const;  // `day` itself if it is one

 private:
  [[nodiscard]] bool inside(Day day) const { return day >= first_ && day <= last_; }
  [[nodiscard]] std::size_t at(Day day) const { return static_cast<std::size_t>(day - first_); }
  [[nodiscard]] std::int64_t ordinal(Day day) const;  // of the last working day up to `day`; the first is 1
  [[nodiscard]] Day working_day(std::int64_t nth) const;  // the inverse

  Day first_{};
  Day last_{};
  std::vector<std::uint8_t> flags_;        // of each day
  std::vector<std::int32_t> ordinal_;      // working days up to and including each day
  std::vector<std::int32_t> unpublished_;  // unpublished days up to and including each day
  std::vector<Day> nth_;                   // the n-th working day; [0] is not one
  std::vector<pack::CalendarYear> years_;
};

}  // namespace shian::clock
