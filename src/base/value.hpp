// One field's value, as records, expressions and stores exchange it.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/day.hpp"
#include "base/decimal.hpp"

namespace shian {

/// The identity of a record within its register; counts from 1. 0 is "none".
using RecordId = std::int64_t;

/// Nothing (not known), bool, integer (also a reference: the RecordId), exact decimal, day, moment, or text
/// (also enum options, codes, unit and area ids, evidence hashes).
using Value = std::variant<std::monostate, bool, std::int64_t, Decimal, Day, Timestamp, std::string>;

[[nodiscard]] inline bool is_null(Value const& value) { return value.index() == 0; }

/// The one canonical text of a value: what the journal hashes, exports print and stores keep. "" for nothing.
[[nodiscard]] std::string canonical(Value const& value);

}  // namespace shian
