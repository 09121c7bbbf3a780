#include "identity/policy.hpp"

#include "register/secrecy.hpp"
#include "register/tables.hpp"

namespace shian::identity {
namespace {

constexpr std::array<std::string_view, kResources.size()> kResourceCodes = {
    "record",           "board",        "task",        "comment", "import",
    "evidence",         "frozen",       "supervision", "account", "token",
    "security_journal", "verification", "decision",    "pack",    "system"};
constexpr std::array<std::string_view, kActions.size()> kActionCodes = {
    "read", "create", "correct", "withdraw", "undo", "unmask", "export", "freeze", "decide", "manage"};
constexpr std::array<std::string_view, 5> kReachCodes = {"none", "own", "area", "unit", "all"};

struct Rule {
  Role role;
  Resource resource;
  Reach read, create, correct, withdraw, undo, unmask, exporting, freeze, decide, manage;
};

// The policy. What is not in the table is not allowed. The three administrators divide what one of them would
// abuse: none sees records, none does another's part.
constexpr auto _ = Reach::none;
constexpr auto O = Reach::own;
constexpr auto A = Reach::area;
constexpr auto U = Reach::unit;
constexpr auto X = Reach::all;
constexpr Rule kPolicy[] = {
    // clang-format off
    // role                resource                      read create correct withdraw undo unmask export freeze decide manage
    {Role::office,         Resource::record,            X, X, X, X, _, _, X, _, _, _},
    {Role::office,         Resource::board,             X, _, _, _, _, _, _, _, _, _},
    {Role::office,         Resource::task,              X, _, _, _, _, _, _, _, _, _},
    {Role::office,         Resource::comment,           X, X, _, _, _, _, _, _, _, _},
    {Role::office,         Resource::import,            X, X, _, _, X, _, _, _, _, _},
    {Role::office,         Resource::evidence,          X, X, _, _, _, _, _, _, _, _},
    {Role::office,         Resource::frozen,            X, _, _, _, _, _, _, X, _, _},
    {Role::office,         Resource::supervision,       X, X, _, _, _, _, _, _, _, _},
    {Role::office,         Resource::token,             O, O, _, O, _, _, _, _, _, _},
    {Role::office,         Resource::decision,          X, _, _, _, _, _, _, _, X, _},
    {Role::office,         Resource::pack,              X, _, _, _, _, _, _, _, _, X},

    {Role::unit_officer,   Resource::record,            U, U, U, U, _, U, U, _, _, _},
    {Role::unit_officer,   Resource::board,             X, _, _, _, _, _, _, _, _, _},
    {Role::unit_officer,   Resource::task,              X, _, _, _, _, _, _, _, _, _},
    {Role::unit_officer,   Resource::comment,           X, X, _, _, _, _, _, _, _, _},
    {Role::unit_officer,   Resource::import,            U, U, _, _, U, _, _, _, _, _},
    {Role::unit_officer,   Resource::evidence,          U, U, _, _, _, _, _, _, _, _},
    {Role::unit_officer,   Resource::supervision,       U, _, _, _, _, _, _, _, _, _},
    {Role::unit_officer,   Resource::token,             O, O, _, O, _, _, _, _, _, _},
    {Role::unit_officer,   Resource::decision,          X, _, _, _, _, _, _, _, _, _},

    {Role::unit_leader,    Resource::record,            U, _, _, _, _, _, U, _, _, _},
    {Role::unit_leader,    Resource::board,             X, _, _, _, _, _, _, _, _, _},
    {Role::unit_leader,    Resource::task,              X, _, _, _, _, _, _, _, _, _},
    {Role::unit_leader,    Resource::comment,           X, X, _, _, _, _, _, _, _, _},
    {Role::unit_leader,    Resource::import,            U, _, _, _, _, _, _, _, _, _},
    {Role::unit_leader,    Resource::evidence,          U, _, _, _, _, _, _, _, _, _},
    {Role::unit_leader,    Resource::supervision,       U, _, _, _, _, _, _, _, _, _},
    {Role::unit_leader,    Resource::token,             O, O, _, O, _, _, _, _, _, _},
    {Role::unit_leader,    Resource::decision,          X, _, _, _, _, _, _, _, _, _},

    {Role::town_officer,   Resource::record,            A, A, A, A, _, _, A, _, _, _},
    {Role::town_officer,   Resource::board,             X, _, _, _, _, _, _, _, _, _},
    {Role::town_officer,   Resource::task,              X, _, _, _, _, _, _, _, _, _},
    {Role::town_officer,   Resource::comment,           X, X, _, _, _, _, _, _, _, _},
    {Role::town_officer,   Resource::import,            A, A, _, _, A, _, _, _, _, _},
    {Role::town_officer,   Resource::evidence,          A, A, _, _, _, _, _, _, _, _},
    {Role::town_officer,   Resource::supervision,       A, _, _, _, _, _, _, _, _, _},
    {Role::town_officer,   Resource::token,             O, O, _, O, _, _, _, _, _, _},
    {Role::town_officer,   Resource::decision,          X, _, _, _, _, _, _, _, _, _},

    {Role::inspector,      Resource::record,            U, U, U, _, _, U, _, _, _, _},
    {Role::inspector,      Resource::board,             X, _, _, _, _, _, _, _, _, _},
    {Role::inspector,      Resource::task,              X, _, _, _, _, _, _, _, _, _},
    {Role::inspector,      Resource::comment,           X, X, _, _, _, _, _, _, _, _},
    {Role::inspector,      Resource::evidence,          U, U, _, _, _, _, _, _, _, _},
    {Role::inspector,      Resource::token,             O, O, _, O, _, _, _, _, _, _},

    {Role::laboratory,     Resource::record,            O, O, O, _, _, _, O, _, _, _},
    {Role::laboratory,     Resource::import,            O, O, _, _, O, _, _, _, _, _},
    {Role::laboratory,     Resource::evidence,          O, O, _, _, _, _, _, _, _, _},
    {Role::laboratory,     Resource::token,             O, O, _, O, _, _, _, _, _, _},

    {Role::business,       Resource::record,            O, O, O, _, _, _, O, _, _, _},
    {Role::business,       Resource::import,            O, O, _, _, O, _, _, _, _, _},
    {Role::business,       Resource::evidence,          O, O, _, _, _, _, _, _, _, _},
    {Role::business,       Resource::token,             O, O, _, O, _, _, _, _, _, _},

    {Role::reviewer,       Resource::frozen,            X, _, _, _, _, _, _, _, _, _},

    {Role::system_admin,   Resource::token,             O, O, _, O, _, _, _, _, _, _},
    {Role::system_admin,   Resource::pack,              X, _, _, _, _, _, _, _, _, X},
    {Role::system_admin,   Resource::system,            X, _, _, _, _, _, _, _, _, X},

    {Role::security_admin, Resource::account,           X, X, X, _, _, _, _, _, _, X},
    {Role::security_admin, Resource::token,             X, O, _, X, _, _, _, _, _, _},

    {Role::audit_admin,    Resource::token,             O, O, _, O, _, _, _, _, _, _},
    {Role::audit_admin,    Resource::security_journal,  X, _, _, _, _, _, X, _, _, _},
    {Role::audit_admin,    Resource::verification,      X, X, _, _, _, _, _, _, _, _},
    // clang-format on
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
    case Action::undo:
      return rule.undo;
    case Action::unmask:
      return rule.unmask;
    case Action::exporting:
      return rule.exporting;
    case Action::freeze:
      return rule.freeze;
    case Action::decide:
      return rule.decide;
    case Action::manage:
      return rule.manage;
  }
  return Reach::none;
}

// Who plans secret inspections and is told of what they find.
bool knows_secrets(Post const& post) { return post.role == Role::office; }

std::string column_of(reg::Schema const& schema, reg::FieldIndex field) {
  return reg::sql_name("f_" + schema.fields[static_cast<std::size_t>(field)].definition.id);
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
  return records_in_reach(post, Action::read, schema, is_shared);
}

bool is_kept_from(Post const& post, reg::Schema const& schema, reg::Record const& record) {
  if (knows_secrets(post) || !reg::is_secret(schema, record.values)) return false;
  auto const& own = post.enters_for();
  return own.empty() || record.unit != own;
}

RecordCondition not_kept_from(Post const& post, reg::Schema const& schema) {
  if (knows_secrets(post)) return {};
  auto open = reg::open_records(schema);
  if (open.sql.empty()) return {};
  if (auto const& own = post.enters_for(); !own.empty()) {
    open.sql = "(unit = ? OR " + open.sql + ")";
    open.parameters.insert(open.parameters.begin(), Value(own));
  }
  return {std::move(open.sql), std::move(open.parameters)};
}

namespace {

std::optional<RecordCondition> within_reach(Post const& post, Action action, reg::Schema const& schema,
                                            bool is_shared) {
  auto const far = reach(post.role, Resource::record, action);
  if (far == Reach::none) return std::nullopt;
  RecordCondition condition;
  bool const is_directory = is_shared && action == Action::read && far != Reach::own;
  if (far == Reach::all || is_directory) return condition;
  auto const& own = post.enters_for();
  if (own.empty()) return std::nullopt;
  condition.sql = "unit = ?";
  condition.parameters = {Value(own)};
  if (far == Reach::unit && schema.unit_field >= 0) {
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

}  // namespace

std::optional<RecordCondition> records_in_reach(Post const& post, Action action, reg::Schema const& schema,
                                                bool is_shared) {
  auto condition = within_reach(post, action, schema, is_shared);
  if (!condition) return condition;
  auto open = not_kept_from(post, schema);
  if (open.sql.empty()) return condition;
  condition->sql = condition->sql.empty() ? open.sql : "(" + condition->sql + ") AND " + open.sql;
  condition->parameters.insert(condition->parameters.end(), open.parameters.begin(), open.parameters.end());
  return condition;
}

bool may(Post const& post, Action action, reg::Schema const& schema, reg::Record const& record,
         bool is_shared) {
  auto const far = reach(post.role, Resource::record, action);
  if (far == Reach::none || is_kept_from(post, schema, record)) return false;
  if (far == Reach::all) return true;
  if (action == Action::read && is_shared && far != Reach::own) return true;
  auto const& own = post.enters_for();
  if (own.empty()) return false;
  if (far == Reach::area) {
    // Of a record that says its area the area decides, whoever entered it.
    auto const area = schema.area_of(record.values);
    return area.empty() ? record.unit == own : area == post.area;
  }
  if (record.unit == own) return true;
  return far == Reach::unit && schema.unit_field >= 0 && schema.unit_of(record) == post.unit;
}

}  // namespace shian::identity
