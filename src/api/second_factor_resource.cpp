// The own second factor: shown, confirmed by a first code, removed.
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "identity/totp.hpp"

namespace shian::api {
namespace {

constexpr std::int64_t kMsPerSecond = 1000;

http::Response wrong_code() {
  return refusal(422, Error::make("identity.code_wrong", "验证码不对", "the code is wrong")
                          .hinting("输入验证器上当前的六位数字，并核对手机时间",
                                   "enter the six digits it shows now; see that its clock is right"));
}

http::Response there_is_one() {
  return refusal(409, "identity.second_factor.there", "已启用两步验证，如需更换请先停用",
                 "there is a second factor already: remove it first");
}

http::Response there_is_none() {
  return refusal(409, "identity.second_factor.none", "没有待确认的两步验证，请重新开始",
                 "no second factor waits to be confirmed: begin again");
}

// What a change of the own factor has in common: the outcome is made on the writer and answered after the
// commit; sessions that others may hold of the account end.
struct Checked {
  std::optional<http::Response> refusal;
};
void change_factor(Service& service, std::shared_ptr<Call const> const& call, http::Reply const& reply,
                   std::function<std::optional<http::Response>(identity::Accounts&)> const& change,
                   Text what) {
  auto const outcome = std::make_shared<Checked>();
  auto const write = [call, outcome, change, what = std::move(what)](city::City& city, reg::Writing&) {
    identity::Accounts accounts(city.session());
    outcome->refusal = change(accounts);
    if (outcome->refusal) return;
    identity::Sessions(city.session())
        .end_all(call->visitor->account.id, call->visitor->session, identity::Sessions::Tokens::keep);
    identity::append(city.session(), entry_of(*call, "second_factor", what));
  };
  auto const settled = [&service, call, outcome, reply](store::Failure const* failure) {
    if (failure != nullptr) return reply(unavailable(*failure));
    if (outcome->refusal) return reply(std::move(*outcome->refusal));
    service.pending_factors().forget(call->visitor->account.id);
    service.forget_visitors(call->visitor->account.id);
    reply(no_content());
  };
  if (!service.desk().change({call->author(), write, settled})) reply(unavailable());
}

}  // namespace

void begin_second_factor(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  if (auto refused = refused_to_tokens(*call)) return reply(std::move(*refused));
  auto const body = body_of(*call);
  if (!body) return reply(body.error());
  auto const password = text_in(*body, "password");
  if (!password) return reply(password.error());
  with_password(service, call, reply, *password, WithoutPassword::is_refused,
                [&service, call, reply](city::City&, identity::Account const& account) {
                  service.attempts().forgive(account.id, call->request.peer);
                  if (!account.totp_secret.empty()) return reply(there_is_one());
                  auto const secret = identity::new_totp_secret();
                  auto const uri = identity::totp_uri("Shian", account.id, secret);
                  service.pending_factors().remember(account.id, secret, call->now);
                  reply(answer({{"secret", secret}, {"uri", uri}, {"qr_svg", identity::qr_svg(uri)}}, 201));
                });
}

void confirm_second_factor(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  if (auto refused = refused_to_tokens(*call)) return reply(std::move(*refused));
  auto const body = body_of(*call);
  if (!body) return reply(body.error());
  auto const code = text_in(*body, "code");
  if (!code) return reply(code.error());
  auto const id = call->visitor->account.id;
  auto const secret = service.pending_factors().find(id, call->now);
  if (!secret) return reply(there_is_none());
  auto const step = identity::totp_step(*secret, *code, call->now.ms / kMsPerSecond, 0);
  if (!step) return reply(wrong_code());
  change_factor(service, call, reply,
                [id, secret = *secret, step = *step,
                 now = call->now](identity::Accounts& accounts) -> std::optional<http::Response> {
                  auto const account = accounts.find(id);
                  if (!account || !account->totp_secret.empty()) return there_is_one();
                  accounts.set_second_factor(id, secret, now);
                  (void)accounts.note_code_step(id,
                                                step);  // the code that confirmed it does not sign in as well
                  return std::nullopt;
                },
                {"启用两步验证", "turned the second factor on"});
}

void remove_second_factor(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  if (auto refused = refused_to_tokens(*call)) return reply(std::move(*refused));
  auto const body = body_of(*call);
  if (!body) return reply(body.error());
  auto const password = text_in(*body, "password");
  if (!password) return reply(password.error());
  auto const code = text_in(*body, "code");
  if (!code) return reply(code.error());
  with_password(service, call, reply, *password, WithoutPassword::is_refused,
                [&service, call, reply, code = *code](city::City&, identity::Account const& account) {
                  auto const& id = account.id;
                  bool const has_one = !account.totp_secret.empty();
                  auto const step = has_one
                                        ? identity::totp_step(account.totp_secret, code,
                                                              call->now.ms / kMsPerSecond, account.totp_step)
                                        : std::nullopt;
                  if (has_one && !step) return reply(wrong_code());
                  service.attempts().forgive(id, call->request.peer);
                  if (!has_one) return reply(there_is_none());
                  change_factor(service, call, reply,
                                [id, step = *step, now = call->now](
                                    identity::Accounts& accounts) -> std::optional<http::Response> {
                                  if (!accounts.note_code_step(id, step)) return wrong_code();
                                  accounts.set_second_factor(id, "", now);
                                  return std::nullopt;
                                },
                                {"停用两步验证", "turned the second factor off"});
                });
}

}  // namespace shian::api
