// Mail addresses that this house sends to.
#pragma once

#include <string_view>

#include "base/error.hpp"

namespace shian::mail {

/// local@domain of RFC 5321, 4.1.2, as people have them: ASCII, the part before the @ not in quotes, a domain
/// name and no number in brackets. Errors: anything else, also what could end a line or an angle bracket.
[[nodiscard]] Expected<void> check_address(std::string_view address);

}  // namespace shian::mail
