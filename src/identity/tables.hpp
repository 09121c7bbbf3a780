// What this room keeps in the store: accounts, sessions, tokens, and the security journal.
#pragma once

#include "store/session.hpp"

namespace shian::identity {

/// Creates what is missing. Makes its own write transactions.
void prepare_tables(store::Session& session);

}  // namespace shian::identity
