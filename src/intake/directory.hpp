// Finds areas and units by whatever people call them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "pack/model.hpp"

namespace shian::intake {

/// Names, aliases and ids of one kind of thing, folded.
class Directory {
 public:
  static Directory of_areas(std::span<pack::Area const> areas);
  static Directory of_units(std::span<pack::Unit const> units);

  /// The id meant by an id, a name, an alias, a town without its 街道/镇/乡 ("柳市"), or a name with more
  /// before it
  /// ("乐清市柳市镇"), each only when it can mean one thing.
  /// Errors: unknown, with the nearest name; more than one thing, with their names.
  [[nodiscard]] Expected<std::string> find(std::string_view text) const;
  [[nodiscard]] std::vector<std::string> const& names() const { return names_; }  // in the pack's order

 private:
  struct Spelling {
    std::string folded;
    int entry;
  };
  void add(std::string const& id, Text const& name, std::span<std::string const> aliases);
  void add_spelling(std::string_view spelling, int entry);

  std::string kind_zh_, kind_en_;
  std::vector<std::string> ids_, names_;
  std::vector<Spelling> spellings_;
  std::unordered_map<std::string, int> exact_;  // -1: means several things
};

}  // namespace shian::intake
