#include "dossier/cell_parts.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace shian::dossier {

std::vector<std::string> parts_of(std::string_view cell) {
  constexpr std::u32string_view kSeparators = U"、，,；;/\n";
  std::vector<std::string> parts;
  std::size_t from = 0;
  auto const take = [&](std::size_t until) {
    if (auto const part = trimmed(cell.substr(from, until - from)); !part.empty()) parts.emplace_back(part);
  };
  for (std::size_t at = 0; at < cell.size();) {
    auto const here = at;
    if (kSeparators.find(next_code_point(cell, at)) == std::u32string_view::npos) continue;
    take(here);
    from = at;
  }
  take(cell.size());
  return parts;
}

}  // namespace shian::dossier
