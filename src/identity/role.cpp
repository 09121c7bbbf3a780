#include "identity/role.hpp"

#include "pack/role_codes.hpp"

namespace shian::identity {
namespace {

static_assert(pack::kRoles.size() == kRoles.size());

pack::RoleWords const& words_of(Role role) { return pack::kRoles[static_cast<std::size_t>(role)]; }

}  // namespace

Belongs belongs(Role role) {
  switch (role) {
    case Role::unit_officer:
    case Role::unit_leader:
    case Role::inspector:
      return Belongs::unit;
    case Role::town_officer:
      return Belongs::area;
    case Role::laboratory:
    case Role::business:
      return Belongs::own;
    case Role::office:
    case Role::reviewer:
    case Role::system_admin:
    case Role::security_admin:
    case Role::audit_admin:
      return Belongs::nowhere;
  }
  return Belongs::nowhere;
}

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
Text text_of(Role role) { return words_of(role).name(); }

std::optional<Role> role_of(std::string_view code) {
  for (auto const role : kRoles)
    if (code_of(role) == code) return role;
  return std::nullopt;
}

}  // namespace shian::identity
