// A SQLite store copied while others write to it. Inside the room only.
#pragma once

#include <sqlite3.h>

#include <filesystem>

namespace shian::store {

/// Copies what the connection's open read transaction sees into a new database file, synced. Throws Failure.
void save_sqlite(sqlite3* source, std::filesystem::path const& file);

}  // namespace shian::store
