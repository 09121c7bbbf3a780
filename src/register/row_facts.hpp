// What a row of a batch says against what is there: used where rows are written, and where it is only tried
// what would become of them. Inside this room only.
#pragma once

#include "register/existing.hpp"
#include "register/ledger.hpp"

namespace shian::reg {

[[nodiscard]] Fault whole_record(std::string code, std::string zh, std::string en);
/// Of a register without a key: the same row again is the same record, and the nth of its like is another.
[[nodiscard]] std::string hash_of_row(std::vector<Value> const& values, int repeat);
/// The fields in which a row says something else than the record that is already there. Nothing said is no
/// difference.
[[nodiscard]] std::vector<std::pair<FieldIndex, Value>> differences(std::vector<Value> const& there,
                                                                    std::vector<Value> const& row);
[[nodiscard]] Fault already_there(Schema const& schema, RecordId id, std::vector<Value> const& there,
                                  std::vector<std::pair<FieldIndex, Value>> const& different);
/// The key is taken by a record that whoever writes may not see, or may see and not correct.
[[nodiscard]] Fault another_units(Within within, RecordId id);
[[nodiscard]] std::vector<Fault> missing_references(Ledger& ledger, Schema const& schema,
                                                    std::vector<Value> const& values);

/// A key's columns, and its values in a row.
[[nodiscard]] std::vector<KeyColumn> columns_of(Schema const& schema, std::span<FieldIndex const> key);
[[nodiscard]] std::vector<Value> values_of(std::span<FieldIndex const> key, std::vector<Value> const& row);

}  // namespace shian::reg
