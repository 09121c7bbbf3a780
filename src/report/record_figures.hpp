// A record's place in the plan's figures: which targets it counts for, and what leaves it out.
#pragma once

#include <string>
#include <vector>

#include "city/city.hpp"
#include "indicator/place.hpp"

namespace shian::report {

struct RecordFigure {
  pack::Target const* target = nullptr;
  indicator::Indicator const* indicator = nullptr;
  indicator::Measure const* measure = nullptr;
  indicator::Place place;
};

/// Of every indicator that counts the record, or leaves it out for a reason, each measure over its register.
[[nodiscard]] std::vector<RecordFigure> record_figures(city::City& city, reg::Schema const& schema,
                                                       reg::Record const& record, Day as_of);
/// {"figures": [...]}
[[nodiscard]] std::string record_figures_json(std::vector<RecordFigure> const& figures);

}  // namespace shian::report
