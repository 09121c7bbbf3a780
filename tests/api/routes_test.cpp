#include "api/routes.hpp"
#include "support/source_dir.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

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

// docs/api.md says of every address what the route says, and of no other.
TEST(Routes, AreThoseOfTheDocumentation) {
  std::ifstream in(std::string(test::kSourceDir) + "/docs/api.md");
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
  EXPECT_EQ(open,
            (std::set<std::string_view>{"/healthz", "/readyz", "/metrics", "/api/openapi.json",
                                        "/api/v1/welcome", "/auth/oidc", "/auth/oidc/back", "/api/v1/session",
                                        "/api/v1/surveys/{code}", "/api/v1/surveys/{code}/answers"}));
  for (auto const& route : routes()) {
    if (route.is_open || route.path.starts_with("/api/v1/session")) continue;
    EXPECT_TRUE(route.needs.has_value()) << route.path;
  }
}

}  // namespace
}  // namespace shian::api
