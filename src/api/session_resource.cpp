#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "identity/password.hpp"
#include "identity/totp.hpp"

namespace shian::api {
namespace {

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

enum class NotIn { wrong, code_needed, expired };

// A one-time password is handed over on paper or by telephone: it must not wait for ever for a finder
// (ASVS 2.3.1).
constexpr std::int64_t kOneTimeMs = 14LL * 24 * 3600 * 1000;

// The account, and the step of the second factor's code (0: it has none).
std::expected<std::pair<identity::Account, std::int64_t>, NotIn> checked(city::City& city,
                                                                         Credentials const& given,
                                                                         Timestamp now) {
  auto account = identity::Accounts(city.session()).find(given.account);
  if (account && account->disabled) account.reset();
  // An account that is not there takes as long as a wrong password.
  if (!identity::is_password(given.password, account ? account->password_hash : ""))
    return std::unexpected(NotIn::wrong);
  if (account->must_change_password && now.ms - account->changed_at.ms > kOneTimeMs)
    return std::unexpected(NotIn::expired);
  if (account->totp_secret.empty()) return std::pair{std::move(*account), std::int64_t{0}};
  if (given.code.empty()) return std::unexpected(NotIn::code_needed);
  constexpr std::int64_t kMsOfSecond = 1000;
  auto const step =
      identity::totp_step(account->totp_secret, given.code, now.ms / kMsOfSecond, account->totp_step);
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
    if (!found && found.error() == NotIn::expired) {
      return reply(refusal(
          401, Error::make("identity.password.expired", "一次性密码已过期", "this one-time password is over")
                   .hinting("请安全管理员重置", "ask the security administrator for another")));
    }
    if (!found) {
      auto const note = [call, account = given.account](city::City& of, reg::Writing&) {
        auto entry = entry_of(*call, "sign_in_failed", {"登录失败", "sign-in failed"});
        entry.account = account;
        identity::append(of.session(), std::move(entry));
      };
      bool const noted = service.desk().change(
          {{given.account, ""}, note, [reply](store::Failure const*) { reply(wrong_credentials()); }});
      if (!noted) reply(wrong_credentials());
      return;
    }
    auto const& [account, step] = *found;
    // The password is known only now: hashed at today's cost here, kept on the writer.
    auto renewed = identity::is_outdated(account.password_hash) ? identity::hash_of_password(given.password)
                                                                : std::string();
    auto const begun = std::make_shared<std::optional<identity::SignedIn>>();
    auto const write = [begun, call, account, step, renewed = std::move(renewed)](city::City& of,
                                                                                  reg::Writing&) {
      begun->reset();
      identity::Accounts accounts(of.session());
      // Between the check and this somebody may have disabled the account or changed how it signs in.
      auto const still = accounts.find(account.id);
      if (!still || still->disabled || still->password_hash != account.password_hash ||
          still->totp_secret != account.totp_secret)
        return;
      if (step > 0 && !accounts.note_code_step(account.id, step)) return;
      if (!renewed.empty()) accounts.rehash(account.id, account.password_hash, renewed);
      *begun = begin_session(of.session(), *still, *call, step > 0, {"登录", "signed in"});
    };
    // Names of unit and area are the plan's: read here, where there is one.
    identity::Visitor visitor;
    visitor.account = account;
    auto const text = std::make_shared<Json>(session_json(city.pack(), visitor));
    auto const settled = [&service, begun, call, reply, text,
                          id = account.id](store::Failure const* failure) {
      if (failure != nullptr) return reply(unavailable(*failure));
      if (!*begun) return reply(wrong_credentials());
      service.attempts().forgive(id, call->request.peer);
      service.attempts().succeeded(id);
      (*text)["csrf"] = (*begun)->visitor.csrf;
      auto response = answer(*text, 201);
      response.headers.push_back(
          {"Set-Cookie", session_cookie(call->request, (*begun)->token, identity::kLifeMs / 1000)});
      reply(std::move(response));
    };
    if (!service.desk().change({{account.id, ""}, write, settled})) reply(unavailable());
  });
  if (!taken) reply(unavailable());
}

void sign_out(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  if (auto refused = refused_to_tokens(*call)) return reply(std::move(*refused));
  auto const write = [call](city::City& city, reg::Writing&) {
    identity::Sessions(city.session()).end(call->visitor->session);
    identity::append(city.session(), entry_of(*call, "sign_out", {"退出", "signed out"}));
  };
  bool const taken = service.desk().change(
      {call->author(), write, [&service, call, reply](store::Failure const* failure) {
         if (failure != nullptr) return reply(unavailable(*failure));
         service.forget_visitors(call->visitor->account.id);
         auto response = no_content();
         response.headers.push_back({"Set-Cookie", session_cookie(call->request, "", 0)});
         reply(std::move(response));
       }});
  if (!taken) reply(unavailable());
}

void change_password(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  if (auto refused = refused_to_tokens(*call)) return reply(std::move(*refused));
  auto const body = body_of(*call);
  if (!body) return reply(body.error());
  auto const old = text_in(*body, "old");
  if (!old) return reply(old.error());
  auto const wanted = text_in(*body, "new");
  if (!wanted) return reply(wanted.error());
  with_password(
      service, call, reply, *old, WithoutPassword::is_refused,
      [&service, call, reply, old = *old, wanted = *wanted](city::City&, identity::Account const& account) {
        auto const& id = account.id;
        service.attempts().forgive(id, call->request.peer);
        if (auto const good = identity::check_password(wanted, id); !good)
          return reply(refusal(422, good.error()));
        // One that was handed over must not become the lasting one (ASVS 2.3.1).
        if (wanted == old)
          return reply(refusal(422, "identity.password.same", "新密码与原密码相同",
                               "the new password is the old one"));
        auto const changed = std::make_shared<bool>(false);
        auto const write = [call, changed, id, before = account.password_hash,
                            after = identity::hash_of_password(wanted)](city::City& of, reg::Writing&) {
          *changed = identity::Accounts(of.session()).replace_hash(id, before, after, call->now);
          if (!*changed) return;
          identity::Sessions(of.session())
              .end_all(id, call->visitor->session, identity::Sessions::Tokens::revoke);
          identity::append(of.session(), entry_of(*call, "password", {"修改密码", "changed the password"}));
        };
        auto const settled = [&service, changed, call, reply, id](store::Failure const* failure) {
          if (failure != nullptr) return reply(unavailable(*failure));
          if (!*changed)
            return reply(refusal(409, "identity.password.changed", "密码刚刚已被修改",
                                 "the password has just been changed"));
          service.attempts().succeeded(id);
          service.forget_visitors(id);
          reply(no_content());
        };
        if (!service.desk().change({call->author(), write, settled})) reply(unavailable());
      });
}

http::Response show_session(city::City& city, Call const& call) {
  return answer(session_json(city.pack(), *call.visitor));
}

}  // namespace shian::api
