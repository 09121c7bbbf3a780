// HTTP Basic credentials (RFC 7617), for programs that know no other way: calendars.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace shian::identity {

/// The password of an Authorization header; nothing: it is of another scheme, or not of the form.
[[nodiscard]] std::optional<std::string> basic_password(std::string_view authorization);

}  // namespace shian::identity
