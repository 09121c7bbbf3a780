#include "indicator/definition.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace shian::indicator {
namespace {

using Kind = expression::Measure::Kind;

Bucket bucket_of(pack::Indicator const& definition, expression::Measure const& measure) {
  bool flows = false;
  for (auto const* part : {&measure.value, &measure.having}) {
    for (auto const& aggregate : part->aggregates()) flows = flows || !aggregate.timing.stock;
  }
  if (measure.kind == Kind::distinct) flows = !measure.timing.stock;
  if (!flows) return Bucket::ever;
  switch (definition.period) {
    case pack::Period::year:
    case pack::Period::survey:
      return Bucket::year;
    case pack::Period::month:
      return Bucket::month;
    case pack::Period::point:
      return Bucket::ever;
  }
  return Bucket::ever;
}

// What a measure counts depends on its words, the parameters in them, and what the clock rules say.
std::string fingerprint_of(pack::Indicator const& definition, pack::Measure const& measure,
                           std::string const& rules) {
  std::string text = "2|" + measure.expression.text;
  for (auto const& exclusion : measure.exclusions) text += "|not " + exclusion.when.text;
  for (auto const& parameter : definition.parameters)
    text += "|$" + parameter.id + "=" + parameter.value.to_string();
  text += "|" + std::to_string(static_cast<int>(definition.period)) + "|" + definition.dimension;
  if (text.find("due(") != std::string::npos || text.find("working_day") != std::string::npos)
    text += "|" + rules;
  return hex(sha256(text)).substr(0, 16);
}

std::string fingerprint_of(clock::Rules const& rules, pack::Calendar const& calendar) {
  std::string text;
  for (auto const& clock : rules.all()) {
    text += clock.id + clock.rule + clock.effective_from.to_string() +
            std::to_string(clock.limit.value_or(-1)) + std::to_string(static_cast<int>(clock.unit)) +
            std::to_string(static_cast<int>(clock.roll)) +
            (clock.effective_to ? clock.effective_to->to_string() : "");
  }
  for (auto const& year : calendar.years) {
    for (Day const day : year.holidays) text += day.to_string();
    text += '+';
    for (Day const day : year.extra_workdays) text += day.to_string();
  }
  return hex(sha256(text));
}

Error refusal(pack::Measure const& measure, std::string zh, std::string en) {
  return Error::make("indicator.measure", std::move(zh), std::move(en)).at(measure.expression.where);
}

void check_live(pack::Indicator const& definition, pack::Measure const& measure,
                expression::Measure const& compiled, Errors& faults) {
  for (auto const* part : {&compiled.value, &compiled.having}) {
    for (auto const& aggregate : part->aggregates()) {
      if (aggregate.kind != expression::Aggregate::Kind::last) continue;
      if (aggregate.timing.stock) {
        faults.push_back(refusal(measure, "last(…) 按日取最近一次，须写 on 日期",
                                 "last(...) takes the latest by day: write on DATE"));
      }
      if (aggregate.type != expression::Type::number && aggregate.type != expression::Type::boolean) {
        faults.push_back(
            refusal(measure, "last(…) 只能取数或是否", "last(...) takes a number or a condition"));
      }
    }
  }
  if (definition.period == pack::Period::survey && compiled.is_entity()) {
    faults.push_back(refusal(measure, "调查类指标不能用 having", "an indicator by survey takes no having"));
  }
}

}  // namespace

bool Measure::is_stock() const {
  if (is_keyed()) return bucket == Bucket::ever;
  return expression.timing.stock;
}

int scale_of(Measure const& measure) {
  return measure.expression.kind == expression::Measure::Kind::sum ? kSumScale : 0;
}

Indicator const* Catalogue::find(std::string_view id) const {
  auto const found = std::find_if(indicators_.begin(), indicators_.end(),
                                  [&](auto const& i) { return i.definition.id == id; });
  return found == indicators_.end() ? nullptr : &*found;
}

std::expected<Catalogue, Errors> Catalogue::compile(pack::Pack const& pack, reg::Schemas const& schemas,
                                                    clock::Rules const& rules) {
  Catalogue made;
  Errors faults;
  auto const rules_print = fingerprint_of(rules, pack.calendar);
  for (auto const& definition : pack.indicators) {
    Indicator indicator;
    indicator.definition = definition;
    std::vector<expression::Parameter> parameters;
    for (auto const& parameter : definition.parameters) parameters.push_back({parameter.id, parameter.value});
    expression::Environment environment{&schemas, &rules, parameters};
    std::vector<std::string> names;
    for (auto const& measure : definition.measures) {
      auto compiled = expression::compile_measure(measure.expression, environment);
      if (!compiled) {
        faults.push_back(std::move(compiled.error()));
        continue;
      }
      check_live(definition, measure, *compiled, faults);
      Measure made_measure;
      made_measure.slot = static_cast<int>(made.measures_.size());
      made_measure.indicator = static_cast<int>(made.indicators_.size());
      made_measure.id = measure.id;
      made_measure.fingerprint = fingerprint_of(definition, measure, rules_print);
      if (compiled->kind != Kind::areas) {
        for (auto const& exclusion : measure.exclusions) {
          auto when = expression::compile(exclusion.when, compiled->register_index, environment,
                                          expression::Type::boolean);
          if (when) {
            made_measure.exclusions.push_back({std::move(*when), exclusion.reason});
          } else {
            faults.push_back(std::move(when.error()));
          }
        }
        if (!definition.dimension.empty() && !compiled->is_entity()) {
          made_measure.dimension_field = schemas.find_field(compiled->register_index, definition.dimension);
        }
      }
      made_measure.expression = std::move(*compiled);
      if (made_measure.is_keyed()) made_measure.bucket = bucket_of(definition, made_measure.expression);
      if (measure.id == "numerator") indicator.numerator = made_measure.slot;
      if (measure.id == "denominator") indicator.denominator = made_measure.slot;
      names.push_back(measure.id);
      indicator.measures.push_back(made_measure.slot);
      made.measures_.push_back(std::move(made_measure));
    }
    if (!definition.value.empty()) {
      auto compiled = expression::compile_formula(definition.value, names, environment);
      if (compiled) {
        indicator.value = std::move(*compiled);
      } else {
        faults.push_back(std::move(compiled.error()));
      }
    } else if (definition.scale == pack::Scale::percent &&
               (indicator.numerator < 0 || indicator.denominator < 0) && faults.empty()) {
      faults.push_back(
          Error::make("indicator.ratio", definition.id + " 是比率，须有 numerator 和 denominator",
                      definition.id + " is a ratio: it needs the measures numerator and denominator")
              .at(definition.where));
    } else if (indicator.numerator < 0 && faults.empty()) {
      faults.push_back(Error::make("indicator.value",
                                   definition.id + " 须有名为 numerator 的量，或写出 value 公式",
                                   definition.id + " needs a measure named numerator, or a value formula")
                           .at(definition.where));
    }
    made.indicators_.push_back(std::move(indicator));
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return made;
}

}  // namespace shian::indicator
