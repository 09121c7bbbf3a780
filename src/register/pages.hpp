// A register's records in any order, a page at a time, however many there are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/ledger.hpp"

namespace shian::reg {

/// By a field, those that say nothing last and by id; or by id alone.
struct RecordOrder {
  FieldIndex field = -1;  // -1: by id
  bool descending = false;
};

/// The record behind which a page begins.
struct RecordPlace {
  RecordId id = 0;
  Value value;  // of the order's field

  [[nodiscard]] static RecordPlace of(Record const& record, RecordOrder order);
  /// For a cursor: letters, digits and a dot.
  [[nodiscard]] std::string to_text() const;
  /// Nothing for what no list in this order has given out.
  [[nodiscard]] static std::optional<RecordPlace> parse(std::string_view text, Schema const& schema,
                                                        RecordOrder order);
};

struct RecordQuery {
  std::string condition;  // over the register's columns, written for this store; empty: every record
  std::vector<Value> parameters;
  RecordOrder order;
};

/// How a field's column and a parameter are compared and ordered: SQLite keeps decimals as text.
struct Comparable {
  std::string column, mark;
};
[[nodiscard]] Comparable comparable(store::Session const& session, FieldSchema const& field);

/// Records that are not withdrawn, at most `limit`, behind `after`. A page far down costs what the first
/// costs.
[[nodiscard]] std::vector<Record> records_behind(Ledger& ledger, Schema const& schema,
                                                 RecordQuery const& query,
                                                 std::optional<RecordPlace> const& after, std::size_t limit);
/// The same from a position: for a jump. Costs more the farther it goes.
[[nodiscard]] std::vector<Record> records_from(Ledger& ledger, Schema const& schema, RecordQuery const& query,
                                               std::int64_t offset, std::size_t limit);

/// How many there are, and the newest of them (0: none).
struct RecordCount {
  std::int64_t records = 0;
  RecordId newest = 0;
};
[[nodiscard]] RecordCount count_records(store::Session& session, Schema const& schema,
                                        RecordQuery const& query);

/// When a record was entered, as far as the journal tells.
[[nodiscard]] std::optional<Timestamp> entered_at(store::Session& session, Schema const& schema, RecordId id);

}  // namespace shian::reg
