#include "report/json_parts.hpp"
#include "report/tasks.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

Json named_unit(pack::Pack const& pack, std::string const& id) {
  return {{"id", id}, {"name", json_of(unit_name(pack, id))}};
}

Json line_json(city::City const& city, TaskLine const& line, std::int64_t comments) {
  auto const& pack = city.pack();
  auto const& task = *line.task;
  Json units = Json::array();
  for (auto const& id : task.units) units.push_back(named_unit(pack, id));
  Json targets = Json::array();
  for (auto const& [target, state] : line.targets) {
    targets.push_back({{"id", target->id},
                       {"name", json_of(target_name(pack, *target))},
                       {"subject", json_of(target->subject)},
                       {"state", indicator::code_of(state)}});
  }
  Json registers = Json::array();
  for (auto const& [schema, holding] : line.registers) {
    auto const& at = holding.last_entry_at;
    registers.push_back(
        {{"id", schema->definition.id},
         {"name", json_of(schema->definition.name)},
         {"records", holding.records},
         {"last_entry_at", at ? Json(at->to_string(city.utc_offset_minutes())) : Json(nullptr)}});
  }
  return {{"id", task.id},
          {"row", task.row > 0 ? Json(task.row) : Json(nullptr)},
          {"group", json_of(task.group)},
          {"key_task", json_of(task.key_task)},
          {"measure", task.measure},
          {"units", std::move(units)},
          {"lead", task.lead.empty() ? Json(nullptr) : named_unit(pack, task.lead)},
          {"lead_certainty", code_of(task.lead_certainty)},
          {"lead_basis", json_of(task.lead_basis)},
          {"targets", std::move(targets)},
          {"registers", std::move(registers)},
          {"comments", comments},
          {"state", line.state ? Json(indicator::code_of(*line.state)) : Json(nullptr)}};
}

}  // namespace

std::string tasks_json(city::City const& city, std::vector<TaskLine> const& tasks,
                       CommentCounts const& comments) {
  Json list = Json::array();
  for (auto const& line : tasks) {
    auto const found = comments.find(line.task->id);
    list.push_back(line_json(city, line, found == comments.end() ? 0 : found->second));
  }
  return dumped({{"tasks", std::move(list)}});
}

std::string task_json(city::City const& city, TaskDetail const& detail, std::vector<Said> const& comments) {
  auto made = line_json(city, detail.line, static_cast<std::int64_t>(comments.size()));
  made["comments"] = Json::array();
  for (auto const& said : comments) {
    made["comments"].push_back({{"id", said.id},
                                {"at", said.at.to_string(city.utc_offset_minutes())},
                                {"account", said.account},
                                {"name", said.name},
                                {"unit", said.unit},
                                {"text", said.text}});
  }
  made["duties"] = Json::array();
  for (auto const& duty : detail.duties) {
    made["duties"].push_back(
        {{"unit", duty.unit->id}, {"name", json_of(duty.unit->name)}, {"text", duty.text}});
  }
  made["systems"] = Json::array();
  for (auto const* system : detail.systems) {
    made["systems"].push_back({{"id", system->id},
                               {"name", json_of(system->name)},
                               {"kind", system->kind},
                               {"must", system->must}});
  }
  made["open_questions"] = Json::array();
  for (auto const* open : detail.open_questions)
    made["open_questions"].push_back({{"id", open->id}, {"text", json_of(open->text)}});
  made["evidence"] = Json::array();
  for (auto const& file : detail.evidence) {
    made["evidence"].push_back({{"hash", file.hash},
                                {"name", file.name},
                                {"register", file.schema->definition.id},
                                {"record", file.record}});
  }
  made["months"] = Json::array();
  for (auto const& [month, records] : detail.months)
    made["months"].push_back({{"month", month}, {"records", records}});
  return dumped(made);
}

}  // namespace shian::report
