// What it takes to meet a target, and where it is heading, in words.
#pragma once

#include "indicator/standing.hpp"

namespace shian::report {

/// One sentence: "6,120 of 6,539; short 419; 61 a week from now; 6 areas are behind: ...". Empty where there
/// is nothing to be held against.
[[nodiscard]] Text what_it_takes(pack::Pack const& pack, pack::Target const& target,
                                 indicator::Part const& part);
/// The shortest form for a table: "419 (61/wk)", or the gap in the indicator's unit. Empty when nothing is
/// short.
[[nodiscard]] Text shortfall(indicator::Part const& part);
/// "97.9-99.4", the 80 % interval. Empty without a forecast.
[[nodiscard]] std::string outlook_range(indicator::Part const& part);
/// "98.7 (97.9-99.4)". Empty without a forecast.
[[nodiscard]] std::string forecast_text(indicator::Part const& part);

}  // namespace shian::report
