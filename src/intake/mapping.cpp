#include "intake/mapping.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace shian::intake {

Mapping::Entry const* Mapping::find(std::string_view header) const {
  auto const wanted = folded(header);
  for (auto const& entry : entries) {
    if (folded(entry.header) == wanted) return &entry;
  }
  return nullptr;
}

void Mapping::remember(std::string header, std::vector<std::string> fields) {
  auto const wanted = folded(header);
  std::erase_if(entries, [&](Entry const& entry) { return folded(entry.header) == wanted; });
  entries.push_back({std::move(header), std::move(fields)});
}

std::string Mapping::to_json() const {
  auto list = nlohmann::json::array();
  for (auto const& entry : entries) list.push_back({{"header", entry.header}, {"fields", entry.fields}});
  return list.dump();
}

Expected<Mapping> Mapping::from_json(std::string_view text) {
  auto const wrong = [] {
    return fail("intake.mapping", "记住的列对应关系无法读取",
                "the remembered mapping of columns cannot be read");
  };
  auto const list = nlohmann::json::parse(text, nullptr, false);
  if (!list.is_array()) return wrong();
  Mapping made;
  for (auto const& item : list) {
    if (!item.is_object() || !item.contains("header") || !item["header"].is_string() ||
        !item.contains("fields") || !item["fields"].is_array()) {
      return wrong();
    }
    Entry entry{item["header"].get<std::string>(), {}};
    for (auto const& field : item["fields"]) {
      if (!field.is_string()) return wrong();
      entry.fields.push_back(field.get<std::string>());
    }
    made.entries.push_back(std::move(entry));
  }
  return made;
}

}  // namespace shian::intake
