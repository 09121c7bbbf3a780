#include "city/assumptions.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "city/trial.hpp"
#include "pack/reading.hpp"
#include "register/pages.hpp"

namespace shian::city {
namespace {

struct KindName {
  AssumptionKind kind;
  std::string_view name;
  bool has_value;
};
constexpr std::array kAssumptionKinds = {
    KindName{AssumptionKind::population, "population", false},
    KindName{AssumptionKind::threshold, "threshold", true}, KindName{AssumptionKind::merger, "merge", true},
    KindName{AssumptionKind::without, "without", true}, KindName{AssumptionKind::rule, "rule", false}};

Error no_such(std::string const& zh, std::string const& en, std::string const& name,
              std::vector<std::string> const& known) {
  return pack::suggesting(
      Error::make("what_if.unknown", "没有" + zh + " " + name, "there is no " + en + " '" + name + "'"), name,
      known);
}

template <class Items>
std::vector<std::string> ids_of(Items const& items) {
  std::vector<std::string> ids;
  for (auto const& item : items) ids.push_back(item.id);
  return ids;
}

// In an expression a text stands in quotes; what would end it cannot be asked for.
bool can_be_quoted(std::string_view text) { return text.find_first_of("\"\\\n\r") == std::string_view::npos; }

class Assuming {
 public:
  explicit Assuming(City& city) : city_(city) { made_.pack = city.pack(); }

  std::optional<Error> put(Assumption const& assumption) {
    switch (assumption.kind) {
      case AssumptionKind::population:
        return population(assumption.subject);
      case AssumptionKind::threshold:
        return threshold(assumption.subject, assumption.value);
      case AssumptionKind::merger:
        return merger(assumption.subject, assumption.value);
      case AssumptionKind::without:
        return without(assumption.subject, assumption.value);
      case AssumptionKind::rule:
        return rule(assumption.subject);
    }
    return std::nullopt;
  }
  Assumed take() { return std::move(made_); }

 private:
  void say(std::string zh, std::string en) { made_.said.push_back({std::move(zh), std::move(en)}); }

  std::optional<Error> population(std::string const& text) {
    std::vector<std::string> years;
    for (auto const& known : made_.pack.population)
      if (known.area.empty()) years.push_back(std::to_string(known.year));
    if (std::ranges::find(years, text) == years.end())
      return no_such("人口年份", "year of population", text, years);
    made_.pack.population_year = std::stoi(text);
    say("人口按 " + text + " 年", "residents of " + text);
    return std::nullopt;
  }

  std::optional<Error> threshold(std::string const& id, std::string const& text) {
    auto const target = std::ranges::find(made_.pack.targets, id, &pack::Target::id);
    if (target == made_.pack.targets.end()) return no_such("目标", "target", id, ids_of(made_.pack.targets));
    auto const number = Decimal::parse(text);
    if (!number)
      return Error::make("what_if.number", "目标 " + id + " 的标准 " + text + " 不是数",
                         "'" + text + "' is no number for target " + id);
    using pack::Comparator;
    if (target->comparator != Comparator::at_least && target->comparator != Comparator::at_most &&
        target->comparator != Comparator::equal)
      return Error::make("what_if.number", "目标 " + id + " 没有数值标准",
                         "target " + id + " asks for no number");
    target->threshold = *number;
    say(id + " 的标准按 " + text + target->unit, id + " asks for " + text + target->unit);
    return std::nullopt;
  }

  // Counted there from the beginning. Residents are added up where both are known, else those of the town
  // that remains are not known: its own would be too few.
  std::optional<Error> merger(std::string const& from, std::string const& into) {
    auto& areas = made_.pack.areas;
    for (auto const& id : {from, into})
      if (std::ranges::find(areas, id, &pack::Area::id) == areas.end())
        return no_such("镇街", "town", id, ids_of(areas));
    auto& gone = *std::ranges::find(areas, from, &pack::Area::id);
    auto const& there = *std::ranges::find(areas, into, &pack::Area::id);
    if (from == into || there.until)
      return Error::make("what_if.merge", "不能并入 " + into, "nothing can be merged into " + into);
    gone.until = indicator::kBeginning;
    gone.merged_into = into;
    add_residents(from, into);
    say(gone.name.zh + "并入" + there.name.zh, gone.name.en + " merged into " + there.name.en);
    return std::nullopt;
  }

  void add_residents(std::string const& from, std::string const& into) {
    auto& all = made_.pack.population;
    std::vector<pack::PopulationYear> joined;
    for (auto const& one : all) {
      if (one.area != into) continue;
      auto const other = std::ranges::find_if(
          all, [&](auto const& known) { return known.area == from && known.year == one.year; });
      if (other == all.end()) continue;
      if (auto const sum = one.thousand.plus(other->thousand))
        joined.push_back({one.year, *sum, into, one.source});
    }
    std::erase_if(all, [&](auto const& known) { return known.area == from || known.area == into; });
    all.insert(all.end(), joined.begin(), joined.end());
  }

