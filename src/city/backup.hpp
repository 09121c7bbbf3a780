// A store and its evidence files in one folder, made while others write, and put back again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/day.hpp"
#include "base/hash.hpp"
#include "store/session.hpp"

namespace shian::city {

/// What a backup is of: the moment of the journal's last entry.
struct Manifest {
  Timestamp made_at;
  std::string program_version;
  std::string pack_id, pack_version;
  store::Dialect dialect = store::Dialect::sqlite;
  std::int64_t last_entry = 0;  // of the journal; 0: empty
  Digest chain_end{};
  struct File {
    std::string name;  // below the backup's folder
    std::int64_t bytes = 0;
    std::string sha256;
  };
  File database;
  std::vector<File> evidence;
  /// Evidence that the store knows and that was missing or altered already when the backup was made.
  std::vector<std::string> lost;
};

struct Backup {
  std::filesystem::path folder;
  Manifest manifest;
};

/// Writes `into`/shian-YYYYMMDD-HHMMSS (the machine's local time): the database at one moment, then the
/// evidence files it knows, by hard link where the disk allows it, then manifest.json; whole or not at all.
/// `into` is made when missing. Errors: the store holds no books; a backup of this second is there already.
/// Throws store::Failure (full, ...).
[[nodiscard]] Expected<Backup> make_backup(store::Address const& address, std::filesystem::path const& into);

/// Reads manifest.json and holds every file against it. Errors: no backup, a file missing or altered.
[[nodiscard]] Expected<Backup> checked_backup(std::filesystem::path const& folder);

enum class Existing { refuse, replace };
/// Puts a checked backup in the place of the store: evidence files first, then the database. Evidence that
/// came later stays. Errors: the store exists already; a backup of the other kind of store. Throws
/// store::Failure, busy while the store is open elsewhere.
[[nodiscard]] Expected<void> restore(Backup const& backup, store::Address const& address, Existing existing);

/// Removes the oldest backups of `into` until `keep` (at least 1) are left, and what broken-off ones left
/// behind. Names of those removed.
std::vector<std::string> prune_backups(std::filesystem::path const& into, std::size_t keep);

}  // namespace shian::city
