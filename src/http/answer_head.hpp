// The line and the headers of an answer, as they go on the wire. Inside this room only.
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace shian::http {

enum class After { keep, close };

/// Status line, Date, X-Request-Id, Connection and the response's own headers; neither a length nor the empty
/// line that ends it.
[[nodiscard]] std::string answer_head(Response const& response, std::string_view id, After after);
/// "NAME: VALUE\r\n"; line breaks within a value are left out, so that it never makes a header of its own.
void add_header(std::string& head, std::string_view name, std::string_view value);
/// For a request that brings none: 16 hexadecimal digits.
[[nodiscard]] std::string random_id();

}  // namespace shian::http
