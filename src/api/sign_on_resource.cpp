// Leaving for the city's own provider, and coming back from it. Browsers come here by themselves, so that
// what goes wrong is told by the sign-in page.
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "identity/password.hpp"

namespace shian::api {
namespace {

constexpr std::string_view kCookie = "shian_oidc";

http::Response sent_to(std::string address) {
  http::Response response;
  response.status = 302;
  response.headers = {{"Location", std::move(address)}, {"Cache-Control", "no-store"}};
  return response;
}

// The attempt's cookie comes back with the provider's redirect, which begins elsewhere: Lax, not Strict.
std::string attempt_cookie(http::Head const& head, std::string const& state, int seconds) {
  return std::string(kCookie) + "=" + state +
         "; Path=/auth/oidc; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) +
         (head.secure ? "; Secure" : "");
}

http::Response back_to_sign_in(Call const& call, std::string const& problem) {
  auto response = sent_to("/sign-in?problem=" + problem);
  response.headers.push_back({"Set-Cookie", attempt_cookie(call.request, "", 0)});
  return response;
}

// The provider's word was not believed, or it gave none: journaled, as a try to sign in that failed.
void refuse_sign_on(Service& service, std::shared_ptr<Call const> const& call, http::Reply const& reply,
                    std::string const& problem) {
  auto const note = [call, problem](city::City& city, reg::Writing&) {
    identity::append(city.session(),
                     entry_of(*call, "sign_in_failed",
                              {"统一身份登录失败：" + problem, "single sign-on failed: " + problem}));
  };
  auto const answered = [call, reply, problem](store::Failure const*) {
    reply(back_to_sign_in(*call, problem));
  };
  if (!service.desk().change({{"", ""}, note, answered})) reply(back_to_sign_in(*call, problem));
}

// Who the provider named becomes a session, or the failed try is journaled.
void begin_for(Service& service, std::shared_ptr<Call const> const& call, http::Reply const& reply,
               identity::OidcPerson const& person, identity::OidcSettings const& settings) {
  struct Outcome {
    std::string token, problem;
  };
  auto const outcome = std::make_shared<Outcome>();
  auto const write = [call, outcome, person, settings](city::City& city, reg::Writing&) {
    *outcome = {};
    identity::Accounts accounts(city.session());
    auto const account = identity::account_for(accounts, person, settings, call->now);
    if (!account) {
      outcome->problem = account.error().code;
      identity::append(city.session(), entry_of(*call, "sign_in_failed",
                                                {"统一身份登录：没有可用的账号",
                                                 "single sign-on: no account that can be used"}));
      return;
    }
    accounts.void_one_time_password(account->id, call->now);
    outcome->token = begin_session(city.session(), *account, *call, false,
                                   {"通过统一身份登录", "signed in through the provider"})
                         .token;
  };
  auto const settled = [call, outcome, reply](store::Failure const* failure) {
    if (failure != nullptr) return reply(back_to_sign_in(*call, "store.failure"));
    if (!outcome->problem.empty()) return reply(back_to_sign_in(*call, outcome->problem));
    auto response = sent_to("/");
    response.headers.push_back(
        {"Set-Cookie", session_cookie(call->request, outcome->token, identity::kLifeMs / 1000)});
    response.headers.push_back({"Set-Cookie", attempt_cookie(call->request, "", 0)});
    reply(std::move(response));
  };
  if (!service.desk().change({{"", ""}, write, settled})) reply(back_to_sign_in(*call, "desk.busy"));
}

}  // namespace

void leave_for_sign_on(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto* const sign_on = service.sign_on();
  if (sign_on == nullptr) return reply(not_found());
  bool const taken = sign_on->errands.run([&service, sign_on, call, reply] {
    auto const provider = sign_on->client.provider(call->now);
    if (!provider) {
      service.complain(provider.error());
      return reply(back_to_sign_in(*call, provider.error().code));
    }
    auto const attempt = identity::new_attempt();
    auto response = sent_to(identity::sign_in_address(sign_on->client.settings(), *provider, attempt));
    constexpr int kSeconds = 600;
    response.headers.push_back({"Set-Cookie", attempt_cookie(call->request, attempt.state, kSeconds)});
    sign_on->attempts.remember(attempt, call->now);
    reply(std::move(response));
  });
  if (!taken) reply(back_to_sign_in(*call, "desk.busy"));
}

void return_from_sign_on(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto* const sign_on = service.sign_on();
  if (sign_on == nullptr) return reply(not_found());
  auto const& request = call->request;
  auto const state = request.parameter("state").value_or("");
  // An attempt that another browser began must not sign this one in.
  bool const is_own = !state.empty() && identity::is_same_secret(request.cookie(kCookie), state);
  auto const attempt = is_own ? sign_on->attempts.take(state, call->now) : std::nullopt;
  if (!attempt) return reply(back_to_sign_in(*call, "identity.oidc.state"));
  // One provider must not pass for another (RFC 9207).
  auto const& issuer = sign_on->client.settings().issuer;
  if (request.parameter("iss").value_or(issuer) != issuer)
    return reply(back_to_sign_in(*call, "identity.oidc.issuer"));
  auto const code = request.parameter("code").value_or("");
  if (code.empty()) return reply(back_to_sign_in(*call, "identity.oidc.refused"));
  bool const taken = sign_on->errands.run([&service, sign_on, call, reply, attempt = *attempt, code] {
    auto const person = sign_on->client.person(code, attempt, Timestamp::now());
    if (!person) {
      service.complain(person.error());
      return refuse_sign_on(service, call, reply, person.error().code);
    }
    begin_for(service, call, reply, *person, sign_on->client.settings());
  });
  if (!taken) reply(back_to_sign_in(*call, "desk.busy"));
}

}  // namespace shian::api
