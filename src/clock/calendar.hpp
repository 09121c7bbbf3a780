// Working days of the published calendar: Monday to Friday, less the published days off, plus make-up workdays.
#pragma once

#include <vector>

#include "pack/model.hpp"

namespace shian::clock {

class Calendar {
 public:
  explicit Calendar(pack::Calendar const& published);

  [[nodiscard]] bool is_working_day(Day day) const;
  /// Off by the published list on a weekday, or a published weekend day joined to a holiday.
  [[nodiscard]] bool is_holiday(Day day) const;
  [[nodiscard]] bool is_published(Day day) const;  // false: only weekends are known, results are provisional
  [[nodiscard]] std::optional<Day> first_published() const;
  [[nodiscard]] std::optional<Day> last_published() const;

  /// The n-th working day after `start` (the start day is not counted); n = 0 gives `start` itself.
  [[nodiscard]] Day plus_working_days(Day start, int n) const;
  /// Working days in (from, to].
  [[nodiscard]] int working_days_between(Day from, Day to) const;
  [[nodiscard]] Day next_working_day(Day day) const;  // `day` itself if it is one

 private:
  struct Table;
  std::vector<std::int32_t> ordinal_;  // working days from the first table day up to and including each day
  std::vector<std::int32_t> nth_;      // inverse: since_epoch of the n-th working day
  std::vector<std::uint8_t> flags_;
  Day first_{};
  Day last_{};
  std::optional<Day> first_published_, last_published_;
};

}  // namespace shian::clock
