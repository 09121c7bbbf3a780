#include "report/record_figures.hpp"

#include <algorithm>

#include "report/json_parts.hpp"

namespace shian::report {
namespace {

std::string_view role_of(RecordFigure const& figure) {
  if (figure.measure->slot == figure.indicator->numerator) return "numerator";
  return figure.measure->slot == figure.indicator->denominator ? "denominator" : "other";
}

}  // namespace

std::vector<RecordFigure> record_figures(city::City& city, reg::Schema const& schema,
                                         reg::Record const& record, Day as_of) {
  std::vector<RecordFigure> found;
  store::Transaction const one_moment(city.session(), store::Access::read);
  for (auto const& target : city.pack().targets) {
    for (auto const& id : target.indicators) {
      auto const* const indicator = city.catalogue().find(id);
      if (indicator == nullptr) continue;
      std::vector<RecordFigure> of_indicator;
      for (int const slot : indicator->measures) {
        auto const& measure = city.catalogue().measure(slot);
        auto place = indicator::place_of(city.ledger(), city.cells(), measure, schema, record, as_of);
        if (place) of_indicator.push_back({&target, indicator, &measure, std::move(*place)});
      }
      bool const concerns = std::ranges::any_of(
          of_indicator, [](auto const& figure) { return figure.place.counted || figure.place.left_out; });
      if (concerns) std::ranges::move(of_indicator, std::back_inserter(found));
    }
  }
  return found;
}

std::string record_figures_json(std::vector<RecordFigure> const& figures) {
  Json list = Json::array();
  for (auto const& figure : figures) {
    auto const& [target, indicator, measure, place] = figure;
    list.push_back({{"target", target->id},
                    {"subject", json_of(target->subject)},
                    {"indicator", indicator->id()},
                    {"name", json_of(indicator->definition.name)},
                    {"measure", measure->id},
                    {"role", role_of(figure)},
                    {"counted", place.counted},
                    {"day", json_of(place.day)},
                    {"amount", json_of(place.amount)},
                    {"reason", place.reason.empty() ? Json(nullptr) : json_of(place.reason)}});
  }
  return dumped({{"figures", std::move(list)}});
}

}  // namespace shian::report
