#include "indicator/lineage.hpp"

#include <charconv>
#include <unordered_set>

#include "register/tables.hpp"

namespace shian::indicator {
namespace {

// No limit of the law runs longer than this from its start to its due day: bounds the search for due(...).
constexpr int kLongestClockDays = 1200;

// A condition every counted record meets, that an index can serve; the measure itself is evaluated on what it
// finds.
struct Narrowing {
  std::string condition;
  std::vector<Value> parameters;
  std::string order = "id";
};

Narrowing narrow(Measure const& measure, reg::Schema const& schema, Span span, std::string_view area) {
  Narrowing made;
  auto const column = [&](int field) {
    return reg::sql_name("f_" + schema.fields[static_cast<std::size_t>(field)].definition.id);
  };
  auto const add = [&](std::string const& condition) {
    made.condition += (made.condition.empty() ? "" : " AND ") + condition;
  };
  auto const& timing = measure.expression.timing;
  if (!timing.stock) {
    int const plain = timing.on.plain_field();
    int const start = timing.on.due_of_field();
    if (int const field = plain >= 0 ? plain : start; field >= 0) {
      add(column(field) + " >= ?");
      made.parameters.emplace_back(plain >= 0 ? span.first : span.first - kLongestClockDays);
      add(column(field) + " <= ?");
      made.parameters.emplace_back(span.last);
      made.order = column(field) + ", id";
    }
  } else if (int const from = timing.from.empty() ? -1 : timing.from.plain_field(); from >= 0) {
    add(column(from) + " <= ?");
    made.parameters.emplace_back(span.last);
  }
  if (!area.empty() && schema.area_field >= 0) {
    add(column(schema.area_field) + " = ?");
    made.parameters.emplace_back(std::string(area));
  }
  return made;
}

// Whether what a record brings is part of the figure over the stretch.
bool counts(Measure const& measure, std::vector<Delta> const& made, Span span) {
  if (made.empty()) return false;
  if (!measure.expression.timing.stock) return made[0].day >= span.first && made[0].day <= span.last;
  return made[0].day <= span.last && (made.size() < 2 || made[1].day > span.last);
}

// The measure without its exclusions: to see which record only the exclusion leaves out.
Measure without_exclusions(Measure const& measure) {
  Measure made = measure;
  made.exclusions.clear();
  return made;
}

void trace_direct(reg::Ledger& ledger, Measure const& measure, Span span, std::string_view area,
                  std::function<bool(Trace const&)> const& each) {
  auto const& schema = ledger.schemas().at(measure.expression.register_index);
  auto const context = ledger.context();
  auto const bare = without_exclusions(measure);
  auto const narrowing = narrow(measure, schema, span, area);
  // Read in chunks, so that look-ups through references do not run inside a streaming result.
  std::vector<reg::Record> chunk;
  bool go_on = true;
  auto const use = [&]() {
    for (auto const& record : chunk) {
      auto const made = deltas(bare, schema, record, context);
      if (made.empty()) continue;
      if (!counts(measure, made, span) || (!area.empty() && made[0].area != area)) continue;
      Trace found{&schema, record, made[0].day, made[0].amount,
                  exclusion_of(measure, record.values, context)};
      go_on = each(found);
      if (!go_on) return;
    }
    chunk.clear();
  };
  constexpr std::size_t kChunk = 500;
  ledger.records().scan_where(schema, narrowing.condition, narrowing.parameters, narrowing.order,
                              [&](reg::Record const& record) {
                                chunk.push_back(record);
                                if (chunk.size() < kChunk) return true;
                                use();
                                return go_on;
                              });
  if (go_on) use();
}

void trace_keyed(reg::Ledger& ledger, Cells& cells, Measure const& measure, Span span, std::string_view area,
                 std::function<bool(Trace const&)> const& each) {
  auto const& schema = ledger.schemas().at(measure.expression.register_index);
  auto const context = ledger.context();
  int const bucket = bucket_key(measure.bucket, span.last);
  struct Item {
    std::string key;
    std::vector<KeyedRow> rows;
  };
  std::vector<Item> items;
  cells.scan_keyed(measure.slot, bucket, [&](KeyedRow const& row) {
    if (items.empty() || items.back().key != row.key) items.push_back({row.key, {}});
    items.back().rows.push_back(row);
    return true;
  });
  for (auto const& item : items) {
    std::optional<Entity> entity;
    RecordId id = item.rows.front().record;
    if (measure.expression.is_entity()) {
      std::from_chars(item.key.data(), item.key.data() + item.key.size(), id);
      entity = Entity{&schema, ledger.records().find(schema.index, id)};
    }
    Sum level;
    Day since = span.last;
    std::string where;
    for (auto const& delta : steps(measure, bucket, item.rows, entity, context)) {
      if (delta.day > span.last) break;
      if (level.n == 0) since = delta.day;
      level += Sum{delta.amount, delta.n};
      where = delta.area;
    }
    if (level.n == 0 || (!area.empty() && where != area)) continue;
    auto const* record = ledger.records().find(schema.index, id);
    if (record == nullptr) continue;
    if (!each(Trace{&schema, *record, since, level.amount, nullptr})) return;
  }
}

}  // namespace

void trace(reg::Ledger& ledger, Cells& cells, Measure const& measure, Span stretch, std::string_view area,
           std::function<bool(Trace const&)> const& each) {
  if (measure.is_areas()) return;
  Span const span = summed_over(measure, stretch);
  if (measure.is_keyed()) {
    trace_keyed(ledger, cells, measure, {stretch.first, stretch.last}, area, each);
  } else {
    trace_direct(ledger, measure, span, area, each);
  }
}

bool trace_missing(reg::Ledger& ledger, Cells& cells, Measure const& numerator, Measure const& denominator,
                   Span stretch, std::string_view area, std::function<bool(Trace const&)> const& each) {
  if (numerator.is_areas() || denominator.is_areas() ||
      numerator.expression.register_index != denominator.expression.register_index ||
      denominator.is_keyed()) {
    return false;
  }
  // How many there are is known from the cells: none need be looked for beyond that.
  auto const records_of = [&](Measure const& measure) {
    Span const span = summed_over(measure, stretch);
    std::int64_t n = 0;
    for (auto const& [where, sum] : cells.sums(measure.slot, span.first, span.last)) {
      if (area.empty() || where == area) n += sum.n;
    }
    return n;
  };
  std::int64_t left = records_of(denominator) - records_of(numerator);
  if (left <= 0) return true;
  std::unordered_set<RecordId> counted;
  if (numerator.is_keyed()) {
    trace(ledger, cells, numerator, stretch, area, [&](Trace const& found) {
      counted.insert(found.record.id);
      return true;
    });
  }
  auto const& schema = ledger.schemas().at(numerator.expression.register_index);
  auto const context = ledger.context();
  Span const span = summed_over(numerator, stretch);
  trace(ledger, cells, denominator, stretch, area, [&](Trace const& found) {
    if (found.left_out != nullptr) return true;
    bool const in_both = numerator.is_keyed()
                             ? counted.contains(found.record.id)
                             : counts(numerator, deltas(numerator, schema, found.record, context), span);
    if (in_both) return true;
    return each(found) && --left > 0;
  });
  return true;
}

}  // namespace shian::indicator
