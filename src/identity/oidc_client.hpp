// The three questions to the provider, over the network. Each blocks for up to ten seconds: never on a
// network thread.
#pragma once

#include "identity/oidc.hpp"

namespace shian::identity {

/// Certificates are checked, redirects are not followed, an answer over 1 MB is refused.
class OidcClient {
 public:
  explicit OidcClient(OidcSettings settings) : settings_(std::move(settings)) {}
  [[nodiscard]] OidcSettings const& settings() const { return settings_; }

  /// The provider, asked once an hour. Errors: it does not answer; as read_provider.
  [[nodiscard]] Expected<OidcProvider> provider(Timestamp now);
  /// Trades the code for an identity token and says who it names. Errors: the provider refuses or does not
  /// answer; as person_of.
  [[nodiscard]] Expected<OidcPerson> person(std::string_view code, OidcAttempt const& attempt, Timestamp now);

 private:
  OidcSettings settings_;
  std::mutex mutex_;
  std::optional<OidcProvider> provider_;
  Timestamp asked_at_;
};

}  // namespace shian::identity
