#include "api/decision_json.hpp"

#include "report/words.hpp"

namespace shian::api {
namespace {

using pack::PointKind;

Json choice(std::string_view value, Text const& name) { return {{"value", value}, {"name", json_of(name)}}; }

std::string_view type_of(PointKind kind) {
  switch (kind) {
    case PointKind::threshold:
    case PointKind::parameter:
      return "number";
    case PointKind::deadline:
      return "day";
    case PointKind::lead:
      return "unit";
    case PointKind::definition:
      return "edition";
    case PointKind::roll:
      return "choice";
    case PointKind::question:
      return "text";
  }
  return "text";
}

// What a decision on the point may say, where that can be listed.
Json choices_of(pack::Pack const& pack, pack::Point const& point) {
  Json choices = Json::array();
  if (point.kind == PointKind::lead) {
    auto const* task = pack.find_task(point.about);
    for (auto const& id : task->units) choices.push_back(choice(id, report::unit_name(pack, id)));
  } else if (point.kind == PointKind::definition) {
    choices.push_back(choice(point.value, {point.value, point.value}));
  } else if (point.kind == PointKind::roll) {
    using Roll = pack::Clock::Roll;
    for (auto const roll : {Roll::none, Roll::statutory_holiday, Roll::day_off})
      choices.push_back(choice(pack::code_of(roll), pack::text_of(roll)));
  }
  return choices;
}

// The value as people read it.
Text shown(pack::Pack const& pack, pack::Point const& point) {
  if (point.value.empty()) return {};
  if (point.kind == PointKind::lead) return report::unit_name(pack, point.value);
  if (point.kind == PointKind::roll) return pack::text_of(*pack::roll_of(point.value));
  auto const text = point.unit.empty() ? point.value : report::with_unit(point.value, point.unit);
  return {text, text};
}

}  // namespace

Json decision_json(pack::Decision const& decision, int utc_offset_minutes) {
  bool const is_from_pack = !decision.entered_at.has_value();
  return {
      {"id", decision.id},
      {"subject", decision.subject},
      {"value", decision.value},
      {"decided_on", decision.decided_on.to_string()},
      {"decided_by", decision.decided_by},
      {"document_no", decision.document_no},
      {"note", decision.note},
      {"replaces", decision.replaces.empty() ? Json(nullptr) : Json(decision.replaces)},
      {"account", is_from_pack ? Json(nullptr) : Json(decision.account)},
      {"entered_at", is_from_pack ? Json(nullptr) : Json(decision.entered_at->to_string(utc_offset_minutes))},
      {"is_from_pack", is_from_pack},
      {"has_effect", !decision.idle.has_value()},
      {"why_not", decision.idle ? json_of(decision.idle->what) : Json(nullptr)}};
}

Json point_json(pack::Pack const& pack, pack::Point const& point) {
  Json earlier = Json::array();
  for (auto const* decision : point.earlier)
    earlier.push_back(decision_json(*decision, pack.utc_offset_minutes));
  return {
      {"subject", point.subject},
      {"kind", pack::code_of(point.kind)},
      {"about", {{"id", point.about}, {"name", json_of(point.name)}}},
      {"certainty", report::code_of(point.certainty)},
      {"value", point.value.empty() ? Json(nullptr) : Json(point.value)},
      {"shown", json_of(shown(pack, point))},
      {"printed", point.printed},
      {"basis", json_of(point.basis)},
      {"concerns", point.concerns},
      {"takes", {{"type", type_of(point.kind)}, {"unit", point.unit}, {"choices", choices_of(pack, point)}}},
      {"decision",
       point.decision != nullptr ? decision_json(*point.decision, pack.utc_offset_minutes) : Json(nullptr)},
      {"earlier", std::move(earlier)}};
}

}  // namespace shian::api
