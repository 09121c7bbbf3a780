// The server's own refusals as problem+json (RFC 9457), in Chinese and English.
#pragma once

#include "http/message.hpp"

namespace shian::http {

/// 400, 404, 405, 408, 413, 415, 416, 429, 431, 500, 503: what went wrong before or beside the site.
[[nodiscard]] Response problem(int status);
/// "Not Found"; "" for a status that has no phrase here.
[[nodiscard]] std::string_view reason_of(int status);
/// Field names of HTTP, compared without regard to case.
[[nodiscard]] bool same_name(std::string_view one, std::string_view other);

/// A field value without the blanks around it (RFC 9110, 5.5).
[[nodiscard]] std::string_view without_blanks(std::string_view value);

}  // namespace shian::http
