// Which accounts had their digest of a day: what is done again the same day sends nothing twice.
#pragma once

#include <string_view>

#include "base/day.hpp"
#include "store/session.hpp"

namespace shian::identity {

[[nodiscard]] bool has_digest(store::Session& session, std::string_view account, Day day);
/// Inside the caller's write transaction; once more is the same.
void note_digest(store::Session& session, std::string_view account, Day day, Timestamp now);

}  // namespace shian::identity
