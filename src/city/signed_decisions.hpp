// Decisions that were signed at the desk: kept in the store beside the pack's files, and part of every
// version of the pack from then on.
#pragma once

#include <vector>

#include "pack/model.hpp"
#include "store/session.hpp"

namespace shian::city {

/// In the order in which they were signed. None in a store that no newer program has prepared.
[[nodiscard]] std::vector<pack::Decision> signed_decisions(store::Session& session);
/// What the next one is called. No decision in a pack's files may be called so ("signed-4").
[[nodiscard]] std::string next_decision_id(store::Session& session);
void keep_decision(store::Session& session, pack::Decision const& decision);  // inside a write transaction
void create_decision_table(store::Session& session);

}  // namespace shian::city
