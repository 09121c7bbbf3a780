// What a decision or another version of the pack changes on the board: from which figure to which.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "city/city.hpp"

namespace shian::report {

struct FigureNow {
  bool is_known = true;  // false: known only when the pack is applied
  std::optional<Decimal> value, threshold;
  Day deadline;
  indicator::State state = indicator::State::cannot_judge;
  bool operator==(FigureNow const&) const = default;
};

/// One indicator of one target. Nothing: the pack on that side does not have it.
struct FigureChange {
  std::string target, indicator;
  Text subject;
  std::optional<FigureNow> before, after;
};

/// A target as one of the two packs makes it stand; nothing: it cannot be said yet.
using StandingOf = std::function<std::optional<indicator::Standing>(pack::Target const&)>;

/// In the plan's order, those that went last.
[[nodiscard]] std::vector<FigureChange> figure_changes(pack::Pack const& before, StandingOf const& stood,
                                                       pack::Pack const& after, StandingOf const& stands);
[[nodiscard]] std::string figure_changes_json(std::vector<FigureChange> const& changes);  // an array

}  // namespace shian::report
