// A lifecycle as the pack writes it, held against its register: what could never run is told with its place.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "pack/hand_over.hpp"
#include "register/lifecycle.hpp"
#include "register/named_field.hpp"
#include "register/records.hpp"

namespace shian::reg {
namespace {

// Reads one lifecycle and tells what is wrong with it.
class CompilingLifecycle {
 public:
  CompilingLifecycle(pack::Lifecycle const& definition, Schema const& schema,
                     expression::Environment const& environment, Errors& faults)
      : definition_(definition), schema_(schema), environment_(environment), faults_(faults) {}

  std::shared_ptr<Lifecycle const> compile() {
    auto const before = faults_.size();
    for (auto const& state : definition_.states) read(state);
    for (auto const& clock : definition_.clocks) read(clock);
    for (auto const& step : definition_.steps) read(step);
    if (definition_.hands_over)
      made_.hand_over = {day_field(std::string(pack::kHandedOverOn), definition_.where),
                         day_field(std::string(pack::kTakenOverOn), definition_.where)};
    if (faults_.size() == before) {
      check_order();
      check_ways();
      check_changes();
      check_clocks();
    }
    return faults_.size() == before ? std::make_shared<Lifecycle const>(std::move(made_)) : nullptr;
  }

 private:
  void fault(Position const& where, std::string code, std::string zh, std::string en) {
    faults_.push_back(Error::make("lifecycle." + code, schema_.definition.name.zh + " 办理流程：" + zh,
                                  "lifecycle of " + schema_.definition.id + ": " + en)
                          .at(where));
  }

  FieldIndex field(std::string const& name, Position const& where) {
    return name.empty() ? -1 : named_field(schema_, name, "lifecycle.field", where, faults_);
  }

  FieldIndex day_field(std::string const& name, Position const& where) {
    auto const found = field(name, where);
    if (found >= 0 && schema_.fields[static_cast<std::size_t>(found)].column != store::ColumnType::date) {
      fault(where, "day", "字段 " + name + " 不是日期", "the field '" + name + "' is no date");
    }
    return found;
  }

  enum class Reads { own, others };
  expression::Compiled expression(pack::Source const& source, expression::Type type, Reads reads) {
    if (source.empty()) return {};
    auto compiled = expression::compile(source, schema_.index, environment_, type);
    if (!compiled) {
      faults_.push_back(std::move(compiled.error()));
      return {};
    }
    if (reads == Reads::own && !compiled->dependencies().empty()) {
      fault(source.where, "own", "状态和时限只能看本记录的字段",
            "states and clocks may read the record's own fields only");
    }
    return std::move(*compiled);
  }

  int state(std::string const& id, Position const& where) {
    for (std::size_t i = 0; i < definition_.states.size(); ++i)
      if (definition_.states[i].id == id) return static_cast<int>(i);
    std::vector<std::string> known;
    for (auto const& candidate : definition_.states) known.push_back(candidate.id);
    auto const near = nearest(id, known);
    fault(where, "state", "没有状态 " + id + (near ? "，是不是“" + *near + "”?" : ""),
          "there is no state '" + id + "'" + (near ? ", did you mean '" + *near + "'?" : ""));
    return 0;
  }

  void read(pack::LifecycleState const& given) {
    State state{given, expression(given.when, expression::Type::boolean, Reads::own),
                expression(given.from, expression::Type::date, Reads::own)};
    made_.states.push_back(std::move(state));
  }

  void read(pack::LifecycleClock const& given) {
    LifecycleClock clock;
    clock.definition = given;
    clock.act = expression(given.act, expression::Type::date, Reads::own);
    clock.extended = day_field(given.extended, given.where);
    clock.start = expression(given.start, expression::Type::date, Reads::own);
    clock.start_at = expression(given.start_at, expression::Type::timestamp, Reads::own);
    clock.act_at = expression(given.act_at, expression::Type::timestamp, Reads::own);
    clock.due = expression(given.due, expression::Type::date, Reads::own);
    clock.when = expression(given.when, expression::Type::boolean, Reads::own);
    clock.excluded = expression(given.excluded, expression::Type::number, Reads::own);
    if (environment_.rules != nullptr && !given.rule.empty()) {
      auto const versions = environment_.rules->versions(given.rule);
      if (versions.empty()) {
        faults_.push_back(environment_.rules->version(given.rule, Day{}).error());
        faults_.back() = std::move(faults_.back()).at(given.where);
      } else if (clock.definition.name.empty()) {
        clock.definition.name = versions.back()->name;
      }
      bool const in_hours = std::ranges::any_of(
          versions, [](auto const* version) { return version->unit == pack::ClockUnit::hour; });
      if (!given.start_at.empty() && !in_hours)
        fault(given.where, "hours", "规则 " + given.rule + " 不按小时计算，不用写 start_at 和 act_at",
              "the rule " + given.rule + " does not run in hours: it needs no start_at and act_at");
    } else if (clock.definition.name.empty()) {
      fault(given.where, "name", "时限 " + given.id + " 没有名称",
            "the clock '" + given.id + "' has no name");
    }
    made_.clocks.push_back(std::move(clock));
  }

