// Base64 as mail has it (RFC 4648, section 4): with padding, in one line. Inside this room only.
#pragma once

#include <string>
#include <string_view>

namespace shian::mail {

[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace shian::mail
