// Which pack the store keeps, as files, and which it kept before.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/error.hpp"
#include "store/session.hpp"

namespace shian::city {

/// The pack's files by name below the folder that holds its chain: "yueqing/targets.yaml" -> text.
using PackFiles = std::map<std::string, std::string>;
[[nodiscard]] PackFiles kept_files(store::Session& session);
void keep_files(store::Session& session, PackFiles const& files);  // inside a write transaction
[[nodiscard]] std::string hash_of(PackFiles const& files);         // SHA-256
/// Below `folder`, with the folders that their names need. Throws std::system_error.
void write_files(PackFiles const& files, std::filesystem::path const& folder);

/// One time that a pack's files were put into the store.
struct PackApplication {
  Timestamp at;
  std::string account;   // who, at the desk; "": on the command line
  std::string from, to;  // versions; `from` is "" the first time
  std::string hash;
  std::string reason;
};
/// Newest first.
[[nodiscard]] std::vector<PackApplication> pack_history(store::Session& session);
void note_application(store::Session& session, PackApplication const& application);

/// Moves whenever what the pack says is another: its files, or the decisions signed since. Whoever has the
/// pack in memory compares it.
[[nodiscard]] std::int64_t pack_edition(store::Session& session);
void move_edition(store::Session& session);  // inside a write transaction

void create_pack_tables(store::Session& session);
void create_history_table(store::Session& session);

}  // namespace shian::city