  void read(pack::Step const& given) {
    Step step;
    step.definition = given;
    for (auto const& id : given.from) step.from.push_back(state(id, given.where));
    for (auto const& id : given.to) step.to.push_back(state(id, given.where));
    step.day = day_field(given.day, given.where);
    for (auto const& name : given.needs) step.needs.push_back(field(name, given.where));
    for (auto const& name : given.takes) step.takes.push_back(field(name, given.where));
    for (auto const& [name, text] : given.sets) read_setting(step, name, text);
    for (auto const& [name, alike] : given.counts) read_count(step, name, alike);
    step.when = expression(given.when, expression::Type::boolean, Reads::own);
    step.guard = expression(given.guard, expression::Type::boolean, Reads::others);
    auto const changed = changed_by(step);
    step.guard_is_given =
        std::ranges::none_of(step.guard.own_fields(), [&](int own) { return changed.contains(own); });
    if (given.from.empty())
      fault(given.where, "from", "步骤 " + given.id + " 没有写从哪个状态来",
            "the step '" + given.id + "' says no state that it starts from");
    if (given.by.empty())
      fault(given.where, "nobody", "步骤 " + given.id + " 没有人可以办理",
            "nobody may take the step '" + given.id + "'");
    bool const other_known =
        given.other_than.empty() || std::ranges::any_of(definition_.steps, [&](auto const& other) {
          return other.id == given.other_than;
        });
    if (!other_known)
      fault(given.where, "step", "没有步骤 " + given.other_than,
            "there is no step '" + given.other_than + "'");
    made_.steps.push_back(std::move(step));
  }

  void read_setting(Step& step, std::string const& name, std::string const& text) {
    auto const& where = step.definition.where;
    auto const index = field(name, where);
    if (index < 0) return;
    auto const& of = schema_.fields[static_cast<std::size_t>(index)];
    if (text.starts_with('=') && text.contains('.')) return read_setting_from(step, index, text.substr(1));
    if (text.starts_with('=')) {
      auto const copied = field(text.substr(1), where);
      if (copied < 0) return;
      auto const& from = schema_.fields[static_cast<std::size_t>(copied)];
      if (from.column != of.column || from.target_register != of.target_register)
        return fault(where, "value", text + " 和字段 " + name + " 不是同一类",
                     text + " is of another type than '" + name + "'");
      step.sets.push_back({index, {}, copied, -1, -1});
      return;
    }
    auto value = value_from_canonical(text, of.column);
    bool const is_option = of.options.empty() || text.empty() ||
                           std::find(of.options.begin(), of.options.end(), text) != of.options.end();
    if (!value || !is_option)
      return fault(where, "value", "“" + text + "”不是字段 " + name + " 的值",
                   "'" + text + "' is no value of the field '" + name + "'");
    step.sets.push_back({index, std::move(*value), -1, -1, -1});
  }

  // "ALIKE.their_field"
  void read_setting_from(Step& step, FieldIndex index, std::string const& text) {
    auto const& where = step.definition.where;
    auto const dot = text.find('.');
    auto const name = text.substr(0, dot);
    auto const& all = schema_.definition.alike;
    auto const found = std::ranges::find(all, name, &pack::Alike::id);
    if (found == all.end())
      return fault(where, "count", "没有相近记录 " + name, "there are no records alike '" + name + "'");
    auto const& scope = *environment_.scope;
    auto const other = scope.find_register(found->register_id);
    if (other < 0) return;  // told where the records alike are read
    auto const theirs = scope.find_field(other, text.substr(dot + 1));
    if (theirs < 0)
      return fault(where, "field", found->register_id + " 没有字段 " + text.substr(dot + 1),
                   found->register_id + " has no field '" + text.substr(dot + 1) + "'");
    auto const own_kind = scope.field(schema_.index, index);
    auto const their_kind = scope.field(other, theirs);
    if (own_kind.type != their_kind.type || own_kind.target_register != their_kind.target_register)
      return fault(where, "value", "=" + text + " 和要填的字段不是同一类",
                   "=" + text + " is of another type than the field");
    step.sets.push_back({index, {}, -1, static_cast<int>(found - all.begin()), theirs});
  }

  void read_count(Step& step, std::string const& name, std::string const& alike) {
    auto const& where = step.definition.where;
    auto const index = field(name, where);
    if (index < 0) return;
    auto const& all = schema_.definition.alike;
    auto const found = std::ranges::find(all, alike, &pack::Alike::id);
    if (found == all.end())
      return fault(where, "count", "没有相近记录 " + alike, "there are no records alike '" + alike + "'");
    if (schema_.fields[static_cast<std::size_t>(index)].column != store::ColumnType::integer)
      return fault(where, "count", "字段 " + name + " 不是整数",
                   "the field '" + name + "' is no whole number");
    bool const is_taken = std::ranges::find(step.needs, index) != step.needs.end() ||
                          std::ranges::find(step.takes, index) != step.takes.end();
    if (!is_taken)
      return fault(where, "count", "步骤不填字段 " + name + "，在 needs 或 takes 里写上",
                   "the step does not fill '" + name + "': name it in needs or takes");
    step.counts.push_back({index, static_cast<std::size_t>(found - all.begin())});
  }

