// The records that hold a file and may be read. Inside this room only.
#pragma once

#include <map>

#include "material/search.hpp"
#include "material/visibility.hpp"

namespace shian::material {

class Holders {
 public:
  Holders(reg::Ledger& ledger, Reader const& reader, Narrowing const& narrowing)
      : ledger_(ledger), reader_(reader), narrowing_(narrowing) {}

  /// holder_seen of a row of shian_holder.
  [[nodiscard]] Condition seen(std::string_view row) const {
    return holder_seen(ledger_.schemas(), reader_, narrowing_, row);
  }
  /// By hash, at most five each, in the order of registers and records. One question for all of them.
  [[nodiscard]] std::map<std::string, std::vector<Holder>> of(std::vector<std::string> const& hashes);
  /// One that a row names, as it is now; nothing: it holds the file no longer, or may not be read.
  [[nodiscard]] std::optional<Holder> read(std::string_view register_id, RecordId record,
                                           std::string_view field, std::string const& hash);

 private:
  reg::Ledger& ledger_;
  Reader const& reader_;
  Narrowing const& narrowing_;
};

}  // namespace shian::material
