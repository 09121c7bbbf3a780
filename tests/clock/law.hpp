// What the tests of this room share: the law pack itself, and a count of days that shares no code with the
// room.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "clock/due.hpp"

namespace shian::clock {

[[nodiscard]] Day day(std::string_view iso);

/// packs/law, loaded once; its faults fail the test that asks first.
[[nodiscard]] pack::Pack const& law();
[[nodiscard]] Rules const& law_rules();

/// A file beside the project ("plan/clocks.json" of ../shared); none when it is not there: the test is
/// skipped.
[[nodiscard]] std::optional<std::filesystem::path> shared_file(std::string const& name);
[[nodiscard]] nlohmann::json read_json(std::filesystem::path const& path);

/// The working days of those rules.
[[nodiscard]] inline Calendar const& calendar() { return law_rules().calendar(); }

/// Counts one day after another over the published lists, as one does with a finger on a wall calendar.
class WallCalendar {
 public:
  explicit WallCalendar(pack::Calendar const& published);

  [[nodiscard]] bool works(Day day) const;
  [[nodiscard]] bool holiday(Day day) const { return off_.contains(day); }
  [[nodiscard]] bool published(Day day) const { return years_.contains(day.year()); }
  [[nodiscard]] Day plus(Day start, int working_days) const;

 private:
  std::set<Day> off_, on_;
  std::set<int> years_;
};

}  // namespace shian::clock
