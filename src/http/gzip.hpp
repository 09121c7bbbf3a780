// Compression of what is sent often. Inside this room only.
#pragma once

#include <string>
#include <string_view>

namespace shian::http {

/// A gzip file (RFC 1952) of `text`, packed as small as deflate can.
[[nodiscard]] std::string gzipped(std::string_view text);

}  // namespace shian::http
