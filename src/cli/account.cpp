// Accounts made at the machine itself: the first one, before anybody can sign in.
#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "identity/accounts.hpp"
#include "identity/security_journal.hpp"
#include "identity/tables.hpp"

namespace shian::cli {
namespace {

struct Options {
  std::string store, id, name, role, unit, area;
};

int create(Context& context, Options const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  identity::prepare_tables(city->session());
  identity::NewAccount wanted{options.id, options.name, *identity::role_of(options.role), "", ""};
  bool const is_outside =
      wanted.role == identity::Role::laboratory || wanted.role == identity::Role::business;
  if (is_outside) {
    wanted.unit = options.unit;
  } else if (!options.unit.empty()) {
    auto unit = find_unit(*city, options.unit);
    if (!unit) return refuse(context, unit.error());
    wanted.unit = std::move(*unit);
  }
  if (!options.area.empty()) {
    auto area = find_area(*city, options.area);
    if (!area) return refuse(context, area.error());
    wanted.area = std::move(*area);
  }
  store::Transaction transaction(city->session(), store::Access::write);
  auto const now = Timestamp::now();
  auto const password = identity::Accounts(city->session()).create(wanted, city->pack(), now);
  if (!password) return refuse(context, password.error());
  auto const who = author(*city, "");
  identity::append(
      city->session(),
      {0, now, "account", who->actor, "", {"新建账号 " + wanted.id, "made the account " + wanted.id}, "", 0});
  transaction.commit();
  say(context,
      {"账号 " + wanted.id + " 已建立。一次性密码（首次登录须修改）：",
       "the account " + wanted.id + " is made. Its password for once, to be changed at the first sign-in:"});
  print(*password + "\n");
  return kDone;
}

}  // namespace

void add_account(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand("account", help("新建账号", "makes an account"));
  auto const options = std::make_shared<Options>();
  add_store(*command, options->store);
  command->add_option("ID", options->id, help("账号", "what is typed to sign in"))->required();
  std::vector<std::string> roles;
  for (auto const role : identity::kRoles) roles.emplace_back(identity::code_of(role));
  command->add_option("--role", options->role, help("角色", "the role"))
      ->required()
      ->check(CLI::IsMember(roles));
  command->add_option("--name", options->name, help("岗位名称", "the post's name"));
  command->add_option("--unit", options->unit, help("单位", "the unit"));
  command->add_option("--area", options->area, help("镇街", "the town"));
  command->callback([&context, options] { context.exit_code = create(context, *options); });
}

}  // namespace shian::cli
