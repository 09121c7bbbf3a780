// What a parsed head means, or why it is refused: framing, host, and what a trusted proxy says of the client.
// Inside this room only.
#pragma once

#include <expected>
#include <span>

#include "http/message.hpp"

namespace shian::http {

/// The line and the fields as they stood on the wire.
struct RawHead {
  Method method = Method::get;
  std::string_view target;
  int version = 11;  // 10 or 11
  std::vector<Header> headers;
  std::optional<std::uint64_t> content_length;
};

/// The other end of the socket.
struct Hop {
  std::string_view peer;  // as `plain_address` writes it
  bool is_tls = false;
};

/// `id` is empty unless a trusted proxy gave one. Refusals are statuses: 400, and 501 for a coding of the
/// body other than chunks.
[[nodiscard]] std::expected<Head, int> decode_head(RawHead raw, Hop const& hop,
                                                   std::span<std::string const> trusted_proxies);

/// "10.0.0.1", "::1"; an IPv4 address that is written as IPv6 ("::ffff:10.0.0.1") becomes IPv4 again, so that
/// lists of addresses need it once. Nothing for what is no address.
[[nodiscard]] std::optional<std::string> plain_address(std::string_view text);

}  // namespace shian::http
