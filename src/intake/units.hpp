// Units of measure as written on Chinese sheets, and exact conversion between those of one quantity.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "base/error.hpp"

namespace shian::intake {

enum class Quantity : unsigned char {
  mass,
  volume,
  area,
  length,
  mass_fraction,
  mass_concentration,
  count_by_mass,
  count_by_volume,
  probable_by_mass,
  probable_by_volume,
  money,
  proportion,
  duration,
  temperature,
  pieces,  // counting words; each converts only to itself
};

/// `numerator / denominator` base units of its quantity; exact (1 亩 is 2000/3 m²).
struct UnitOfMeasure {
  std::string_view symbol;  // as packs write it: "kg", "mu", "CNY", "mg/kg", "%"
  Quantity quantity;
  std::int64_t numerator;
  std::int64_t denominator;
  std::string_view spellings;  // others, blank-separated: "公斤 千克"
};

/// By symbol or any spelling, folded ("公斤", "KG", "㎏"). Null: not known.
[[nodiscard]] UnitOfMeasure const* find_unit(std::string_view text);

/// Exact where a decimal can hold it; else (acres of 亩 in hectares) rounded half to even at `scale`.
/// Errors: another quantity; a result too large.
[[nodiscard]] Expected<Decimal> convert_unit(Decimal value, UnitOfMeasure const& from,
                                             UnitOfMeasure const& to, int scale = 12);

}  // namespace shian::intake
