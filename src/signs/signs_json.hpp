// Signs as programs read them. Nobody is named: what a group has in common is left out here.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "signs/standing.hpp"

namespace shian::signs {

/// What the sign looks at, why, what else it may be, and how often it is a false alarm.
[[nodiscard]] nlohmann::ordered_json sign_json(reg::Sign const& sign);
/// judged, too_few, raised.
[[nodiscard]] nlohmann::ordered_json tally_json(Tally const& tally);
/// With the ids of its records; units and towns by their ids.
[[nodiscard]] nlohmann::ordered_json found_json(Found const& found, Standing const& standing);

}  // namespace shian::signs
