// Which legal clocks a record starts: every due("rule", day) that the pack's measures and rules ask of its
// register.
#pragma once

#include <string>
#include <vector>

#include "city/city.hpp"
#include "report/terminal.hpp"

namespace shian::report {

/// One due("rule", start) written over a register.
struct ClockUse {
  std::string rule;
  std::string start;                 // the expression of the start event's day
  std::vector<std::string> used_by;  // ids of indicators and of cross-field rules
  expression::Compiled compiled;     // of `start`
};

/// Inside an aggregate, count(CHILD by ...), the use belongs to CHILD.
[[nodiscard]] std::vector<ClockUse> clock_uses(city::City& city, reg::Schema const& schema);

/// The due("...") of one expression, each with the register whose records it is asked of ("" for the
/// outermost).
struct DueCall {
  std::string rule, start;
  std::string aggregate_register;
  bool operator==(DueCall const&) const = default;
};
[[nodiscard]] std::vector<DueCall> due_calls(std::string_view expression);

struct RecordClock {
  ClockUse use;
  std::optional<Day> start;  // none: the day is not known yet
  std::optional<Expected<clock::Due>> due;
};

[[nodiscard]] std::vector<RecordClock> record_clocks(city::City& city, reg::Schema const& schema,
                                                     reg::Record const& record);
[[nodiscard]] std::string record_clocks_text(std::vector<RecordClock> const& clocks, Language language,
                                             Terminal const& terminal);
[[nodiscard]] std::string record_clocks_json(reg::Schema const& schema, RecordId id,
                                             std::vector<RecordClock> const& clocks);

}  // namespace shian::report
