// What if (假设推演): which targets would stand otherwise under some assumptions. Nothing is written.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "city/assumptions.hpp"
#include "indicator/standing.hpp"

namespace shian::report {

/// One indicator of a target, as it is and as it would be.
struct WhatIfSide {
  indicator::Figure figure;  // the city's
  std::optional<Decimal> threshold;
  indicator::State state = indicator::State::cannot_judge;
  std::vector<std::string> behind;  // towns below the threshold, weakest first
};
struct WhatIfLine {
  pack::Target const* target = nullptr;  // the city's own
  indicator::Indicator const* indicator = nullptr;
  WhatIfSide before, after;
  [[nodiscard]] bool flips() const { return before.state != after.state; }
};

struct WhatIf {
  Day as_of;
  bool simulated = false;
  std::vector<Text> said;            // what is assumed, one sentence each
  std::vector<WhatIfLine> lines;     // what differs, in the plan's order
  std::size_t flipped = 0;           // targets that stand otherwise
  std::vector<std::string> unclear;  // targets of which it cannot be said
};

/// At most kMostAssumed. Reads the records of every figure whose definition an assumption changes: takes its
/// time. Errors: those of city::assumption_of, city::assume and city::compile. Inside a read transaction of
/// the caller's.
inline constexpr std::size_t kMostAssumed = 10;
[[nodiscard]] std::expected<WhatIf, Errors> what_if(city::City& city,
                                                    std::span<std::string const> assumptions, Day as_of);

/// With what can be assumed: years of residents, towns, versions of rules.
[[nodiscard]] std::string what_if_json(city::City& city, WhatIf const& what_if);
[[nodiscard]] std::string what_if_text(pack::Pack const& pack, WhatIf const& what_if, Language language);

}  // namespace shian::report
