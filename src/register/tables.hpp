// The SQL tables of the registers: one typed table a register, plus the journal, batches and layouts.
#pragma once

#include <string>
#include <vector>

#include "register/schema.hpp"

namespace shian::reg {

/// Creates what is missing: the room's own tables, one table per register, columns and indexes for new
/// fields. Nothing is ever dropped: a field that left the definition keeps its column. Makes its own write
/// transactions.
void prepare_tables(store::Session& session, Schemas const& schemas);

/// Whether the room's own tables are as this program keeps them: false for a store of an older one.
[[nodiscard]] bool is_current(store::Session& session);
/// Whether the store has the register's table with every field.
[[nodiscard]] bool is_prepared(store::Session& session, Schema const& schema);

/// Facts about the store as a whole ("pack", "pack_version", ...). "" when not set.
[[nodiscard]] std::string meta(store::Session& session, std::string_view name);
void set_meta(store::Session& session, std::string_view name, std::string_view value);

/// "id, unit, f1, f2, ...": what a Record is read from, in this order.
[[nodiscard]] std::string record_columns(Schema const& schema);
/// The row a statement over record_columns stands on.
[[nodiscard]] Record record_of(Schema const& schema, store::Statement const& row);

/// SQL names are quoted: a field may be called "order".
[[nodiscard]] std::string sql_name(std::string_view name);

}  // namespace shian::reg
