// How the plan's figures went over the last year: every target, month by month.
#pragma once

#include "report/board.hpp"

namespace shian::report {

struct TrendPart {
  indicator::Indicator const* indicator = nullptr;
  std::vector<std::pair<Day, indicator::Figure>>
      points;  // oldest first, the newest of them on the day asked for
};
struct TrendLine {
  pack::Target const* target = nullptr;
  std::vector<TrendPart> parts;
};
struct Trend {
  BoardQuestion question;
  std::vector<TrendLine> lines;  // in the plan's order
};

/// The ends of the last twelve months. The names in the question must be the pack's. From the cells alone:
/// its cost does not grow with the records.
[[nodiscard]] Trend read_trend(city::City& city, BoardQuestion question);
/// {"as_of", "targets": [{"id", "parts": [{"indicator", "points": [{"day", "value"}]}]}]}
[[nodiscard]] std::string trend_json(Trend const& trend);

}  // namespace shian::report
