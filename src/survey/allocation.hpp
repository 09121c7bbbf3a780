// How many answers a survey needs, and how many of them in each town. Whole numbers; nothing is drawn here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/decimal.hpp"
#include "base/error.hpp"

namespace shian::survey {

/// The answers at which a share is known within `margin` points of percent at 95 %:
/// n = z^2 p (1-p) / d^2, times the design effect (Cochran, Sampling Techniques, 1977, 4.4), rounded up.
/// `expected` in percent, 0 < expected < 100; `margin` > 0; `design_effect` >= 1. No correction for a finite
/// frame: a city is large against its sample.
[[nodiscard]] std::int64_t needed_answers(Decimal margin, Decimal expected, Decimal design_effect);

struct Allocation {
  std::vector<std::int64_t> planned;  // by stratum
  /// In proportion to the sizes; false: a size is not known, and every town has the same.
  bool is_proportional = false;
};
/// Shares `total` among the strata in proportion to their sizes, none less than `least`; whole numbers by the
/// largest remainders (Hamilton). Errors: no strata; `least` in every stratum is more than `total`.
[[nodiscard]] Expected<Allocation> allocate(std::int64_t total, std::int64_t least,
                                            std::span<std::optional<std::int64_t> const> sizes);

}  // namespace shian::survey
