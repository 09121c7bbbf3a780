// What was read of the evidence files, as the store keeps it: which are read, which cannot be, and why.
#pragma once

#include "material/content.hpp"
#include "register/evidence.hpp"

namespace shian::material {

/// A file of the store that nobody has read. Whatever becomes evidence is one from the commit on: the note of
/// its bytes is there and that of its reading is not.
struct UnreadFile {
  std::string hash, name;
};

/// Which unreadable files are read once more: none but those whose program was missing and is there now; or
/// all.
enum class Again { where_it_helps, all };

/// In the order of their hashes, those behind `behind`.
[[nodiscard]] std::vector<UnreadFile> unread_files(store::Session& session, std::size_t most, Again again,
                                                   std::string_view behind = "");
/// Mostly they are, and nobody need look for those that are not one by one.
[[nodiscard]] bool are_all_read(store::Session& session);
/// Whether nobody has read the file meanwhile. Inside the transaction that keeps what was read.
[[nodiscard]] bool is_unread(store::Session& session, std::string_view hash);
struct FileCounts {
  std::int64_t read = 0, unreadable = 0, unread = 0;
};
[[nodiscard]] FileCounts count_files(store::Session& session);

/// Inside a write transaction; what was kept of an earlier reading goes.
void keep(store::Session& session, std::string_view hash, Expected<Content> const& content, Timestamp now);

/// What is kept of one file. Nothing: it was not read yet.
struct KeptContent {
  std::optional<Error> unreadable;  // why it could not be read
  Content content;
  Timestamp read_at;
};
[[nodiscard]] std::optional<KeptContent> kept(store::Session& session, std::string_view hash);

}  // namespace shian::material
