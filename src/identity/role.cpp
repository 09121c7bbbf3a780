#include "identity/role.hpp"

namespace shian::identity {
namespace {

struct Words {
  std::string_view code, zh, en;
  Belongs belongs;
};

constexpr std::array<Words, kRoles.size()> kWords = {{
    {"office", "创建办", "creation office", Belongs::nowhere},
    {"unit_officer", "单位经办", "unit officer", Belongs::unit},
    {"unit_leader", "单位负责人", "unit leader", Belongs::unit},
    {"town_officer", "镇街经办", "town officer", Belongs::area},
    {"inspector", "检查员", "inspector", Belongs::unit},
    {"laboratory", "检验机构", "laboratory", Belongs::own},
    {"business", "经营主体", "business", Belongs::own},
    {"reviewer", "验收评审", "acceptance reviewer", Belongs::nowhere},
    {"system_admin", "系统管理员", "system administrator", Belongs::nowhere},
    {"security_admin", "安全管理员", "security administrator", Belongs::nowhere},
    {"audit_admin", "审计管理员", "audit administrator", Belongs::nowhere},
}};

Words const& words_of(Role role) { return kWords[static_cast<std::size_t>(role)]; }

}  // namespace

Belongs belongs(Role role) { return words_of(role).belongs; }

std::string_view code_of(Belongs belongs) {
  switch (belongs) {
    case Belongs::nowhere:
      return "";
    case Belongs::unit:
      return "unit";
    case Belongs::area:
      return "area";
    case Belongs::own:
      return "own";
  }
  return "";
}

std::string_view code_of(Role role) { return words_of(role).code; }
Text text_of(Role role) { return {std::string(words_of(role).zh), std::string(words_of(role).en)}; }

std::optional<Role> role_of(std::string_view code) {
  for (auto const role : kRoles)
    if (words_of(role).code == code) return role;
  return std::nullopt;
}

}  // namespace shian::identity
