// Signing in through the city's own provider: OpenID Connect, authorization code flow with PKCE (RFC 7636).
// This file asks nobody anything; `oidc_client.hpp` does.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "identity/accounts.hpp"

namespace shian::identity {

struct OidcSettings {
  std::string issuer;  // exactly as the provider names itself: "https://id.example.gov.cn"
  std::string client_id;
  std::string client_secret;  // "": a public client
  std::string redirect_uri;   // "https://shian.example.gov.cn/auth/oidc/back"
  Text name;                  // of the provider, on the sign-in page
  std::string scope = "openid profile";
  /// Whether a person who is bound to no account yet may take the account of the same user name. To be
  /// chosen only where people cannot choose their user names at the provider.
  enum class Unbound { by_user_name, refused } unbound = Unbound::refused;
};

/// What the provider publishes of itself (OpenID Connect Discovery 1.0).
struct OidcProvider {
  std::string issuer, authorization_endpoint, token_endpoint, jwks_uri;
  /// How it wants to be given the client's secret (RFC 6749, 2.3.1): in the header, unless it takes it in the
  /// body only.
  enum class SecretIn { header, body } secret_in = SecretIn::header;
};
/// Errors: not readable; another issuer than asked (section 4.3); an address that is not safe.
[[nodiscard]] Expected<OidcProvider> read_provider(std::string_view discovery, OidcSettings const& settings);
/// https, or http to this very machine.
[[nodiscard]] bool is_safe_address(std::string_view address);

/// One attempt to sign in, between leaving for the provider and coming back.
struct OidcAttempt {
  std::string state;     // goes into the address and into a cookie of this browser; both must come back
  std::string nonce;     // must stand in the identity token
  std::string verifier;  // of PKCE
};
[[nodiscard]] OidcAttempt new_attempt();
/// Where the browser is sent.
[[nodiscard]] std::string sign_in_address(OidcSettings const& settings, OidcProvider const& provider,
                                          OidcAttempt const& attempt);
/// The body of the request that trades the code for an identity token.
[[nodiscard]] std::string exchange_body(OidcSettings const& settings, OidcProvider const& provider,
                                        std::string_view code, std::string_view verifier);

/// Attempts that are under way, in memory: ten minutes, each good for one return. Any thread.
class OidcAttempts {
 public:
  void remember(OidcAttempt attempt, Timestamp now);
  [[nodiscard]] std::optional<OidcAttempt> take(std::string const& state, Timestamp now);

 private:
  struct Waiting {
    OidcAttempt attempt;
    Timestamp since;
  };
  std::mutex mutex_;
  std::unordered_map<std::string, Waiting> waiting_;
};

/// Who the provider says it is.
struct OidcPerson {
  std::string subject;    // issuer + "#" + sub: what Account::oidc_subject holds
  std::string user_name;  // preferred_username; may be empty
};
/// Errors: a signature that does not fit; another issuer, audience or nonce; over, or not yet.
[[nodiscard]] Expected<OidcPerson> person_of(std::string_view id_token, std::string_view key_set,
                                             OidcSettings const& settings, std::string_view nonce,
                                             Timestamp now);
/// His account, bound to him from now on. Inside the caller's write transaction.
/// Errors: he has none; it is disabled.
Expected<Account> account_for(Accounts& accounts, OidcPerson const& person, OidcSettings const& settings,
                              Timestamp now);

}  // namespace shian::identity
