// The acts that the pack's measures hold to a legal limit, and the records for which such a limit runs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "indicator/definition.hpp"

namespace shian::indicator {

/// "A complaint is closed by due("complaint.mediate", accepted_on)", as some measure counts it.
struct LegalLimit {
  reg::Schema const* schema = nullptr;
  Measure const* measure = nullptr;  // the first that holds records to it
  expression::TimeLimit limit;
};

/// Each act of a register under each rule once, in the catalogue's order.
[[nodiscard]] std::vector<LegalLimit> legal_limits(Catalogue const& catalogue, reg::Schemas const& schemas);

/// A limit that runs for one record.
struct RunningLimit {
  std::optional<Day> start;  // none: an extension sets the day by itself
  Day due;
};
/// Nothing: the act is done, nothing has started it, or the measure does not ask it of this record.
[[nodiscard]] std::optional<RunningLimit> running_limit(LegalLimit const& legal,
                                                        std::span<Value const> values,
                                                        expression::Context const& context);

}  // namespace shian::indicator
