// What the sign-in page shows before anybody is known.
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "identity/demo.hpp"
#include "report/board.hpp"

namespace shian::api {
namespace {

// Those that are still there and may sign in, with the password that everybody knows.
Json demo_of(city::City& city) {
  if (!identity::has_demo_accounts(city.session())) return nullptr;
  identity::Accounts accounts(city.session());
  Json list = Json::array();
  for (auto const& demo : identity::demo_accounts(city.pack())) {
    auto const account = accounts.find(demo.account.id);
    if (!account || account->disabled) continue;
    list.push_back({{"id", account->id},
                    {"name", json_of(demo.name)},
                    {"role", identity::code_of(account->role)},
                    {"role_name", json_of(identity::text_of(account->role))}});
  }
  return {{"password", identity::kDemoPassword}, {"accounts", std::move(list)}};
}

http::Response welcome(city::City& city, Json const& sign_on) {
  auto const& pack = city.pack();
  bool const simulated = city.has_simulated_records();
  return answer({{"pack", {{"id", pack.id}, {"version", pack.version}, {"name", json_of(pack.name)}}},
                 {"simulated", simulated},
                 {"notice", simulated ? json_of(report::simulated_notice()) : Json(nullptr)},
                 {"demo", demo_of(city)},
                 {"sign_on", sign_on}});
}

}  // namespace

void show_welcome(Service& service, std::shared_ptr<Call const>, http::Reply reply) {
  Json sign_on = nullptr;
  if (auto* const there = service.sign_on())
    sign_on = {{"name", json_of(there->client.settings().name)}, {"address", "/auth/oidc"}};
  bool const taken = service.desk().ask([reply, sign_on = std::move(sign_on)](city::City& city) {
    try {
      reply(welcome(city, sign_on));
    } catch (store::Failure const&) {
      reply(unavailable());
      throw;
    }
  });
  if (!taken) reply(unavailable());
}

}  // namespace shian::api
