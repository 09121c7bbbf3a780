// The index of the records' words follows the journal: what was written is found once its entries are
// followed. So a table of a million rows is imported as fast as ever, whoever wrote it, and nothing written
// can be missed. docs/decisions says why.
#pragma once

#include "register/ledger.hpp"

namespace shian::material {

/// Whether a field's text may be looked for: text, codes and options; nothing that is personal.
[[nodiscard]] bool is_searched(reg::FieldSchema const& field);
/// What is searched of a record, a line a field.
[[nodiscard]] std::string text_of(reg::Schema const& schema, std::span<Value const> values);

/// Follows at most so many entries, inside a write transaction; how many there were (0: it is abreast). When
/// the pack says otherwise which fields are searched, it begins anew.
std::int64_t follow(reg::Ledger& ledger, std::int64_t most_entries);

/// How many entries of the journal are not followed yet.
[[nodiscard]] std::int64_t entries_behind(reg::Ledger& ledger);

}  // namespace shian::material
