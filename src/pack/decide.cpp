// Signed decisions settle what the plan leaves open.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "pack/points.hpp"
#include "pack/reading.hpp"

namespace shian::pack {
namespace {

template <class T>
T* find(std::vector<T>& items, std::string const& id) {
  auto const found = std::find_if(items.begin(), items.end(), [&](T const& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

Error no_aspect(std::string const& what, std::vector<std::string> const& known) {
  return suggesting(
      Error::make("pack.decision", "不能决定“" + what + "”", "'" + what + "' is nothing to decide"), what,
      known);
}

Error wrong_value(std::string const& value, Text expected) {
  return Error::make("pack.decision", "value “" + value + "”应为" + expected.zh,
                     "the value '" + value + "' must be " + expected.en);
}

std::optional<Error> settle(Target& target, std::string const& what, std::string const& value) {
  if (what == "threshold") {
    auto const number = Decimal::parse(value);
    if (!number) return wrong_value(value, {"一个数，例如 90", "a number, for example 90"});
    target.threshold = number;
    target.threshold_certainty = Certainty::decided;
  } else if (what == "deadline") {
    auto const day = Day::parse(value);
    if (!day) return wrong_value(value, {"一个日期，例如 2022-12-31", "a day, for example 2022-12-31"});
    target.deadline = *day;
    target.deadline_certainty = Certainty::decided;
  } else {
    return no_aspect(what, {"threshold", "deadline"});
  }
  return std::nullopt;
}

std::optional<Error> settle(Indicator& indicator, std::string const& what, std::string const& value) {
  if (what == "definition") {
    if (value != indicator.edition) {
      return wrong_value(value, {"所确认的口径版本，现为 " + indicator.edition,
                                 "the edition that is confirmed, now " + indicator.edition});
    }
    indicator.definition_certainty = Certainty::decided;
    return std::nullopt;
  }
  auto* const parameter = find(indicator.parameters, what);
  if (parameter == nullptr) {
    std::vector<std::string> known{"definition"};
    for (auto const& candidate : indicator.parameters) known.push_back(candidate.id);
    return no_aspect(what, known);
  }
  auto const number = Decimal::parse(value);
  if (!number) return wrong_value(value, {"一个数，例如 20", "a number, for example 20"});
  parameter->value = *number;
  parameter->certainty = Certainty::decided;
  return std::nullopt;
}

// The unit itself is looked up where all units are known.
std::optional<Error> settle(Task& task, std::string const& what, std::string const& value) {
  if (what != "lead") return no_aspect(what, {"lead"});
  task.lead = value;
  task.lead_certainty = Certainty::decided;
  return std::nullopt;
}

std::optional<Error> settle(Clock& clock, std::string const& what, std::string const& value) {
  if (what != "roll") return no_aspect(what, {"roll"});
  auto const roll = roll_of(value);
  if (!roll)
    return wrong_value(value, {"none、statutory_holiday 或 day_off", "none, statutory_holiday or day_off"});
  clock.roll = *roll;
  clock.roll_certainty = Certainty::decided;
  return std::nullopt;
}

std::optional<Error> settle(OpenQuestion& question, std::string const& what, std::string const& value) {
  if (what != "answer") return no_aspect(what, {"answer"});
  if (trimmed(value).empty()) return wrong_value(value, {"一句答复", "an answer in words"});
  question.answer = value;
  return std::nullopt;
}

}  // namespace

void Reading::apply_decisions() {
  std::set<std::string> replaced;
  for (auto const& decision : pack.decisions) replaced.insert(decision.replaces);
  std::vector<Decision*> decisions;
  for (auto& decision : pack.decisions)
    if (!replaced.contains(decision.id)) decisions.push_back(&decision);
  std::stable_sort(decisions.begin(), decisions.end(),
                   [](auto const* a, auto const* b) { return a->decided_on < b->decided_on; });
  std::map<std::pair<std::string, Day>, std::string> on_day;  // id by subject and day
  for (auto* const on_it : decisions) {
    auto& decision = *on_it;
    auto const [first, is_first] = on_day.try_emplace({decision.subject, decision.decided_on}, decision.id);
    std::optional<Error> refused;
    if (is_first) {
      refused = decide(decision);
    } else {
      auto const both = first->second + ", " + decision.id;
      refused = Error::make("pack.decision", "同一天对 " + decision.subject + " 有两个决定：" + both,
                            "two decisions of one day on " + decision.subject + ": " + both);
    }
    if (!refused) continue;
    if (decision.entered_at) {
      decision.idle = std::move(refused);
    } else {
      fault(decision.where, std::move(*refused));
    }
  }
}

std::optional<Error> Reading::decide(Decision const& decision) {
  auto const subject = subject_of(decision.subject);
  if (!subject) {
    return Error::make("pack.decision", "看不懂决定的对象“" + decision.subject + "”",
                       "cannot read the subject '" + decision.subject + "'")
        .hinting("写成 target:K18.threshold、task:R01.lead 或 indicator:编号.参数",
                 "write target:K18.threshold, task:R01.lead or indicator:ID.PARAMETER");
  }
  auto const apply = [&](auto* item, Kind kind) -> std::optional<Error> {
    if (item != nullptr) return settle(*item, subject->what, decision.value);
    auto const word = word_for(kind);
    return suggesting(Error::make("pack.decision", "没有" + word.zh + " " + subject->id,
                                  "there is no " + word.en + " '" + subject->id + "'"),
                      subject->id, ids(kind));
  };
  if (subject->kind == "target") return apply(find(pack.targets, subject->id), Kind::target);
  if (subject->kind == "indicator") return apply(find(pack.indicators, subject->id), Kind::indicator);
  if (subject->kind == "clock") return apply(find(pack.clocks, subject->id), Kind::clock);
  if (subject->kind == "question") return apply(find(pack.open_questions, subject->id), Kind::open_question);
  if (subject->kind == "task") {
    auto* const task = find(pack.tasks, subject->id);
    if (task != nullptr && subject->what == "lead" && pack.find_unit(decision.value) == nullptr) {
      return suggesting(wrong_value(decision.value, {"责任单位的编号", "the id of a unit"}), decision.value,
                        ids(Kind::unit));
    }
    return apply(task, Kind::task);
  }
  return suggesting(Error::make("pack.decision", "不能决定“" + subject->kind + "”",
                                "'" + subject->kind + "' is nothing to decide"),
                    subject->kind, {"target", "task", "indicator", "clock", "question"});
}

}  // namespace shian::pack
