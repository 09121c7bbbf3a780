#include <algorithm>

#include "base/text.hpp"
#include "clock/due.hpp"
#include "clock/explain.hpp"
#include "clock/reckon.hpp"

namespace shian::clock {
namespace {

Error unknown(std::string const& name, std::vector<std::string> const& known) {
  auto error = Error::make("clock.unknown", "没有时限 " + name, "there is no clock " + name);
  if (auto const near = nearest(name, known)) {
    return std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
  }
  return error;
}

}  // namespace

Rules::Rules(std::span<pack::Clock const> clocks, pack::Calendar const& published, int utc_offset_minutes)
    : clocks_(clocks.begin(), clocks.end()), calendar_(published), utc_offset_minutes_(utc_offset_minutes) {
  for (std::size_t i = 0; i < clocks_.size(); ++i) {
    by_id_.emplace(clocks_[i].id, i);
    by_rule_[clocks_[i].rule].push_back(i);
  }
  for (auto& [rule, versions] : by_rule_) {
    std::stable_sort(versions.begin(), versions.end(), [&](std::size_t a, std::size_t b) {
      return clocks_[a].effective_from < clocks_[b].effective_from;
    });
  }
}

bool Rules::knows(std::string_view name) const { return by_rule_.contains(name) || by_id_.contains(name); }

std::vector<pack::Clock const*> Rules::versions(std::string_view name) const {
  auto rule = by_rule_.find(name);
  if (rule == by_rule_.end()) {
    auto const id = by_id_.find(name);
    if (id == by_id_.end()) return {};
    rule = by_rule_.find(clocks_[id->second].rule);
  }
  std::vector<pack::Clock const*> made;
  for (auto const index : rule->second) made.push_back(&clocks_[index]);
  return made;
}

Expected<pack::Clock const*> Rules::version(std::string_view name, Day start) const {
  auto const rule = by_rule_.find(name);
  if (rule == by_rule_.end()) {
    if (auto const id = by_id_.find(name); id != by_id_.end()) return &clocks_[id->second];
    std::vector<std::string> known;
    for (auto const& clock : clocks_) {
      known.push_back(clock.id);
      known.push_back(clock.rule);
    }
    return std::unexpected(unknown(std::string(name), known));
  }
  for (auto const index : rule->second) {
    if (in_force_on(clocks_[index], start)) return &clocks_[index];
  }
  Text all;
  for (auto const index : rule->second) {
    auto const force = in_force(clocks_[index]);
    all.zh += (all.zh.empty() ? "" : ";") + clocks_[index].id + " " + force.zh;
    all.en += (all.en.empty() ? "" : "; ") + clocks_[index].id + " " + force.en;
  }
  std::string const wanted(name);
  return std::unexpected(Error::make("clock.no_version",
                                     wanted + " 在 " + start.to_string() + " 没有施行的版本",
                                     wanted + " has no version in force on " + start.to_string())
                             .hinting("已有版本：" + all.zh, "versions: " + all.en));
}

Expected<Due> Rules::due(std::string_view name, Day start, Explain explain,
                         Adjustment const& adjustment) const {
  auto const chosen = version(name, start);
  if (!chosen) return std::unexpected(chosen.error());
  auto const& clock = **chosen;
  auto const reckoned = adjustment.start_at && adjustment.excluded == 0
                            ? reckon_at(clock, *adjustment.start_at, calendar_, utc_offset_minutes_)
                            : reckon(clock, start, calendar_, adjustment.excluded);
  if (!reckoned) return std::unexpected(reckoned.error());
  Due made{&clock, start, reckoned->day, reckoned->provisional};
  if (reckoned->moments) made.at = reckoned->moments->end;
  if (adjustment.extended_to && *adjustment.extended_to > made.day) {
    made.day = *adjustment.extended_to;
    made.provisional = false;  // a day that somebody approved rests on no calendar
    made.at.reset();
  }
  if (explain == Explain::yes) {
    auto const all = versions(clock.rule);
    auto const self = std::find(all.begin(), all.end(), &clock);
    made.steps = clock::explain(clock, *reckoned, calendar_,
                                {.before = self == all.begin() ? nullptr : *(self - 1),
                                 .after = self + 1 == all.end() ? nullptr : *(self + 1)},
                                adjustment);
  }
  return made;
}

}  // namespace shian::clock
