// Where a figure is heading by a deadline, with an interval: by the pace of the ten-day periods so far.
#pragma once

#include "indicator/figure.hpp"

namespace shian::indicator {

/// An outlook, not a promise: 80 % interval.
struct Forecast {
  double value = 0;
  double low = 0;
  double high = 0;
  int periods = 0;  // ten-day periods it was learnt from
};

/// Nothing with fewer than three whole ten-day periods (or months, for a monthly indicator) behind it.
/// Flows: the mean pace of up to 18 periods goes on; the spread of the paces gives the interval.
/// Ratios: numerator and denominator each; the spread is that of numerator less ratio times denominator.
/// Stocks: the straight line through the last periods' values. Monthly figures: the mean of the last six
/// months.
[[nodiscard]] std::optional<Forecast> forecast(Figures& figures, Indicator const& indicator,
                                               Reading const& now, Day deadline);

}  // namespace shian::indicator
