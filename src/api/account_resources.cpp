// Accounts, as the security administrator keeps them.
#include "api/resources.hpp"
#include "api/session_answers.hpp"

namespace shian::api {
namespace {

using identity::Account;

Json account_json(Account const& account, city::City const& city) {
  return {{"id", account.id},
          {"name", account.name},
          {"role", identity::code_of(account.role)},
          {"role_name", json_of(identity::text_of(account.role))},
          {"unit", account.unit},
          {"area", account.area},
          {"second_factor", !account.totp_secret.empty()},
          {"must_change_password", account.must_change_password},
          {"disabled", account.disabled},
          {"oidc_subject", account.oidc_subject},
          {"email", account.email},
          {"digest", identity::code_of(account.digest)},
          {"changed_at", account.changed_at.to_string(city.utc_offset_minutes())}};
}

std::expected<identity::Role, http::Response> role_named(std::string const& code) {
  auto const known = identity::role_of(code);
  if (!known)
    return std::unexpected(
        refusal(422, "identity.role", "没有角色“" + code + "”", "there is no role '" + code + "'"));
  return *known;
}

// The account of the address. Refusals: 404.
std::expected<Account, http::Response> account_of(city::City& city, Call const& call) {
  auto const& id = call.parts[0];
  auto account = identity::is_account_id(id) ? identity::Accounts(city.session()).find(id) : std::nullopt;
  if (!account)
    return std::unexpected(
        refusal(404, "identity.account.missing", "没有账号 " + id, "there is no account " + id));
  return std::move(*account);
}

bool is_own(Call const& call) { return call.parts[0] == call.visitor->account.id; }

http::Response own_post() {
  return refusal(403, Error::make("identity.own_post", "不能变更或停用自己的岗位",
                                  "nobody changes his own post or disables himself")
                          .hinting("请另一位安全管理员办理", "ask another security administrator"));
}

// What the body asks to be otherwise, put into the account. Properties that are not there stay.
std::optional<http::Response> read_into(Account& account, Json const& body) {
  for (auto const& [property, place] :
       {std::pair{"name", &account.name}, std::pair{"unit", &account.unit}, std::pair{"area", &account.area},
        std::pair{"oidc_subject", &account.oidc_subject}, std::pair{"email", &account.email}}) {
    if (!body.contains(property)) continue;
    auto text = text_or_none(body, property);
    if (!text) return std::move(text.error());
    *place = std::move(*text);
  }
  if (body.contains("role")) {
    auto const code = text_in(body, "role");
    if (!code) return code.error();
    auto const role = role_named(*code);
    if (!role) return role.error();
    account.role = *role;
  }
  auto const digest = digest_in(body);
  if (!digest) return digest.error();
  account.digest = digest->value_or(account.digest);
  auto const disabled = flag_or_none(body, "disabled");
  if (!disabled) return disabled.error();
  account.disabled = disabled->value_or(account.disabled);
  return std::nullopt;
}

// "issuer#sub", as the provider's tokens name a person; "" for none.
bool is_subject(std::string const& text) {
  constexpr std::size_t kLongest = 600;
  auto const mark = text.find('#');
  bool const names_issuer = text.starts_with("https://") || text.starts_with("http://");
  return text.empty() ||
         (names_issuer && mark != std::string::npos && mark + 1 < text.size() && text.size() <= kLongest);
}

}  // namespace

std::string account_name(city::City& city, std::string const& account) {
  auto const found = identity::Accounts(city.session()).find(account);
  return found ? found->name : account;
}

http::Response list_accounts(city::City& city, Call const&) {
  Json list = Json::array();
  for (auto const& account : identity::Accounts(city.session()).list())
    list.push_back(account_json(account, city));
  return answer({{"accounts", std::move(list)}});
}

http::Response list_roles(city::City& city, Call const&) {
  Json roles = Json::array();
  for (auto const role : identity::kRoles)
    roles.push_back({{"id", identity::code_of(role)},
                     {"name", json_of(identity::text_of(role))},
                     {"needs", identity::code_of(identity::belongs(role))}});
  // Who makes accounts sees no plan: the names that a post can have are given here.
  Json units = Json::array();
  for (auto const* list : {&city.pack().units, &city.pack().bodies})
    for (auto const& unit : *list) units.push_back({{"id", unit.id}, {"name", json_of(unit.name)}});
  Json areas = Json::array();
  for (auto const& area : city.pack().areas) areas.push_back({{"id", area.id}, {"name", json_of(area.name)}});
  return answer({{"roles", std::move(roles)}, {"units", std::move(units)}, {"areas", std::move(areas)}});
}

http::Response create_account(city::City& city, reg::Writing&, Call const& call) {
  auto const body = body_of(call);
  if (!body) return body.error();
  identity::NewAccount wanted;
  for (auto const& [property, place] :
       {std::pair{"id", &wanted.id}, std::pair{"name", &wanted.name}, std::pair{"unit", &wanted.unit},
        std::pair{"area", &wanted.area}, std::pair{"email", &wanted.email}}) {
    auto text = text_or_none(*body, property);
    if (!text) return text.error();
    *place = std::move(*text);
  }
  auto const code = text_in(*body, "role");
  if (!code) return code.error();
  auto const role = role_named(*code);
  if (!role) return role.error();
  wanted.role = *role;
  auto const digest = digest_in(*body);
  if (!digest) return digest.error();
  wanted.digest = digest->value_or(wanted.digest);
  auto const made =
      identity::Accounts(city.session()).create(wanted, call.one_time->hash, city.pack(), call.now);
  if (!made) return refusal(made.error().code == "identity.account.taken" ? 409 : 422, made.error());
  identity::append(city.session(),
                   entry_of(call, "account",
                            {"新建账号 " + wanted.id + "，角色 " + identity::text_of(*role).zh,
                             "made the account " + wanted.id + ", " + identity::text_of(*role).en}));
  return answer({{"id", wanted.id}, {"password", call.one_time->password}}, 201);
}

http::Response change_account(city::City& city, reg::Writing&, Call const& call) {
  auto const before = account_of(city, call);
  if (!before) return before.error();
  auto const body = body_of(call);
  if (!body) return body.error();
  auto wanted = *before;
  if (auto wrong = read_into(wanted, *body)) return std::move(*wrong);
  bool const moves =
      wanted.role != before->role || wanted.unit != before->unit || wanted.area != before->area;
  if (is_own(call) && (moves || wanted.disabled)) return own_post();
  if (!is_subject(wanted.oidc_subject)) {
    return refusal(422, Error::make("identity.account.subject", "统一身份标识不合规则",
                                    "this names no person at a provider")
                            .hinting("格式为“平台地址#用户标识”，如 https://id.example.gov.cn#10023",
                                     "it is the issuer and the person, https://id.example.gov.cn#10023"));
  }
  identity::Accounts accounts(city.session());
  // Looked at before anything is written: a refusal changes nothing.
  if (auto const holder = accounts.find_by_subject(wanted.oidc_subject); holder && holder->id != wanted.id) {
    return refusal(409, "identity.account.subject_taken", "账号 " + holder->id + " 已绑定此人的统一身份",
                   "the account " + holder->id + " is already this person's");
  }
  if (auto const changed = accounts.change(wanted, city.pack(), call.now); !changed)
    return refusal(422, changed.error());
  if (wanted.oidc_subject != before->oidc_subject)
    (void)accounts.set_subject(wanted.id, wanted.oidc_subject, call.now);
  if (moves || wanted.disabled != before->disabled)
    identity::Sessions(city.session()).end_all(wanted.id, "", identity::Sessions::Tokens::revoke);

  Text what = {"变更账号 " + wanted.id + "：", "changed the account " + wanted.id + ":"};
  auto const note = [&](bool is_other, std::string const& zh, std::string const& en) {
    if (!is_other) return;
    what.zh += (what.zh.ends_with("：") ? "" : "，") + zh;
    what.en += (what.en.ends_with(":") ? " " : ", ") + en;
  };
  note(wanted.name != before->name, "名称", "its name");
  note(wanted.role != before->role,
       "角色 " + identity::text_of(before->role).zh + " → " + identity::text_of(wanted.role).zh,
       "from " + identity::text_of(before->role).en + " to " + identity::text_of(wanted.role).en);
  note(wanted.unit != before->unit, "单位 " + before->unit + " → " + wanted.unit,
       "unit " + before->unit + " -> " + wanted.unit);
  note(wanted.area != before->area, "镇街 " + before->area + " → " + wanted.area,
       "town " + before->area + " -> " + wanted.area);
  note(wanted.disabled != before->disabled, wanted.disabled ? "停用" : "启用",
       wanted.disabled ? "disabled" : "enabled");
  note(wanted.oidc_subject != before->oidc_subject, "统一身份绑定", "its person at the provider");
  // The journal is read by others than the address is for.
  note(wanted.email != before->email, "邮箱", "its mail address");
  note(wanted.digest != before->digest, "每日摘要", "its digest");
  identity::append(city.session(), entry_of(call, "account", what));
  auto const after = accounts.find(wanted.id);
  return answer(account_json(after ? *after : wanted, city));
}

http::Response reset_password(city::City& city, reg::Writing&, Call const& call) {
  auto const account = account_of(city, call);
  if (!account) return account.error();
  if (is_own(call))
    return refusal(403, "identity.own_password", "自己的密码请在“我的账号”中修改",
                   "change the own password with the old one");
  identity::Accounts accounts(city.session());
  if (auto const reset = accounts.reset_password(account->id, call.one_time->hash, call.now); !reset)
    return refusal(404, reset.error());
  identity::Sessions(city.session()).end_all(account->id, "", identity::Sessions::Tokens::revoke);
  identity::append(city.session(), entry_of(call, "password",
                                            {"重置账号 " + account->id + " 的密码",
                                             "reset the password of the account " + account->id}));
  return answer({{"password", call.one_time->password}}, 201);
}

http::Response drop_second_factor(city::City& city, reg::Writing&, Call const& call) {
  auto const account = account_of(city, call);
  if (!account) return account.error();
  if (is_own(call))
    return refusal(403, "identity.own_factor", "自己的两步验证请在“我的账号”中停用",
                   "turn the own second factor off with a code of it");
  if (account->totp_secret.empty())
    return refusal(409, "identity.second_factor.none", "账号 " + account->id + " 没有启用两步验证",
                   "the account " + account->id + " has no second factor");
  identity::Accounts(city.session()).set_second_factor(account->id, "", call.now);
  identity::Sessions(city.session()).end_all(account->id, "", identity::Sessions::Tokens::keep);
  identity::append(city.session(), entry_of(call, "second_factor",
                                            {"停用账号 " + account->id + " 的两步验证",
                                             "turned off the second factor of the account " + account->id}));
  return no_content();
}

}  // namespace shian::api
