// What a sender's columns were found to mean, remembered for the next file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace shian::intake {

/// Headers as written and the fields they carry. Where and for whom it is kept is the caller's matter.
struct Mapping {
  struct Entry {
    std::string header;
    std::vector<std::string>
        fields;  // ids; several for a column that holds several; none: passed over on purpose
    bool operator==(Entry const&) const = default;
  };
  std::vector<Entry> entries;

  /// The entry of a header, compared folded. Null: none.
  [[nodiscard]] Entry const* find(std::string_view header) const;
  void remember(std::string header,
                std::vector<std::string> fields);  // replaces what was known of the header

  [[nodiscard]] std::string to_json() const;  // [{"header": "...", "fields": ["..."]}]
  static Expected<Mapping> from_json(std::string_view text);
  bool operator==(Mapping const&) const = default;
};

}  // namespace shian::intake
