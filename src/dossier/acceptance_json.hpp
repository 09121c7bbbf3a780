// How far the items of an acceptance are proved, as JSON.
#pragma once

#include <map>

#include "dossier/proved.hpp"
#include "report/json_parts.hpp"

namespace shian::dossier {

/// {"list", "name", "as_of", "simulated", "counts", "rows", "items": [{id, above, depth, name, state, units,
/// years, gaps}], "units": [{unit, gaps}]}: the tree without what lies behind it. "rows": where the rows of
/// an own list stand; null: the list is the plan's.
[[nodiscard]] report::Json acceptance_json(city::City& city, Acceptance const& acceptance,
                                           Overview const& overview);

/// One item with its proofs, documents, ledgers, figures and gaps. `paths`: where a frozen dossier keeps the
/// file of a document, by its index.
using Paths = std::map<std::size_t, std::string>;
[[nodiscard]] report::Json item_json(city::City& city, Acceptance const& acceptance, std::size_t item,
                                     Paths const& paths = {});

[[nodiscard]] Text text_of(pack::ProofKind kind);
[[nodiscard]] Text text_of(ItemState state);

}  // namespace shian::dossier