  void check_order() {
    if (made_.states.empty()) return fault(definition_.where, "states", "没有状态", "there are no states");
    for (std::size_t i = 0; i < made_.states.size(); ++i) {
      auto const& given = definition_.states[i];
      bool const is_last = i + 1 == made_.states.size();
      bool const holds_always = given.when.empty() && given.from.empty();
      if (is_last == holds_always) continue;
      if (is_last) {
        fault(given.where, "first", "最后一个状态是每条记录的起点，不应有条件",
              "the last state is where every record begins: it has no condition");
      } else {
        fault(given.where, "always", "状态 " + given.id + " 没有条件，其后的状态永远到不了",
              "the state '" + given.id + "' has no condition, so none after it can be reached");
      }
    }
  }

  // The states that steps and days lead to from `state`, itself among them.
  [[nodiscard]] std::set<int> reached_from(int state) const {
    std::set<int> reached = {state};
    for (bool grew = true; grew;) {
      grew = false;
      for (int i = 0; i < *reached.rbegin();
           ++i)  // a state that begins by itself stands before what it follows
        if (!definition_.states[static_cast<std::size_t>(i)].from.empty())
          grew = reached.insert(i).second || grew;
      for (auto const& step : made_.steps) {
        bool const starts = std::ranges::any_of(step.from, [&](int from) { return reached.contains(from); });
        if (!starts) continue;
        for (int const to : step.to) grew = reached.insert(to).second || grew;
      }
    }
    return reached;
  }

  // Every state is reached from the first, and from every state that is no end something leads on.
  void check_ways() {
    auto const reached = reached_from(static_cast<int>(made_.states.size()) - 1);
    bool const moves_by_itself =
        std::ranges::any_of(definition_.states, [](auto const& state) { return !state.from.empty(); });
    for (std::size_t i = 0; i < made_.states.size(); ++i) {
      auto const& given = definition_.states[i];
      auto const index = static_cast<int>(i);
      if (!reached.contains(index))
        fault(given.where, "unreachable", "没有步骤能到状态 " + given.id,
              "no step leads to the state '" + given.id + "'");
      bool const goes_on =
          given.is_end || moves_by_itself || std::ranges::any_of(made_.steps, [&](auto const& step) {
            return std::ranges::find(step.from, index) != step.from.end();
          });
      if (!goes_on)
        fault(given.where, "dead_end", "状态 " + given.id + " 没有下一步，也不是终点",
              "nothing leads on from the state '" + given.id + "', which is no end");
    }
  }

  static std::set<FieldIndex> changed_by(Step const& step) {
    std::set<FieldIndex> fields(step.needs.begin(), step.needs.end());
    fields.insert(step.takes.begin(), step.takes.end());
    if (step.day >= 0) fields.insert(step.day);
    for (auto const& setting : step.sets) fields.insert(setting.field);
    return fields;
  }

  // A step must change something that the states between are told from, else it leads nowhere.
  void check_changes() {
    for (auto const& step : made_.steps) {
      auto const changed = changed_by(step);
      bool moves = step.to.empty() && !changed.empty();
      for (auto const& state : made_.states)
        for (auto const* told : {&state.when, &state.from})
          for (int const field : told->own_fields()) moves = moves || changed.contains(field);
      if (!moves)
        fault(step.definition.where, "moves_nothing",
              "步骤 " + step.definition.id + " 填的字段与任何状态无关",
              "the step '" + step.definition.id + "' fills no field that a state is told from");
    }
  }

  static bool fills(Step const& step, expression::Compiled const& act) {
    auto const changed = changed_by(step);
    return std::ranges::any_of(act.own_fields(), [&](int field) { return changed.contains(field); });
  }

  void check_clocks() {
    for (auto& clock : made_.clocks) {
      for (std::size_t i = 0; i < made_.states.size(); ++i) {
        auto const ahead = reached_from(static_cast<int>(i));
        bool const leads = std::ranges::any_of(made_.steps, [&](auto const& step) {
          return fills(step, clock.act) &&
                 std::ranges::any_of(step.from, [&](int from) { return ahead.contains(from); });
        });
        clock.leads_to_act.push_back(leads ? 1 : 0);
      }
      if (std::ranges::find(clock.leads_to_act, 1) == clock.leads_to_act.end())
        fault(clock.definition.where, "endless",
              "时限 " + clock.definition.id + " 停不下来：没有步骤填 " + clock.definition.act.text,
              "the clock '" + clock.definition.id + "' never stops: no step fills " +
                  clock.definition.act.text);
    }
  }

  pack::Lifecycle const& definition_;
  Schema const& schema_;
  expression::Environment const& environment_;
  Errors& faults_;
  Lifecycle made_;
};

}  // namespace

std::shared_ptr<Lifecycle const> compile_lifecycle(pack::Lifecycle const& definition, Schema const& schema,
                                                   expression::Environment const& environment,
                                                   Errors& faults) {
  return CompilingLifecycle(definition, schema, environment, faults).compile();
}

}  // namespace shian::reg
