#include <charconv>

#include "api/resources.hpp"
#include "identity/security_journal.hpp"

namespace shian::api {

http::Response list_accounts(city::City& city, Call const&) {
  Json list = Json::array();
  for (auto const& account : identity::Accounts(city.session()).list()) {
    list.push_back({{"id", account.id},
                    {"name", account.name},
                    {"role", identity::code_of(account.role)},
                    {"unit", account.unit},
                    {"area", account.area},
                    {"second_factor", !account.totp_secret.empty()},
                    {"must_change_password", account.must_change_password},
                    {"disabled", account.disabled}});
  }
  return answer({{"accounts", std::move(list)}});
}

http::Response create_account(city::City& city, reg::Writing&, Call const& call) {
  auto const body = body_of(call);
  if (!body) return body.error();
  identity::NewAccount wanted;
  for (auto const& [property, place] : {std::pair{"id", &wanted.id}, std::pair{"name", &wanted.name},
                                        std::pair{"unit", &wanted.unit}, std::pair{"area", &wanted.area}}) {
    auto text = text_or_none(*body, property);
    if (!text) return text.error();
    *place = std::move(*text);
  }
  auto const role = text_in(*body, "role");
  if (!role) return role.error();
  auto const known = identity::role_of(*role);
  if (!known)
    return refusal(422, "identity.role", "没有角色“" + *role + "”", "there is no role '" + *role + "'");
  wanted.role = *known;
  auto const password = identity::Accounts(city.session()).create(wanted, city.pack(), call.now);
  if (!password)
    return refusal(password.error().code == "identity.account.taken" ? 409 : 422, password.error());
  identity::append(city.session(), {0,
                                    call.now,
                                    "account",
                                    call.visitor->account.id,
                                    call.request.peer,
                                    {"新建账号 " + wanted.id, "made the account " + wanted.id},
                                    "",
                                    0});
  return answer({{"id", wanted.id}, {"password", *password}}, 201);
}

http::Response list_security_journal(city::City& city, Call const& call) {
  constexpr std::size_t kPage = 100;
  std::int64_t before = 0;
  auto const cursor = call.request.parameter("cursor").value_or("");
  auto const [end, failed] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), before);
  if (!cursor.empty() && (failed != std::errc() || end != cursor.data() + cursor.size()))
    return refusal(422, "request.cursor", "游标无效", "the cursor is not valid");
  auto entries = identity::security_entries(city.session(), before, kPage + 1,
                                            call.request.parameter("kind").value_or(""));
  bool const more = entries.size() > kPage;
  if (more) entries.pop_back();
  Json list = Json::array();
  for (auto const& entry : entries) {
    list.push_back({{"seq", entry.seq},
                    {"at", entry.at.to_string(city.utc_offset_minutes())},
                    {"kind", entry.kind},
                    {"account", entry.account},
                    {"peer", entry.peer},
                    {"what", json_of(entry.what)},
                    {"register", entry.register_id},
                    {"record", entry.record}});
  }
  return answer({{"entries", std::move(list)},
                 {"next", more ? Json(std::to_string(entries.back().seq)) : Json(nullptr)}});
}

}  // namespace shian::api
