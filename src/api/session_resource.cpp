#include "api/resources.hpp"
#include "api/service.hpp"
#include "identity/password.hpp"
#include "identity/security_journal.hpp"
#include "identity/totp.hpp"
#include "report/words.hpp"

namespace shian::api {
namespace {

using identity::Action;
using identity::Resource;

http::Response unavailable() {
  return refusal(503, "desk.busy", "系统正忙，请稍后再试", "too busy; try again in a moment");
}

Json named(Text const& name, std::string const& id) {
  return id.empty() ? Json(nullptr) : Json{{"id", id}, {"name", json_of(name)}};
}

Json session_json(pack::Pack const& pack, identity::Visitor const& visitor) {
  auto const& account = visitor.account;
  auto const may = [&](Resource resource, Action action) {
    return identity::may(account.role, resource, action);
  };
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
          {"may",
           {{"board", may(Resource::board, Action::read)},
            {"registers", may(Resource::record, Action::read)},
            {"create", may(Resource::record, Action::create)},
            {"correct", may(Resource::record, Action::correct)},
            {"unmask", may(Resource::record, Action::unmask)},
            {"accounts", may(Resource::account, Action::read)},
            {"journal", may(Resource::security_journal, Action::read)}}}};
}

std::string cookie_of(http::Head const& head, std::string const& token, std::int64_t seconds) {
  return "shian=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds) +
         (head.secure ? "; Secure" : "");
}

void journal(Service& service, identity::SecurityEntry entry) {
  reg::Author const author{entry.account, ""};
  (void)service.desk().change({author,
                               [entry = std::move(entry)](city::City& city, reg::Writing&) {
                                 identity::append(city.session(), entry);
                               },
                               [](store::Failure const*) {}});
}

// The account, when password and code are right; else what to answer.
std::expected<std::pair<identity::Account, std::int64_t>, http::Response> checked(city::City& city,
                                                                                  std::string const& id,
                                                                                  std::string const& password,
                                                                                  std::string const& code,
                                                                                  Timestamp now) {
  auto const wrong = [] {
    return std::unexpected(
        refusal(401, "identity.wrong", "账号或密码不对", "the account or the password is wrong"));
  };
  auto account = identity::Accounts(city.session()).find(id);
  // An account that is not there takes as long as a wrong password.
  bool const fits =
      identity::is_password(password, account && !account->disabled ? account->password_hash : "");
  if (!account || !fits || account->disabled) return wrong();
  if (account->totp_secret.empty()) return std::pair{std::move(*account), std::int64_t{0}};
  if (code.empty())
    return std::unexpected(refusal(401, "identity.code_needed", "请输入验证器上的六位数字",
                                   "enter the six digits of the authenticator"));
  constexpr std::int64_t kMsPerSecond = 1000;
  auto const step =
      identity::totp_step(account->totp_secret, code, now.ms / kMsPerSecond, account->totp_step);
  if (!step) return wrong();
  return std::pair{std::move(*account), *step};
}

}  // namespace

void sign_in(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto const body = body_of(*call);
  if (!body) return reply(body.error());
  auto const id = text_in(*body, "account");
  if (!id) return reply(id.error());
  auto const password = text_in(*body, "password");
  if (!password) return reply(password.error());
  auto const code = text_or_none(*body, "code");
  if (!code) return reply(code.error());
  auto const& peer = call->request.peer;
  auto const wait = service.attempts().wait(*id, peer, identity::Attempts::Clock::now());
  if (wait.count() > 0) {
    auto const seconds = std::to_string(wait.count());
    auto response = refusal(429, "identity.wait", "尝试次数过多，请 " + seconds + " 秒后再试",
                            "too many tries; try again in " + seconds + " seconds");
    response.headers.push_back({"Retry-After", seconds});
    return reply(std::move(response));
  }
  bool const taken = service.desk().ask([&service, call, reply, id = *id, password = *password,
                                         code = *code](city::City& city) {
    auto found = checked(city, id, password, code, call->now);
    auto const& from = call->request.peer;
    if (!found) {
      // Asking for the code is no failure; everything else counts.
      bool const is_failure =
          std::get<std::string>(found.error().body).find("identity.wrong") != std::string::npos;
      if (is_failure) {
        service.attempts().failed(id, from, identity::Attempts::Clock::now());
        journal(
            service,
            {0, call->now, "sign_in_failed", id.substr(0, 64), from, {"登录失败", "sign-in failed"}, "", 0});
      }
      return reply(std::move(found.error()));
    }
    service.attempts().succeeded(id);
    auto const begun = std::make_shared<identity::SignedIn>();
    auto const write = [begun, call, account = found->first, step = found->second](city::City& of,
                                                                                   reg::Writing&) {
      identity::Sessions sessions(of.session());
      sessions.forget_expired(call->now);
      *begun = sessions.begin(account, call->request.peer, call->now);
      if (step > 0) identity::Accounts(of.session()).note_code_step(account.id, step);
      identity::append(
          of.session(),
          {0, call->now, "sign_in", account.id, call->request.peer, {"登录", "signed in"}, "", 0});
    };
    auto const text = std::make_shared<Json>(session_json(city.pack(), {found->first, "", "", true, {}, {}}));
    bool const kept = service.desk().change(
        {{id, ""}, write, [begun, call, reply, text](store::Failure const* failure) {
           if (failure != nullptr) return reply(unavailable());
           (*text)["csrf"] = begun->visitor.csrf;
           auto response = answer(*text, 201);
           response.headers.push_back(
               {"Set-Cookie", cookie_of(call->request, begun->token, identity::kLifeMs / 1000)});
           reply(std::move(response));
         }});
    if (!kept) reply(unavailable());
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
  auto const wait = service.attempts().wait(id, call->request.peer, identity::Attempts::Clock::now());
  if (wait.count() > 0)
    return reply(
        refusal(429, "identity.wait", "尝试次数过多，请稍后再试", "too many tries; try again later"));
  auto const made = std::make_shared<http::Response>();
  auto const write = [&service, call, made, id, old = *old, wanted = *wanted](city::City& city,
                                                                              reg::Writing&) {
    identity::Accounts accounts(city.session());
    auto const account = accounts.find(id);
    if (!account || !identity::is_password(old, account->password_hash)) {
      service.attempts().failed(id, call->request.peer, identity::Attempts::Clock::now());
      *made = refusal(422, "identity.wrong", "原密码不对", "the old password is wrong");
      return;
    }
    if (auto set = accounts.set_password(id, wanted, call->now); !set) {
      *made = refusal(422, set.error());
      return;
    }
    service.attempts().succeeded(id);
    identity::Sessions(city.session())
        .end_all(id, call->visitor->session, identity::Sessions::Tokens::revoke);
    identity::append(
        city.session(),
        {0, call->now, "password", id, call->request.peer, {"修改密码", "changed the password"}, "", 0});
    made->status = 204;
  };
  bool const taken =
      service.desk().change({call->author(), write, [&service, made, reply](store::Failure const* failure) {
                               if (failure != nullptr) return reply(unavailable());
                               service.visitors().forget_all();
                               reply(std::move(*made));
                             }});
  if (!taken) reply(unavailable());
}

http::Response show_session(city::City& city, Call const& call) {
  return answer(session_json(city.pack(), *call.visitor));
}

}  // namespace shian::api
