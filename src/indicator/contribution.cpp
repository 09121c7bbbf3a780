#include "indicator/contribution.hpp"

#include <algorithm>

namespace shian::indicator {
namespace {

using expression::Datum;
using Kind = expression::Measure::Kind;

constexpr std::int64_t kMillion = 1'000'000;

/// In the measure's scale; nothing when missing or too large to keep.
std::optional<std::int64_t> scaled(Datum const& value, int scale) {
  if (value.type == expression::Type::boolean) return value.flag ? kMillion : 0;
  if (value.type != expression::Type::number) return std::nullopt;
  auto const kept = value.number.rounded(scale).rescaled(scale);
  if (!kept) return std::nullopt;
  return kept->mantissa();
}

struct When {
  bool counts = false;
  Day first;
  std::optional<Day> last;  // none: no end; flows: unused
};

When when(expression::Timing const& timing, std::span<Value const> values,
          expression::Context const& context) {
  When found;
  if (!timing.stock) {
    Datum const day = timing.on.evaluate(values, context);
    if (day.is_null()) return found;
    return {true, day.day, std::nullopt};
  }
  found.first = kBeginning;
  if (!timing.from.empty()) {
    Datum const from = timing.from.evaluate(values, context);
    if (from.is_null()) return found;
    found.first = std::max(from.day, kBeginning);
  }
  if (!timing.until.empty()) {
    Datum const until = timing.until.evaluate(values, context);
    if (!until.is_null() && until.day < kEnd) {
      if (until.day < found.first) return found;
      found.last = until.day;
    }
  }
  found.counts = true;
  return found;
}

bool taken(Measure const& measure, std::span<Value const> values, expression::Context const& context) {
  if (!measure.expression.where.empty() && !measure.expression.where.holds(values, context)) return false;
  return exclusion_of(measure, values, context) == nullptr;
}

std::string key_text(Value const& value) { return canonical(value); }

}  // namespace

Exclusion const* exclusion_of(Measure const& measure, std::span<Value const> values,
                              expression::Context const& context) {
  for (auto const& exclusion : measure.exclusions) {
    if (exclusion.when.holds(values, context)) return &exclusion;
  }
  return nullptr;
}

std::vector<Delta> deltas(Measure const& measure, reg::Schema const& schema, reg::Record const& record,
                          expression::Context const& context) {
  std::vector<Delta> made;
  std::span<Value const> const values = record.values;
  if (!taken(measure, values, context)) return made;
  auto const timed = when(measure.expression.timing, values, context);
  if (!timed.counts) return made;
  std::int64_t amount = 1;
  if (measure.expression.kind == Kind::sum) {
    auto const value = scaled(measure.expression.value.evaluate(values, context), kSumScale);
    if (!value) return made;
    amount = *value;
  }
  Delta delta;
  delta.day = timed.first;
  delta.area = schema.area_of(values);
  delta.unit = schema.unit_of(record);
  if (measure.dimension_field >= 0)
    delta.dimension = canonical(values[static_cast<std::size_t>(measure.dimension_field)]);
  delta.amount = amount;
  delta.n = 1;
  made.push_back(delta);
  if (timed.last) {
    delta.day = *timed.last + 1;
    delta.amount = -amount;
    delta.n = -1;
    made.push_back(std::move(delta));
  }
  return made;
}

std::vector<KeyedRow> keyed_rows(Measure const& measure, int slot, reg::Schema const& schema,
                                 reg::Record const& record, expression::Context const& context) {
  std::vector<KeyedRow> made;
  std::span<Value const> const values = record.values;
  expression::Timing const* timing = &measure.expression.timing;
  KeyedRow row;
  row.slot = slot;
  row.record = record.id;
  row.n = 1;
  if (measure.expression.kind == Kind::distinct) {
    if (!taken(measure, values, context)) return made;
    row.key = key_text(values[static_cast<std::size_t>(measure.expression.distinct_field)]);
    row.area = schema.area_of(values);
    row.unit = schema.unit_of(record);
  } else {
    // Aggregates of the value come first, then those of the condition.
    auto const& of_value = measure.expression.value.aggregates();
    auto const index = static_cast<std::size_t>(slot);
    auto const& aggregate = index < of_value.size()
                                ? of_value[index]
                                : measure.expression.having.aggregates()[index - of_value.size()];
    if (!aggregate.where.empty() && !aggregate.where.holds(values, context)) return made;
    row.key = key_text(values[static_cast<std::size_t>(aggregate.reference_field)]);
    if (!aggregate.value.empty()) {
      auto const amount = scaled(aggregate.value.evaluate(values, context), kSumScale);
      if (!amount) return made;
      row.amount = *amount;
    }
    timing = &aggregate.timing;
  }
  if (row.key.empty()) return made;
  auto const timed = when(*timing, values, context);
  if (!timed.counts) return made;
  row.day = timed.first;
  row.bucket = bucket_key(measure.bucket, row.day);
  made.push_back(row);
  if (timing->stock && timed.last) {
    row.day = *timed.last + 1;
    row.amount = -row.amount;
    row.n = -1;
    made.push_back(std::move(row));
  }
  return made;
}

int bucket_key(Bucket bucket, Day day) {
  auto const civil = day.civil();
  switch (bucket) {
    case Bucket::year:
      return civil.year;
    case Bucket::month:
      return civil.year * 100 + civil.month;
    case Bucket::none:
    case Bucket::ever:
      return 0;
  }
  return 0;
}

Span bucket_span(int bucket) {
  if (bucket == 0) return {kBeginning, kEnd};
  if (bucket < 10'000) return {*Day::from_civil(bucket, 1, 1), *Day::from_civil(bucket, 12, 31)};
  Day const first = *Day::from_civil(bucket / 100, bucket % 100, 1);
  return {first, first.last_of_month()};
}

std::vector<Delta> steps(Measure const& measure, int bucket, std::span<KeyedRow const> rows,
                         std::optional<Entity> entity, expression::Context const& outer) {
  std::vector<Delta> made;
  if (rows.empty()) return made;
  Span const span = bucket_span(bucket);
  auto const& expression = measure.expression;
  bool const distinct = expression.kind == Kind::distinct;
  Day alive_first = span.first;
  Day alive_last = span.last;
  Delta delta;
  expression::Context context = outer;
  context.bucket_start = span.first;
  context.bucket_end = span.last;
  if (distinct) {
    delta.area = rows.front().area;
    delta.unit = rows.front().unit;
  } else {
    if (!entity || entity->record == nullptr) return made;
    auto const& record = *entity->record;
    if (!taken(measure, record.values, context)) return made;
    auto const alive = when(expression.timing, record.values, context);
    if (!alive.counts) return made;
    alive_first = std::max(alive_first, alive.first);
    if (alive.last) alive_last = std::min(alive_last, *alive.last);
    if (alive_last < alive_first) return made;
    delta.area = entity->schema->area_of(record.values);
    delta.unit = entity->schema->unit_of(record);
  }

  auto const& of_value = expression.value.aggregates();
  auto const& of_having = expression.having.aggregates();
  std::size_t const count = distinct ? 1 : of_value.size() + of_having.size();
  struct Running {
    std::int64_t n = 0;
    std::int64_t amount = 0;
  };
  std::vector<Running> running(count);
  std::vector<Datum> aggregated(count);

  struct Level {
    std::int64_t amount = 0;
    std::int64_t n = 0;
    bool operator==(Level const&) const = default;
  };
  auto const level = [&]() -> Level {
    if (distinct) return running[0].n > 0 ? Level{1, 1} : Level{};
    for (std::size_t i = 0; i < count; ++i) {
      auto const& aggregate = i < of_value.size() ? of_value[i] : of_having[i - of_value.size()];
      auto const& so_far = running[i];
      switch (aggregate.kind) {
        case expression::Aggregate::Kind::count:
          aggregated[i] = Datum::of(Decimal(so_far.n));
          break;
        case expression::Aggregate::Kind::sum:
          aggregated[i] = Datum::of(*Decimal::of(so_far.amount, kSumScale));
          break;
        case expression::Aggregate::Kind::last:
          if (so_far.n == 0) {
            aggregated[i] = {};
          } else if (aggregate.type == expression::Type::boolean) {
            aggregated[i] = Datum::of(so_far.amount != 0);
          } else {
            aggregated[i] = Datum::of(*Decimal::of(so_far.amount, kSumScale));
          }
          break;
      }
    }
    auto const& values = entity->record->values;
    if (!expression.having.empty()) {
      context.aggregates = std::span<Datum const>(aggregated).subspan(of_value.size());
      if (!expression.having.holds(values, context)) return {};
    }
    if (expression.kind != Kind::sum) return {1, 1};
    context.aggregates = std::span<Datum const>(aggregated).first(of_value.size());
    auto const value = scaled(expression.value.evaluate(values, context), kSumScale);
    return value ? Level{*value, 1} : Level{};
  };

  Level before{};
  auto const emit = [&](Day day, Level now) {
    if (now == before) return;
    delta.day = day;
    delta.amount = now.amount - before.amount;
    delta.n = now.n - before.n;
    made.push_back(delta);
    before = now;
  };
  bool started = false;
  std::size_t next = 0;
  while (next < rows.size()) {
    Day const day = rows[next].day;
    if (day > alive_last) break;
    if (!started && day > alive_first) {
      started = true;
      if (next > 0) emit(alive_first, level());
    }
    for (; next < rows.size() && rows[next].day == day; ++next) {
      auto const& row = rows[next];
      auto& so_far = running[static_cast<std::size_t>(row.slot)];
      bool const last = !distinct && (static_cast<std::size_t>(row.slot) < of_value.size()
                                          ? of_value[static_cast<std::size_t>(row.slot)]
                                          : of_having[static_cast<std::size_t>(row.slot) - of_value.size()])
                                             .kind == expression::Aggregate::Kind::last;
      so_far.n = last ? 1 : so_far.n + row.n;
      so_far.amount = last ? row.amount : so_far.amount + row.amount;
    }
    if (day >= alive_first) {
      started = true;
      emit(day, level());
    }
  }
  if (!started && next > 0) emit(alive_first, level());  // all rows came before the entity's span
  // Inside a period the figure is summed from the period's start, so it need not be taken back at its end.
  if (alive_last < span.last) emit(alive_last + 1, {});
  return made;
}

}  // namespace shian::indicator
