// Compression of what is sent often: once, by its owner.
#pragma once

#include <string>
#include <string_view>

namespace shian::http {

/// quick: of answers that change with the books; small: of files that are packed once.
enum class Packing { quick, small };
/// A gzip file (RFC 1952) of `text`.
[[nodiscard]] std::string gzipped(std::string_view text, Packing packing);

}  // namespace shian::http
