// The leaders' brief with what only this room knows: how far the plan's own acceptance list is proved.
#pragma once

#include "report/brief.hpp"

namespace shian::dossier {

/// Inside a read transaction of the caller's.
[[nodiscard]] report::Brief brief_on(city::City& city, Day as_of);

}  // namespace shian::dossier
