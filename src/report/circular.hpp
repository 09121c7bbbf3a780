// What a circular of supervision (督查通报、工作专报) tells of a stretch of days: findings and what became of
// them, by town and by unit. Every figure keeps the records that it counts.
#pragma once

#include <string>
#include <vector>

#include "city/city.hpp"

namespace shian::report {

struct CircularFinding {
  RecordId id = 0;
  std::string number, content, grade,
      source;  // what a secret inspection found is not there before it is made known
  std::string area, unit;
  std::optional<Day> found_on, due_on, closed_on;  // closed by the end of the stretch
  bool late = false;                               // not closed and past its day, or closed after it
};

/// Records by their place in Circular::findings.
using Counted = std::vector<std::size_t>;

struct CircularRow {
  std::string id;  // of the town or unit; "": not said
  Text name;
  Counted found, closed;
  Counted due;      // of these the day is past or they are closed: they can be judged
  Counted on_time;  // closed on their day or before
  Counted open_late;
};

struct Circular {
  Day from, to;
  bool simulated = false;
  std::int64_t left_out = 0;              // secret ones: how many, and nothing else of them
  std::vector<CircularFinding> findings;  // by the day they were found
  CircularRow all;
  std::vector<CircularRow> areas, units;  // most findings first
  std::vector<std::size_t>
      praised;                   // of the units: everything that was due was closed on time, the most first
  std::optional<Day> answer_by;  // working days by the pack's letters for what is overdue, from `to`
  int answer_days = 0;
};

/// Errors: the days are the wrong way round, or the pack has no register of findings. Inside a read
/// transaction of the caller's.
[[nodiscard]] Expected<Circular> read_circular(city::City& city, Day from, Day to);

[[nodiscard]] std::string circular_json(Circular const& circular);

}  // namespace shian::report
