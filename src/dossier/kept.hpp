// Dossiers that were frozen at the desk: where each lies, and what it is known by.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "store/session.hpp"

namespace shian::dossier {

struct Kept {
  std::int64_t id = 0;
  std::string name, list;
  Day as_of;
  Timestamp at;
  std::string account;  // who froze it
  std::string folder;   // its name, below the folder of dossiers
  std::string manifest_hash, key_fingerprint;
  std::int64_t files = 0, bytes = 0, records = 0, items = 0, gaps = 0;
};

/// Creates what is missing. Makes its own write transactions.
void prepare_tables(store::Session& session);

/// Inside a write transaction; gives it back with its id.
Kept keep(store::Session& session, Kept kept);
[[nodiscard]] std::vector<Kept> kept_dossiers(store::Session& session);  // newest first
[[nodiscard]] std::optional<Kept> find_kept(store::Session& session, std::int64_t id);

}  // namespace shian::dossier
