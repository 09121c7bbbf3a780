#include "indicator/legal_limit.hpp"

#include <algorithm>

#include "indicator/contribution.hpp"

namespace shian::indicator {
namespace {

std::optional<Day> day_of(expression::Compiled const& expression, std::span<Value const> values,
                          expression::Context const& context) {
  auto const datum = expression.evaluate(values, context);
  return datum.type == expression::Type::date ? std::optional(datum.day) : std::nullopt;
}

}  // namespace

std::vector<LegalLimit> legal_limits(Catalogue const& catalogue, reg::Schemas const& schemas) {
  std::vector<LegalLimit> all;
  for (auto const& measure : catalogue.measures()) {
    if (measure.is_areas()) continue;
    auto const& schema = schemas.at(measure.expression.register_index);
    for (auto& limit : measure.expression.where.time_limits()) {
      bool const known = std::ranges::any_of(all, [&](LegalLimit const& other) {
        return other.schema == &schema && other.limit.act == limit.act && other.limit.rule == limit.rule;
      });
      if (!known) all.push_back({&schema, &measure, std::move(limit)});
    }
  }
  return all;
}

std::optional<RunningLimit> running_limit(LegalLimit const& legal, std::span<Value const> values,
                                          expression::Context const& context) {
  if (!is_null(values[static_cast<std::size_t>(legal.limit.act)])) return std::nullopt;
  auto const due = day_of(legal.limit.due, values, context);
  if (!due) return std::nullopt;
  // While the act has no day the condition is unknown at most: false means that it asks for other records.
  if (legal.measure->expression.where.evaluate(values, context).is_false()) return std::nullopt;
  if (exclusion_of(*legal.measure, values, context) != nullptr) return std::nullopt;
  return RunningLimit{day_of(legal.limit.start, values, context), *due};
}

}  // namespace shian::indicator
