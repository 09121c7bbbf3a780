// The room's tables, as both stores keep them.
#pragma once

#include "store/session.hpp"

namespace shian::material {

/// Creates what is missing. Makes its own write transactions.
void prepare_tables(store::Session& session);
/// Whether they are there, as this program keeps them.
[[nodiscard]] bool is_prepared(store::Session& session);

/// The words of a text in the index of this store: FTS5 without the text itself on SQLite, a tsvector with
/// its GIN index beside it on PostgreSQL. Inside a write transaction; `table` is shian_wording (records) or
/// shian_material (files), whose row `id` is there.
void put_words(store::Session& session, std::string_view table, std::int64_t id, std::string_view text);
/// `text` as it was put.
void take_words(store::Session& session, std::string_view table, std::int64_t id, std::string_view text);
/// Of all rows; the rows themselves are the caller's.
void take_all_words(store::Session& session, std::string_view table);

}  // namespace shian::material
