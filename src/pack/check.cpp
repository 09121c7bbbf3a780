// What can only be told of a chain of packs as a whole.
#include <algorithm>
#include <map>

#include "pack/reading.hpp"

namespace shian::pack {

// A name that is missing may stand in a file that could not be read: then these faults would only mislead.
void Reading::check() {
  if (!complete_) return;
  check_references();
  check_clocks();
  check_population();
  check_acceptance();
}

// The tree of items has a top, and what an item says it is about is there.
void Reading::check_acceptance() {
  auto const& items = pack.acceptance.items;
  auto const find = [&](std::string const& id) {
    auto const found = std::ranges::find(items, id, &AcceptanceItem::id);
    return found == items.end() ? nullptr : &*found;
  };
  for (auto const& item : items) {
    auto const* above = &item;
    for (std::size_t steps = 0; above != nullptr && !above->parent.empty(); ++steps) {
      if (steps > items.size()) break;
      above = find(above->parent);
      if (above != &item) continue;
      fault(item.where, Error::make("pack.cycle", "条目 " + item.id + " 是自己的上级",
                                    "the item " + item.id + " stands above itself")
                            .hinting("改正 parent", "correct parent"));
      break;
    }
    auto const phase = std::ranges::find(pack.phases, item.phase, &Phase::id);
    if (phase != pack.phases.end() && item.deliverable > static_cast<int>(phase->deliverables.size()))
      fault(item.where, Error::make("pack.value",
                                    "阶段 " + phase->id + " 只有 " +
                                        std::to_string(phase->deliverables.size()) + " 项成果",
                                    "the phase " + phase->id + " has " +
                                        std::to_string(phase->deliverables.size()) + " deliverables"));
  }
}

// Whether `folder` lies below every pack that has targets: what it says of targets is then said for other
// plans too.
bool Reading::plan_stands_above(std::string const& folder_named) const {
  auto const rank = [&](std::string const& name) {
    return std::find(folders_.begin(), folders_.end(), name);
  };
  return std::none_of(places_.begin(), places_.end(), [&](auto const& entry) {
    return entry.first.first == Kind::target && rank(entry.second.folder) <= rank(folder_named);
  });
}

void Reading::check_references() {
  auto const everything = ids(Kind::anything);
  for (auto const& reference : references_) {
    bool const known = reference.kind == Kind::anything ? std::find(everything.begin(), everything.end(),
                                                                    reference.name) != everything.end()
                                                        : place(reference.kind, reference.name) != nullptr;
    if (known || (reference.kind == Kind::target && plan_stands_above(reference.folder))) continue;
    auto const word = word_for(reference.kind);
    fault(reference.where, suggesting(Error::make("pack.name", "没有这个" + word.zh + ":" + reference.name,
                                                  "there is no " + word.en + " '" + reference.name + "'"),
                                      reference.name, ids(reference.kind)));
  }
  for (auto& clock : pack.clocks) {
    std::erase_if(clock.targets, [&](auto const& id) {
      return !pack.targets.empty() && place(Kind::target, id) == nullptr;
    });
  }
}

void Reading::check_clocks() {
  std::map<std::string, std::vector<Clock const*>> rules;
  for (auto const& clock : pack.clocks) rules[clock.rule].push_back(&clock);
  for (auto& [rule, versions] : rules) {
    std::stable_sort(versions.begin(), versions.end(),
                     [](auto const* a, auto const* b) { return a->effective_from < b->effective_from; });
    for (std::size_t i = 1; i < versions.size(); ++i) {
      auto const& before = *versions[i - 1];
      if (before.effective_to && *before.effective_to < versions[i]->effective_from) continue;
      fault(versions[i]->where,
            Error::make(
                "pack.overlap",
                "时限 " + rule + " 的版本 " + before.id + " 与 " + versions[i]->id + " 施行期重叠",
                "versions " + before.id + " and " + versions[i]->id + " of " + rule + " are in force at once")
                .hinting("给前一个版本写上 effective_to", "give the earlier one an effective_to"));
    }
  }
}

void Reading::check_population() {
  if (pack.population_year == 0) return;
  bool const there = std::any_of(pack.population.begin(), pack.population.end(), [&](auto const& entry) {
    return entry.year == pack.population_year && entry.area.empty();
  });
  if (there) return;
  auto const year = std::to_string(pack.population_year);
  auto const* said = place(Kind::population, "population_year");
  fault(said != nullptr ? said->where : Position{},
        Error::make("pack.population", "没有 " + year + " 年的全市人口",
                    "there is no population of the whole city for " + year)
            .hinting("在 population 里加上这一年的人口和来源",
                     "add that year, with its source, to population"));
}

}  // namespace shian::pack
