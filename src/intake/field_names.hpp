// All that the fields of a register are called, and what one header's text means.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "intake/header.hpp"

namespace shian::intake {

class FieldNames {
 public:
  explicit FieldNames(reg::Schema const& schema);

  /// Exact after folding; brackets, required marks and unit hints set aside. `how` none: not known.
  [[nodiscard]] ColumnPart match(std::string_view header) const;
  /// The parts of a header that names several fields; empty: it does not.
  [[nodiscard]] std::vector<ColumnPart> match_combined(std::string_view header) const;
  /// The field with the nearest name, -1: none is near.
  [[nodiscard]] int nearest_to(std::string_view header) const;

 private:
  struct Meaning {
    int field;  // -1: several
    MatchedBy how;
  };
  void add(std::string_view spelling, int field, MatchedBy how);

  std::unordered_map<std::string, Meaning> meanings_;
  std::vector<std::string> spellings_;  // for suggestions
};

/// Separators within combined columns, in the order they are tried.
inline constexpr std::string_view kCombinedSeparators[] = {"║", "‖", "┃", "||", "|", "｜", "/"};

/// The header's text as it is compared: folded, without required marks and a closing colon.
[[nodiscard]] std::string header_key(std::string_view header);

}  // namespace shian::intake
