// The service asked by many at once, as the server's threads ask it.
#include "api/service.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <array>
#include <atomic>
#include <future>
#include <nlohmann/json.hpp>

#include "identity/password.hpp"
#include "identity/tables.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

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
    ASSERT_TRUE(city::prepare(address, std::string(test::kSourceDir) + "/tests/packs/elmwood"));
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

TEST_P(Services, APasswordHashedAtAnOlderCostIsHashedAnewBySigningIn) {
  auto const session = store::open(address);
  auto const keep = [&](std::string const& hash) {
    store::Transaction transaction(*session, store::Access::write);
    auto& statement = session->prepared("UPDATE shian_account SET password_hash = ? WHERE id = 'office'");
    statement.bind_text(1, hash);
    statement.run();
    transaction.commit();
  };
  auto const kept = [&] { return identity::Accounts(*session).find("office")->password_hash; };
  std::array<char, crypto_pwhash_STRBYTES> older{};
  ASSERT_EQ(crypto_pwhash_str_alg(older.data(), kPassword.data(), kPassword.size(), 1, 8192,
                                  crypto_pwhash_ALG_ARGON2ID13),
            0);
  keep(older.data());
  EXPECT_EQ(
      ask(Method::post, "/api/v1/session", {}, {{"account", "office"}, {"password", "a wrong password"}})
          .status,
      401);
  EXPECT_EQ(kept(), older.data()) << "a wrong password changes nothing";
  sign_in("office");
  auto const renewed = kept();
  EXPECT_NE(renewed, older.data());
  EXPECT_FALSE(identity::is_outdated(renewed));
  EXPECT_TRUE(identity::is_password(kPassword, renewed));
  sign_in("office");
  EXPECT_EQ(kept(), renewed) << "one at today's cost stays";
}

TEST_P(Services, GuardEveryAnswer) {
  struct Question {
    Method method;
    char const* path;
    int status;
  };
  for (auto const& [method, path, status] :
       {Question{Method::get, "/api/v1/welcome", 200}, Question{Method::get, "/api/v1/board", 401},
        Question{Method::get, "/api/v1/nothing", 404}, Question{Method::put, "/api/v1/board", 405},
        Question{Method::get, "/healthz", 200}}) {
    auto const response = ask(method, path);
    EXPECT_EQ(response.status, status) << path;
    EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff") << path;
    EXPECT_EQ(header(response, "Referrer-Policy"), "same-origin") << path;
    EXPECT_EQ(header(response, "Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'")
        << path;
    bool const is_json = header(response, "Content-Type").ends_with("json");
    EXPECT_EQ(header(response, "Content-Disposition"), is_json ? "attachment; filename=\"api.json\"" : "")
        << path;
    EXPECT_EQ(header(response, "Strict-Transport-Security"), "") << path;
  }
  http::Head refused;
  refused.method = Method::post;
  refused.path = "/api/v1/nothing";
  refused.secure = true;
  auto const admission = service->admit(refused);
  ASSERT_TRUE(admission.refusal);
  EXPECT_EQ(header(*admission.refusal, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header(*admission.refusal, "Strict-Transport-Security"), "max-age=31536000");
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
