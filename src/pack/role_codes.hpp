// The codes of the posts: a lifecycle says by them who may take a step.
#pragma once

#include <array>
#include <string_view>

namespace shian::pack {

/// In the order of identity::Role, which says what each may do.
inline constexpr std::array<std::string_view, 11> kRoleCodes = {
    "office",   "unit_officer", "unit_leader",  "town_officer",   "inspector",  "laboratory",
    "business", "reviewer",     "system_admin", "security_admin", "audit_admin"};

}  // namespace shian::pack
