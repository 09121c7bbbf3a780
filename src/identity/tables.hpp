// What this room keeps in the store: accounts, sessions, tokens, the security journal, and what
// belongs to people rather than to registers: comments, saved filters, kept answers, frozen boards, what
// proofs found, which digests were sent.
#pragma once

#include "store/session.hpp"

namespace shian::identity {

/// Creates what is missing. Makes its own write transactions.
void prepare_tables(store::Session& session);

}  // namespace shian::identity
