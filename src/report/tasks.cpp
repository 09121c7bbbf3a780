#include "report/tasks.hpp"

#include <algorithm>

#include "register/pages.hpp"
#include "register/tables.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

template <class T>
bool holds(std::vector<T> const& items, T const& wanted) {
  return std::ranges::find(items, wanted) != items.end();
}

States states_of(city::City& city, Day as_of) {
  States states;
  for (auto const& standing : city.standings().on(as_of)) states[standing.target->id] = standing.state;
  return states;
}

std::vector<TaskDuty> duties_of(pack::Pack const& pack, pack::Task const& task) {
  std::vector<TaskDuty> duties;
  for (auto const& id : task.units) {
    auto const* unit = pack.find_unit(id);
    if (unit == nullptr) continue;
    auto const before = duties.size();
    for (auto const& item : unit->duty_items) {
      bool const is_proved_alike =
          std::ranges::any_of(item.registers, [&](auto const& book) { return holds(task.registers, book); });
      if (is_proved_alike) duties.push_back({unit, item.text});
    }
    if (duties.size() == before && !unit->duties.empty()) duties.push_back({unit, unit->duties});
  }
  return duties;
}

// Files that no personal field holds: a name would tell what the mask hides.
void add_evidence(std::vector<TaskEvidence>& found, city::City& city, reg::Schema const& schema,
                  Reach const& reach, std::size_t most) {
  auto const visible = reach.visible(schema);
  if (!visible) return;
  for (std::size_t i = 0; i < schema.fields.size() && found.size() < most; ++i) {
    auto const& field = schema.fields[i].definition;
    if (field.type != pack::FieldType::file || field.personal) continue;
    auto condition = reg::sql_name("f_" + field.id) + " IS NOT NULL";
    if (!visible->sql.empty()) condition += " AND (" + visible->sql + ")";
    reg::RecordQuery const query{std::move(condition), visible->parameters, {-1, true}};
    for (auto const& record :
         reg::records_behind(city.ledger(), schema, query, std::nullopt, most - found.size())) {
      auto name = city.evidence().name_on(schema, record, static_cast<reg::FieldIndex>(i));
      found.push_back({std::get<std::string>(record.values[i]), std::move(name).value_or(field.name.zh),
                       &schema, record.id});
    }
  }
}

std::vector<std::pair<std::string, std::int64_t>> months_of(TaskLine const& line, Day as_of) {
  constexpr int kMonths = 12;
  constexpr std::size_t kYearAndMonth = 7;
  std::vector<std::pair<std::string, std::int64_t>> months;
  for (int back = kMonths - 1; back >= 0; --back) {
    auto const month = as_of.first_of_month().plus_months(-back).to_string().substr(0, kYearAndMonth);
    std::int64_t records = 0;
    for (auto const& book : line.registers) {
      auto const found = book.holding.months.find(month);
      if (found != book.holding.months.end()) records += found->second;
    }
    months.emplace_back(month, records);
  }
  return months;
}

}  // namespace

TaskLine task_line(city::City& city, pack::Task const& task, States const& states) {
  TaskLine line;
  line.task = &task;
  for (auto const& id : task.targets) {
    auto const* target = city.pack().find_target(id);
    if (target == nullptr) continue;
    auto const state = states.at(id);
    line.targets.push_back({target, state});
    if (!line.state || is_worse(state, *line.state)) line.state = state;
  }
  for (auto const& id : task.registers) {
    if (auto const* schema = city.schemas().find(id))
      line.registers.push_back({schema, city.holdings().of(*schema)});
  }
  return line;
}

std::vector<TaskLine> read_tasks(city::City& city, Day as_of) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const states = states_of(city, as_of);
  std::vector<TaskLine> lines;
  for (auto const& task : city.pack().tasks) lines.push_back(task_line(city, task, states));
  return lines;
}

TaskDetail read_task(city::City& city, pack::Task const& task, Day as_of, Reach const& reach,
                     std::size_t most_evidence) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  TaskDetail made;
  made.line = task_line(city, task, states_of(city, as_of));
  made.duties = duties_of(city.pack(), task);
  for (auto const& system : city.pack().systems)
    if (task.row > 0 && holds(system.task_rows, task.row)) made.systems.push_back(&system);
  for (auto const& open : city.pack().open_questions) {
    if (!open.answer.empty()) continue;
    bool const is_of_a_target =
        std::ranges::any_of(task.targets, [&](auto const& id) { return holds(open.concerns, id); });
    if (is_of_a_target || holds(open.concerns, task.id)) made.open_questions.push_back(&open);
  }
  for (auto const& book : made.line.registers)
    add_evidence(made.evidence, city, *book.schema, reach, most_evidence);
  made.months = months_of(made.line, as_of);
  return made;
}

}  // namespace shian::report
