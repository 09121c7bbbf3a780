#include "api/resources.hpp"
#include "api/service.hpp"
#include "identity/password.hpp"
#include "identity/security_journal.hpp"
#include "identity/totp.hpp"
#include "report/words.hpp"

namespace shian::api {
namespace {

http::Response unavailable() {
  return refusal(503, "desk.busy", "系统正忙，请稍后再试", "too busy; try again in a moment");
}

Json named(Text const& name, std::string const& id) {
  return id.empty() ? Json(nullptr) : Json{{"id", id}, {"name", json_of(name)}};
}

// The policy's row of this role: what may be done at all, by the codes of resource and action.
Json may_json(identity::Role role) {
  Json row = Json::object();
  for (auto const resource : identity::kResources) {
    Json actions = Json::array();
    for (auto const action : identity::kActions)
      if (identity::may(role, resource, action)) actions.push_back(identity::code_of(action));
    if (!actions.empty()) row[std::string(identity::code_of(resource))] = std::move(actions);
  }
  return row;
}

Json session_json(pack::Pack const& pack, identity::Visitor const& visitor) {
  auto const& account = visitor.account;
  return {{"account",
           {{"id", account.id},
            {"name", account.name},
            {"role", identity::code_of(account.role)},
            {"role_name", json_of(identity::text_of(account.role))},
            {"unit", named(report::unit_name(pack, account.unit), account.unit)},
            {"area", named(report::area_name(pack, account.area), account.area)},
            {"second_factor", !account.totp_secret.empty()},
            {"must_change_password", account.must_change_password}}},
          {"csrf", visitor.csrf},
          {"may", may_json(account.role)}};
}

std::string cookie_of(http::Head const& head, std::string const& token, std::int64_t seconds) {
  return "shian=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds) +
         (head.secure ? "; Secure" : "");
}

http::Response wrong() {
  return refusal(401, "identity.wrong", "账号或密码不对", "the account or the password is wrong");
}

http::Response slowed(std::chrono::seconds wait) {
  auto const seconds = std::to_string(wait.count());
  auto response = refusal(429, "identity.wait", "尝试次数过多，请 " + seconds + " 秒后再试",
                          "too many tries; try again in " + seconds + " seconds");
  response.headers.push_back({"Retry-After", seconds});
  return response;
}

struct Credentials {
  std::string account;  // "": what was typed is no account's id
  std::string password, code;
};

std::expected<Credentials, http::Response> credentials_of(Call const& call) {
  auto const body = body_of(call);
  if (!body) return std::unexpected(body.error());
  auto account = text_in(*body, "account");
  if (!account) return std::unexpected(account.error());
  auto password = text_in(*body, "password");
  if (!password) return std::unexpected(password.error());
  auto code = text_or_none(*body, "code");
  if (!code) return std::unexpected(code.error());
  if (!identity::is_account_id(*account)) account->clear();
  return Credentials{std::move(*account), std::move(*password), std::move(*code)};
}

enum class NotIn { wrong, code_needed };

// The account, and the step of the second factor's code (0: it has none).
std::expected<std::pair<identity::Account, std::int64_t>, NotIn> checked(city::City& city,
                                                                         Credentials const& given,
                                                                         Timestamp now) {
  auto account = identity::Accounts(city.session()).find(given.account);
  if (account && account->disabled) account.reset();
  // An account that is not there takes as long as a wrong password.
  if (!identity::is_password(given.password, account ? account->password_hash : ""))
    return std::unexpected(NotIn::wrong);
  if (account->totp_secret.empty()) return std::pair{std::move(*account), std::int64_t{0}};
  if (given.code.empty()) return std::unexpected(NotIn::code_needed);
  constexpr std::int64_t kMsPerSecond = 1000;
  auto const step =
      identity::totp_step(account->totp_secret, given.code, now.ms / kMsPerSecond, account->totp_step);
  if (!step) return std::unexpected(NotIn::wrong);
  return std::pair{std::move(*account), *step};
}

}  // namespace

void sign_in(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto given = credentials_of(*call);
  if (!given) return reply(given.error());
  auto const& peer = call->request.peer;
  if (auto const wait = service.attempts().begin(given->account, peer, identity::Attempts::Clock::now());
      wait.count() > 0)
    return reply(slowed(wait));
  bool const taken = service.desk().ask([&service, call, reply, given = std::move(*given)](city::City& city) {
    auto const& from = call->request.peer;
    auto const found = checked(city, given, call->now);
    if (!found && found.error() == NotIn::code_needed) {
      service.attempts().forgive(given.account, from);
      return reply(refusal(401, "identity.code_needed", "请输入验证器上的六位数字",
                           "enter the six digits of the authenticator"));
    }
    if (!found) {
      auto const note = [call, account = given.account](city::City& of, reg::Writing&) {
        identity::append(of.session(), {0,
                                        call->now,
                                        "sign_in_failed",
                                        account,
                                        call->request.peer,
                                        {"登录失败", "sign-in failed"},
                                        "",
                                        0});
      };
      bool const noted = service.desk().change(
          {{given.account, ""}, note, [reply](store::Failure const*) { reply(wrong()); }});
      if (!noted) reply(wrong());
      return;
    }
    auto const& [account, step] = *found;
    auto const begun = std::make_shared<std::optional<identity::SignedIn>>();
    auto const write = [begun, call, account, step](city::City& of, reg::Writing&) {
      begun->reset();
      if (step > 0 && !identity::Accounts(of.session()).note_code_step(account.id, step)) return;
      identity::Sessions sessions(of.session());
      sessions.forget_expired(call->now);
      *begun = sessions.begin(account,
                              {call->request.peer, std::string(call->request.header("user-agent")), step > 0},
                              call->now);
      identity::append(
          of.session(),
          {0, call->now, "sign_in", account.id, call->request.peer, {"登录", "signed in"}, "", 0});
    };
    // Names of unit and area are the plan's: read here, where there is one.
    identity::Visitor visitor;
    visitor.account = account;
    auto const text = std::make_shared<Json>(session_json(city.pack(), visitor));
    auto const settled = [&service, begun, call, reply, text,
                          id = account.id](store::Failure const* failure) {
      if (failure != nullptr) return reply(unavailable());
      if (!*begun) return reply(wrong());
      service.attempts().forgive(id, call->request.peer);
      service.attempts().succeeded(id);
      (*text)["csrf"] = (*begun)->visitor.csrf;
      auto response = answer(*text, 201);
      response.headers.push_back(
          {"Set-Cookie", cookie_of(call->request, (*begun)->token, identity::kLifeMs / 1000)});
      reply(std::move(response));
    };
    if (!service.desk().change({{account.id, ""}, write, settled})) reply(unavailable());
  });
  if (!taken) reply(unavailable());
}

void sign_out(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto const write = [call](city::City& city, reg::Writing&) {
    identity::Sessions(city.session()).end(call->visitor->session);
    identity::append(city.session(), {0,
                                      call->now,
                                      "sign_out",
                                      call->visitor->account.id,
                                      call->request.peer,
                                      {"退出", "signed out"},
                                      "",
                                      0});
  };
  bool const taken =
      service.desk().change({call->author(), write, [&service, call, reply](store::Failure const* failure) {
                               if (failure != nullptr) return reply(unavailable());
                               service.visitors().forget_all();
                               http::Response response;
                               response.status = 204;
                               response.headers.push_back({"Set-Cookie", cookie_of(call->request, "", 0)});
                               reply(std::move(response));
                             }});
  if (!taken) reply(unavailable());
}

void change_password(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto const body = body_of(*call);
  if (!body) return reply(body.error());
  auto const old = text_in(*body, "old");
  if (!old) return reply(old.error());
  auto const wanted = text_in(*body, "new");
  if (!wanted) return reply(wanted.error());
  auto const id = call->visitor->account.id;
  if (call->visitor->session.empty())
    return reply(
        refusal(403, "identity.session_needed", "令牌不能修改密码", "a token cannot change the password"));
  auto const& peer = call->request.peer;
  if (auto const wait = service.attempts().begin(id, peer, identity::Attempts::Clock::now());
      wait.count() > 0)
    return reply(slowed(wait));
  // Passwords are checked and hashed here, not on the writer: others' changes do not wait for it.
  bool const taken = service.desk().ask([&service, call, reply, id, old = *old,
                                         wanted = *wanted](city::City& city) {
    auto const account = identity::Accounts(city.session()).find(id);
    if (!account || !identity::is_password(old, account->password_hash))
      return reply(refusal(422, "identity.wrong", "原密码不对", "the old password is wrong"));
    service.attempts().forgive(id, call->request.peer);
    if (auto const good = identity::check_password(wanted, id); !good)
      return reply(refusal(422, good.error()));
    auto const changed = std::make_shared<bool>(false);
    auto const write = [call, changed, id, before = account->password_hash,
                        after = identity::hash_of_password(wanted)](city::City& of, reg::Writing&) {
      *changed = identity::Accounts(of.session()).replace_hash(id, before, after, call->now);
      if (!*changed) return;
      identity::Sessions(of.session())
          .end_all(id, call->visitor->session, identity::Sessions::Tokens::revoke);
      identity::append(
          of.session(),
          {0, call->now, "password", id, call->request.peer, {"修改密码", "changed the password"}, "", 0});
    };
    auto const settled = [&service, changed, reply, id](store::Failure const* failure) {
      if (failure != nullptr) return reply(unavailable());
      if (!*changed)
        return reply(refusal(409, "identity.password.changed", "密码刚刚已被修改",
                             "the password has just been changed"));
      service.attempts().succeeded(id);
      service.visitors().forget_all();
      http::Response response;
      response.status = 204;
      reply(std::move(response));
    };
    if (!service.desk().change({call->author(), write, settled})) reply(unavailable());
  });
  if (!taken) reply(unavailable());
}

http::Response show_session(city::City& city, Call const& call) {
  return answer(session_json(city.pack(), *call.visitor));
}

}  // namespace shian::api
