#include "identity/written_text.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace shian::identity {

std::optional<int> characters_of(std::string_view text) {
  if (!is_valid_utf8(text) || text.find('\0') != std::string_view::npos) return std::nullopt;
  int points = 0;
  for (std::size_t at = 0; at < text.size(); ++points) (void)next_code_point(text, at);
  return points;
}

bool is_written(std::string_view text, int most) {
  auto const characters = characters_of(text);
  return characters && *characters <= most && !trimmed(text).empty();
}

}  // namespace shian::identity
