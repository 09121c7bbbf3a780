// Finding records and evidence by words. What is found is shown through a record that whoever asks may read,
// as it is now: an index that lags behind neither shows what is no longer there nor what became personal.
#pragma once

#include "material/reader.hpp"
#include "material/words.hpp"

namespace shian::material {

struct SearchQuestion {
  enum class Part { both, records, files };

  Query query;
  std::size_t limit = 20;  // of records, and of files
  Reader reader = everything();
  Narrowing narrowing = {};
  Part part = Part::both;
  std::optional<std::int64_t> behind = {};  // of one part: `next` of the page before
};

struct FoundRecord {
  reg::Schema const* schema = nullptr;
  reg::Record record;
  reg::FieldIndex field = -1;  // where the first of the words stands
  Snippet snippet;             // of that field
};

/// A record that holds a file, in this field.
struct Holder {
  reg::Schema const* schema = nullptr;
  reg::Record record;
  reg::FieldIndex field = -1;
};

struct FoundFile {
  std::string hash;
  std::vector<Holder> holders;  // that may be read, at most five
  Snippet snippet;
  int page = 0;  // from 1; 0: it has none
};

/// Where the next page begins; nothing: there is no more. It may hold nothing: after looking at so many that
/// may not be read, or do not hold the words side by side, a page ends (`gave_up`).
using Next = std::optional<std::int64_t>;

struct Found {
  std::vector<FoundRecord> records;  // what was entered last comes first
  std::vector<FoundFile> files;      // what was read last comes first
  Next next_record, next_file;
  bool gave_up = false;
};

/// Inside a read transaction. The store's tables must be there (prepare_tables).
[[nodiscard]] Found search(reg::Ledger& ledger, SearchQuestion const& question);

/// What cannot be found yet, or never, of what the reader may see.
struct Unfindable {
  struct Unreadable {
    Error why;
    std::int64_t files = 0;
    std::vector<Holder> holders;  // at most five
  };
  std::int64_t behind = 0;  // entries of the journal
  std::int64_t unread = 0;  // files
  std::vector<Unreadable> unreadable;
};
/// Inside a read transaction.
[[nodiscard]] Unfindable unfindable(reg::Ledger& ledger, Reader const& reader, Narrowing const& narrowing);

}  // namespace shian::material
