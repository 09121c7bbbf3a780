// Keys for programs: one's own, and everybody's for whoever may withdraw them.
#include "api/resources.hpp"
#include "api/session_answers.hpp"

namespace shian::api {
namespace {

using identity::Action;
using identity::Reach;
using identity::Resource;

// Whose keys are asked about: the own ones, another's with ?account= where the policy reaches so far.
std::expected<std::string, http::Response> owner_of(city::City& city, Call const& call, Action action) {
  auto const& own = call.visitor->account;
  auto owner = call.request.parameter("account").value_or(own.id);
  if (owner == own.id) return owner;
  if (identity::reach(own.role, Resource::token, action) != Reach::all)
    return std::unexpected(refusal(403, "identity.other_account", "只能查看和管理自己的令牌",
                                   "only the own tokens can be seen and withdrawn"));
  if (!identity::is_account_id(owner) || !identity::Accounts(city.session()).find(owner))
    return std::unexpected(
        refusal(404, "identity.account.missing", "没有这个账号", "there is no such account"));
  return owner;
}

}  // namespace

http::Response list_tokens(city::City& city, Call const& call) {
  auto const owner = owner_of(city, call, Action::read);
  if (!owner) return owner.error();
  auto const moment = [&](Timestamp at) { return at.to_string(city.utc_offset_minutes()); };
  Json list = Json::array();
  for (auto const& token : identity::Sessions(city.session()).tokens(*owner)) {
    list.push_back(
        {{"id", token.id},
         {"name", token.name},
         {"may_write", token.may_write},
         {"created_at", moment(token.created_at)},
         {"expires_at", moment(token.expires_at)},
         {"last_used_at", token.last_used_at ? Json(moment(*token.last_used_at)) : Json(nullptr)}});
  }
  return answer({{"tokens", std::move(list)}});
}

http::Response issue_token(city::City& city, reg::Writing&, Call const& call) {
  if (auto refused = refused_to_tokens(call)) return std::move(*refused);
  auto const body = body_of(call);
  if (!body) return body.error();
  auto const name = text_in(*body, "name");
  if (!name) return name.error();
  auto const may_write = flag_or_none(*body, "may_write");
  if (!may_write) return may_write.error();
  auto const days = whole_number_in(*body, "days");
  if (!days) return days.error();
  constexpr std::int64_t kMostDays = 366;
  constexpr std::int64_t kMsPerDay = 24LL * 3600 * 1000;
  if (*days < 1 || *days > kMostDays)
    return refusal(422, "identity.token.days", "令牌有效期须为 1 至 366 天",
                   "a token lives from 1 to 366 days");
  identity::ApiToken wanted;
  wanted.name = *name;
  wanted.may_write = may_write->value_or(false);
  wanted.created_at = call.now;
  wanted.expires_at = {call.now.ms + *days * kMsPerDay};
  auto const made = identity::Sessions(city.session()).issue_token(wanted, call.visitor->account.id);
  if (!made) return refusal(422, made.error());
  identity::append(city.session(),
                   entry_of(call, "token", {"新建令牌 " + made->id, "made the token " + made->id}));
  return answer({{"id", made->id}, {"secret", made->secret}}, 201);
}

http::Response revoke_token(city::City& city, reg::Writing&, Call const& call) {
  if (auto refused = refused_to_tokens(call)) return std::move(*refused);
  auto const owner = owner_of(city, call, Action::withdraw);
  if (!owner) return owner.error();
  auto const& id = call.parts[0];
  if (!identity::Sessions(city.session()).revoke_token(*owner, id)) return not_found();
  identity::append(city.session(), entry_of(call, "token",
                                            {"停用 " + *owner + " 的令牌 " + id,
                                             "revoked the token " + id + " of " + *owner}));
  return no_content();
}

}  // namespace shian::api
