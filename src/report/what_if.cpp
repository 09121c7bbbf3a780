#include "report/what_if.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "city/trial.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

WhatIfSide side_of(pack::Target const& target, indicator::Part const& part) {
  return {part.reading.city, indicator::threshold(target, part.indicator->definition), part.state,
          part.behind};
}

bool is_same(WhatIfSide const& one, WhatIfSide const& other) {
  auto const numbers = [](WhatIfSide const& side) {
    auto const& figure = side.figure;
    return std::tuple(figure.known, figure.value, figure.numerator, figure.denominator, side.threshold,
                      side.state);
  };
  return numbers(one) == numbers(other) && one.behind == other.behind;
}

std::string side_text(pack::Indicator const& definition, WhatIfSide const& side, Language language) {
  auto const value = value_text(definition, side.figure);
  return (value.empty() ? std::string("—") : with_unit(value, definition.unit)) + " " +
         indicator::text_of(side.state).in(language);
}

Json what_if_side_json(WhatIfSide const& side) {
  auto made = json_of(side.figure);
  made["threshold"] = json_of(side.threshold);
  made["state"] = indicator::code_of(side.state);
  made["behind"] = side.behind;
  return made;
}

Json choices_json(pack::Pack const& pack) {
  Json years = Json::array();
  for (auto const& known : pack.population)
    if (known.area.empty()) years.push_back({{"year", known.year}, {"thousand", known.thousand.to_string()}});
  Json rules = Json::array();
  for (auto const& clock : pack.clocks) {
    // A rule of one version leaves nothing to assume.
    auto const versions = std::ranges::count(pack.clocks, clock.rule, &pack::Clock::rule);
    if (versions < 2) continue;
    rules.push_back({{"id", clock.id},
                     {"name", json_of(clock.name)},
                     {"law", clock.law + clock.article},
                     {"from", clock.effective_from.to_string()}});
  }
  return {
      {"population_year", pack.population_year}, {"years", std::move(years)}, {"rules", std::move(rules)}};
}

}  // namespace

std::expected<WhatIf, Errors> what_if(city::City& city, std::span<std::string const> assumptions, Day as_of) {
  auto const refused = [](Error error) { return std::unexpected(Errors{std::move(error)}); };
  if (assumptions.size() > kMostAssumed)
    return refused(Error::make("what_if.many", "一次至多 10 个假设", "at most ten assumptions at once"));
  std::vector<city::Assumption> read;
  for (auto const& text : assumptions) {
    auto assumption = city::assumption_of(text);
    if (!assumption) return refused(assumption.error());
    read.push_back(std::move(*assumption));
  }
  auto assumed = city::assume(city, read);
  if (!assumed) return refused(assumed.error());
  WhatIf made;
  made.as_of = as_of;
  made.simulated = city.has_simulated_records();
  made.said = std::move(assumed->said);
  made.unclear = std::move(assumed->unclear);
  if (read.empty()) return made;
  auto compiled = city::compile(std::move(assumed->pack));
  if (!compiled) return std::unexpected(std::move(compiled.error()));
  city::Trial trial(city, std::move(*compiled));
  for (auto const& target : city.pack().targets) {
    // Half worked out it would look like an answer.
    if (std::ranges::find(made.unclear, target.id) != made.unclear.end()) continue;
    auto const before = indicator::stand(city.figures(), target, as_of, indicator::WithForecast::no);
    auto const after = trial.stand(*trial.pack().find_target(target.id), as_of);
    if (!after) {
      made.unclear.push_back(target.id);
      continue;
    }
    if (before.state != after->state) ++made.flipped;
    for (std::size_t i = 0; i < before.parts.size() && i < after->parts.size(); ++i) {
      WhatIfLine line{&target, before.parts[i].indicator, side_of(target, before.parts[i]),
                      side_of(*after->target, after->parts[i])};
      if (!is_same(line.before, line.after)) made.lines.push_back(std::move(line));
    }
  }
  std::ranges::sort(made.unclear);
  auto const twice = std::ranges::unique(made.unclear);
  made.unclear.erase(twice.begin(), twice.end());
  return made;
}

std::string what_if_json(city::City& city, WhatIf const& what_if) {
  auto const& pack = city.pack();
  auto made = head_of(pack, what_if.as_of, what_if.simulated);
  made["said"] = Json::array();
  for (auto const& one : what_if.said) made["said"].push_back(json_of(one));
  made["flipped"] = what_if.flipped;
  made["lines"] = Json::array();
  for (auto const& line : what_if.lines)
    made["lines"].push_back({{"target", line.target->id},
                             {"name", json_of(target_name(pack, *line.target))},
                             {"indicator", line.indicator->id()},
                             {"unit", line.indicator->definition.unit},
                             {"flips", line.flips()},
                             {"before", what_if_side_json(line.before)},
                             {"after", what_if_side_json(line.after)}});
  made["unclear"] = what_if.unclear;
  made["choices"] = choices_json(pack);
  return dumped(made);
}

std::string what_if_text(pack::Pack const& pack, WhatIf const& what_if, Language language) {
  std::string text;
  for (auto const& one : what_if.said) text += one.in(language) + "\n";
  for (auto const& line : what_if.lines) {
    auto const& definition = line.indicator->definition;
    text += fmt::format("{} {} {}  {} → {}\n", line.flips() ? "*" : " ", line.target->id,
                        target_name(pack, *line.target).in(language),
                        side_text(definition, line.before, language),
                        side_text(definition, line.after, language));
    if (line.before.behind != line.after.behind)
      text += "      " +
              Text{fmt::format("落后的镇街 {} → {}", line.before.behind.size(), line.after.behind.size()),
                   fmt::format("towns behind {} -> {}", line.before.behind.size(), line.after.behind.size())}
                  .in(language) +
              "\n";
  }
  if (!what_if.unclear.empty()) {
    auto const ids = joined(what_if.unclear, Language::en);
    text += Text{"无法推演：" + ids, "cannot be said of: " + ids}.in(language) + "\n";
  }
  auto const all = std::to_string(pack.targets.size()), flipped = std::to_string(what_if.flipped);
  return text +
         Text{all + " 项目标中 " + flipped + " 项的状态会不同；没有改动任何记录",
              flipped + " of " + all + " targets would stand otherwise; nothing was changed"}
             .in(language) +
         "\n";
}

}  // namespace shian::report
