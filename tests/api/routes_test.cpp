#include "api/routes.hpp"

#include <gtest/gtest.h>

#include <set>

#include "api/kept_answers.hpp"

namespace shian::api {
namespace {

using http::Method;

TEST(Routes, AreFoundWithWhatStandsForTheirPlaceholders) {
  auto const found = match(Method::patch, "/api/v1/registers/sample/records/17");
  ASSERT_NE(found.route, nullptr);
  EXPECT_EQ(found.route->path, "/api/v1/registers/{register}/records/{id}");
  EXPECT_EQ(found.parts, (std::vector<std::string>{"sample", "17"}));
  EXPECT_NE(match(Method::head, "/healthz").route, nullptr) << "HEAD is a GET without a body";
}

TEST(Routes, OfAnotherMethodAreKnown) {
  auto const found = match(Method::del, "/api/v1/registers/sample/records/17");
  EXPECT_EQ(found.route, nullptr);
  EXPECT_TRUE(found.path_known);
  EXPECT_EQ(found.allowed_methods, "GET, PATCH");
  EXPECT_FALSE(match(Method::get, "/api/v1/nothing").path_known);
  EXPECT_FALSE(match(Method::get, "/api/v1/registers//records").path_known);
}

TEST(Routes, AreClosedUnlessTheySayOtherwise) {
  std::set<std::string_view> open;
  for (auto const& route : routes())
    if (route.is_open) open.insert(route.path);
  EXPECT_EQ(open, (std::set<std::string_view>{"/healthz", "/readyz", "/metrics", "/api/v1/session"}));
  for (auto const& route : routes()) {
    if (route.is_open || route.path.starts_with("/api/v1/session")) continue;
    EXPECT_TRUE(route.needs.has_value()) << route.path;
  }
}

TEST(KeptAnswers, AreComputedOnceForAllWhoWaitAndForgottenWhenTheBooksMove) {
  KeptAnswers kept;
  int answered = 0;
  http::Reply const reply([&](http::Response const&) { ++answered; });
  http::Reply const other([&](http::Response const&) { ++answered; });
  EXPECT_TRUE(kept.wait("board", {}, reply));
  EXPECT_FALSE(kept.wait("board", {}, other)) << "somebody computes it already";
  kept.settle("board", 7, http::Response::text(200, "{}", "application/json"));
  EXPECT_EQ(answered, 2);
  ASSERT_NE(kept.find("board", 7), nullptr);
  EXPECT_EQ(kept.find("board", 8), nullptr);
  http::Head head;
  EXPECT_EQ(given(*kept.find("board", 7), head).status, 200);
  head.headers = {{"If-None-Match", kept.find("board", 7)->etag}};
  EXPECT_EQ(given(*kept.find("board", 7), head).status, 304);
}

TEST(KeptAnswers, ThatFailedAreNotKept) {
  KeptAnswers kept;
  int status = 0;
  EXPECT_TRUE(
      kept.wait("board", {}, http::Reply([&](http::Response const& response) { status = response.status; })));
  kept.settle("board", 7, http::Response::text(503, "busy"));
  EXPECT_EQ(status, 503);
  EXPECT_EQ(kept.find("board", 7), nullptr);
}

}  // namespace
}  // namespace shian::api
