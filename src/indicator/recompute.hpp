// The same figures from the records alone: to build a measure anew, and to prove that the live cells are
// right.
#pragma once

#include "indicator/maintain.hpp"

namespace shian::indicator {

/// Builds the cells of these measures from all records, in the running write transaction.
void rebuild(reg::Ledger& ledger, Catalogue const& catalogue, Cells& cells, std::span<int const> measures);

/// One figure that is not what the records say.
struct Difference {
  std::string indicator, measure;
  std::string where;  // cell, roll-up or keyed row
  std::string kept, recomputed;
};

struct Check {
  std::int64_t measures = 0;
  std::int64_t cells = 0;
  std::vector<Difference> differences;  // the first of each measure, at most 10 a measure
};

/// Compares cells, roll-ups and keyed rows with a recomputation. In a read transaction of the caller's.
/// `progress` is told (done, all) measures.
[[nodiscard]] Check verify(reg::Ledger& ledger, Catalogue const& catalogue, Cells& cells,
                           std::function<void(int, int)> const& progress = {});

}  // namespace shian::indicator
