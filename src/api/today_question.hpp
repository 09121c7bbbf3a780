// Which first page a post has: asked at the desk, and for the message of the day.
#pragma once

#include "identity/role.hpp"
#include "report/today.hpp"

namespace shian::api {

/// As of the day on which the city's books stand. What the post may not read is not on the page.
[[nodiscard]] report::TodayQuestion today_question(city::City& city, identity::Post const& post,
                                                   Language language);

}  // namespace shian::api
