// Laboratory results and limits as they are printed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "base/error.hpp"

namespace shian::intake {

enum class MeasurementKind : unsigned char {
  value,            // 0.55
  less_than,        // <0.01: below the limit of determination that is named
  not_detected,     // 未检出, ND, 阴性; `value` is the detection limit where it is given
  must_not_detect,  // 不得检出, and 不得使用, 禁止使用: a limit of nothing
  limit_at_most,    // ≤0.2
  limit_at_least,   // ≥10
  sampling_plan,    // n=5,c=2,m=10^2,M=10^3 (GB 29921)
  other,            // kept as it is: 1/22μg/kg, 阳性, 暂无标准值, 0.1~0.5
};

/// `value` is exact, in `unit` (as the units table writes it: "ug/kg"); without a unit in the text, in the
/// column's.
struct Measurement {
  struct Plan {
    int n = 0, c = 0;
    std::optional<Decimal> m, M;
  };
  MeasurementKind kind = MeasurementKind::other;
  std::optional<Decimal> value;
  std::string unit;
  std::optional<Plan> plan;
  std::string raw;  // as written, trimmed

  /// The value in another unit of the same quantity. Errors: no value, no unit, another quantity.
  [[nodiscard]] Expected<Decimal> value_in(std::string_view other_unit) const;
};

/// Never refuses: what cannot be read as one result is `other`, with its text.
/// `column_unit` applies when the text has no unit of its own.
[[nodiscard]] Measurement parse_measurement(std::string_view text, std::string_view column_unit = {});

}  // namespace shian::intake
