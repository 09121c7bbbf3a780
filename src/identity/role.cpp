#include "identity/role.hpp"

namespace shian::identity {
namespace {

struct Words {
  std::string_view code, zh, en;
};

constexpr std::array<Words, kRoles.size()> kWords = {{
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

Words const& words_of(Role role) { return kWords[static_cast<std::size_t>(role)]; }

}  // namespace

std::string_view code_of(Role role) { return words_of(role).code; }
Text text_of(Role role) { return {std::string(words_of(role).zh), std::string(words_of(role).en)}; }

std::optional<Role> role_of(std::string_view code) {
  for (auto const role : kRoles)
    if (words_of(role).code == code) return role;
  return std::nullopt;
}

}  // namespace shian::identity
