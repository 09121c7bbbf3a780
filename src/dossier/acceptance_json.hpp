// How far the items of an acceptance are proved, as JSON.
#pragma once

#include <map>

#include "dossier/proved.hpp"
#include "report/json_parts.hpp"

namespace shian::dossier {

/// Which of it is told: everything, or one unit's items and gaps.
struct Shown {
  std::string unit;  // id; "": everybody's
};

/// {"list", "name", "as_of", "years", "counts", "items": [{id, above, depth, name, state, units, gaps}],
/// "units":
/// [{unit, name, gaps}]}: the tree without what lies behind it.
[[nodiscard]] report::Json acceptance_json(city::City& city, Acceptance const& acceptance,
                                           Shown const& shown);

/// One item with its proofs, documents, ledgers, figures and gaps. `paths`: where a frozen dossier keeps the
/// file of a document, by its index.
using Paths = std::map<std::size_t, std::string>;
[[nodiscard]] report::Json item_json(city::City& city, Acceptance const& acceptance, std::size_t item,
                                     Paths const& paths = {});

[[nodiscard]] Text text_of(pack::ProofKind kind);
[[nodiscard]] Text text_of(ItemState state);

}  // namespace shian::dossier
