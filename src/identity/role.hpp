// The posts that an account can be held for.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace shian::identity {

enum class Role {
  office,          // 创建办: runs the plan
  unit_officer,    // 单位经办: enters and mends the unit's records
  unit_leader,     // 单位负责人: reads and comments
  town_officer,    // 镇街经办: enters for one area
  inspector,       // 检查员
  laboratory,      // 检验机构
  business,        // 经营主体
  reviewer,        // 验收评审: reads what was frozen for him, nothing else
  system_admin,    // 系统管理员: the program and its packs
  security_admin,  // 安全管理员: accounts
  audit_admin,     // 审计管理员: journals and proofs
};

inline constexpr std::array kRoles = {Role::office,         Role::unit_officer, Role::unit_leader,
                                      Role::town_officer,   Role::inspector,    Role::laboratory,
                                      Role::business,       Role::reviewer,     Role::system_admin,
                                      Role::security_admin, Role::audit_admin};

/// What a post of the role must name: a unit or a town of the plan, or an id of its own that is none of
/// these.
enum class Belongs { nowhere, unit, area, own };
[[nodiscard]] Belongs belongs(Role role);
[[nodiscard]] std::string_view code_of(Belongs belongs);  // "unit", "area", "own", ""

[[nodiscard]] std::string_view code_of(Role role);  // "unit_officer"
[[nodiscard]] Text text_of(Role role);
[[nodiscard]] std::optional<Role> role_of(std::string_view code);

/// Who acts, and for whom.
struct Post {
  std::string account;  // id; "": nobody
  Role role = Role::business;
  std::string unit;  // id of the plan's; of a laboratory or a business, its own id; may be empty
  std::string area;  // id of the plan's; may be empty

  /// Whose the records are that the post enters: a town that is no unit of the plan enters as itself.
  [[nodiscard]] std::string const& enters_for() const { return unit.empty() ? area : unit; }
};

}  // namespace shian::identity
