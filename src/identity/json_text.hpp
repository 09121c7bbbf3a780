// Texts out of the JSON that another system sent.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace shian::identity {

/// The text under a name; "" where there is none or where it is no text.
[[nodiscard]] inline std::string text_in(nlohmann::json const& object, char const* name) {
  auto const found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace shian::identity
