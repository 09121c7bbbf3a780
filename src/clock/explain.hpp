// The words of an explanation: what a lawyer needs to follow a due date line by line.
#pragma once

#include <vector>

#include "clock/due.hpp"
#include "clock/reckon.hpp"

namespace shian::clock {

/// The versions of the same rule before and after the chosen one, where there are any.
struct Neighbours {
  pack::Clock const* before = nullptr;
  pack::Clock const* after = nullptr;
};

/// Law and version, start day, each stretch not counted, the count reached, the days taken off, the roll, the
/// extension or what the law allows besides, doubts (unverified, provisional) and the notices that were used,
/// in this order.
[[nodiscard]] std::vector<Step> explain(pack::Clock const& clock, Reckoned const& reckoned,
                                        Calendar const& calendar, Neighbours const& neighbours,
                                        Adjustment const& adjustment = {});

/// "2026-04-15 起施行", "2020-01-01 至 2026-04-14 施行".
[[nodiscard]] Text in_force(pack::Clock const& clock);
[[nodiscard]] bool in_force_on(pack::Clock const& clock, Day day);

}  // namespace shian::clock
