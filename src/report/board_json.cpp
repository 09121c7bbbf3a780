#include "report/json_parts.hpp"
#include "report/outlook.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

// What the city's figure lacks and where it is heading.
void add_outlook(Json& made, pack::Pack const& pack, pack::Target const& target,
                 indicator::Part const& part) {
  made["gap"] = json_of(part.gap);
  made["needed"] = json_of(part.needed);
  made["per_week"] = json_of(part.per_week);
  made["forecast"] = nullptr;
  if (auto const& outlook = part.forecast) {
    made["forecast"] = {{"value", outlook->value},
                        {"low", outlook->low},
                        {"high", outlook->high},
                        {"periods", outlook->periods}};
  }
  made["behind"] = part.behind;
  made["missing_areas"] = part.reading.missing_areas;
  made["what_it_takes"] = json_of(what_it_takes(pack, target, part));
}

}  // namespace

Json json_of(indicator::Figure const& figure) {
  return {{"value", json_of(figure.value)},
          {"numerator", json_of(figure.numerator)},
          {"denominator", json_of(figure.denominator)},
          {"low", json_of(figure.low)},
          {"high", json_of(figure.high)},
          {"known", code_of(figure.known)},
          {"records", figure.records}};
}

Json json_of(pack::Target const& target, pack::Pack const& pack) {
  Json units = Json::array();
  for (auto const& id : target.units) units.push_back({{"id", id}, {"name", json_of(unit_name(pack, id))}});
  return {{"id", target.id},
          {"subject", json_of(target.subject)},
          {"wording", target.wording},
          {"group", json_of(group_of(pack, target))},
          {"section", json_of(target.section)},
          {"task_rows", target.task_rows},
          {"units", std::move(units)},
          {"comparator", code_of(target.comparator)},
          {"threshold", json_of(target.threshold)},
          {"threshold_certainty", code_of(target.threshold_certainty)},
          {"unit", target.unit},
          {"deadline", target.deadline.to_string()},
          {"deadline_certainty", code_of(target.deadline_certainty)},
          {"deadline_basis", json_of(target.deadline_basis)}};
}

Json json_of(pack::Pack const& pack, BoardPart const& shown, indicator::Standing const& standing,
             EachArea each_area) {
  auto const& part = *shown.part;
  auto const& target = *standing.target;
  auto const& definition = part.indicator->definition;
  Json made = {{"indicator", definition.id}, {"name", json_of(definition.name)}, {"unit", definition.unit}};
  made.update(json_of(shown.own));
  made["threshold"] = json_of(indicator::threshold(target, definition));
  made["state"] = indicator::code_of(shown.state);
  made["reason"] = json_of(shown.reason);
  made["period"] = code_of(definition.period);
  made["stretch"] = {{"from", part.reading.stretch.first == indicator::kBeginning
                                  ? Json(nullptr)
                                  : Json(part.reading.stretch.first.to_string())},
                     {"to", part.reading.stretch.last.to_string()}};
  if (shown.is_city) {
    add_outlook(made, pack, target, part);
  } else {
    Json city = json_of(part.reading.city);
    city["state"] = indicator::code_of(part.state);
    city["reason"] = json_of(part.reason);
    add_outlook(city, pack, target, part);
    made["city"] = std::move(city);
  }
  if (each_area == EachArea::yes) {
    Json areas = Json::object();
    for (auto const& [id, figure] : part.reading.areas) {
      auto const own = scoped(standing, part, figure, Scope::area);
      Json area = {{"name", json_of(area_name(pack, id))}};
      area.update(json_of(own.own));
      area["state"] = indicator::code_of(own.state);
      area["reason"] = json_of(own.reason);
      areas[id] = std::move(area);
    }
    made["areas"] = std::move(areas);
    made["no_area"] = json_of(part.reading.no_area);
  }
  return made;
}

Json head_of(pack::Pack const& pack, Day as_of, bool simulated) {
  Json made = {{"pack", {{"id", pack.id}, {"version", pack.version}, {"name", json_of(pack.name)}}},
               {"as_of", as_of.to_string()},
               {"simulated", simulated}};
  if (simulated) made["notice"] = json_of(simulated_notice());
  return made;
}

Json next_stage_json(std::optional<NextStage> const& stage) {
  if (!stage) return nullptr;
  return {{"id", stage->phase->id},
          {"name", json_of(stage->phase->name)},
          {"until", stage->until.to_string()},
          {"days", stage->days}};
}

Json counts_json(std::map<indicator::State, int> const& counts) {
  Json made = Json::object();
  for (auto const state : {indicator::State::met, indicator::State::not_met, indicator::State::not_yet_due,
                           indicator::State::cannot_judge, indicator::State::stale}) {
    auto const found = counts.find(state);
    made[std::string(indicator::code_of(state))] = found == counts.end() ? 0 : found->second;
  }
  return made;
}

std::string dumped(Json const& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string board_json(Board const& board, EachArea each_area) {
  Json made = head_of(*board.pack, board.question.as_of, board.simulated);
  made["area"] = board.question.area.empty() ? Json(nullptr) : Json(board.question.area);
  made["unit"] = board.question.unit.empty() ? Json(nullptr) : Json(board.question.unit);
  made["next_stage"] = next_stage_json(board.next_stage);
  made["counts"] = counts_json(board.counts);
  made["targets"] = Json::array();
  for (auto const& line : board.lines) {
    Json target = json_of(*line.standing.target, *board.pack);
    target["judged_on"] = line.standing.judged_on.to_string();
    target["state"] = indicator::code_of(line.state);
    target["reason"] = json_of(line.reason);
    target["marks"] = Json::array();
    for (auto const& mark : line.standing.marks) target["marks"].push_back(json_of(mark));
    target["parts"] = Json::array();
    for (auto const& part : line.parts)
      target["parts"].push_back(json_of(*board.pack, part, line.standing, each_area));
    made["targets"].push_back(std::move(target));
  }
  return dumped(made);
}

}  // namespace shian::report
