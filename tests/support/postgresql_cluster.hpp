// A PostgreSQL of one's own for tests: made in a temporary folder at the first wish of a test process,
// stopped and removed when the process ends, however it ends.
#pragma once

#include <optional>
#include <string>

namespace shian::test {

/// The address of a new, empty database on this process's cluster.
/// Nothing when SHIAN_WITHOUT_POSTGRESQL=1 (one line says so). Throws std::runtime_error when PostgreSQL's
/// programs are not found (Debian: postgresql-15) or do not start.
[[nodiscard]] std::optional<std::string> fresh_postgresql_database();

}  // namespace shian::test
