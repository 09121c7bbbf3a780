// Signed decisions settle what the plan leaves open.
#include <algorithm>
#include <optional>

#include "pack/reading.hpp"

namespace shian::pack {
namespace {

/// "target:K18.threshold"; ids may hold dots themselves.
struct Subject {
  std::string kind, id, what;
};

std::optional<Subject> subject_of(std::string const& text) {
  auto const colon = text.find(':');
  auto const dot = text.rfind('.');
  if (colon == std::string::npos || dot == std::string::npos || dot < colon) return std::nullopt;
  return Subject{text.substr(0, colon), text.substr(colon + 1, dot - colon - 1), text.substr(dot + 1)};
}

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
    if (!number) return wrong_value(value, {"一个数,例如 90", "a number, for example 90"});
    target.threshold = number;
    target.threshold_certainty = Certainty::decided;
  } else if (what == "deadline") {
    auto const day = Day::parse(value);
    if (!day) return wrong_value(value, {"一个日期,例如 2022-12-31", "a day, for example 2022-12-31"});
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
      return wrong_value(value, {"所确认的口径版本,现为 " + indicator.edition,
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
  if (!number) return wrong_value(value, {"一个数,例如 20", "a number, for example 20"});
  parameter->value = *number;
  parameter->certainty = Certainty::decided;
  return std::nullopt;
}

}  // namespace

void Reading::apply_decisions() {
  std::vector<Decision const*> decisions;
  for (auto const& decision : pack.decisions) decisions.push_back(&decision);
  std::stable_sort(decisions.begin(), decisions.end(),
                   [](auto const* a, auto const* b) { return a->decided_on < b->decided_on; });
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    auto const& decision = *decisions[i];
    if (i > 0 && decisions[i - 1]->subject == decision.subject &&
        decisions[i - 1]->decided_on == decision.decided_on) {
      fault(decision.where, Error::make("pack.decision",
                                        "同一天对 " + decision.subject +
                                            " 有两个决定:" + decisions[i - 1]->id + "、" + decision.id,
                                        "two decisions of one day on " + decision.subject + ": " +
                                            decisions[i - 1]->id + ", " + decision.id));
      continue;
    }
    decide(decision);
  }
}

void Reading::decide(Decision const& decision) {
  auto const refuse = [&](Error error) { fault(decision.where, std::move(error)); };
  auto const subject = subject_of(decision.subject);
  if (!subject) {
    refuse(Error::make("pack.decision", "看不懂决定的对象“" + decision.subject + "”",
                       "cannot read the subject '" + decision.subject + "'")
               .hinting("写成 target:K18.threshold、task:R01.lead 或 indicator:编号.参数",
                        "write target:K18.threshold, task:R01.lead or indicator:ID.PARAMETER"));
    return;
  }
  auto const unknown = [&](Kind kind) {
    auto const word = word_for(kind);
    refuse(suggesting(Error::make("pack.decision", "没有" + word.zh + " " + subject->id,
                                  "there is no " + word.en + " '" + subject->id + "'"),
                      subject->id, ids(kind)));
  };
  auto const apply = [&](auto* item, Kind kind) {
    if (item == nullptr) return unknown(kind);
    if (auto error = settle(*item, subject->what, decision.value)) refuse(std::move(*error));
  };
  if (subject->kind == "target") {
    apply(find(pack.targets, subject->id), Kind::target);
  } else if (subject->kind == "indicator") {
    apply(find(pack.indicators, subject->id), Kind::indicator);
  } else if (subject->kind == "task") {
    auto* const task = find(pack.tasks, subject->id);
    if (task == nullptr) return unknown(Kind::task);
    if (subject->what != "lead") return refuse(no_aspect(subject->what, {"lead"}));
    if (pack.find_unit(decision.value) == nullptr) {
      return refuse(suggesting(wrong_value(decision.value, {"责任单位的编号", "the id of a unit"}),
                               decision.value, ids(Kind::unit)));
    }
    task->lead = decision.value;
    task->lead_certainty = Certainty::decided;
  } else {
    refuse(suggesting(Error::make("pack.decision", "不能决定“" + subject->kind + "”",
                                  "'" + subject->kind + "' is nothing to decide"),
                      subject->kind, {"target", "task", "indicator"}));
  }
}

}  // namespace shian::pack
