// The posts by their codes and names: a lifecycle says by the codes who may take a step, a letter rule to
// whom it goes.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"

namespace shian::pack {

struct RoleWords {
  std::string_view code, zh, en;
  [[nodiscard]] Text name() const { return {std::string(zh), std::string(en)}; }
};

/// In the order of identity::Role, which says what each may do.
inline constexpr std::array<RoleWords, 11> kRoles = {{
    {"office", "创建办", "creation office"},
    {"unit_officer", "单位经办", "unit officer"},
    {"unit_leader", "单位负责人", "unit leader"},
    {"town_officer", "镇街经办", "town officer"},
    {"inspector", "检查员", "inspector"},
    {"laboratory", "检验机构", "laboratory"},
    {"business", "经营主体", "business"},
    {"reviewer", "验收评审", "acceptance reviewer"},
    {"system_admin", "系统管理员", "system administrator"},
    {"security_admin", "安全管理员", "security administrator"},
    {"audit_admin", "审计管理员", "audit administrator"},
}};

/// Null: no post has the code.
[[nodiscard]] constexpr RoleWords const* find_role(std::string_view code) {
  auto const* found = std::ranges::find(kRoles, code, &RoleWords::code);
  return found == kRoles.end() ? nullptr : found;
}

}  // namespace shian::pack
