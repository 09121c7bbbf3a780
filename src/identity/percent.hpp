// Percent-encoding (RFC 3986, 2.1): everything but the unreserved characters.
#pragma once

#include <string>
#include <string_view>

namespace shian::identity {

[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace shian::identity
