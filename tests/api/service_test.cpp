// The service asked by many at once, as the server's threads ask it.
#include "api/service.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <nlohmann/json.hpp>

#include "identity/tables.hpp"
#include "support/fresh_store.hpp"

namespace shian::api {
namespace {

using http::Method;
using Body = nlohmann::json;

constexpr std::string_view kPassword = "the sea at Yueqing bay";

std::string header(http::Response const& response, std::string_view name) {
  for (auto const& one : response.headers)
    if (one.name == name) return one.value;
  return "";
}

class Services : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(city::prepare(address, std::string(SHIAN_SOURCE_DIR) + "/tests/packs/elmwood"));
    {
      auto const city = city::City::open(address);
      ASSERT_TRUE(city);
      auto& session = (*city)->session();
      identity::prepare_tables(session);
      store::Transaction transaction(session, store::Access::write);
      identity::Accounts accounts(session);
      for (auto const& [id, role] : {std::pair{"security", identity::Role::security_admin},
                                     std::pair{"office", identity::Role::office}}) {
        ASSERT_TRUE(accounts.create({id, "", role, "", ""}, (*city)->pack(), Timestamp::now()));
        ASSERT_TRUE(accounts.set_password(id, kPassword, Timestamp::now()));
      }
      transaction.commit();
    }
    ServiceOptions options;
    options.store = address;
    options.oidc = identity::OidcSettings{
        "http://127.0.0.1:1", "shian", "", "http://127.0.0.1/auth/oidc/back", {"", ""}};
    auto opened = Service::open(std::move(options));
    ASSERT_TRUE(opened);
    service = std::move(*opened);
  }

  struct Person {
    std::string cookie, mark;
  };
  http::Response ask(Method method, std::string path, Person const& who = {}, Body const& body = nullptr,
                     std::string key = {}) {
    http::Request request;
    request.method = method;
    request.path = std::move(path);
    request.peer = "192.0.2.1";
    if (!who.cookie.empty())
      request.headers = {{"Cookie", "shian=" + who.cookie}, {"X-Shian-CSRF", who.mark}};
    if (!key.empty()) request.headers.push_back({"Idempotency-Key", std::move(key)});
    if (!body.is_null()) {
      request.headers.push_back({"Content-Type", "application/json"});
      request.body = body.dump();
    }
    auto const told = std::make_shared<std::promise<http::Response>>();
    auto answered = told->get_future();
    service->handle(std::move(request),
                    http::Reply([told](http::Response response) { told->set_value(std::move(response)); }));
    return answered.get();
  }
  Person sign_in(std::string const& account) {
    auto const response =
        ask(Method::post, "/api/v1/session", {}, {{"account", account}, {"password", kPassword}});
    EXPECT_EQ(response.status, 201) << account;
    auto const cookie = header(response, "Set-Cookie");
    auto const begin = cookie.find('=') + 1;
    return {cookie.substr(begin, cookie.find(';') - begin),
            Body::parse(std::get<std::string>(response.body))["csrf"]};
  }

  std::unique_ptr<Service> service;
};
INSTANTIATE_TEST_SUITE_P(Stores, Services, test::kBothStores, test::store_name);

TEST_P(Services, ClicksAtOnceMakeOneAccount) {
  auto const security = sign_in("security");
  std::atomic<int> made = 0, told = 0;
  std::vector<std::thread> clicks;
  for (int i = 0; i < 8; ++i) {
    clicks.emplace_back([&] {
      auto const status =
          ask(Method::post, "/api/v1/accounts", security, {{"id", "new.one"}, {"role", "office"}}, "k")
              .status;
      made += status == 201 ? 1 : 0;
      told += status == 409 ? 1 : 0;
    });
  }
  for (auto& click : clicks) click.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(told, 7);
  auto const list = ask(Method::get, "/api/v1/accounts", security);
  EXPECT_EQ(Body::parse(std::get<std::string>(list.body))["accounts"].size(), 3U);
}

TEST_P(Services, ADisabledAccountIsNobodyForWhatIsAskedAfterwards) {
  auto const security = sign_in("security");
  auto const office = sign_in("office");
  std::atomic<bool> disabled = false, done = false;
  std::atomic<int> before = 0, wrongly = 0;
  std::vector<std::thread> asking;
  for (int i = 0; i < 3; ++i) {
    asking.emplace_back([&] {
      while (!done) {
        bool const must_fail = disabled;
        auto const status = ask(Method::get, "/api/v1/session", office).status;
        if (!must_fail && status == 200) ++before;
        if (must_fail && status != 401) ++wrongly;
      }
    });
  }
  while (before < 10) std::this_thread::yield();
  EXPECT_EQ(ask(Method::patch, "/api/v1/accounts/office", security, {{"disabled", true}}).status, 200);
  disabled = true;
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(Method::get, "/api/v1/session", office).status, 401);
  done = true;
  for (auto& thread : asking) thread.join();
  EXPECT_EQ(wrongly, 0);
}

TEST_P(Services, ASilentProviderHoldsNobodyUp) {
  std::vector<std::thread> leaving;
  std::atomic<int> sent_back = 0;
  for (int i = 0; i < 8; ++i) {
    leaving.emplace_back([&] {
      auto const response = ask(Method::get, "/auth/oidc");
      sent_back +=
          response.status == 302 && header(response, "Location").starts_with("/sign-in?problem=") ? 1 : 0;
    });
  }
  EXPECT_EQ(ask(Method::get, "/readyz").status, 200);
  for (auto& thread : leaving) thread.join();
  EXPECT_EQ(sent_back, 8);
}

TEST_P(Services, EndWhileTheyAreAsked) {
  auto const security = sign_in("security");
  std::vector<std::future<void>> answered;
  for (int i = 0; i < 20; ++i) {
    auto const told = std::make_shared<std::promise<void>>();
    answered.push_back(told->get_future());
    http::Request request;
    request.method = Method::get;
    request.path = i % 2 == 0 ? "/auth/oidc" : "/api/v1/accounts";
    request.headers = {{"Cookie", "shian=" + security.cookie}};
    service->handle(std::move(request), http::Reply([told](http::Response const&) { told->set_value(); }));
  }
  service.reset();
  for (auto& one : answered) one.get();
}

}  // namespace
}  // namespace shian::api
