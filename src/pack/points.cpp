#include "pack/points.hpp"

#include <algorithm>
#include <array>

#include "pack/words.hpp"

namespace shian::pack {
namespace {

Point of_target(Target const& target, PointKind kind) {
  Point point;
  point.kind = kind;
  point.about = target.id;
  point.name = target.subject;
  point.printed = target.wording;
  point.concerns = {target.id};
  point.subject = "target:" + target.id + "." + std::string(code_of(kind));
  if (kind == PointKind::threshold) {
    point.certainty = target.threshold_certainty;
    point.value = target.threshold ? target.threshold->to_string() : "";
    point.unit = target.unit;
    point.basis = target.note;
  } else {
    point.certainty = target.deadline_certainty;
    point.value = target.deadline.to_string();
    point.basis = target.deadline_basis;
  }
  return point;
}

Point of_task(Task const& task) {
  Point point;
  point.kind = PointKind::lead;
  point.subject = "task:" + task.id + ".lead";
  point.about = task.id;
  point.name = task.key_task;
  point.certainty = task.lead_certainty;
  point.value = task.lead;
  point.printed = task.units_text;
  point.basis = task.lead_basis;
  point.concerns = {task.id};
  point.concerns.insert(point.concerns.end(), task.targets.begin(), task.targets.end());
  return point;
}

std::vector<std::string> targets_of(Pack const& pack, Indicator const& indicator) {
  std::vector<std::string> ids;
  for (auto const& target : pack.targets)
    if (std::ranges::find(target.indicators, indicator.id) != target.indicators.end())
      ids.push_back(target.id);
  return ids;
}

Point of_indicator(Pack const& pack, Indicator const& indicator, Parameter const* parameter) {
  Point point;
  point.about = indicator.id;
  point.name = indicator.name;
  point.basis = indicator.basis;
  point.concerns = targets_of(pack, indicator);
  if (parameter == nullptr) {
    point.kind = PointKind::definition;
    point.subject = "indicator:" + indicator.id + ".definition";
    point.certainty = indicator.definition_certainty;
    point.value = indicator.edition;
    return point;
  }
  point.kind = PointKind::parameter;
  point.subject = "indicator:" + indicator.id + "." + parameter->id;
  point.name.zh += "：" + parameter->name.zh;
  point.name.en += ": " + parameter->name.en;
  point.certainty = parameter->certainty;
  point.value = parameter->value.to_string();
  return point;
}

Point of_clock(Clock const& clock) {
  Point point;
  point.kind = PointKind::roll;
  point.subject = "clock:" + clock.id + ".roll";
  point.about = clock.id;
  point.name = clock.name;
  point.certainty = clock.roll_certainty;
  point.value = code_of(clock.roll);
  point.printed = clock.law + clock.article;
  point.basis = {clock.note, clock.note};
  point.concerns = clock.targets;
  return point;
}

Point of_question(OpenQuestion const& question) {
  Point point;
  point.kind = PointKind::question;
  point.subject = "question:" + question.id + ".answer";
  point.about = question.id;
  point.name = question.text;
  point.certainty = question.answer.empty() ? Certainty::to_be_confirmed : Certainty::decided;
  point.value = question.answer;
  point.concerns = question.concerns;
  return point;
}

std::vector<Point> all_points(Pack const& pack) {
  std::vector<Point> all;
  for (auto const& target : pack.targets)
    for (auto const kind : {PointKind::threshold, PointKind::deadline})
      all.push_back(of_target(target, kind));
  for (auto const& task : pack.tasks) all.push_back(of_task(task));
  for (auto const& indicator : pack.indicators) {
    all.push_back(of_indicator(pack, indicator, nullptr));
    for (auto const& parameter : indicator.parameters)
      all.push_back(of_indicator(pack, indicator, &parameter));
  }
  for (auto const& clock : pack.clocks) all.push_back(of_clock(clock));
  for (auto const& question : pack.open_questions) all.push_back(of_question(question));
  return all;
}

// The one that holds is the last by day of those that no other replaces.
void add_decisions(Point& point, Pack const& pack) {
  std::vector<Decision const*> on_it;
  for (auto const& decision : pack.decisions)
    if (decision.subject == point.subject && !decision.idle) on_it.push_back(&decision);
  std::ranges::stable_sort(on_it, {}, &Decision::decided_on);
  // Also by one that is idle: it took the place before the pack lost what it says.
  auto const is_replaced = [&](Decision const* decision) {
    return std::ranges::any_of(pack.decisions,
                               [&](auto const& other) { return other.replaces == decision->id; });
  };
  for (auto decision = on_it.rbegin(); decision != on_it.rend(); ++decision) {
    if (point.decision == nullptr && !is_replaced(*decision)) {
      point.decision = *decision;
    } else {
      point.earlier.push_back(*decision);
    }
  }
}

}  // namespace

std::optional<Subject> subject_of(std::string_view text) {
  auto const colon = text.find(':');
  auto const dot = text.rfind('.');
  if (colon == std::string_view::npos || dot == std::string_view::npos || dot < colon) return std::nullopt;
  return Subject{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1, dot - colon - 1)),
                 std::string(text.substr(dot + 1))};
}

std::string_view code_of(PointKind kind) {
  constexpr std::array<std::string_view, 7> kCodes = {"threshold",  "deadline", "lead",    "parameter",
                                                      "definition", "roll",     "question"};
  return kCodes[static_cast<std::size_t>(kind)];
}

std::vector<Point> points(Pack const& pack) {
  auto all = all_points(pack);
  std::erase_if(all, [](Point const& point) { return point.certainty == Certainty::printed; });
  for (auto& point : all) add_decisions(point, pack);
  return all;
}

std::optional<Point> point_of(Pack const& pack, std::string_view subject) {
  for (auto& point : all_points(pack)) {
    if (point.subject != subject) continue;
    add_decisions(point, pack);
    return std::move(point);
  }
  return std::nullopt;
}

std::string_view code_of(Clock::Roll roll) { return word_of(kRolls, roll); }

Text text_of(Clock::Roll roll) {
  switch (roll) {
    case Clock::Roll::none:
      return {"不顺延", "does not roll"};
    case Clock::Roll::statutory_holiday:
      return {"遇法定节假日顺延", "rolls over a statutory holiday"};
    case Clock::Roll::day_off:
      return {"遇休息日顺延", "rolls over a day off"};
  }
  return {};
}

std::optional<Clock::Roll> roll_of(std::string_view code) {
  for (auto const& [text, roll] : kRolls)
    if (text == code) return roll;
  return std::nullopt;
}

}  // namespace shian::pack
