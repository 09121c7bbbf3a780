#include "api/once.hpp"

#include <gtest/gtest.h>

#include "identity/idempotency.hpp"
#include "identity/tables.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::api {
namespace {

class Once : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(city::prepare(address, std::string(test::kSourceDir) + "/tests/packs/elmwood"));
    identity::prepare_tables(*open());
    auto opened = city::City::open(address);
    ASSERT_TRUE(opened);
    city = std::move(*opened);
  }
  static Call call(std::string account, std::string key, std::string body) {
    identity::Visitor visitor;
    visitor.account.id = std::move(account);
    Call made;
    made.visitor = std::make_shared<identity::Visitor const>(std::move(visitor));
    made.request.method = http::Method::post;
    made.request.path = "/api/v1/registers/visit/records";
    made.request.body = std::move(body);
    if (!key.empty()) made.request.headers = {{"Idempotency-Key", std::move(key)}};
    made.now = *Timestamp::parse("2022-09-30T08:00:00Z", 0);
    return made;
  }
  http::Response send(Call const& call, int status = 201, Shows shows = Shows::nothing_secret) {
    store::Transaction transaction(city->session(), store::Access::write);
    auto response = once(*city, call, shows, [&] {
      ++made;
      auto answered = answer({{"id", made}}, status);
      answered.headers.push_back({"Location", call.request.path + "/" + std::to_string(made)});
      return answered;
    });
    transaction.commit();
    return response;
  }
  static std::string header(http::Response const& response, std::string_view name) {
    for (auto const& one : response.headers)
      if (one.name == name) return one.value;
    return "";
  }

  std::unique_ptr<city::City> city;
  int made = 0;
};
INSTANTIATE_TEST_SUITE_P(Stores, Once, test::kBothStores, test::store_name);

TEST_P(Once, TheSameAgainIsTheSameAnswerAndMakesNothing) {
  auto const first = send(call("officer", "k", "{}"));
  auto const again = send(call("officer", "k", "{}"));
  EXPECT_EQ(made, 1);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(std::get<std::string>(again.body), std::get<std::string>(first.body));
  EXPECT_EQ(header(again, "Location"), header(first, "Location"));
  EXPECT_EQ(header(again, "Idempotency-Replayed"), "true");
  EXPECT_EQ(header(first, "Idempotency-Replayed"), "");
}

TEST_P(Once, AKeyIsOfOneAccountOneContentAndOneDay) {
  send(call("officer", "k", "{}"));
  EXPECT_EQ(send(call("officer", "k", "{ }")).status, 409);
  auto other_place = call("officer", "k", "{}");
  other_place.request.path += "/1/withdrawal";
  EXPECT_EQ(send(other_place).status, 409);
  EXPECT_EQ(made, 1);
  EXPECT_EQ(send(call("leader", "k", "{}")).status, 201);
  auto tomorrow = call("officer", "k", "{ }");
  tomorrow.now.ms += identity::kKeptMs;
  EXPECT_EQ(send(tomorrow).status, 201);
  EXPECT_EQ(made, 3);
}

TEST_P(Once, RefusalsAreNotKept) {
  EXPECT_EQ(send(call("officer", "k", "{}"), 422).status, 422);
  EXPECT_EQ(send(call("officer", "k", "{}")).status, 201);
  EXPECT_EQ(made, 2);
}

TEST_P(Once, ASecretIsShownOnceAndNeverKept) {
  send(call("officer", "k", "{}"), 201, Shows::a_secret);
  auto const again = send(call("officer", "k", "{}"), 201, Shows::a_secret);
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(made, 1);
  auto const kept = identity::kept_answer(city->session(), "officer", "k", call("officer", "k", "{}").now);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->answer, "");
}

TEST_P(Once, WithoutAKeyEachIsDone) {
  send(call("officer", "", "{}"));
  send(call("officer", "", "{}"));
  EXPECT_EQ(made, 2);
}

TEST_P(Once, WhatIsNoKeyIsRefused) {
  for (auto const& key : {std::string(101, 'x'), std::string("a b"), std::string("\xe9\x92\xa5")})
    EXPECT_EQ(send(call("officer", key, "{}")).status, 422);
  EXPECT_EQ(made, 0);
}

}  // namespace
}  // namespace shian::api