  std::optional<Error> rule(std::string const& id) {
    auto& clocks = made_.pack.clocks;
    auto const chosen = std::ranges::find(clocks, id, &pack::Clock::id);
    if (chosen == clocks.end()) return no_such("时限版本", "version of a rule", id, ids_of(clocks));
    auto kept = *chosen;
    for (auto const& other : clocks)
      if (other.rule == kept.rule) kept.effective_from = std::min(kept.effective_from, other.effective_from);
    kept.effective_to.reset();
    std::erase_if(clocks, [&](auto const& other) { return other.rule == kept.rule; });
    say("一律按“" + kept.name.zh + "”（" + kept.law + kept.article + "）",
        "always by '" + kept.name.en + "' (" + id + ")");
    clocks.push_back(std::move(kept));
    return std::nullopt;
  }

  std::optional<Error> without(std::string const& where, std::string const& value) {
    auto const dot = where.find('.');
    auto const schema = city_.schemas().get(where.substr(0, dot));
    if (!schema) return schema.error();
    auto const& book = **schema;
    auto const name = dot == std::string::npos ? std::string() : where.substr(dot + 1);
    auto const at = book.find(name);
    if (at < 0) return no_such("字段", "field", where, city_.schemas().field_ids(book.index));
    auto const& field = book.fields[static_cast<std::size_t>(at)];
    using pack::FieldType;
    auto const type = field.definition.type;
    if (type != FieldType::text && type != FieldType::code && type != FieldType::enumeration)
      return Error::make("what_if.field", where + " 不是文字或选项",
                         where + " is neither a text nor an option");
    if (!can_be_quoted(value))
      return Error::make("what_if.value", "值中不能有引号、反斜杠和换行",
                         "no quotes, backslashes or line breaks");
    auto const comparable = reg::comparable(city_.session(), field);
    auto const records = reg::count_records(city_.session(), book,
                                            {comparable.column + " = " + comparable.mark, {Value(value)}, {}})
                             .records;
    if (records == 0)
      return Error::make(
          "what_if.without",
          book.definition.name.zh + "没有“" + field.definition.name.zh + "”为“" + value + "”的记录",
          "no record of " + book.definition.name.en + " has " + name + " '" + value + "'");
    exclude(book, name, value);
    auto const count = std::to_string(records);
    say(book.definition.name.zh + "中" + field.definition.name.zh + "为“" + value + "”的 " + count +
            " 条不算",
        count + " records of " + book.definition.name.en + " with " + field.definition.name.en + " '" +
            value + "' left out");
    return std::nullopt;
  }

  // From every measure that counts the register itself. What counts others through it is told as unclear.
  void exclude(reg::Schema const& book, std::string const& field, std::string const& value) {
    auto const& catalogue = city_.catalogue();
    std::set<std::string> reaching;
    for (auto const& indicator : catalogue.indicators()) {
      auto const definition = std::ranges::find(made_.pack.indicators, indicator.id(), &pack::Indicator::id);
      for (std::size_t i = 0; i < indicator.measures.size(); ++i) {
        auto const& measure = catalogue.measure(indicator.measures[i]);
        if (measure.expression.register_index == book.index && !measure.is_areas()) {
          definition->measures[i].exclusions.push_back(
              {{field + " == \"" + value + "\"", definition->measures[i].expression.where},
               {"假设不算", "assumed to be left out"}});
        } else if (registers_of(measure).contains(book.index)) {
          reaching.insert(indicator.id());
        }
      }
    }
    for (auto const& target : made_.pack.targets)
      if (std::ranges::any_of(target.indicators, [&](auto const& id) { return reaching.contains(id); }))
        made_.unclear.push_back(target.id);
  }

  City& city_;
  Assumed made_;
};

}  // namespace

Expected<Assumption> assumption_of(std::string_view text) {
  auto const equals = text.find('=');
  auto const name = text.substr(0, equals);
  auto const known = std::ranges::find(kAssumptionKinds, name, &KindName::name);
  auto const malformed = [&] {
    return std::unexpected(
        Error::make("what_if.form", "看不懂的假设：" + std::string(text),
                    "not an assumption: " + std::string(text))
            .hinting(
                "写作 "
                "population=年份、threshold=目标:数、merge=镇街:镇街、without=台账.字段:值、rule=时限版本",
                "population=YEAR, threshold=TARGET:NUMBER, merge=TOWN:TOWN, without=REGISTER.FIELD:VALUE or "
                "rule=VERSION"));
  };
  if (equals == std::string_view::npos || known == kAssumptionKinds.end()) return malformed();
  auto const rest = text.substr(equals + 1);
  auto const colon = known->has_value ? rest.find(':') : rest.size();
  if (rest.empty() || colon == std::string_view::npos || colon == 0) return malformed();
  Assumption made{known->kind, std::string(rest.substr(0, colon)), {}};
  if (known->has_value) made.value = trimmed(rest.substr(colon + 1));
  if (known->has_value && made.value.empty()) return malformed();
  return made;
}

Expected<Assumed> assume(City& city, std::span<Assumption const> assumptions) {
  Assuming assuming(city);
  for (auto const& assumption : assumptions)
    if (auto error = assuming.put(assumption)) return std::unexpected(std::move(*error));
  return assuming.take();
}

}  // namespace shian::city
