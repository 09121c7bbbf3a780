// Legal limits that run and are not stopped: what is late, and what falls due.
#pragma once

#include <string>
#include <vector>

#include "city/city.hpp"
#include "report/reach.hpp"

namespace shian::report {

struct DueRecord {
  reg::Schema const* schema = nullptr;
  RecordId id = 0;
  std::string name;  // personal data masked
  std::string rule;
  pack::Clock const* clock = nullptr;  // the version that applies; null: an extension set the day by itself
  std::optional<Day> start;
  Day due;
  bool provisional = false;  // rests on days whose holidays are not yet published
};

struct DueRecords {
  std::int64_t total = 0;
  std::vector<DueRecord> items;  // the first of them
};

struct RunningLimits {
  DueRecords late;       // over before `as_of`, the longest over first
  DueRecords due_soon;   // end on `as_of` or within the days asked for, the soonest first
  bool complete = true;  // false: more limits run than were looked at
};

struct LimitsQuestion {
  Day as_of;
  int days = 7;
  std::size_t listed = 50;           // of each list
  std::size_t most_read = 20'000;    // records looked at, in all
  Language language = Language::zh;  // of records' names
};

/// Of the records within reach. Inside a read transaction of the caller's.
[[nodiscard]] RunningLimits running_limits(city::City& city, Reach const& reach,
                                           LimitsQuestion const& question);

}  // namespace shian::report
