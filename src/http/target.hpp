// The target of a request: a path without tricks, and the query's parameters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shian::http {

struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};

/// Reads "/a/b?c=d" or "http://host/a/b?c=d" (RFC 9112, 3.2). Percent-encoding is undone once; "+" in a query
/// is a space. Nothing for what no honest client sends: a path with "." or ".." as a step, an empty step, a
/// backslash, control characters, broken UTF-8 or broken percent-encoding.
[[nodiscard]] std::optional<Target> decode_target(std::string_view text);

/// Percent-decoding alone.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace shian::http
