#include "identity/oidc.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/hash.hpp"
#include "identity/json_text.hpp"
#include "identity/password.hpp"
#include "identity/percent.hpp"
#include "identity/signed_token.hpp"
#include "identity/written_text.hpp"

namespace shian::identity {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kAttemptMs = 10LL * 60 * 1000;
constexpr std::size_t kMostWaiting = 10'000;
constexpr std::int64_t kLeewaySeconds = 60;  // clocks of two machines
constexpr int kLongestSubject = 255;         // OpenID Connect Core 1.0, section 2

// Seconds since 1970; some providers write fractions.
std::optional<std::int64_t> seconds_in(Json const& claims, char const* name) {
  constexpr double kLast = 253'402'300'799;  // the year 9999
  auto const found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  auto const seconds = found->get<double>();
  if (!(seconds >= 0 && seconds <= kLast)) return std::nullopt;
  return static_cast<std::int64_t>(seconds);
}

// OpenID Connect Core 1.0, section 3.1.3.7: for us, and if for others too then issued to us.
bool is_for(Json const& claims, std::string const& client) {
  auto const audience = claims.find("aud");
  if (audience == claims.end()) return false;
  auto const party = claims.find("azp");
  bool const issued_to_us = party != claims.end() && *party == client;
  if (party != claims.end() && !issued_to_us) return false;
  if (audience->is_string()) return *audience == client;
  if (!audience->is_array()) return false;
  bool const named =
      std::any_of(audience->begin(), audience->end(), [&](auto const& one) { return one == client; });
  return named && (audience->size() == 1 || issued_to_us);
}

std::unexpected<Error> unfit(std::string const& claim) {
  return fail("identity.oidc.claim", "身份令牌不是为这次登录签发的（" + claim + "）",
              "the identity token was not issued for this sign-in (" + claim + ")");
}

std::string form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  std::string text;
  for (auto const& [name, value] : fields) {
    if (!text.empty()) text += '&';
    text += std::string(name) + "=" + percent_encoded(value);
  }
  return text;
}

}  // namespace

bool is_safe_address(std::string_view address) {
  // A control character or a blank would end the request line; a '@' hides the true host.
  bool const plain =
      std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '@'; });
  if (!plain) return false;
  constexpr std::string_view kSecure = "https://";
  if (address.starts_with(kSecure)) return address.size() > kSecure.size() && address[kSecure.size()] != '/';
  for (std::string_view const here : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
    if (!address.starts_with(here)) continue;
    auto const rest = address.substr(here.size());
    if (rest.empty() || rest.front() == ':' || rest.front() == '/') return true;
  }
  return false;
}

Expected<OidcProvider> read_provider(std::string_view discovery, OidcSettings const& settings) {
  auto const json = Json::parse(discovery, nullptr, false);
  if (!json.is_object()) {
    return fail("identity.oidc.discovery", "统一身份平台的说明无法读取",
                "what the provider says of itself cannot be read");
  }
  OidcProvider provider{text_in(json, "issuer"), text_in(json, "authorization_endpoint"),
                        text_in(json, "token_endpoint"), text_in(json, "jwks_uri"),
                        OidcProvider::SecretIn::header};
  if (provider.issuer != settings.issuer) {
    return fail("identity.oidc.issuer", "统一身份平台自称 " + provider.issuer + "，设置为 " + settings.issuer,
                "the provider calls itself " + provider.issuer + ", the settings say " + settings.issuer);
  }
  for (auto const& address : {provider.authorization_endpoint, provider.token_endpoint, provider.jwks_uri}) {
    if (!is_safe_address(address)) {
      return fail("identity.oidc.address", "统一身份平台的地址不安全：" + address,
                  "an address of the provider is not safe: " + address);
    }
  }
  auto const ways = json.find("token_endpoint_auth_methods_supported");
  if (ways != json.end() && ways->is_array()) {
    auto const takes = [&](char const* way) { return std::ranges::find(*ways, way) != ways->end(); };
    if (takes("client_secret_post") && !takes("client_secret_basic"))
      provider.secret_in = OidcProvider::SecretIn::body;
  }
  return provider;
}

OidcAttempt new_attempt() { return {random_hex(32), random_hex(32), random_hex(32)}; }

