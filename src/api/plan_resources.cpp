// The plan and its figures: the same answers as the command line's, without personal data.
#include "api/resources.hpp"
#include "report/explanation.hpp"
#include "report/trend.hpp"
#include "report/words.hpp"

namespace shian::api {
namespace {

// The id of an area or unit of the plan in the question, "" when it asks for none.
std::expected<std::string, http::Response> scope_of(Call const& call, char const* name, auto const& find) {
  auto id = call.request.parameter(name).value_or("");
  if (!id.empty() && find(id) == nullptr) {
    return std::unexpected(
        refusal(422, "request.scope", "方案中没有“" + id + "”", "the plan has no '" + id + "'"));
  }
  return id;
}

std::expected<report::BoardQuestion, http::Response> board_question(city::City& city, Call const& call) {
  auto const day = day_of(city, call);
  if (!day) return std::unexpected(day.error());
  auto area = scope_of(call, "area", [&](auto const& id) { return city.pack().find_area(id); });
  if (!area) return std::unexpected(area.error());
  auto unit = scope_of(call, "unit", [&](auto const& id) { return city.pack().find_unit(id); });
  if (!unit) return std::unexpected(unit.error());
  return report::BoardQuestion{*day, std::move(*area), std::move(*unit)};
}

http::Response no_target(Call const& call) {
  return refusal(404, "plan.target", "方案中没有目标 " + call.parts[0],
                 "the plan has no target " + call.parts[0]);
}

// "" is the first part; another must be one of the target's.
indicator::Indicator const* part_of(city::City& city, pack::Target const& target, std::string const& part) {
  for (auto const& id : target.indicators)
    if (part.empty() || part == id) return city.catalogue().find(id);
  return nullptr;
}

Json json_of_unit(pack::Unit const& unit) {
  return {{"id", unit.id},
          {"ordinal", unit.ordinal},
          {"name", json_of(unit.name)},
          {"duties", unit.duties},
          {"members", unit.members}};
}

}  // namespace

std::expected<Day, http::Response> day_of(city::City& city, Call const& call) {
  auto const text = call.request.parameter("as_of");
  if (!text) return city.today();
  return day_from(*text);
}

std::optional<report::PageOf> page_of(std::string const& name) {
  if (name.empty() || name == "counted") return report::PageOf::counted;
  if (name == "left_out") return report::PageOf::left_out;
  if (name == "missing") return report::PageOf::missing;
  return std::nullopt;
}

Json page_json(report::ReadablePage const& page) {
  Json records = Json::array();
  for (auto const& line : page.page.lines) {
    bool const from_the_beginning = line.day == indicator::kBeginning;
    records.push_back({{"register", line.register_id},
                       {"id", line.id},
                       {"name", line.name},
                       {"day", from_the_beginning ? Json(nullptr) : Json(line.day.to_string())},
                       {"amount", line.amount.to_string()},
                       {"measure", line.measure},
                       {"reason", line.reason.empty() ? Json(nullptr) : json_of(line.reason)}});
  }
  return {{"measure", page.measure},          {"known", page.known},
          {"records", std::move(records)},    {"more", page.page.more},
          {"partly_read", page.page.unknown}, {"hidden", page.hidden}};
}

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
  for (auto const& question : pack.open_questions) {
    if (!question.answer.empty()) continue;
    questions.push_back(
        {{"id", question.id}, {"text", json_of(question.text)}, {"concerns", question.concerns}});
  }
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
  auto const asked = board_question(city, call);
  if (!asked) return asked.error();
  auto const each_area = flag_in_query(call, "each_area");
  if (!each_area) return each_area.error();
  return answer_text(report::board_json(report::read_board(city, *asked),
                                        *each_area ? report::EachArea::yes : report::EachArea::no));
}

http::Response show_trend(city::City& city, Call const& call) {
  auto const asked = board_question(city, call);
  if (!asked) return asked.error();
  return answer_text(report::trend_json(report::read_trend(city, *asked)));
}

http::Response show_target(city::City& city, Call const& call) {
  auto const* target = city.pack().find_target(call.parts[0]);
  if (target == nullptr) return no_target(call);
  auto const day = day_of(city, call);
  if (!day) return day.error();
  auto const area = scope_of(call, "area", [&](auto const& id) { return city.pack().find_area(id); });
  if (!area) return area.error();
  // Records behind the figure are asked for one by one, by who may read them: this answer is for everybody.
  return answer_text(
      report::explanation_json(report::explain(city, *target, {*day, *area, 0, call.language})));
}

http::Response list_target_records(city::City& city, Call const& call) {
  auto const* target = city.pack().find_target(call.parts[0]);
  if (target == nullptr) return no_target(call);
  auto const day = day_of(city, call);
  if (!day) return day.error();
  auto const area = scope_of(call, "area", [&](auto const& id) { return city.pack().find_area(id); });
  if (!area) return area.error();
  auto const* part = part_of(city, *target, call.request.parameter("part").value_or(""));
  auto const page = page_of(call.request.parameter("page").value_or(""));
  if (part == nullptr || !page) {
    return refusal(422, "request.page", "part 须为该目标的指标，page 须为 counted、left_out 或 missing",
                   "part must be one of the target's indicators, page counted, left_out or missing");
  }
  auto const limit = page_limit(call);
  if (!limit) return limit.error();
  auto const stretch = city.figures().stretch(*part, std::min(*day, target->deadline));
  return answer(page_json(report::readable_page(city, *part, stretch, {*area, ""}, *page, *limit,
                                                reach_of(city, call), call.language)));
}

}  // namespace shian::api
