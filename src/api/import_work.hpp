// Trying a table beside the writer, and importing it on the writer, each told of as it goes. Inside this room
// only.
#pragma once

#include "api/pending_imports.hpp"
#include "city/city.hpp"

namespace shian::api {

class Service;

/// Tries it soon, on the thread for long questions. What was under way at an older revision gives up.
void try_soon(Service& service, PendingImport const& one);
/// Imports it on the writer's thread. False: too much waits already.
[[nodiscard]] bool import_soon(Service& service, PendingImport const& one);
/// After a start: what was being tried is tried again; what was being imported is there whole or not at all.
void take_up_imports(Service& service);

}  // namespace shian::api
