#include "indicator/place.hpp"

#include "indicator/maintain.hpp"

namespace shian::indicator {
namespace {

Text not_taken() { return {"不满足这个量的条件", "the measure's condition does not hold"}; }

std::optional<Day> known(Day day) { return day == kBeginning ? std::nullopt : std::optional(day); }

Place place_of_direct(Measure const& measure, reg::Schema const& schema, reg::Record const& record,
                      expression::Context const& context) {
  Measure bare = measure;
  bare.exclusions.clear();
  auto const made = deltas(bare, schema, record, context);
  if (made.empty()) return {false, std::nullopt, std::nullopt, not_taken(), false};
  Place place{true, known(made[0].day), Decimal::of(made[0].amount, scale_of(measure)), {}, false};
  if (auto const* exclusion = exclusion_of(measure, record.values, context)) {
    place.counted = false;
    place.left_out = true;
    place.reason = exclusion->reason;
  }
  return place;
}

// Of records with the same value the first one counts.
Place place_of_distinct(Cells& cells, Measure const& measure, reg::Schema const& schema,
                        reg::Record const& record, expression::Context const& context) {
  if (auto const* exclusion = exclusion_of(measure, record.values, context))
    return {false, std::nullopt, std::nullopt, exclusion->reason, true};
  auto const rows = keyed_rows(measure, 0, schema, record, context);
  if (rows.empty()) return {false, std::nullopt, std::nullopt, not_taken(), false};
  auto const all = cells.keyed(measure.slot, rows[0].key, rows[0].bucket);
  bool const is_first = all.empty() || all.front().record == record.id;
  Place place{is_first, known(rows[0].day), Decimal(is_first ? 1 : 0), {}, false};
  if (!is_first)
    place.reason = {"同一个值只计一次，已由另一条记录计入",
                    "the same value counts once, and another record brought it"};
  return place;
}

Place place_of_entity(Cells& cells, Measure const& measure, reg::Schema const& schema,
                      reg::Record const& record, expression::Context const& context, Day as_of) {
  if (auto const* exclusion = exclusion_of(measure, record.values, context))
    return {false, std::nullopt, std::nullopt, exclusion->reason, true};
  int const bucket = bucket_key(measure.bucket, as_of);
  auto const rows = cells.keyed(measure.slot, canonical(Value(record.id)), bucket);
  Sum level;
  Day since = as_of;
  for (auto const& delta : steps(measure, bucket, rows, Entity{&schema, &record}, context)) {
    if (delta.day > as_of) break;
    if (level.n == 0) since = delta.day;
    level += Sum{delta.amount, delta.n};
  }
  if (level.n == 0) return {false, std::nullopt, std::nullopt, not_taken(), false};
  return {true, known(since), Decimal::of(level.amount, scale_of(measure)), {}, false};
}

}  // namespace

std::optional<Place> place_of(reg::Ledger& ledger, Cells& cells, Measure const& measure,
                              reg::Schema const& schema, reg::Record const& record, Day as_of) {
  if (measure.is_areas()) return std::nullopt;
  auto const context = ledger.context();
  if (measure.expression.register_index == schema.index) {
    if (measure.expression.is_entity())
      return place_of_entity(cells, measure, schema, record, context, as_of);
    if (measure.is_keyed()) return place_of_distinct(cells, measure, schema, record, context);
    return place_of_direct(measure, schema, record, context);
  }
  auto const aggregates = aggregates_of(measure);
  for (std::size_t slot = 0; slot < aggregates.size(); ++slot) {
    if (aggregates[slot]->register_index != schema.index) continue;
    auto const rows = keyed_rows(measure, static_cast<int>(slot), schema, record, context);
    if (rows.empty()) return Place{false, std::nullopt, std::nullopt, not_taken(), false};
    auto const& counted = ledger.schemas().at(measure.expression.register_index).definition.name;
    return Place{true,
                 known(rows[0].day),
                 std::nullopt,
                 {"经由所属的" + counted.zh + "计入", "by way of the " + counted.en + " it belongs to"},
                 false};
  }
  return std::nullopt;
}

}  // namespace shian::indicator
