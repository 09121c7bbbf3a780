// How points that can be decided, and the decisions on them, are answered. Inside this room only.
#pragma once

#include "api/call.hpp"
#include "pack/points.hpp"

namespace shian::api {

[[nodiscard]] Json decision_json(pack::Decision const& decision, int utc_offset_minutes);
[[nodiscard]] Json point_json(pack::Pack const& pack, pack::Point const& point);

}  // namespace shian::api
