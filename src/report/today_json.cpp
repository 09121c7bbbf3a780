#include "report/json_parts.hpp"
#include "report/outlook.hpp"
#include "report/today.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

constexpr std::size_t kMostToConfirm = 20;

Json named(std::string const& id, Text const& name) { return {{"id", id}, {"name", json_of(name)}}; }

Json moment_json(std::optional<Timestamp> const& at, city::City const& city) {
  return at ? Json(at->to_string(city.utc_offset_minutes())) : Json(nullptr);
}

std::string_view scope_of(Desk desk) {
  switch (desk) {
    case Desk::city:
      return "city";
    case Desk::unit:
      return "unit";
    case Desk::area:
      return "area";
    case Desk::own:
      return "own";
  }
  return "";
}

Json target_json(pack::Pack const& pack, BoardLine const& line, Day as_of) {
  auto const& target = *line.standing.target;
  auto const& shown = worst_of(line.parts);
  auto const& definition = shown.part->indicator->definition;
  return {{"id", target.id},
          {"name", json_of(target_name(pack, target))},
          {"subject", json_of(target.subject)},
          {"group", json_of(line.group)},
          {"state", indicator::code_of(line.state)},
          {"reason", json_of(line.reason)},
          {"indicator", definition.id},
          {"value", json_of(shown.own.value)},
          {"threshold", json_of(indicator::threshold(target, definition))},
          {"unit", definition.unit},
          {"comparator", code_of(target.comparator)},
          {"deadline", target.deadline.to_string()},
          {"days", target.deadline - as_of},
          {"what_it_takes", json_of(shown.is_city ? what_it_takes(pack, target, *shown.part) : Text{})},
          {"to_be_confirmed", target.threshold_certainty == pack::Certainty::to_be_confirmed ||
                                  target.deadline_certainty == pack::Certainty::to_be_confirmed}};
}

Json due_json(DueRecord const& item, Day as_of, int utc_offset_minutes) {
  auto const& definition = item.schema->definition;
  return {{"register", named(definition.id, definition.name)},
          {"id", item.id},
          {"name", item.name},
          {"rule", item.limit->definition.rule},
          {"clock", json_of(item.limit->definition.name)},
          {"law", item.clock != nullptr ? item.clock->law : ""},
          {"article", item.clock != nullptr ? item.clock->article : ""},
          {"start", json_of(item.start)},
          {"due", item.due.to_string()},
          {"days", item.due - as_of},
          {"due_at", item.due_at ? Json(item.due_at->to_string(utc_offset_minutes)) : Json(nullptr)},
          {"is_over", item.is_over},
          {"provisional", item.provisional}};
}

Json due_list_json(DueRecords const& list, Day as_of, int utc_offset_minutes) {
  Json items = Json::array();
  for (auto const& item : list.items) items.push_back(due_json(item, as_of, utc_offset_minutes));
  return {{"total", list.total}, {"items", std::move(items)}};
}

Json date_json(pack::Pack const& pack, PlanDate const& date, Day as_of) {
  bool const is_phase = date.phase != nullptr;
  auto const name = is_phase ? date.phase->name : target_name(pack, *date.line->standing.target);
  return {{"kind", is_phase ? "phase" : "target"},
          {"id", is_phase ? date.phase->id : date.line->standing.target->id},
          {"name", json_of(name)},
          {"day", date.day.to_string()},
          {"days", date.day - as_of},
          {"state", is_phase ? Json(nullptr) : Json(indicator::code_of(date.line->state))}};
}

Json to_confirm_json(std::vector<pack::Point> const& points) {
  Json items = Json::array();
  for (auto const& point : points) {
    if (items.size() == kMostToConfirm) break;
    items.push_back({{"subject", point.subject},
                     {"kind", code_of(point.kind)},
                     {"name", json_of(point.name)},
                     {"concerns", point.concerns}});
  }
  return {{"total", points.size()}, {"items", std::move(items)}};
}

}  // namespace

std::string today_json(city::City const& city, Today const& today) {
  auto const& pack = city.pack();
  auto const& question = today.question;
  auto const& board = today.board;
  auto const as_of = question.as_of;
  Json targets = Json::array();
  for (auto const& line : board.lines) targets.push_back(target_json(pack, line, as_of));
  Json tasks = Json::array();
  for (auto const& own : today.tasks) {
    tasks.push_back({{"id", own.line.task->id},
                     {"key_task", json_of(own.line.task->key_task)},
                     {"is_lead", own.is_lead},
                     {"state", own.line.state ? Json(indicator::code_of(*own.line.state)) : Json(nullptr)},
                     {"records", own.records},
                     {"last_entry_at", moment_json(own.last_entry_at, city)}});
  }
  Json held = Json::array();
  for (auto const& item : today.held) {
    held.push_back({{"register", named(item.schema->definition.id, item.schema->definition.name)},
                    {"records", item.records},
                    {"last_entry_at", moment_json(item.last_entry_at, city)},
                    {"targets", item.targets},
                    {"may_enter", question.may_enter}});
  }
  Json dates = Json::array();
  for (auto const& date : today.dates) dates.push_back(date_json(pack, date, as_of));
  return dumped(
      {{"as_of", as_of.to_string()},
       {"simulated", board.simulated},
       {"notice", board.simulated ? json_of(simulated_notice()) : Json(nullptr)},
       {"scope", scope_of(question.desk)},
       {"unit", question.unit.empty() ? Json(nullptr) : named(question.unit, unit_name(pack, question.unit))},
       {"area", question.area.empty() ? Json(nullptr) : named(question.area, area_name(pack, question.area))},
       {"next_stage", next_stage_json(board.next_stage)},
       {"counts", counts_json(board.counts)},
       {"targets", std::move(targets)},
       {"tasks", std::move(tasks)},
       {"late", due_list_json(today.limits.late, as_of, city.utc_offset_minutes())},
       {"due_soon", due_list_json(today.limits.due_soon, as_of, city.utc_offset_minutes())},
       {"dates", std::move(dates)},
       {"held", std::move(held)},
       {"to_confirm", question.confirms ? to_confirm_json(today.to_confirm) : Json(nullptr)}});
}

}  // namespace shian::report
