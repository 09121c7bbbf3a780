// Accounts made at the machine itself: the first one, before anybody can sign in.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "identity/accounts.hpp"
#include "identity/demo.hpp"
#include "identity/security_journal.hpp"
#include "identity/tables.hpp"

namespace shian::cli {
namespace {

struct AccountOptions {
  std::string store, id, name, role, unit, area;
  std::optional<std::string> email, digest;  // "": no address
  bool demo = false, json = false;
};

// Demo accounts' passwords are known to everybody: the table is no secret.
int create_demo(Context& context, AccountOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  identity::prepare_tables(city->session());
  {
    store::Transaction transaction(city->session(), store::Access::write);
    auto const now = Timestamp::now();
    identity::Accounts accounts(city->session());
    auto const before = accounts.list().size();
    if (auto made = identity::create_demo_accounts(city->session(), city->pack(), now); !made)
      return refuse(context, made.error());
    if (accounts.list().size() > before) {
      auto const who = author(*city, "");
      identity::append(
          city->session(),
          {0, now, "account", who->actor, "", {"建立演示账号", "made the demo accounts"}, "", 0});
    }
    transaction.commit();
  }
  auto const all = identity::demo_accounts(city->pack());
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for (auto const& demo : all)
      list.push_back({{"id", demo.account.id},
                      {"role", identity::code_of(demo.account.role)},
                      {"unit", demo.account.unit},
                      {"area", demo.account.area},
                      {"name", {{"zh", demo.name.zh}, {"en", demo.name.en}}}});
    print(nlohmann::ordered_json{{"password", identity::kDemoPassword}, {"accounts", list}}.dump() + "\n");
    return kDone;
  }
  constexpr std::size_t kIdWidth = 20, kRoleWidth = 22, kWhoseWidth = 32;
  for (auto const& demo : all) {
    auto const& account = demo.account;
    auto whose = account.unit;
    if (auto const* unit = city->pack().find_unit(account.unit)) whose = unit->name.in(context.language);
    if (auto const* area = city->pack().find_area(account.area)) whose = area->name.in(context.language);
    print(padded(account.id, kIdWidth) +
          padded(identity::text_of(account.role).in(context.language), kRoleWidth) +
          padded(whose, kWhoseWidth) + std::string(identity::kDemoPassword) + "\n");
  }
  return kDone;
}

int create(Context& context, AccountOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  identity::prepare_tables(city->session());
  identity::NewAccount wanted{options.id, options.name, *identity::role_of(options.role), "", ""};
  wanted.email = options.email.value_or("");
  if (options.digest) wanted.digest = *identity::digest_of(*options.digest);
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

// Of an account that is there: where its digest goes, and whether.
int change_mail(Context& context, AccountOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  identity::prepare_tables(city->session());
  store::Transaction transaction(city->session(), store::Access::write);
  auto const now = Timestamp::now();
  identity::Accounts accounts(city->session());
  auto account = accounts.find(options.id);
  if (!account) {
    return refuse(context, Error::make("identity.account.missing", "没有账号 " + options.id,
                                       "there is no account " + options.id)
                               .hinting("新建账号须给出 --role", "to make one, say --role"));
  }
  if (options.email) account->email = *options.email;
  if (options.digest) account->digest = *identity::digest_of(*options.digest);
  if (auto changed = accounts.change(*account, city->pack(), now); !changed)
    return refuse(context, changed.error());
  auto const who = author(*city, "");
  identity::append(city->session(), {0,
                                     now,
                                     "account",
                                     who->actor,
                                     "",
                                     {"变更账号 " + options.id + "：邮箱或每日摘要",
                                      "changed the account " + options.id + ": its mail address or digest"},
                                     "",
                                     0});
  transaction.commit();
  say(context, {"账号 " + options.id + " 已变更", "the account " + options.id + " is changed"});
  return kDone;
}

}  // namespace

void add_account(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "account", help("新建账号，或设置其邮箱", "makes an account, or sets its mail address"));
  auto const options = std::make_shared<AccountOptions>();
  add_store(*command, options->store);
  auto* const id = command->add_option("ID", options->id, help("账号", "what is typed to sign in"));
  std::vector<std::string> roles;
  for (auto const role : identity::kRoles) roles.emplace_back(identity::code_of(role));
  auto* const role =
      command->add_option("--role", options->role, help("角色", "the role"))->check(CLI::IsMember(roles));
  command->add_option("--name", options->name, help("岗位名称", "the post's name"))->needs(id);
  command->add_option("--unit", options->unit, help("单位", "the unit"))->needs(id);
  command->add_option("--area", options->area, help("镇街", "the town"))->needs(id);
  command
      ->add_option("--email", options->email,
                   help("邮箱，接收每日摘要；\"\" 为删除", "where the digest goes; \"\" removes it"))
      ->needs(id)
      ->type_name("ADDRESS");
  command
      ->add_option("--digest", options->digest,
                   help("每日摘要：none 不要，zh 或 en 为语言，默认 zh",
                        "the digest: none, or in which language, zh by default"))
      ->needs(id)
      ->check(CLI::IsMember({"none", "zh", "en"}));
  role->needs(id);
  auto* const demo = command->add_flag(
      "--demo", options->demo,
      help("在模拟数据库中建立各角色的演示账号", "makes demo accounts of every role, in a simulated store"));
  demo->excludes(id);
  add_json(*command, options->json)->needs(demo);
  command->callback([&context, options] {
    bool const makes = !options->role.empty();
    bool const changes = !makes && (options->email || options->digest);
    if (!options->demo && (options->id.empty() || (!makes && !changes))) {
      context.exit_code =
          misuse(context, {"请给出账号与角色，或用 --demo", "name an account and its role, or say --demo"});
      return;
    }
    if (changes && !(options->name.empty() && options->unit.empty() && options->area.empty())) {
      context.exit_code = misuse(context, {"--name、--unit、--area 只用于新建（--role）",
                                           "--name, --unit, --area are of a new account (--role)"});
      return;
    }
    context.exit_code = options->demo ? create_demo(context, *options)
                        : makes       ? create(context, *options)
                                      : change_mail(context, *options);
  });
}

}  // namespace shian::cli
