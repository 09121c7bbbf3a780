#include "api/session_answers.hpp"

#include "api/service.hpp"
#include "identity/accounts.hpp"
#include "identity/idempotency.hpp"
#include "identity/password.hpp"
#include "identity/policy.hpp"
#include "report/words.hpp"

namespace shian::api {
namespace {

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

}  // namespace

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
            {"must_change_password", account.must_change_password},
            {"email", account.email},
            {"digest", identity::code_of(account.digest)}}},
          {"csrf", visitor.csrf},
          {"may", may_json(account.role)}};
}

std::string_view session_cookie_name(http::Head const& head) {
  return head.secure ? "__Host-shian" : "shian";
}

std::string session_cookie(http::Head const& head, std::string const& token, std::int64_t seconds) {
  return std::string(session_cookie_name(head)) + "=" + token +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds) +
         (head.secure ? "; Secure" : "");
}

http::Response no_content() {
  http::Response response;
  response.status = 204;
  return response;
}

http::Response wrong_credentials() {
  return refusal(401, "identity.wrong", "账号或密码不对", "the account or the password is wrong");
}

http::Response slowed(std::chrono::seconds wait) {
  auto const seconds = std::to_string(wait.count());
  auto response = refusal(429, "identity.wait", "尝试次数过多，请 " + seconds + " 秒后再试",
                          "too many tries; try again in " + seconds + " seconds");
  response.headers.push_back({"Retry-After", seconds});
  return response;
}

void with_password(Service& service, std::shared_ptr<Call const> const& call, http::Reply const& reply,
                   std::string const& given, WithoutPassword without,
                   std::function<void(city::City&, identity::Account const&)> const& go_on) {
  auto const& id = call->visitor->account.id;
  if (auto const wait = service.attempts().begin(id, call->request.peer, identity::Attempts::Clock::now());
      wait.count() > 0)
    return reply(slowed(wait));
  // Checked on a reader and not on the writer: others' changes do not wait for it.
  service.ask(
      [call, reply, given, without, go_on](city::City& city) {
        auto const account = identity::Accounts(city.session()).find(call->visitor->account.id);
        bool const fits = account && (account->password_hash.empty()
                                          ? without == WithoutPassword::goes_on
                                          : identity::is_password(given, account->password_hash));
        if (!fits) return reply(refusal(422, "identity.wrong", "密码不对", "the password is wrong"));
        go_on(city, *account);
      },
      reply, Service::Pace::quick);
}

std::optional<http::Response> refused_to_tokens(Call const& call) {
  if (!call.visitor->session.empty()) return std::nullopt;
  return refusal(403, "identity.session_needed", "令牌不能办理，请登录后办理",
                 "a token cannot do this: sign in");
}

identity::SecurityEntry entry_of(Call const& call, std::string kind, Text what) {
  return {0, call.now, std::move(kind), call.post().account, call.request.peer, std::move(what), "", 0};
}

identity::SignedIn begin_session(store::Session& session, identity::Account const& account, Call const& call,
                                 bool second_factor, Text how) {
  identity::Sessions sessions(session);
  sessions.forget_expired(call.now);
  identity::forget_kept_answers(session, call.now);
  auto begun = sessions.begin(
      account, {call.request.peer, std::string(call.request.header("user-agent")), second_factor}, call.now);
  auto entry = entry_of(call, "sign_in", std::move(how));
  entry.account = account.id;
  identity::append(session, std::move(entry));
  return begun;
}

}  // namespace shian::api
