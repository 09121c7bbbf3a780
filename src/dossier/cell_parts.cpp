#include "dossier/cell_parts.hpp"

#include "base/text.hpp"

namespace shian::dossier {

std::vector<std::string> parts_of(std::string cell) {
  for (std::string_view const separator : {"、", "，", "；", ";", "/", "\n"}) {
    for (auto at = cell.find(separator); at != std::string::npos; at = cell.find(separator, at + 1))
      cell.replace(at, separator.size(), ",");
  }
  std::vector<std::string> parts;
  for (auto const part : split(cell, ','))
    if (auto const word = trimmed(part); !word.empty()) parts.emplace_back(word);
  return parts;
}

}  // namespace shian::dossier
