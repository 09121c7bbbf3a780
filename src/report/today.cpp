#include "report/today.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "indicator/maintain.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

constexpr int kDaysAhead = 31;

// The unit or the town; the office has all tasks and is not told them here.
std::string const& whose_tasks(TodayQuestion const& question) {
  return question.desk == Desk::area ? question.area : question.unit;
}

std::vector<pack::Task const*> tasks_of(pack::Pack const& pack, std::string const& whose) {
  std::vector<pack::Task const*> tasks;
  if (whose.empty()) return tasks;
  for (auto const& task : pack.tasks) {
    auto const is_whose = [&](std::string const& unit) { return acts_as(pack, whose, unit); };
    if (is_whose(task.lead) || std::ranges::any_of(task.units, is_whose)) tasks.push_back(&task);
  }
  return tasks;
}

// A town is not asked about a number that all towns reach together.
bool is_moved_by_area(BoardLine const& line) {
  return std::ranges::any_of(line.parts, [&](BoardPart const& part) {
    return !is_shared(*line.standing.target, part.part->indicator->definition, Scope::area);
  });
}

void keep_own(Board& board, city::City& city, TodayQuestion const& question,
              std::vector<pack::Task const*> const& tasks) {
  std::set<std::string> of_tasks;
  for (auto const* task : tasks) of_tasks.insert(task->targets.begin(), task->targets.end());
  std::erase_if(board.lines, [&](BoardLine const& line) {
    auto const& target = *line.standing.target;
    if (question.desk == Desk::unit)
      return !of_tasks.contains(target.id) && !is_responsible(city.pack(), target, question.unit);
    return question.desk == Desk::area && !is_moved_by_area(line);
  });
  std::ranges::stable_sort(board.lines, [](BoardLine const& a, BoardLine const& b) {
    if (is_worse(a.state, b.state)) return true;
    return !is_worse(b.state, a.state) && a.standing.target->deadline < b.standing.target->deadline;
  });
  board.counts.clear();
  for (auto const& line : board.lines) ++board.counts[line.state];
}

OwnTask own_task(city::City& city, pack::Task const& task, std::string const& whose, States const& states) {
  OwnTask made{task_line(city, task, states), acts_as(city.pack(), whose, task.lead), 0, std::nullopt};
  for (auto const& [schema, holding] : made.line.registers) {
    made.records += holding.records;
    made.last_entry_at = std::max(made.last_entry_at, holding.last_entry_at);
  }
  return made;
}

// The registers that an indicator counts, in its measures and in what they gather.
std::set<int> registers_of(city::City& city, indicator::Indicator const& indicator) {
  std::set<int> registers;
  for (int const slot : indicator.measures) {
    auto const& measure = city.catalogue().measure(slot);
    if (measure.is_areas()) continue;
    registers.insert(measure.expression.register_index);
    for (auto const* aggregate : indicator::aggregates_of(measure))
      registers.insert(aggregate->register_index);
  }
  return registers;
}

std::vector<HeldRegister> held_registers(city::City& city, Today const& today) {
  auto const& question = today.question;
  std::map<int, std::vector<std::string>> targets;  // by register
  for (auto const& line : today.board.lines) {
    for (auto const& part : line.standing.parts) {
      for (int const index : registers_of(city, *part.indicator)) {
        auto& of_register = targets[index];
        if (std::ranges::find(of_register, line.standing.target->id) == of_register.end())
          of_register.push_back(line.standing.target->id);
      }
    }
  }
  for (auto const& task : today.tasks)
    for (auto const& book : task.line.registers) targets.try_emplace(book.schema->index);
  std::vector<HeldRegister> held;
  for (auto const& schema : city.schemas().all()) {
    bool const is_wanted = question.desk == Desk::own ? question.may_enter : targets.contains(schema.index);
    if (!is_wanted || !question.reach.visible(schema)) continue;
    HeldRegister made;
    made.schema = &schema;
    made.records = city.holdings().records_of(
        schema, [&](reg::Record const& owner) { return question.reach.may_read(schema, owner); });
    // A laboratory or a business is told of what it entered itself, not of the rest of the register.
    if (question.desk == Desk::own && made.records == 0) continue;
    if (question.desk != Desk::own) made.last_entry_at = city.holdings().of(schema).last_entry_at;
    made.targets = targets[schema.index];
    held.push_back(std::move(made));
  }
  return held;
}

std::vector<PlanDate> dates_ahead(city::City const& city, Today const& today) {
  auto const first = today.question.as_of;
  auto const last = first + kDaysAhead;
  std::vector<PlanDate> dates;
  auto const put = [&](PlanDate date) {
    if (date.day >= first && date.day <= last) dates.push_back(date);
  };
  for (auto const& phase : city.pack().phases)
    if (auto const end = phase.strict_end ? phase.strict_end : phase.end) put({&phase, nullptr, *end});
  for (auto const& line : today.board.lines) put({nullptr, &line, line.standing.target->deadline});
  std::ranges::stable_sort(dates, {}, &PlanDate::day);
  return dates;
}

}  // namespace

reg::Whose whose_limits(TodayQuestion const& question) {
  using By = reg::Whose::By;
  if (question.desk == Desk::city) return {By::all, ""};
  return question.desk == Desk::area ? reg::Whose{By::area, question.area}
                                     : reg::Whose{By::holder, question.holder};
}

Today read_today(city::City& city, TodayQuestion question) {
  Today today;
  auto const& pack = city.pack();
  bool const sees_figures = question.desk != Desk::own;
  auto const tasks = tasks_of(pack, whose_tasks(question));
  store::Transaction const one_moment(city.session(), store::Access::read);
  if (sees_figures) {
    today.board =
        board_at_moment(city, {question.as_of, question.desk == Desk::area ? question.area : std::string(),
                               std::string(), indicator::WithForecast::no});
  }
  today.board.simulated = city.has_simulated_records();
  today.board.next_stage = next_stage(pack, question.as_of);
  States states;
  for (auto const& line : today.board.lines) states[line.standing.target->id] = line.state;
  keep_own(today.board, city, question, tasks);
  today.question = std::move(question);
  auto const& asked = today.question;
  for (auto const* task : tasks) today.tasks.push_back(own_task(city, *task, whose_tasks(asked), states));
  std::ranges::stable_partition(today.tasks, &OwnTask::is_lead);
  LimitsQuestion limits;
  limits.as_of = asked.as_of;
  limits.whose = whose_limits(asked);
  limits.language = asked.language;
  today.limits = running_limits(city, limits);
  today.held = held_registers(city, today);
  if (asked.confirms) {
    today.to_confirm = pack::points(pack);
    std::erase_if(today.to_confirm, [](auto const& point) { return !point.is_open(); });
  }
  if (sees_figures) today.dates = dates_ahead(city, today);
  return today;
}

}  // namespace shian::report
