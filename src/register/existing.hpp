// Finds the rows of a chunk that are already in their register. Inside this room only.
#pragma once

#include <string>
#include <vector>

#include "register/schema.hpp"

namespace shian::reg {

/// One column of a lookup key.
struct KeyColumn {
  std::string name;  // SQL column
  store::ColumnType type = store::ColumnType::text;
};

/// For each key (values in column order), the id of the record that is not withdrawn and holds it, else 0.
/// One indexed look-up a row on SQLite, one statement a chunk on PostgreSQL.
[[nodiscard]] std::vector<RecordId> existing(store::Session& session, Schema const& schema,
                                             std::vector<KeyColumn> const& columns,
                                             std::vector<std::vector<Value>> const& keys);

}  // namespace shian::reg
