// Due dates that explain themselves: rule version by the day of the start event, then the calendar, line by
// line.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "clock/calendar.hpp"

namespace shian::clock {

/// One line of an explanation, in both languages.
struct Step {
  Day day;
  Text text;
};

struct Due {
  pack::Clock const* clock = nullptr;
  Day start;
  Day day;                           // the last day on which the act is in time
  bool provisional = false;          // rests on days whose holidays are not yet published
  std::optional<Timestamp> at = {};  // the moment it ends, of a limit in hours whose start's moment is known
  std::vector<Step> steps = {};      // only when asked for
};

/// What a record adds to the law's own count.
struct Adjustment {
  int excluded = 0;  // days that are not counted: working days of a limit in working days, else calendar days
  std::optional<Day> extended_to = {};     // a later last day that was approved
  std::optional<Timestamp> start_at = {};  // the moment of the start event: limits in hours run from it
};

enum class Explain { no, yes };

/// All versions of every rule, with the calendar they count on.
class Rules {
 public:
  Rules(std::span<pack::Clock const> clocks, pack::Calendar const& published, int utc_offset_minutes);

  /// By rule ("complaint.mediate"): the version in force on `start`. By clock id ("TS-MEDIATE-20"): that
  /// version, whenever it started. Errors: unknown name (with the nearest); no version in force on that day
  /// (says which versions there are).
  [[nodiscard]] Expected<pack::Clock const*> version(std::string_view name, Day start) const;
  /// `version`, then its last day; the explanation also names the versions before and after it.
  /// Errors: those of `version` and of the free `due`.
  [[nodiscard]] Expected<Due> due(std::string_view name, Day start, Explain explain = Explain::no,
                                  Adjustment const& adjustment = {}) const;
  [[nodiscard]] bool knows(std::string_view name) const;
  /// The versions of a rule, the earliest first; a clock's id gives the versions of its rule. Empty: unknown
  /// name.
  [[nodiscard]] std::vector<pack::Clock const*> versions(std::string_view name) const;
  [[nodiscard]] std::span<pack::Clock const> all() const { return clocks_; }
  [[nodiscard]] Calendar const& calendar() const { return calendar_; }
  [[nodiscard]] int utc_offset_minutes() const { return utc_offset_minutes_; }

 private:
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
  };
  template <class T>
  using ByName = std::unordered_map<std::string, T, NameHash, std::equal_to<>>;

  std::vector<pack::Clock> clocks_;
  ByName<std::vector<std::size_t>> by_rule_;  // versions ascending by effective_from
  ByName<std::size_t> by_id_;
  Calendar calendar_;
  int utc_offset_minutes_;
};

/// The last day of a clock that started on `start`. Start day excluded. Calendar months by the civil rule
/// (the same day of the month, else its last day). Limits in hours fall due on the day they end when started
/// at the end of `start`: see Adjustment for moments. Then the clock's `roll`; a statutory holiday is a day
/// that the calendar lists as off, not a plain weekend. Errors: clock without a limit in time (kind rule,
/// unit meal/term/hour_per_year); a limit below 0 or above 100 000.
[[nodiscard]] Expected<Due> due(pack::Clock const& clock, Day start, Calendar const& calendar,
                                Explain explain = Explain::no);

}  // namespace shian::clock
