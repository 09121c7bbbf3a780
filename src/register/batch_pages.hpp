// Batches a page at a time, newest first, and one by what it is.
#pragma once

#include <optional>
#include <vector>

#include "register/ledger.hpp"

namespace shian::reg {

struct BatchQuery {
  std::optional<std::string> unit;  // that imported it; nothing: all
  std::string register_id;          // "": all
  std::int64_t before = 0;          // numbers below it; 0: all
  std::size_t limit = 50;
};
[[nodiscard]] std::vector<BatchSummary> batches(store::Session& session, BatchQuery const& query);
[[nodiscard]] std::optional<BatchSummary> find_batch(store::Session& session, std::int64_t id);

/// What tells an import apart before its number is known.
struct BatchMark {
  std::string file_hash, actor;
  Timestamp started_at;
};
[[nodiscard]] std::optional<BatchSummary> find_batch(store::Session& session, BatchMark const& mark);

}  // namespace shian::reg
