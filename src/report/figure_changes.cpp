#include "report/figure_changes.hpp"

#include <algorithm>

#include "report/json_parts.hpp"

namespace shian::report {
namespace {

// By indicator, in the target's order.
std::vector<std::pair<std::string, FigureNow>> figures_of(pack::Target const* target,
                                                          StandingOf const& standing_of) {
  std::vector<std::pair<std::string, FigureNow>> made;
  if (target == nullptr) return made;
  auto const standing = standing_of(*target);
  if (!standing) {
    for (auto const& id : target->indicators) {
      FigureNow unknown;
      unknown.is_known = false;
      unknown.threshold = target->threshold;
      unknown.deadline = target->deadline;
      made.emplace_back(id, unknown);
    }
    return made;
  }
  for (auto const& part : standing->parts) {
    FigureNow now;
    now.value = part.reading.city.value;
    now.threshold = indicator::threshold(*target, part.indicator->definition);
    now.deadline = target->deadline;
    now.state = part.state;
    made.emplace_back(part.indicator->id(), now);
  }
  return made;
}

void compare(std::vector<FigureChange>& changes, pack::Target const* before, StandingOf const& stood,
             pack::Target const* after, StandingOf const& stands) {
  auto const& named = after != nullptr ? *after : *before;
  auto was = figures_of(before, stood);
  for (auto const& [id, now] : figures_of(after, stands)) {
    auto const found = std::ranges::find(was, id, [](auto const& figure) { return figure.first; });
    FigureChange change{named.id, id, named.subject, std::nullopt, now};
    if (found != was.end()) {
      change.before = found->second;
      was.erase(found);
    }
    if (!(change.before == change.after)) changes.push_back(std::move(change));
  }
  for (auto const& [id, figure] : was) changes.push_back({named.id, id, named.subject, figure, std::nullopt});
}

Json figure_json(std::optional<FigureNow> const& figure) {
  if (!figure) return nullptr;
  return {{"known", figure->is_known},
          {"value", json_of(figure->value)},
          {"threshold", json_of(figure->threshold)},
          {"deadline", figure->deadline.to_string()},
          {"state", indicator::code_of(figure->state)}};
}

}  // namespace

std::vector<FigureChange> figure_changes(pack::Pack const& before, StandingOf const& stood,
                                         pack::Pack const& after, StandingOf const& stands) {
  std::vector<FigureChange> changes;
  for (auto const& target : after.targets)
    compare(changes, before.find_target(target.id), stood, &target, stands);
  for (auto const& target : before.targets)
    if (after.find_target(target.id) == nullptr) compare(changes, &target, stood, nullptr, stands);
  return changes;
}

std::string figure_changes_json(std::vector<FigureChange> const& changes) {
  Json list = Json::array();
  for (auto const& change : changes) {
    list.push_back({{"target", change.target},
                    {"subject", json_of(change.subject)},
                    {"indicator", change.indicator},
                    {"before", figure_json(change.before)},
                    {"after", figure_json(change.after)}});
  }
  return dumped(list);
}

}  // namespace shian::report
