// Legal limits that run and are not stopped: what is late, and what falls due.
#pragma once

#include <string>
#include <vector>

#include "city/city.hpp"
#include "register/running_clocks.hpp"

namespace shian::report {

struct DueRecord {
  reg::Schema const* schema = nullptr;
  RecordId id = 0;
  std::string name;  // personal data masked
  reg::LifecycleClock const* limit = nullptr;
  pack::Clock const* clock = nullptr;  // the version that applies; null: the day was set by hand
  std::optional<Day> start;
  Day due;
  std::optional<Timestamp> due_at;  // of a limit in hours whose start's moment is known
  bool is_over = false;             // also on its last day, once that moment is past
  bool provisional = false;         // rests on days whose holidays are not yet published
};

struct DueRecords {
  std::int64_t total = 0;
  std::vector<DueRecord> items;  // the first of them
};

struct RunningLimits {
  DueRecords late;             // over before `as_of`, the longest over first
  DueRecords due_soon;         // end on `as_of` or within the days asked for, the soonest first
  std::int64_t due_today = 0;  // of the latter's total, those that end on `as_of`
};

/// Whether a limit is over. On its last day where it ends at a moment that is past; a store of simulated
/// records stands on a day and knows no hour.
[[nodiscard]] bool is_over(city::City const& city, clock::Due const& due, Day today);

struct LimitsQuestion {
  Day as_of;
  reg::Whose whose;
  int days = 7;
  std::size_t listed = 50;           // of each list
  Language language = Language::zh;  // of records' names
};

/// Inside a read transaction of the caller's. What is listed costs time, not what runs.
[[nodiscard]] RunningLimits running_limits(city::City& city, LimitsQuestion const& question);

}  // namespace shian::report
