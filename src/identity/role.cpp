#include "identity/role.hpp"

#include "pack/role_codes.hpp"

namespace shian::identity {
namespace {

struct Words {
  std::string_view zh, en;
  Belongs belongs;
};

static_assert(pack::kRoleCodes.size() == kRoles.size());

constexpr std::array<Words, kRoles.size()> kWords = {{
    {"创建办", "creation office", Belongs::nowhere},
    {"单位经办", "unit officer", Belongs::unit},
    {"单位负责人", "unit leader", Belongs::unit},
    {"镇街经办", "town officer", Belongs::area},
    {"检查员", "inspector", Belongs::unit},
    {"检验机构", "laboratory", Belongs::own},
    {"经营主体", "business", Belongs::own},
    {"验收评审", "acceptance reviewer", Belongs::nowhere},
    {"系统管理员", "system administrator", Belongs::nowhere},
    {"安全管理员", "security administrator", Belongs::nowhere},
    {"审计管理员", "audit administrator", Belongs::nowhere},
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

std::string_view code_of(Role role) { return pack::kRoleCodes[static_cast<std::size_t>(role)]; }
Text text_of(Role role) { return {std::string(words_of(role).zh), std::string(words_of(role).en)}; }

std::optional<Role> role_of(std::string_view code) {
  for (auto const role : kRoles)
    if (code_of(role) == code) return role;
  return std::nullopt;
}

}  // namespace shian::identity
