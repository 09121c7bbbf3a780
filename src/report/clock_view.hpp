// Legal time limits for a reader: due dates line by line, and the rules there are.
#pragma once

#include <span>
#include <string>

#include "clock/due.hpp"
#include "report/terminal.hpp"

namespace shian::report {

[[nodiscard]] std::string_view code_of(pack::ClockUnit unit);  // "working_day"
[[nodiscard]] std::string_view code_of(pack::ClockKind kind);  // "deadline"
[[nodiscard]] Text text_of(pack::ClockUnit unit);

[[nodiscard]] std::string due_text(clock::Due const& due, Language language, Terminal const& terminal);
[[nodiscard]] std::string due_json(clock::Due const& due);
[[nodiscard]] std::string clock_list_text(std::span<pack::Clock const> clocks, Language language,
                                          Terminal const& terminal);
[[nodiscard]] std::string clock_list_json(std::span<pack::Clock const> clocks);

/// A bare count of days: where it ends and what was passed over.
struct CountedDays {
  Day from, to;
  int limit = 0;
  pack::ClockUnit unit = pack::ClockUnit::working_day;
  bool provisional = false;
};
/// Working days skip days off; calendar days and months do not. The day of the start is not counted.
/// Errors: another unit.
[[nodiscard]] Expected<CountedDays> count_days(Day from, int limit, pack::ClockUnit unit,
                                               clock::Calendar const& calendar);
[[nodiscard]] std::string counted_text(CountedDays const& counted, Language language);
[[nodiscard]] std::string counted_json(CountedDays const& counted);

}  // namespace shian::report
