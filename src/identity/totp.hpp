// The second factor: six digits that change every 30 seconds (RFC 6238 with SHA-1, as every authenticator
// knows them).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shian::identity {

/// 160 bits in base32 (RFC 4648).
[[nodiscard]] std::string new_totp_secret();
[[nodiscard]] std::string base32(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base32(std::string_view text);

/// The code of one step (30 s since 1970) for a secret in base32; nothing for a broken secret.
[[nodiscard]] std::optional<std::string> totp_code(std::string_view secret, std::int64_t step,
                                                   int digits = 6);
/// The step whose code this is, one step early or late allowed; nothing when it is none, or not later than
/// `last_step`: a code counts once.
[[nodiscard]] std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code,
                                                    std::int64_t unix_seconds, std::int64_t last_step);

/// "otpauth://totp/...": what the QR code says to the authenticator.
[[nodiscard]] std::string totp_uri(std::string_view issuer, std::string_view account,
                                   std::string_view secret);
/// A QR code as an SVG picture.
[[nodiscard]] std::string qr_svg(std::string_view text);

}  // namespace shian::identity
