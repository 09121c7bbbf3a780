#include "report/brief.hpp"

#include <algorithm>
#include <set>

#include "pack/points.hpp"
#include "report/circular.hpp"
#include "report/outlook.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

using indicator::State;

std::optional<BriefTarget> asks_for_attention(pack::Pack const& pack, indicator::Standing const& standing) {
  auto const& target = *standing.target;
  auto const part = std::ranges::find_if(
      standing.parts, [&](indicator::Part const& one) { return indicator::is_behind(target, one); });
  if (part == standing.parts.end()) return std::nullopt;
  auto const& definition = part->indicator->definition;
  BriefTarget made;
  made.target = &target;
  made.name = target_name(pack, target);
  made.state = standing.state;
  if (auto value = value_text(definition, part->reading.city); !value.empty())
    made.value = with_unit(std::move(value), definition.unit);
  made.threshold = threshold_text(target, definition);
  made.takes = what_it_takes(pack, target, *part);
  made.units = target.units;
  return made;
}

// Out of judgement into it is no step forward by itself: only "met" is better, and only what was met is
// worse.
void add_move(Brief& brief, pack::Target const& target, State from, State to) {
  if (from == to) return;
  BriefMove move{&target, target_name(*brief.pack, target), from, to};
  if (to == State::met)
    brief.better.push_back(std::move(move));
  else if (from == State::met || to == State::not_met)
    brief.worse.push_back(std::move(move));
}

std::optional<BriefFindings> findings_of(city::City& city, Day from, Day to) {
  auto const circular = read_circular(city, from, to);
  if (!circular) return std::nullopt;
  auto const& all = circular->all;
  return BriefFindings{all.found.size(), all.closed.size(), all.due.size(), all.on_time.size(),
                       all.open_late.size()};
}

// What a figure is judged by; who leads or by when is another matter.
bool bears_on_judging(pack::PointKind kind) {
  return kind != pack::PointKind::lead && kind != pack::PointKind::deadline && kind != pack::PointKind::roll;
}

BriefDecisions decisions_of(pack::Pack const& pack, std::vector<indicator::Standing> const& standings) {
  std::set<std::string> not_judged;
  for (auto const& standing : standings)
    if (standing.state == State::cannot_judge) not_judged.insert(standing.target->id);
  BriefDecisions made;
  std::set<std::string> concerned;
  for (auto const& point : pack::points(pack)) {
    if (!point.is_open()) continue;
    ++made.open;
    if (!bears_on_judging(point.kind)) continue;
    bool is_about_such = false;
    for (auto const& id : point.concerns) {
      if (!not_judged.contains(id)) continue;
      is_about_such = true;
      concerned.insert(id);
    }
    // A target has several points of one name: its threshold, its definition.
    if (!is_about_such || std::ranges::find(made.first, point.name) != made.first.end()) continue;
    made.has_more = made.first.size() == kDecisionsNamed;
    if (!made.has_more) made.first.push_back(point.name);
  }
  made.not_judged = concerned.size();
  return made;
}

}  // namespace

Brief read_brief(city::City& city, Day as_of, std::optional<BriefAcceptance> acceptance) {
  Brief brief;
  brief.pack = &city.pack();
  brief.as_of = as_of;
  brief.before = as_of.plus_months(-1);
  brief.simulated = city.has_simulated_records();
  brief.next_stage = next_stage(city.pack(), as_of);
  brief.acceptance = acceptance;
  auto const before = indicator::board(city.figures(), brief.before, indicator::WithForecast::no);
  auto const now = indicator::board(city.figures(), as_of);
  for (std::size_t i = 0; i < now.size(); ++i) {
    ++brief.counts[now[i].state];
    ++brief.counts_before[before[i].state];
    add_move(brief, *now[i].target, before[i].state, now[i].state);
    if (auto target = asks_for_attention(city.pack(), now[i])) brief.attention.push_back(std::move(*target));
  }
  std::ranges::stable_partition(brief.attention,
                                [](BriefTarget const& target) { return target.state == State::not_met; });
  brief.findings = findings_of(city, brief.before + 1, as_of);
  for (auto const& letter : supervise::letters_due(city, {.as_of = as_of, .unit = {}, .area = {}}))
    ++brief.letters[letter.rule->colour];
  brief.decisions = decisions_of(city.pack(), now);
  return brief;
}

}  // namespace shian::report
