// Due dates that explain themselves: rule version by the day of the start event, then the calendar, line by line.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "clock/calendar.hpp"

namespace shian::clock {

/// All versions of every rule, with the calendar they count on.
class Rules {
 public:
  Rules(std::span<pack::Clock const> clocks, pack::Calendar const& published, int utc_offset_minutes);

  /// By clock id ("TS-MEDIATE-20") or by rule ("complaint.mediate"). For a rule, the version in force on `start`.
  /// Errors: unknown name (with the nearest); no version in force on that day (says which versions there are).
  [[nodiscard]] Expected<pack::Clock const*> version(std::string_view name, Day start) const;
  [[nodiscard]] bool knows(std::string_view name) const;
  [[nodiscard]] std::span<pack::Clock const> all() const { return clocks_; }
  [[nodiscard]] Calendar const& calendar() const { return calendar_; }

 private:
  std::vector<pack::Clock> clocks_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;  // versions ascending by effective_from
  Calendar calendar_;
  int utc_offset_minutes_;
};

/// One line of an explanation, in both languages.
struct Step {
  Day day;
  Text text;
};

struct Due {
  pack::Clock const* clock = nullptr;
  Day start;
  Day day;                   // the last day on which the act is in time
  bool provisional = false;  // counts over days whose holidays are not yet published
  std::vector<Step> steps;   // only when asked for
};

enum class Explain { no, yes };

/// The last day of a clock that started on `start`. Start day excluded. Calendar months by the civil rule
/// (the same day of the month, else its last day). Limits in hours fall due on the day they end when started at the
/// end of `start`: see due_at for moments.
/// Errors: clock without a limit in time (kind rule, unit meal/term/hour_per_year).
[[nodiscard]] Expected<Due> due(pack::Clock const& clock, Day start, Calendar const& calendar,
                                Explain explain = Explain::no);
/// The moment an hours limit ends.
[[nodiscard]] Expected<Timestamp> due_at(pack::Clock const& clock, Timestamp start, Calendar const& calendar,
                                         int utc_offset_minutes);

}  // namespace shian::clock
