// A PostgreSQL store dumped and replaced by PostgreSQL's own programs. Inside the room only.
#pragma once

#include <filesystem>

#include "store/postgresql_connection.hpp"

namespace shian::store {

/// Dumps what the connection's open read transaction (repeatable read) sees: pg_dump in the same snapshot.
void save_postgresql(Connection& connection, std::filesystem::path const& file);

}  // namespace shian::store
