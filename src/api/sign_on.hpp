// Signing in through the city's own provider, as the service holds it.
#pragma once

#include "api/errands.hpp"
#include "identity/oidc_client.hpp"

namespace shian::api {

/// Owned by the service when the city has a provider. Any thread.
struct SignOn {
  SignOn(identity::OidcSettings settings, std::function<void(std::string const&)> broken)
      : client(std::move(settings)), errands(kThreads, kMostWaiting, std::move(broken)) {}

  identity::OidcClient client;
  identity::OidcAttempts attempts;
  Errands errands;  // last: its threads use the others

 private:
  static constexpr int kThreads = 4;  // a provider may take ten seconds for each of three questions
  static constexpr std::size_t kMostWaiting = 100;
};

}  // namespace shian::api
