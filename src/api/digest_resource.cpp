// Whether somebody wants the mail of the day is his own affair; his address is not.
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "identity/accounts.hpp"

namespace shian::api {

std::expected<std::optional<identity::Digest>, http::Response> digest_in(Json const& body) {
  auto const code = text_or_none(body, "digest");
  if (!code) return std::unexpected(code.error());
  if (code->empty()) return std::nullopt;
  auto const digest = identity::digest_of(*code);
  if (digest) return digest;
  return std::unexpected(refusal_at("digest", Error::make("identity.digest", "没有这样的摘要设置：" + *code,
                                                          "there is no such digest: " + *code)
                                                  .hinting("none（不要）、zh 或 en", "none, zh or en")));
}

void choose_digest(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  if (auto refused = refused_to_tokens(*call)) return reply(std::move(*refused));
  auto const body = body_of(*call);
  if (!body) return reply(body.error());
  if (auto const given = text_in(*body, "digest"); !given) return reply(given.error());
  auto const wanted = digest_in(*body);
  if (!wanted) return reply(wanted.error());
  auto const digest = wanted->value_or(identity::Digest::none);
  auto const write = [call, digest](city::City& city, reg::Writing&) {
    identity::Accounts(city.session()).set_digest(call->visitor->account.id, digest, call->now);
    identity::append(city.session(),
                     entry_of(*call, "account", {"设置自己的每日摘要", "chose the own digest"}));
  };
  auto const settled = [&service, call, reply](store::Failure const* failure) {
    if (failure != nullptr) return reply(unavailable(*failure));
    service.forget_visitors(call->visitor->account.id);
    reply(no_content());
  };
  if (!service.desk().change({call->author(), write, settled})) reply(unavailable());
}

}  // namespace shian::api
