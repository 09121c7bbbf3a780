// Keys and tokens of a provider are made here; what the room believes of them is what is tested.
#include "identity/oidc.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "identity/signed_token.hpp"
#include "identity/tables.hpp"
#include "provider.hpp"
#include "support/fresh_store.hpp"

namespace shian::identity {
namespace {

using test::Provider;
using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

OidcSettings settings() {
  OidcSettings made;
  made.issuer = "https://id.example";
  made.client_id = "shian";
  made.client_secret = "s3cret & more";
  made.redirect_uri = "https://shian.example/auth/oidc/back";
  made.name = {"统一身份", "City sign-in"};
  return made;
}

constexpr std::int64_t kNow = 1'664'500'000;
Timestamp const now{kNow * 1000};

Json good_claims() {
  return {{"iss", "https://id.example"},
          {"aud", "shian"},
          {"sub", "17"},
          {"nonce", "n-1"},
          {"exp", kNow + 300},
          {"iat", kNow},
          {"preferred_username", "u23.officer"}};
}

std::string code_of(Expected<OidcPerson> const& person) { return person ? "" : person.error().code; }

TEST(Base64Url, IsThatOfTheStandardAndHasOneSpelling) {
  EXPECT_EQ(base64url("\xfb\xff"), "-_8");
  EXPECT_EQ(from_base64url("-_8"), "\xfb\xff");
  EXPECT_EQ(base64url("foobar"), "Zm9vYmFy");
  for (auto const* wrong : {"-_9", "a", "Zm9v=", "Zm9+", "Zm 9"})
    EXPECT_FALSE(from_base64url(wrong)) << wrong;
}

TEST(IdentityToken, OfBothKindsOfKeysIsRead) {
  for (auto const kind : {Provider::Kind::rsa, Provider::Kind::ec}) {
    Provider const provider(kind);
    auto const person = person_of(provider.token(good_claims()), provider.key_set(), settings(), "n-1", now);
    ASSERT_TRUE(person) << person.error().to_string(Language::en);
    EXPECT_EQ(person->subject, "https://id.example#17");
    EXPECT_EQ(person->user_name, "u23.officer");
  }
}

TEST(IdentityToken, ThatIsNotForThisSignInIsRefused) {
  Provider const provider(Provider::Kind::ec);
  struct Row {
    char const* claim;
    Json value;  // null: the claim is missing
    bool accepted;
    char const* why;
  };
  for (auto const& row : {
           Row{"iss", "https://id.example/", false, "another issuer, if only by a stroke"},
           Row{"iss", nullptr, false, "no issuer"},
           Row{"aud", "another", false, "for somebody else"},
           Row{"aud", nullptr, false, "for nobody"},
           Row{"aud", Json::array({"shian"}), true, "for us, as a list"},
           Row{"aud", Json::array({"another"}), false, "a list without us"},
           Row{"aud", Json::array({"another", "shian"}), false,
               "for two, and not said to whom it was issued"},
           Row{"azp", "another", false, "issued to somebody else"},
           Row{"azp", "shian", true, "issued to us"},
           Row{"nonce", "n-2", false, "another sign-in's"},
           Row{"nonce", nullptr, false, "no sign-in's"},
           Row{"exp", kNow - 61, false, "over"},
           Row{"exp", kNow - 59, true, "clocks differ a little"},
           Row{"exp", nullptr, false, "never over"},
           Row{"exp", "9999999999", false, "no number"},
           Row{"exp", 1e300, false, "no moment"},
           Row{"iat", kNow + 61, false, "from the future"},
           Row{"iat", nullptr, false, "from no time"},
           Row{"nbf", kNow + 61, false, "not yet"},
           Row{"nbf", kNow, true, "from now on"},
           Row{"sub", "", false, "nobody"},
           Row{"sub", nullptr, false, "nobody"},
           Row{"sub", 17, false, "no text"},
           Row{"preferred_username", nullptr, true, "a person without a user name"},
       }) {
    auto claims = good_claims();
    if (row.value.is_null())
      claims.erase(row.claim);
    else
      claims[row.claim] = row.value;
    auto const person = person_of(provider.token(claims), provider.key_set(), settings(), "n-1", now);
    EXPECT_EQ(code_of(person), row.accepted ? "" : "identity.oidc.claim") << row.claim << ": " << row.why;
  }
  auto claims = good_claims();
  claims["nonce"] = "";
  EXPECT_EQ(code_of(person_of(provider.token(claims), provider.key_set(), settings(), "", now)),
            "identity.oidc.claim");
}

TEST(IdentityToken, WithoutARightSignatureIsRefused) {
  Provider const rsa(Provider::Kind::rsa), ec(Provider::Kind::ec), other(Provider::Kind::rsa);
  auto const claims = good_claims();
  auto const ask = [&](std::string const& token, std::string const& keys) {
    return code_of(person_of(token, keys, settings(), "n-1", now));
  };
  EXPECT_EQ(ask(other.token(claims), rsa.key_set()), "identity.oidc.signature");
  EXPECT_EQ(ask(ec.token(claims), rsa.key_set()), "identity.oidc.signature");
  EXPECT_EQ(ask(rsa.token(claims, {{"alg", "RS256"}, {"kid", "unknown"}}), rsa.key_set()),
            "identity.oidc.signature");
  EXPECT_EQ(ask(rsa.token(claims, {{"alg", "RS256"}}), rsa.key_set()), "") << "no kid: every key is tried";
  EXPECT_EQ(ask(rsa.token(claims, {{"alg", "none"}}), rsa.key_set()), "identity.oidc.algorithm");
  EXPECT_EQ(ask(rsa.token(claims, {{"alg", "HS256"}}), rsa.key_set()), "identity.oidc.algorithm");
  EXPECT_EQ(ask(rsa.token(claims, {{"alg", "ES256"}}), rsa.key_set()), "identity.oidc.signature");
  EXPECT_EQ(ask(rsa.token(claims, {{"alg", "RS256"}, {"crit", Json::array({"x"})}}), rsa.key_set()),
            "identity.oidc.token");
  EXPECT_EQ(ask(Provider(Provider::Kind::rsa_1024).token(claims), rsa.key_set()), "identity.oidc.signature");
  Provider const weak(Provider::Kind::rsa_1024);
  EXPECT_EQ(ask(weak.token(claims), weak.key_set()), "identity.oidc.signature") << "a key that is too short";

  auto const token = rsa.token(claims);
  auto const second = token.find('.', token.find('.') + 1);
  EXPECT_EQ(ask(token.substr(0, second + 1), rsa.key_set()), "identity.oidc.signature") << "none at all";
  auto forged = good_claims();
  forged["sub"] = "1";
  auto const first = token.find('.');
  EXPECT_EQ(ask(token.substr(0, first + 1) + base64url(forged.dump()) + token.substr(second), rsa.key_set()),
            "identity.oidc.signature");
  EXPECT_EQ(ask(token, "{}"), "identity.oidc.keys");
  EXPECT_EQ(ask(token, "not json"), "identity.oidc.keys");
  EXPECT_EQ(ask(token, R"({"keys":[]})"), "identity.oidc.signature");
  EXPECT_EQ(ask(token, R"({"keys":[7,{"kty":"RSA","n":"","e":""},{"kty":"RSA","n":7}]})"),
            "identity.oidc.signature");
  for (auto const* broken : {"", ".", "..", "a.b", "a.b.c.d", "!.!.!", "bnVsbA.bnVsbA.bnVsbA"})
    EXPECT_EQ(ask(broken, rsa.key_set()), "identity.oidc.token") << broken;
}

TEST(Provider, IsBelievedOnlyAsTheSettingsNameIt) {
  Json const good = {{"issuer", "https://id.example"},
                     {"authorization_endpoint", "https://id.example/authorize"},
                     {"token_endpoint", "https://id.example/token"},
                     {"jwks_uri", "https://id.example/keys"}};
  auto const read = read_provider(good.dump(), settings());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->token_endpoint, "https://id.example/token");
  EXPECT_EQ(read->secret_in, OidcProvider::SecretIn::header);
  auto by_body = good;
  by_body["token_endpoint_auth_methods_supported"] = {"client_secret_post"};
  EXPECT_EQ(read_provider(by_body.dump(), settings())->secret_in, OidcProvider::SecretIn::body);
  auto other = good;
  other["issuer"] = "https://evil.example";
  EXPECT_EQ(read_provider(other.dump(), settings()).error().code, "identity.oidc.issuer");
  auto plain = good;
  plain["token_endpoint"] = "http://id.example/token";
  EXPECT_EQ(read_provider(plain.dump(), settings()).error().code, "identity.oidc.address");
  EXPECT_EQ(read_provider("<html>", settings()).error().code, "identity.oidc.discovery");
}

TEST(Provider, IsReachedBySafeAddressesOnly) {
  for (auto const* safe :
       {"https://id.example/x", "http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]:1"})
    EXPECT_TRUE(is_safe_address(safe)) << safe;
  for (auto const* unsafe :
       {"", "https://", "https:///x", "http://id.example", "http://127.0.0.1.evil.example/",
        "http://localhost@evil.example/", "https://a b", "file:///etc/passwd", "https://id.example/\r\nX: y"})
    EXPECT_FALSE(is_safe_address(unsafe)) << unsafe;
}

TEST(SignInAddress, CarriesTheChallengeAndNeverTheVerifier) {
  OidcProvider const provider{"https://id.example", "https://id.example/authorize?tenant=7", "", "", {}};
  // RFC 7636, appendix B
  OidcAttempt const attempt{"st", "no", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"};
  auto const address = sign_in_address(settings(), provider, attempt);
  EXPECT_THAT(address, HasSubstr("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
  EXPECT_THAT(address, HasSubstr("https://id.example/authorize?tenant=7&response_type=code"));
  EXPECT_THAT(address, HasSubstr("redirect_uri=https%3A%2F%2Fshian.example%2Fauth%2Foidc%2Fback"));
  EXPECT_THAT(address, Not(HasSubstr(attempt.verifier)));
  EXPECT_THAT(address, Not(HasSubstr("s3cret")));
}

TEST(ExchangeBody, CarriesTheSecretOnlyWhereItIsWantedThere) {
  OidcProvider provider;
  EXPECT_THAT(exchange_body(settings(), provider, "c&d", "v"), HasSubstr("code=c%26d"));
  EXPECT_THAT(exchange_body(settings(), provider, "c", "v"), Not(HasSubstr("s3cret")));
  provider.secret_in = OidcProvider::SecretIn::body;
  EXPECT_THAT(exchange_body(settings(), provider, "c", "v"), HasSubstr("client_secret=s3cret%20%26%20more"));
}

TEST(OidcAttempts, AreGoodForOneReturnWithinTenMinutes) {
  OidcAttempts attempts;
  auto const one = new_attempt(), two = new_attempt();
  EXPECT_NE(one.state, two.state);
  attempts.remember(one, now);
  attempts.remember(two, now);
  EXPECT_EQ(attempts.take(one.state, now)->verifier, one.verifier);
  EXPECT_FALSE(attempts.take(one.state, now)) << "once";
  EXPECT_FALSE(attempts.take("made up", now));
  EXPECT_FALSE(attempts.take(two.state, {now.ms + 600'000}));
}

class Binding : public shian::test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    session = open();
    prepare_tables(*session);
    store::Transaction transaction(*session, store::Access::write);
    ASSERT_TRUE(Accounts(*session).create({"u23.officer", "", Role::office, "", ""}, {}, now));
    transaction.commit();
  }
  std::string sign_in(OidcPerson const& person,
                      OidcSettings::Unbound unbound = OidcSettings::Unbound::by_user_name) {
    store::Transaction transaction(*session, store::Access::write);
    auto with = settings();
    with.unbound = unbound;
    Accounts accounts(*session);
    auto const account = account_for(accounts, person, with, now);
    transaction.commit();
    return account ? account->id : account.error().code;
  }
  std::unique_ptr<store::Session> session;
};
INSTANTIATE_TEST_SUITE_P(Stores, Binding, shian::test::kBothStores, shian::test::store_name);

TEST_P(Binding, HoldsFromTheFirstSignInWhateverThePersonIsCalledLater) {
  EXPECT_EQ(sign_in({"i#17", "u23.officer"}, OidcSettings::Unbound::refused), "identity.oidc.no_account");
  EXPECT_EQ(sign_in({"i#17", "u23.officer"}), "u23.officer");
  EXPECT_EQ(sign_in({"i#17", "renamed"}), "u23.officer");
  EXPECT_EQ(sign_in({"i#17", "renamed"}, OidcSettings::Unbound::refused), "u23.officer");
  EXPECT_EQ(sign_in({"i#18", "u23.officer"}), "identity.oidc.no_account")
      << "the name alone opens nothing now";
  EXPECT_EQ(sign_in({"i#19", ""}), "identity.oidc.no_account");
  EXPECT_EQ(sign_in({"i#20", std::string("u23.officer\0", 12)}), "identity.oidc.no_account");
}

TEST_P(Binding, OfADisabledAccountOpensNothing) {
  ASSERT_EQ(sign_in({"i#17", "u23.officer"}), "u23.officer");
  {
    store::Transaction transaction(*session, store::Access::write);
    auto account = *Accounts(*session).find("u23.officer");
    account.disabled = true;
    ASSERT_TRUE(Accounts(*session).change(account, {}, now));
    transaction.commit();
  }
  EXPECT_EQ(sign_in({"i#17", "u23.officer"}), "identity.oidc.no_account");
}

TEST(OidcSettings, GiveNobodyAnAccountByItsNameUnlessChosen) {
  EXPECT_EQ(OidcSettings{}.unbound, OidcSettings::Unbound::refused);
}

}  // namespace
}  // namespace shian::identity
