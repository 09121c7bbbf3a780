// What this room keeps in the store: papers that were issued, and templates that the office has changed.
#pragma once

#include "store/session.hpp"

namespace shian::document {

/// Creates what is missing. Makes its own write transactions.
void prepare_tables(store::Session& session);

}  // namespace shian::document
