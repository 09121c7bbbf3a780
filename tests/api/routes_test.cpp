#include "api/routes.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "api/kept_answers.hpp"

namespace shian::api {
namespace {

using http::Method;

KeptAnswers::Stand at(std::uint64_t version) { return {version, Timestamp{0}}; }

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

// docs/api.md says of every address what the route says, and of no other.
TEST(Routes, AreThoseOfTheDocumentation) {
  std::ifstream in(std::string(SHIAN_SOURCE_DIR) + "/docs/api.md");
  std::set<std::string> told;
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("| `") && line.find("` | ") != std::string::npos) told.insert(line);
  std::set<std::string> wanted;
  for (auto const& route : routes()) {
    wanted.insert("| `" + std::string(http::name_of(route.method)) + " " + std::string(route.path) + "` | " +
                  std::string(route.summary) + " |");
  }
  EXPECT_EQ(told, wanted);
}

TEST(Routes, AreClosedUnlessTheySayOtherwise) {
  std::set<std::string_view> open;
  for (auto const& route : routes())
    if (route.is_open) open.insert(route.path);
  EXPECT_EQ(open, (std::set<std::string_view>{"/healthz", "/readyz", "/metrics", "/api/openapi.json",
                                              "/api/v1/welcome", "/auth/oidc", "/auth/oidc/back",
                                              "/api/v1/session"}));
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
  kept.settle("board", at(7), http::Response::text(200, "{}", "application/json"));
  EXPECT_EQ(answered, 2);
  ASSERT_NE(kept.find("board", at(7)), nullptr);
  EXPECT_EQ(kept.find("board", at(8)), nullptr);
  http::Head head;
  EXPECT_EQ(given(*kept.find("board", at(7)), head).status, 200);
  head.headers = {{"If-None-Match", kept.find("board", at(7))->etag}};
  EXPECT_EQ(given(*kept.find("board", at(7)), head).status, 304);
}

TEST(KeptAnswers, EndWithTheDayTheyWereTrueOf) {
  KeptAnswers kept;
  auto const before_midnight = *Timestamp::parse("2022-09-30T23:59:59+08:00", 0);
  auto const midnight = *Timestamp::parse("2022-10-01T00:00:00+08:00", 0);
  EXPECT_TRUE(kept.wait("board", {}, http::Reply([](http::Response const&) {})));
  kept.settle("board", {7, before_midnight}, http::Response::text(200, "{}"));
  EXPECT_NE(kept.find("board", {7, before_midnight}), nullptr);
  EXPECT_EQ(kept.find("board", {7, midnight}), nullptr) << "nothing was written, and today is another day";
}

TEST(KeptAnswers, ArePackedOnlyForWhoTakesIt) {
  KeptAnswers kept;
  EXPECT_TRUE(kept.wait("board", {}, http::Reply([](http::Response const&) {})));
  kept.settle("board", at(7), http::Response::text(200, std::string(1000, 'x')));
  auto const packed = [&](char const* accept) {
    http::Head head;
    head.headers = {{"Accept-Encoding", accept}};
    for (auto const& header : given(*kept.find("board", at(7)), head).headers)
      if (header.name == "Content-Encoding") return true;
    return false;
  };
  EXPECT_TRUE(packed("gzip, br"));
  EXPECT_FALSE(packed("gzip;q=0"));
  EXPECT_FALSE(packed("br"));
}

TEST(KeptAnswers, ThatFailedAreNotKept) {
  KeptAnswers kept;
  int status = 0;
  EXPECT_TRUE(
      kept.wait("board", {}, http::Reply([&](http::Response const& response) { status = response.status; })));
  kept.settle("board", at(7), http::Response::text(503, "busy"));
  EXPECT_EQ(status, 503);
  EXPECT_EQ(kept.find("board", at(7)), nullptr);
}

}  // namespace
}  // namespace shian::api
