// Numbers as people write them.
#pragma once

#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "base/error.hpp"

namespace shian::intake {

/// A number at the front of a text and what follows it.
struct NumberPrefix {
  Decimal value;
  std::string_view rest;  // trimmed: a unit, or nothing
};

/// Reads "1,234.50", "¥1,200", "+5", "1.2×10^3 CFU/g", "1.2E3", "3 吨" exactly. `text` must be half-width and
/// trimmed. Errors: no number; thousands separators that do not part thousands; more digits than are kept
/// exactly.
[[nodiscard]] Expected<NumberPrefix> number_prefix(std::string_view text);

}  // namespace shian::intake
