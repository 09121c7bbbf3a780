#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "pack/sections.hpp"

namespace shian::pack {
namespace {

template <class T>
std::vector<std::string> ids(std::vector<T> const& items) {
  std::vector<std::string> made;
  for (auto const& item : items) made.push_back(item.id);
  return made;
}

class Checker {
 public:
  Checker(Pack const& pack, Errors& faults) : faults_(faults) {
    units_ = ids(pack.units);
    for (auto const& body : pack.bodies) units_.push_back(body.id);
    registers_ = ids(pack.registers);
    indicators_ = ids(pack.indicators);
    targets_ = ids(pack.targets);
    areas_ = ids(pack.areas);
  }

  void units(std::string const& who, std::vector<std::string> const& names, Position const& where = {}) {
    all(who, names, units_, "责任单位", "unit", where);
  }
  void registers(std::string const& who, std::vector<std::string> const& names) { all(who, names, registers_, "台账", "register", {}); }
  void indicators(std::string const& who, std::vector<std::string> const& names, Position const& where) {
    all(who, names, indicators_, "指标", "indicator", where);
  }
  void targets(std::string const& who, std::vector<std::string> const& names, Position const& where = {}) {
    all(who, names, targets_, "目标", "target", where);
  }
  void areas(std::string const& who, std::vector<std::string> const& names) { all(who, names, areas_, "镇街", "area", {}); }

 private:
  void all(std::string const& who, std::vector<std::string> const& names, std::vector<std::string> const& known, char const* zh,
           char const* en, Position const& where) {
    for (auto const& name : names) {
      if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
      faults_.push_back(suggesting(Error::make("pack.name", who + ":没有" + zh + " " + name, who + ": there is no " + en + " " + name), name, known).at(where));
    }
  }

  Errors& faults_;
  std::vector<std::string> units_, registers_, indicators_, targets_, areas_;
};

void check_clocks(Pack const& pack, Errors& faults) {
  std::map<std::string, std::vector<Clock const*>> rules;
  for (auto const& clock : pack.clocks) rules[clock.rule].push_back(&clock);
  for (auto& [rule, versions] : rules) {
    std::sort(versions.begin(), versions.end(), [](auto const* a, auto const* b) { return a->effective_from < b->effective_from; });
    for (std::size_t i = 1; i < versions.size(); ++i) {
      auto const& before = *versions[i - 1];
      if (before.effective_to && *before.effective_to < versions[i]->effective_from) continue;
      faults.push_back(Error::make("pack.overlap", "时限 " + rule + " 的版本 " + before.id + " 与 " + versions[i]->id + " 施行期重叠",
                                   "versions " + before.id + " and " + versions[i]->id + " of " + rule + " are in force at once")
                           .at(versions[i]->where));
    }
  }
}

}  // namespace

void check(Pack const& pack, Errors& faults) {
  Checker checker(pack, faults);
  check_clocks(pack, faults);
  for (auto const& body : pack.bodies) {
    checker.units(body.id, {body.host});
    checker.units(body.id, body.deputies);
    if (std::any_of(pack.units.begin(), pack.units.end(), [&](auto const& unit) { return unit.id == body.id; })) {
      faults.push_back(Error::make("pack.duplicate", "编号 " + body.id + " 既是单位又是机构", "the id " + body.id + " is both a unit and a body"));
    }
  }
  for (auto const& unit : pack.units) {
    checker.areas(unit.id, unit.members);
    for (auto const& duty : unit.duty_items) checker.registers(duty.id, duty.registers);
  }
  for (auto const& area : pack.areas) checker.areas(area.id, {area.merged_into});
  for (auto const& task : pack.tasks) {
    checker.units(task.id, task.units);
    checker.units(task.id, {task.lead});
    checker.registers(task.id, task.registers);
    checker.targets(task.id, task.targets);
  }
  for (auto const& target : pack.targets) {
    checker.units(target.id, target.units, target.where);
    checker.indicators(target.id, target.indicators, target.where);
  }
  for (auto const& system : pack.systems) {
    checker.units(system.id, system.owner_units);
    checker.registers(system.id, system.registers);
  }
  if (!pack.targets.empty()) {
    for (auto const& clock : pack.clocks) checker.targets(clock.id, clock.targets, clock.where);
  }
  for (auto const& population : pack.population) checker.areas("population", {population.area});
}

void apply_decisions(Pack& pack, Errors& faults) {
  for (auto const& decision : pack.decisions) {
    auto const refuse = [&](std::string zh, std::string en) {
      faults.push_back(Error::make("pack.decision", decision.id + ":" + zh, decision.id + ": " + en).at(decision.where));
    };
    auto const colon = decision.subject.find(':');
    auto const dot = decision.subject.rfind('.');
    if (colon == std::string::npos || dot == std::string::npos || dot < colon) {
      refuse("看不懂决定的对象 " + decision.subject, "cannot read the subject " + decision.subject);
      continue;
    }
    auto const kind = decision.subject.substr(0, colon);
    auto const id = decision.subject.substr(colon + 1, dot - colon - 1);
    auto const what = decision.subject.substr(dot + 1);
    auto const number = Decimal::parse(decision.value);
    if (kind == "target") {
      auto const target = std::find_if(pack.targets.begin(), pack.targets.end(), [&](auto const& t) { return t.id == id; });
      if (target == pack.targets.end()) {
        refuse("没有目标 " + id, "there is no target " + id);
      } else if (what == "threshold" && number) {
        target->threshold = number;
        target->threshold_certainty = Certainty::decided;
      } else if (what == "deadline" && Day::parse(decision.value)) {
        target->deadline = *Day::parse(decision.value);
        target->deadline_certainty = Certainty::decided;
      } else {
        refuse("目标的标准应为数,期限应为日期:" + what + " = " + decision.value, "a target's threshold is a number and its deadline a day: " + what + " = " + decision.value);
      }
    } else if (kind == "task" && what == "lead") {
      auto const task = std::find_if(pack.tasks.begin(), pack.tasks.end(), [&](auto const& t) { return t.id == id; });
      if (task == pack.tasks.end() || pack.find_unit(decision.value) == nullptr) {
        refuse("没有任务 " + id + " 或单位 " + decision.value, "there is no task " + id + " or no unit " + decision.value);
      } else {
        task->lead = decision.value;
        task->lead_certainty = Certainty::decided;
      }
    } else if (kind == "indicator" && number) {
      auto const indicator = std::find_if(pack.indicators.begin(), pack.indicators.end(), [&](auto const& i) { return i.id == id; });
      if (indicator == pack.indicators.end()) {
        refuse("没有指标 " + id, "there is no indicator " + id);
        continue;
      }
      auto const parameter = std::find_if(indicator->parameters.begin(), indicator->parameters.end(), [&](auto const& p) { return p.id == what; });
      if (parameter == indicator->parameters.end()) {
        refuse("指标 " + id + " 没有参数 " + what, "the indicator " + id + " has no parameter " + what);
      } else {
        parameter->value = *number;
        parameter->certainty = Certainty::decided;
        bool const settled = std::all_of(indicator->parameters.begin(), indicator->parameters.end(),
                                         [](auto const& p) { return p.certainty != Certainty::to_be_confirmed; });
        if (settled) indicator->definition_certainty = Certainty::decided;
      }
    } else {
      refuse("看不懂决定的对象 " + decision.subject, "cannot read the subject " + decision.subject);
    }
  }
}

}  // namespace shian::pack
