#include "report/trend.hpp"

#include "report/json_parts.hpp"
#include "report/words.hpp"

namespace shian::report {

Trend read_trend(city::City& city, BoardQuestion question) {
  constexpr int kMonths = 12;
  Trend trend;
  trend.question = std::move(question);
  auto const& asked = trend.question;
  store::Transaction const one_moment(city.session(), store::Access::read);
  for (auto const& target : city.pack().targets) {
    if (!asked.unit.empty() && !is_responsible(city.pack(), target, asked.unit)) continue;
    TrendLine line{&target, {}};
    for (auto const& id : target.indicators) {
      auto const* const indicator = city.catalogue().find(id);
      if (indicator == nullptr) continue;
      line.parts.push_back(
          {indicator, city.figures().by_month(*indicator, {asked.as_of, kMonths, asked.area, asked.unit})});
    }
    trend.lines.push_back(std::move(line));
  }
  return trend;
}

std::string trend_json(Trend const& trend) {
  Json targets = Json::array();
  for (auto const& line : trend.lines) {
    Json parts = Json::array();
    for (auto const& part : line.parts) {
      Json points = Json::array();
      for (auto const& [day, figure] : part.points)
        points.push_back({{"day", day.to_string()}, {"value", json_of(figure.value)}});
      parts.push_back({{"indicator", part.indicator->id()}, {"points", std::move(points)}});
    }
    targets.push_back({{"id", line.target->id}, {"parts", std::move(parts)}});
  }
  return dumped({{"as_of", trend.question.as_of.to_string()}, {"targets", std::move(targets)}});
}

}  // namespace shian::report
