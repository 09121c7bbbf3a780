// Signed JSON tokens (JWS compact form, RFC 7515) held against a provider's published keys (JWKS, RFC 7517).
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace shian::identity {

/// The token's claims, as JSON text, once a key of the set has been found to have signed it.
/// RS256 with at least 2048 bits, and ES256; the kind of the key decides, never the token alone.
/// Errors: not of the form; another algorithm; "crit" extensions; no such key; a signature that does not fit.
[[nodiscard]] Expected<std::string> verified_claims(std::string_view token, std::string_view key_set);

[[nodiscard]] std::string base64url(std::string_view bytes);  // RFC 4648, section 5, without padding
[[nodiscard]] Expected<std::string> from_base64url(std::string_view text);

}  // namespace shian::identity
