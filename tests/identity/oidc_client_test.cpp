#include "identity/oidc_client.hpp"

#include <gmock/gmock.h>

#include <mutex>

#include "provider.hpp"

namespace shian::identity {
namespace {

using Json = nlohmann::json;
using test::LocalServer;
using testing::HasSubstr;

constexpr std::int64_t kNow = 1'664'500'000;
Timestamp const now{kNow * 1000};
OidcAttempt const kAttempt{"state", "n-1", "the-verifier"};

// A whole provider on this machine; `break_it` may answer in its place.
class OidcSignIn : public ::testing::Test {
 protected:
  LocalServer::Answer answer(std::string const& request) {
    std::lock_guard const lock(mutex_);
    requests_.push_back(request);
    if (break_it_) {
      if (auto const other = break_it_(request)) return *other;
    }
    if (request.starts_with("GET /.well-known/openid-configuration ")) {
      return {200, Json{{"issuer", issuer_},
                        {"authorization_endpoint", issuer_ + "/authorize"},
                        {"token_endpoint", issuer_ + "/token"},
                        {"jwks_uri", issuer_ + "/keys"}}
                       .dump()};
    }
    if (request.starts_with("GET /keys ")) return {200, provider_.key_set()};
    if (request.starts_with("POST /token ")) {
      Json const claims = {{"iss", issuer_}, {"aud", "shian"},    {"sub", "17"},
                           {"nonce", "n-1"}, {"exp", kNow + 300}, {"iat", kNow}};
      return {200, Json{{"id_token", provider_.token(claims)}, {"token_type", "Bearer"}}.dump()};
    }
    return {404, ""};
  }
  OidcSettings settings() {
    OidcSettings made;
    made.issuer = issuer_ = server_.address();
    made.client_id = "shian";
    made.client_secret = "secret";
    made.redirect_uri = "http://127.0.0.1/auth/oidc/back";
    return made;
  }
  std::string code(OidcClient& client) {
    auto const person = client.person("the-code", kAttempt, now);
    return person ? person->subject : person.error().code;
  }

  std::mutex mutex_;
  std::vector<std::string> requests_;
  std::function<std::optional<LocalServer::Answer>(std::string const&)> break_it_;
  test::Provider provider_{test::Provider::Kind::ec};
  std::string issuer_;
  LocalServer server_{[this](std::string const& request) { return answer(request); }};
};

TEST_F(OidcSignIn, TradesTheCodeForAPerson) {
  OidcClient client(settings());
  EXPECT_EQ(code(client), issuer_ + "#17");
  ASSERT_EQ(requests_.size(), 3U);
  EXPECT_THAT(requests_[1], HasSubstr("Authorization: Basic c2hpYW46c2VjcmV0"));
  EXPECT_THAT(requests_[1], HasSubstr("code=the-code"));
  EXPECT_THAT(requests_[1], HasSubstr("code_verifier=the-verifier"));
  EXPECT_EQ(code(client), issuer_ + "#17");
  EXPECT_EQ(requests_.size(), 5U) << "the provider is asked about itself once an hour";
  EXPECT_TRUE(client.provider({now.ms + 3'600'000}));
  EXPECT_EQ(requests_.size(), 6U);
}

TEST_F(OidcSignIn, SaysWhatTheProviderDidWrong) {
  struct Row {
    char const* where;
    LocalServer::Answer answer;
    char const* code;
  };
  for (auto const& row : {
           Row{"/.well-known", {500, ""}, "identity.oidc.silent"},
           Row{"/.well-known", {302, ""}, "identity.oidc.silent"},
           Row{"/.well-known", {200, "<html>"}, "identity.oidc.discovery"},
           Row{"/.well-known", {200, std::string(2'000'000, ' ')}, "identity.oidc.silent"},
           Row{"/token", {400, R"({"error":"invalid_grant"})"}, "identity.oidc.silent"},
           Row{"/token", {200, "{}"}, "identity.oidc.silent"},
           Row{"/token", {200, R"({"id_token":"a.b.c"})"}, "identity.oidc.token"},
           Row{"/keys", {404, ""}, "identity.oidc.silent"},
           Row{"/keys", {200, R"({"keys":[]})"}, "identity.oidc.signature"},
       }) {
    {
      std::lock_guard const lock(mutex_);
      break_it_ = [&](std::string const& request) -> std::optional<LocalServer::Answer> {
        if (request.find(std::string(" ") + row.where) == std::string::npos) return std::nullopt;
        return row.answer;
      };
    }
    OidcClient client(settings());
    EXPECT_EQ(code(client), row.code) << row.where;
  }
}

TEST_F(OidcSignIn, OfNobodyThereIsAnError) {
  auto with = settings();
  with.issuer = "http://127.0.0.1:1";
  OidcClient client(with);
  EXPECT_EQ(code(client), "identity.oidc.silent");
  with.issuer = "http://id.example";
  OidcClient unsafe(with);
  EXPECT_EQ(code(unsafe), "identity.oidc.address");
}

}  // namespace
}  // namespace shian::identity
