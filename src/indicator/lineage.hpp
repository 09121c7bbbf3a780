// The inverse of a measure: the records a figure was counted from, and those left out, with the reason.
#pragma once

#include <functional>

#include "indicator/figure.hpp"
#include "register/ledger.hpp"

namespace shian::indicator {

/// One record behind a figure.
struct Trace {
  reg::Schema const* schema = nullptr;
  reg::Record record;
  Day day;                              // the day it counts on, or from
  std::int64_t amount = 0;              // in the measure's scale
  Exclusion const* left_out = nullptr;  // set: the condition takes it, this reason leaves it out
};

/// Streams the records counted by a measure over `stretch` (Figures::stretch of the indicator), in order of
/// the day where an index allows, else of the id. Excluded records come too, with their reason. Areas as
/// `area`, "" for all. The callback returns false to stop. For a distinct count each value's first record is
/// given.
void trace(reg::Ledger& ledger, Cells& cells, Measure const& measure, Span stretch, std::string_view area,
           std::function<bool(Trace const&)> const& each);

/// The records of the denominator that are not in the numerator, when both count the same register (the
/// numerator's records being among the denominator's, as a share means). Stops when as many were found as the
/// cells say there are. False when they do not.
bool trace_missing(reg::Ledger& ledger, Cells& cells, Measure const& numerator, Measure const& denominator,
                   Span stretch, std::string_view area, std::function<bool(Trace const&)> const& each);

}  // namespace shian::indicator
