// Text inside XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace shian {

/// As an element's or an attribute's text: & < > " and ' by their references.
[[nodiscard]] std::string markup_text(std::string_view text);

}  // namespace shian
