// The plan and its figures: the same answers as the command line's, without personal data.
#include "api/resources.hpp"
#include "report/explanation.hpp"
#include "report/words.hpp"

namespace shian::api {
namespace {

std::expected<Day, http::Response> day_of(city::City& city, Call const& call) {
  auto const text = call.request.parameter("as_of");
  if (!text) return city.today();
  auto const day = Day::parse(*text);
  if (!day)
    return std::unexpected(refusal(422, "request.day", "“" + *text + "”不是日期，应如 2022-09-30",
                                   "'" + *text + "' is no day such as 2022-09-30"));
  return *day;
}

// The id of an area or unit of the plan in the question, "" when it asks for none.
std::expected<std::string, http::Response> scope_of(Call const& call, char const* name, auto const& find) {
  auto id = call.request.parameter(name).value_or("");
  if (!id.empty() && find(id) == nullptr) {
    return std::unexpected(
        refusal(422, "request.scope", "方案中没有“" + id + "”", "the plan has no '" + id + "'"));
  }
  return id;
}

Json json_of_unit(pack::Unit const& unit) {
  return {{"id", unit.id}, {"ordinal", unit.ordinal}, {"name", json_of(unit.name)}, {"duties", unit.duties}};
}

}  // namespace

http::Response show_city(city::City& city, Call const&) {
  auto const& pack = city.pack();
  auto const today = city.today();
  bool const simulated = city.has_simulated_records();
  Json areas = Json::array();
  for (auto const& area : pack.areas) {
    areas.push_back({{"id", area.id},
                     {"name", json_of(area.name)},
                     {"kind", area.kind},
                     {"longitude", area.longitude ? Json(area.longitude->to_string()) : Json(nullptr)},
                     {"latitude", area.latitude ? Json(area.latitude->to_string()) : Json(nullptr)}});
  }
  Json units = Json::array();
  for (auto const& unit : pack.units) units.push_back(json_of_unit(unit));
  Json bodies = Json::array();
  for (auto const& unit : pack.bodies) bodies.push_back(json_of_unit(unit));
  Json phases = Json::array();
  for (auto const& phase : pack.phases) {
    phases.push_back({{"id", phase.id},
                      {"name", json_of(phase.name)},
                      {"printed", phase.printed},
                      {"start", phase.start ? Json(phase.start->to_string()) : Json(nullptr)},
                      {"end", phase.end ? Json(phase.end->to_string()) : Json(nullptr)},
                      {"deliverables", phase.deliverables}});
  }
  Json questions = Json::array();
  for (auto const& question : pack.open_questions)
    questions.push_back(
        {{"id", question.id}, {"text", json_of(question.text)}, {"concerns", question.concerns}});
  Json next = nullptr;
  if (auto const stage = report::next_stage(pack, today))
    next = {{"id", stage->phase->id},
            {"name", json_of(stage->phase->name)},
            {"until", stage->until.to_string()},
            {"days", stage->days}};
  return answer({{"pack", {{"id", pack.id}, {"version", pack.version}, {"name", json_of(pack.name)}}},
                 {"as_of", today.to_string()},
                 {"simulated", simulated},
                 {"notice", simulated ? json_of(report::simulated_notice()) : Json(nullptr)},
                 {"next_stage", next},
                 {"areas", areas},
                 {"units", units},
                 {"bodies", bodies},
                 {"phases", phases},
                 {"open_questions", questions}});
}

http::Response show_board(city::City& city, Call const& call) {
  auto const day = day_of(city, call);
  if (!day) return day.error();
  auto const area = scope_of(call, "area", [&](auto const& id) { return city.pack().find_area(id); });
  if (!area) return area.error();
  auto const unit = scope_of(call, "unit", [&](auto const& id) { return city.pack().find_unit(id); });
  if (!unit) return unit.error();
  auto const each = call.request.parameter("each_area") == "1" ? report::EachArea::yes : report::EachArea::no;
  return answer_text(report::board_json(report::read_board(city, {*day, *area, *unit}), each));
}

http::Response show_target(city::City& city, Call const& call) {
  auto const* target = city.pack().find_target(call.parts[0]);
  if (target == nullptr)
    return refusal(404, "plan.target", "方案中没有目标 " + call.parts[0],
                   "the plan has no target " + call.parts[0]);
  auto const day = day_of(city, call);
  if (!day) return day.error();
  auto const area = scope_of(call, "area", [&](auto const& id) { return city.pack().find_area(id); });
  if (!area) return area.error();
  // Records behind the figure are asked for one by one, by who may read them: this answer is for everybody.
  return answer_text(
      report::explanation_json(report::explain(city, *target, {*day, *area, 0, call.language})));
}

}  // namespace shian::api
