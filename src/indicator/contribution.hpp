// What one record adds to a measure: pure functions of the record and of those it refers to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indicator/definition.hpp"

namespace shian::indicator {

/// A stock without a start counts from here.
inline constexpr Day kBeginning{-25567};  // 1900-01-01
/// Later than any day a person means; a stock that ends after it has no end.
inline constexpr Day kEnd{80353};  // 2189-12-31

/// What is added to the cell of (day, area, unit, dimension): `amount` in the measure's scale, `n` records.
struct Delta {
  Day day;
  std::string area, unit, dimension;
  std::int64_t amount = 0;
  std::int64_t n = 0;
};

/// What one record says about one key of a keyed measure, from `day` on (a stock) or on it (a flow).
struct KeyedRow {
  std::string key;  // the entity's id, or the value counted once
  int bucket = 0;   // the year (2022), the month (202209), or 0 for ever
  Day day;
  int slot = 0;  // which aggregate of the measure
  RecordId record = 0;
  std::int64_t amount = 0;  // in millionths
  std::int64_t n = 0;       // +1, or -1 where a stock ends
  std::string area, unit;   // of the record, for distinct counts
  bool operator==(KeyedRow const&) const = default;
};

/// Why a record that the measure's condition takes is left out, if it is.
[[nodiscard]] Exclusion const* exclusion_of(Measure const& measure, std::span<Value const> values,
                                            expression::Context const& context);

/// A direct measure (not keyed): none, one (a flow), or two (a stock's start and end) deltas.
[[nodiscard]] std::vector<Delta> deltas(Measure const& measure, reg::Schema const& schema,
                                        reg::Record const& record, expression::Context const& context);

/// A keyed measure: the rows that a record of the aggregate's register (or of the register of a distinct
/// count, slot 0) brings.
[[nodiscard]] std::vector<KeyedRow> keyed_rows(Measure const& measure, int slot, reg::Schema const& schema,
                                               reg::Record const& record, expression::Context const& context);

[[nodiscard]] int bucket_key(Bucket bucket, Day day);
struct Span {
  Day first, last;
};
[[nodiscard]] Span bucket_span(int bucket_key);

/// The entity of a two-stage measure, or nothing for distinct counts.
struct Entity {
  reg::Schema const* schema = nullptr;
  reg::Record const* record = nullptr;
};

/// The value of one key over one bucket as a step function: what its rows (sorted by day, slot, record) and
/// its entity make of it, as deltas on the days where it changes. An entity without a row counts 0.
[[nodiscard]] std::vector<Delta> steps(Measure const& measure, int bucket, std::span<KeyedRow const> rows,
                                       std::optional<Entity> entity, expression::Context const& context);

}  // namespace shian::indicator
