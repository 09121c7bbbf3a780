// Evidence files, kept by their SHA-256 beside the store: the same file twice is one file, an altered one is
// found.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "register/journal.hpp"

namespace shian::reg {

/// A file that stands in the folder and is not yet known to the store.
struct KeptFile {
  std::string hash;
  std::int64_t bytes = 0;
  bool is_new = false;  // these bytes were not there before
};

/// The file that a record's field holds, as whoever attached it called it. The same bytes may hang on other
/// people's records under other names: neither learns of the other.
struct Attachment {
  std::string register_id;
  RecordId record = 0;
  std::string field, hash;
  std::string name, type;
  std::int64_t bytes = 0;
  Timestamp at;
  Author author;
};

class Evidence {
 public:
  Evidence(store::Session& session, std::filesystem::path folder)
      : session_(session), folder_(std::move(folder)) {}

  /// Copies the file in (written whole and synced before it gets its name) and notes it in the store.
  /// Inside a write transaction. Errors: the file cannot be read, is empty, or is over 2 GiB.
  Expected<std::string> add(std::filesystem::path const& file, Author const& author, Timestamp now);
  /// The two halves of `add`: copying, on any thread and outside of transactions, as it takes its time; and
  /// noting. What is kept and never noted stays in the folder without a name.
  [[nodiscard]] Expected<KeptFile> keep(std::filesystem::path const& file) const;
  void note(KeptFile const& kept, std::string_view name, Author const& author, Timestamp now);
  /// Takes a file that came with a refused change out of the folder again, unless the store knows it or it
  /// was there before. On the thread that notes; whoever notes afterwards sees that the bytes are there.
  void drop(KeptFile const& kept);

  /// Inside the write transaction that puts the hash into the record's field.
  void attach(Attachment const& attachment);
  /// Nothing: the hash came some other way (the command line, an import).
  [[nodiscard]] std::optional<Attachment> attachment(std::string_view register_id, RecordId record,
                                                     std::string_view field, std::string_view hash);
  /// What was noted when the bytes first came. Nothing: the store does not know them.
  [[nodiscard]] std::optional<Attachment> noted(std::string_view hash);
  /// What the file in a record's field is called there: by whoever attached it, else by the record's own unit
  /// when it brought the bytes. Nothing: another unit may have brought them under a name of its own.
  [[nodiscard]] std::optional<std::string> name_on(Schema const& schema, Record const& record,
                                                   FieldIndex field);
  [[nodiscard]] std::filesystem::path path_of(std::string_view hash) const;
  /// The hash of every file the store knows.
  [[nodiscard]] std::vector<std::string> known();
  /// Every file the store knows: missing, or with other bytes than its hash says.
  [[nodiscard]] std::vector<std::string> damaged(std::function<void(std::int64_t)> const& progress = {});

 private:
  store::Session& session_;
  std::filesystem::path folder_;
};

}  // namespace shian::reg