std::string sign_in_address(OidcSettings const& settings, OidcProvider const& provider,
                            OidcAttempt const& attempt) {
  auto const digest = sha256(attempt.verifier);
  auto const challenge = base64url({reinterpret_cast<char const*>(digest.data()), digest.size()});
  bool const has_query = provider.authorization_endpoint.find('?') != std::string::npos;
  return provider.authorization_endpoint + (has_query ? "&" : "?") +
         form({{"response_type", "code"},
               {"client_id", settings.client_id},
               {"redirect_uri", settings.redirect_uri},
               {"scope", settings.scope},
               {"state", attempt.state},
               {"nonce", attempt.nonce},
               {"code_challenge", challenge},
               {"code_challenge_method", "S256"}});
}

std::string exchange_body(OidcSettings const& settings, OidcProvider const& provider, std::string_view code,
                          std::string_view verifier) {
  auto body = form({{"grant_type", "authorization_code"},
                    {"code", code},
                    {"redirect_uri", settings.redirect_uri},
                    {"client_id", settings.client_id},
                    {"code_verifier", verifier}});
  if (!settings.client_secret.empty() && provider.secret_in == OidcProvider::SecretIn::body)
    body += "&" + form({{"client_secret", settings.client_secret}});
  return body;
}

void OidcAttempts::remember(OidcAttempt attempt, Timestamp now) {
  std::lock_guard const lock(mutex_);
  std::erase_if(waiting_, [&](auto const& entry) { return now.ms - entry.second.since.ms >= kAttemptMs; });
  // Anybody can begin attempts: the memory for them ends somewhere.
  if (waiting_.size() >= kMostWaiting) {
    waiting_.erase(
        std::ranges::min_element(waiting_, {}, [](auto const& entry) { return entry.second.since; }));
  }
  auto state = attempt.state;
  waiting_.insert_or_assign(std::move(state), Waiting{std::move(attempt), now});
}

std::optional<OidcAttempt> OidcAttempts::take(std::string const& state, Timestamp now) {
  std::lock_guard const lock(mutex_);
  auto const found = waiting_.extract(state);
  if (found.empty() || now.ms - found.mapped().since.ms >= kAttemptMs) return std::nullopt;
  return found.mapped().attempt;
}

Expected<OidcPerson> person_of(std::string_view id_token, std::string_view key_set,
                               OidcSettings const& settings, std::string_view nonce, Timestamp now) {
  auto const text = verified_claims(id_token, key_set);
  if (!text) return std::unexpected(text.error());
  auto const claims = Json::parse(*text, nullptr, false);
  if (!claims.is_object()) return unfit("claims");
  if (text_in(claims, "iss") != settings.issuer) return unfit("iss");
  if (!is_for(claims, settings.client_id)) return unfit("aud");
  if (nonce.empty() || !is_same_secret(text_in(claims, "nonce"), nonce)) return unfit("nonce");
  auto const seconds = now.ms / 1000;
  auto const expires = seconds_in(claims, "exp");
  if (!expires || *expires + kLeewaySeconds <= seconds) return unfit("exp");
  if (auto const issued = seconds_in(claims, "iat"); !issued || *issued - kLeewaySeconds > seconds)
    return unfit("iat");
  if (claims.contains("nbf")) {
    auto const begins = seconds_in(claims, "nbf");
    if (!begins || *begins - kLeewaySeconds > seconds) return unfit("nbf");
  }
  auto const subject = text_in(claims, "sub");
  if (!is_written(subject, kLongestSubject)) return unfit("sub");
  return OidcPerson{settings.issuer + "#" + subject, text_in(claims, "preferred_username")};
}

Expected<Account> account_for(Accounts& accounts, OidcPerson const& person, OidcSettings const& settings,
                              Timestamp now) {
  auto account = accounts.find_by_subject(person.subject);
  if (!account && settings.unbound == OidcSettings::Unbound::by_user_name && !person.user_name.empty() &&
      characters_of(person.user_name)) {
    account = accounts.find(person.user_name);
    // An account that is somebody else's stays his, whoever has come to bear its name.
    if (account && !account->oidc_subject.empty()) account.reset();
    if (account && !account->disabled) {
      if (auto bound = accounts.set_subject(account->id, person.subject, now); !bound)
        return std::unexpected(bound.error());
      account->oidc_subject = person.subject;
    }
  }
  if (!account || account->disabled) {
    return std::unexpected(Error::make("identity.oidc.no_account", "您在本系统没有可用的账号",
                                       "you have no account here that can be used")
                               .hinting("请安全管理员建立账号，账号名与统一身份平台的用户名相同",
                                        "ask the security administrator for one of your user name"));
  }
  return std::move(*account);
}

}  // namespace shian::identity
