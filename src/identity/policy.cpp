#include "identity/policy.hpp"

#include "register/tables.hpp"

namespace shian::identity {
namespace {

constexpr std::array<std::string_view, kResources.size()> kResourceCodes = {
    "record",           "board",        "comment",  "import", "evidence", "frozen", "account",
    "security_journal", "verification", "decision", "pack",   "system"};
constexpr std::array<std::string_view, kActions.size()> kActionCodes = {
    "read", "create", "correct", "withdraw", "unmask", "export", "freeze", "manage"};
constexpr std::array<std::string_view, 4> kReachCodes = {"none", "area", "unit", "all"};

struct Rule {
  Role role;
  Resource resource;
  Reach read, create, correct, withdraw, unmask, exporting, freeze, manage;
};

// The policy. What is not in the table is not allowed. The three administrators divide what one of them would
// abuse: none sees records, none does another's part.
constexpr auto _ = Reach::none;
constexpr auto A = Reach::area;
constexpr auto U = Reach::unit;
constexpr auto X = Reach::all;
constexpr Rule kPolicy[] = {
    // role                 resource                    read create correct withdraw unmask export freeze
    // manage
    {Role::office, Resource::record, X, X, X, X, _, X, _, _},
    {Role::office, Resource::board, X, _, _, _, _, _, _, _},
    {Role::office, Resource::comment, X, X, _, _, _, _, _, _},
    {Role::office, Resource::import, X, X, _, X, _, _, _, _},
    {Role::office, Resource::evidence, X, X, _, _, _, _, _, _},
    {Role::office, Resource::frozen, X, _, _, _, _, _, X, _},
    {Role::office, Resource::decision, X, X, _, _, _, _, _, _},
    {Role::office, Resource::pack, X, _, _, _, _, _, _, X},

    {Role::unit_officer, Resource::record, U, U, U, U, U, U, _, _},
    {Role::unit_officer, Resource::board, X, _, _, _, _, _, _, _},
    {Role::unit_officer, Resource::comment, X, X, _, _, _, _, _, _},
    {Role::unit_officer, Resource::import, U, U, _, U, _, _, _, _},
    {Role::unit_officer, Resource::evidence, U, U, _, _, _, _, _, _},
    {Role::unit_officer, Resource::decision, X, _, _, _, _, _, _, _},

    {Role::unit_leader, Resource::record, U, _, _, _, _, U, _, _},
    {Role::unit_leader, Resource::board, X, _, _, _, _, _, _, _},
    {Role::unit_leader, Resource::comment, X, X, _, _, _, _, _, _},
    {Role::unit_leader, Resource::import, U, _, _, _, _, _, _, _},
    {Role::unit_leader, Resource::evidence, U, _, _, _, _, _, _, _},
    {Role::unit_leader, Resource::decision, X, _, _, _, _, _, _, _},

    {Role::town_officer, Resource::record, A, A, A, A, _, A, _, _},
    {Role::town_officer, Resource::board, X, _, _, _, _, _, _, _},
    {Role::town_officer, Resource::comment, X, X, _, _, _, _, _, _},
    {Role::town_officer, Resource::import, A, A, _, A, _, _, _, _},
    {Role::town_officer, Resource::evidence, A, A, _, _, _, _, _, _},
    {Role::town_officer, Resource::decision, X, _, _, _, _, _, _, _},

    {Role::inspector, Resource::record, U, U, U, _, U, _, _, _},
    {Role::inspector, Resource::board, X, _, _, _, _, _, _, _},
    {Role::inspector, Resource::comment, X, X, _, _, _, _, _, _},
    {Role::inspector, Resource::evidence, U, U, _, _, _, _, _, _},

    {Role::laboratory, Resource::record, U, U, U, _, _, U, _, _},
    {Role::laboratory, Resource::import, U, U, _, U, _, _, _, _},
    {Role::laboratory, Resource::evidence, U, U, _, _, _, _, _, _},

    {Role::business, Resource::record, U, U, U, _, _, U, _, _},
    {Role::business, Resource::import, U, U, _, U, _, _, _, _},
    {Role::business, Resource::evidence, U, U, _, _, _, _, _, _},

    {Role::reviewer, Resource::frozen, X, _, _, _, _, _, _, _},

    {Role::system_admin, Resource::pack, X, _, _, _, _, _, _, X},
    {Role::system_admin, Resource::system, X, _, _, _, _, _, _, X},

    {Role::security_admin, Resource::account, X, X, X, _, _, _, _, X},

    {Role::audit_admin, Resource::security_journal, X, _, _, _, _, X, _, _},
    {Role::audit_admin, Resource::verification, X, X, _, _, _, _, _, _},
};

Reach reach_of(Rule const& rule, Action action) {
  switch (action) {
    case Action::read:
      return rule.read;
    case Action::create:
      return rule.create;
    case Action::correct:
      return rule.correct;
    case Action::withdraw:
      return rule.withdraw;
    case Action::unmask:
      return rule.unmask;
    case Action::exporting:
      return rule.exporting;
    case Action::freeze:
      return rule.freeze;
    case Action::manage:
      return rule.manage;
  }
  return Reach::none;
}

// A business or a laboratory is no unit of the plan: its "unit" is its own id, and the register's unit field,
// which names units of the plan, never makes a record its.
bool is_outside(Role role) { return role == Role::business || role == Role::laboratory; }

std::string column_of(reg::Schema const& schema, reg::FieldIndex field) {
  return reg::quoted("f_" + schema.fields[static_cast<std::size_t>(field)].definition.id);
}

}  // namespace

std::string_view code_of(Resource resource) { return kResourceCodes[static_cast<std::size_t>(resource)]; }
std::string_view code_of(Action action) { return kActionCodes[static_cast<std::size_t>(action)]; }
std::string_view code_of(Reach reach) { return kReachCodes[static_cast<std::size_t>(reach)]; }

Reach reach(Role role, Resource resource, Action action) {
  for (auto const& rule : kPolicy)
    if (rule.role == role && rule.resource == resource) return reach_of(rule, action);
  return Reach::none;
}

std::optional<RecordCondition> visible_records(Post const& post, reg::Schema const& schema, bool is_shared) {
  auto const far = reach(post.role, Resource::record, Action::read);
  if (far == Reach::none) return std::nullopt;
  RecordCondition condition;
  if (far == Reach::all || (is_shared && !is_outside(post.role))) return condition;
  auto const& own = post.enters_for();
  if (own.empty()) return std::nullopt;
  condition.sql = "unit = ?";
  condition.parameters = {Value(own)};
  if (far == Reach::unit && schema.unit_field >= 0 && !is_outside(post.role)) {
    condition.sql += " OR " + column_of(schema, schema.unit_field) + " = ?";
    condition.parameters.emplace_back(post.unit);
  }
  if (far == Reach::area && schema.area_field >= 0) {
    auto const column = column_of(schema, schema.area_field);
    condition.sql = column + " = ? OR (" + column + " IS NULL AND unit = ?)";
    condition.parameters = {Value(post.area), Value(own)};
  }
  return condition;
}

bool may(Post const& post, Action action, reg::Schema const& schema, reg::Record const& record,
         bool is_shared) {
  auto const far = reach(post.role, Resource::record, action);
  if (far == Reach::none) return false;
  if (far == Reach::all) return true;
  if (action == Action::read && is_shared && !is_outside(post.role)) return true;
  auto const& own = post.enters_for();
  if (own.empty()) return false;
  if (far == Reach::area) {
    // Of a record that says its area the area decides, whoever entered it.
    auto const area = schema.area_of(record.values);
    return area.empty() ? record.unit == own : area == post.area;
  }
  if (record.unit == own) return true;
  return schema.unit_field >= 0 && !is_outside(post.role) && schema.unit_of(record) == post.unit;
}

}  // namespace shian::identity
