#include "api/screens.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "support/fresh_store.hpp"

namespace shian::api {
namespace {

class DeskScreens : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder.path() / "assets");
    std::ofstream(folder.path() / "index.html") << "<!doctype html>";
    std::ofstream(folder.path() / "assets" / "app-1a2b3c4d.js") << "1";
  }
  test::TemporaryFolder folder;
};

std::string header(http::Response const& response, std::string_view name) {
  for (auto const& one : response.headers)
    if (one.name == name) return one.value;
  return "";
}

TEST_F(DeskScreens, StandAtEveryAddressButTheApisAndMissingFiles) {
  auto const screens = Screens::load(folder.path());
  ASSERT_TRUE(screens);
  struct Row {
    char const* path;
    char const* type;  // "": not answered here
  };
  for (auto const& [path, type] : {
           Row{"/", "text/html; charset=utf-8"},
           Row{"/registers/complaint/17", "text/html; charset=utf-8"},
           Row{"/apiary", "text/html; charset=utf-8"},
           Row{"/acceptance/2.1.3", "text/html; charset=utf-8"},
           Row{"/assets/app-1a2b3c4d.js", "text/javascript; charset=utf-8"},
           Row{"/assets/gone-1a2b3c4d.js", ""},
           Row{"/favicon.ico", ""},
           Row{"/api", ""},
           Row{"/api/v1/nothing", ""},
           Row{"/auth/oidc", ""},
           Row{"/healthz", ""},
           Row{"/readyz", ""},
           Row{"/metrics", ""},
       }) {
    http::Head head;
    head.path = path;
    auto const answer = screens->answer(head);
    EXPECT_EQ(answer ? header(*answer, "Content-Type") : "", type) << path;
    if (answer) {
      auto const policy = header(*answer, "Content-Security-Policy");
      EXPECT_TRUE(policy.starts_with("default-src 'self';")) << policy;
      EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
      EXPECT_EQ(policy.find("script-src"), std::string::npos)
          << "scripts are the desk's own files, nothing else";
      EXPECT_EQ(policy.find("unsafe-eval"), std::string::npos);
      EXPECT_EQ(policy.find("http"), std::string::npos) << "nothing from elsewhere";
      EXPECT_EQ(header(*answer, "Referrer-Policy"), "same-origin");
      EXPECT_EQ(header(*answer, "X-Content-Type-Options"), "nosniff");
    }
  }
  http::Head head;
  head.path = "/";
  head.method = http::Method::post;
  EXPECT_FALSE(screens->answer(head));
}

TEST_F(DeskScreens, AreNoneWithoutAPage) {
  EXPECT_FALSE(Screens::load(folder.path() / "assets"));
  EXPECT_FALSE(Screens::load(folder.path() / "nowhere"));
}

}  // namespace
}  // namespace shian::api
