// The part of a dossier that its figures follow from, written and read: the pack, the decisions, the records,
// and the board that came of them. Inside this room only.
#pragma once

#include <functional>
#include <string>

#include "dossier/folder.hpp"
#include "report/board.hpp"

namespace shian::dossier {

inline constexpr std::string_view kMetaFile = "data/dossier.json";
inline constexpr std::string_view kBoardFile = "data/board.json";
inline constexpr std::string_view kItemsFile = "data/items.json";
inline constexpr std::string_view kDecisionsFile = "data/decisions.json";
inline constexpr std::string_view kPackFolder = "data/pack";
inline constexpr std::string_view kRecordsFolder = "data/records";

struct Books {
  std::int64_t records = 0;
  std::int64_t secret = 0;  // left out: not revealed yet
};
/// Inside a read transaction of the caller's: pack, decisions and every record that is no secret.
Books write_books(Folder& folder, city::City& city, std::function<void(std::int64_t)> const& progress);

/// What is known of a dossier besides its books.
struct Meta {
  std::string name, list;
  Day as_of;
  Timestamp at;
  std::string by, program_version, pack_folder;
  bool simulated = false;
};
[[nodiscard]] std::string meta_text(Meta const& meta);
[[nodiscard]] Expected<Meta> read_meta(std::filesystem::path const& folder);

/// A store of its own, in `scratch`, with the books of a dossier: its figures worked out anew. Errors: faults
/// of the pack, lines that are no records.
[[nodiscard]] std::expected<std::unique_ptr<city::City>, Errors> open_books(
    std::filesystem::path const& folder, Meta const& meta, std::filesystem::path const& scratch);

/// The board as a dossier holds it: every area, without forecasts. Inside a read transaction of the caller's.
[[nodiscard]] report::Board board_of(city::City& city, Day as_of);
[[nodiscard]] std::string board_text(report::Board const& board);

}  // namespace shian::dossier
