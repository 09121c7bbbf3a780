#include "signs/signs_json.hpp"

#include <nlohmann/json.hpp>

namespace shian::signs {
namespace {

using Json = nlohmann::ordered_json;

Json text_json(Text const& text) { return {{"zh", text.zh}, {"en", text.en}}; }
Json day_json(std::optional<Day> day) { return day ? Json(day->to_string()) : Json(nullptr); }
Json count_json(std::optional<int> count) { return count ? Json(*count) : Json(nullptr); }

Json register_json(reg::Schema const* schema) {
  if (schema == nullptr) return nullptr;
  return {{"id", schema->definition.id}, {"name", text_json(schema->definition.name)}};
}

}  // namespace

Json sign_json(reg::Sign const& sign) {
  auto const& definition = sign.definition;
  return {{"id", definition.id},
          {"name", text_json(definition.name)},
          {"why", text_json(definition.why)},
          {"harmless", text_json(definition.harmless)},
          {"register", register_json(sign.own.schema)},
          {"against", register_json(sign.other ? sign.other->schema : nullptr)},
          {"false_alarms",
           {{"judged", count_json(definition.rate.judged)},
            {"raised", count_json(definition.rate.raised)},
            {"how", text_json(definition.rate.how)}}}};
}

Json tally_json(Tally const& tally) {
  return {{"judged", tally.judged}, {"too_few", tally.too_few}, {"raised", tally.raised}};
}

Json found_json(Found const& found, Standing const& standing) {
  auto owners = Json::array();
  for (auto const& owner : found.owners)
    owners.push_back({{"unit", owner.unit.empty() ? Json(nullptr) : Json(owner.unit)},
                      {"area", owner.area.empty() ? Json(nullptr) : Json(owner.area)}});
  auto records = Json::array();
  for (auto const& party : found.records)
    records.push_back({{"register", party.schema->definition.id}, {"id", party.id}});
  auto figures = Json::array();
  for (auto const& figure : found.figures)
    figures.push_back({{"name", text_json(figure.name)}, {"value", figure.value}});
  auto answers = Json::array();
  for (auto const id : standing.answers)
    if (id != 0) answers.push_back(id);
  return {{"key", found.key},
          {"sign", found.sign->definition.id},
          {"why", text_json(found.why)},
          {"owners", std::move(owners)},
          {"from", day_json(found.from)},
          {"until", day_json(found.until)},
          {"figures", std::move(figures)},
          {"total", found.total},
          {"records", std::move(records)},
          {"stage", std::string(code_of(standing.stage))},
          {"stage_name", text_json(text_of(standing.stage))},
          {"since", day_json(standing.since)},
          {"answer_due", day_json(standing.answer_due)},
          {"answers", std::move(answers)}};
}

}  // namespace shian::signs
