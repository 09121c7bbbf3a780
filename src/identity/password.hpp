// Passwords: argon2id (RFC 9106) by libsodium; what a good one must have; one-time ones.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace shian::identity {

/// The hash with its salt and cost, as one text ("$argon2id$v=19$m=19456,t=2,p=1$..."). Takes tens of
/// milliseconds and 19 MiB (OWASP's second profile): never on a network thread.
[[nodiscard]] std::string hash_of_password(std::string_view password);
/// As slow when `hash` is empty (an account that is not there) as when it is not.
[[nodiscard]] bool is_password(std::string_view password, std::string const& hash);
/// Whether the hash was made with another cost than today's.
[[nodiscard]] bool is_outdated(std::string const& hash);

/// Errors: under 12 or over 128 characters, the account's own name, one of the commonest, a short piece again
/// and again (ASVS 2.1). No kind of character is asked for, and none refused.
[[nodiscard]] Expected<void> check_password(std::string_view password, std::string_view account);
/// To be handed over once and changed at the first sign-in: 16 characters without those that look alike.
[[nodiscard]] std::string one_time_password();

/// `bytes` of randomness as lower-case hex.
[[nodiscard]] std::string random_hex(std::size_t bytes);
/// Compares in constant time.
[[nodiscard]] bool is_same_secret(std::string_view one, std::string_view other);

}  // namespace shian::identity
