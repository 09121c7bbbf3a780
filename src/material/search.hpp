// Finding records and evidence by words. What is found is shown through a record that whoever asks may read,
// as it is now: an index that lags behind neither shows what is no longer there nor what became personal.
#pragma once

#include "material/words.hpp"
#include "register/ledger.hpp"

namespace shian::material {

/// Who that is, is known elsewhere.
struct Reader {
  std::function<bool(reg::Schema const&)> sees;  // any record of the register
  std::function<bool(reg::Schema const&, reg::Record const&)> may_read;
  std::function<bool(reg::Schema const&, reg::Record const&)> may_read_files;
};
[[nodiscard]] Reader everything();

struct SearchQuestion {
  Query query;
  std::size_t limit = 20;  // of records, and of files
  Reader reader = everything();
};

struct FoundRecord {
  reg::Schema const* schema = nullptr;
  reg::Record record;
  reg::FieldIndex field = -1;  // where the first of the words stands
  Snippet snippet;             // of that field
};

struct FoundFile {
  std::string hash;
  struct Holder {
    reg::Schema const* schema = nullptr;
    reg::Record record;
    reg::FieldIndex field = -1;
  };
  std::vector<Holder> holders;  // that may be read, at most five
  Snippet snippet;
  int page = 0;  // from 1; 0: it has none
};

struct Found {
  std::vector<FoundRecord> records;  // what was entered last comes first
  std::vector<FoundFile> files;      // what was read last comes first
  bool has_more_records = false, has_more_files = false;
  /// After looking at so many that may not be read, or do not hold the words side by side, it gave up.
  bool gave_up = false;
  std::int64_t behind = 0;        // entries of the journal that cannot be found yet
  std::int64_t unread_files = 0;  // likewise
};

/// Inside a read transaction. The store's tables must be there (prepare_tables).
[[nodiscard]] Found search(reg::Ledger& ledger, SearchQuestion const& question);

}  // namespace shian::material
