// What becomes of a table's rows, whether they are written or only tried: references looked up, refusals
// gathered. Inside this room only.
#pragma once

#include <optional>

#include "intake/importer.hpp"
#include "intake/reading.hpp"

namespace shian::intake {

/// Where rows go.
class Destination {
 public:
  virtual ~Destination() = default;
  virtual std::vector<reg::Outcome> take(std::vector<std::vector<Value>>& rows,
                                         std::span<int const> numbers) = 0;
  /// What the rows taken have made of this key, where the store does not show it; nothing: nothing.
  [[nodiscard]] virtual std::optional<RecordId> find_by_key(std::string_view key) = 0;
};

struct FilePrint {
  std::string hash;
  bool simulated = false;
};
/// Errors: the file cannot be read.
[[nodiscard]] Expected<FilePrint> print_of(std::filesystem::path const& file);
/// Whether a file of this hash was imported into the register whole, and not undone.
[[nodiscard]] bool was_imported(store::Session& session, reg::Schema const& schema,
                                std::string const& file_hash);

/// The table opened behind its header, understood as remembered and chosen; `report` is told.
[[nodiscard]] Expected<OpenedTable> open_as_chosen(reg::Ledger& ledger, reg::Schema const& schema,
                                                   std::filesystem::path const& file,
                                                   ImportOptions const& options, ImportReport& report);
/// Columns that must be there and are not.
[[nodiscard]] std::optional<Error> missing_columns(reg::Schema const& schema,
                                                   Understanding const& understanding,
                                                   std::filesystem::path const& file,
                                                   ImportOptions const& options);

/// By column: the first texts that differ.
void add_samples(std::vector<std::vector<std::string>>& samples, Row const& row);

class Settling {
 public:
  Settling(reg::Ledger& ledger, reg::Schema const& schema, ImportOptions const& options, ImportReport& report,
           Destination& destination);

  /// All rows of the table. Errors: it cannot be read to its end.
  Expected<void> run(OpenedTable& table, RowConverter& converter, ImportProgress const& progress);
  /// Rows that were refused before they came to their destination.
  [[nodiscard]] std::int64_t refused_before() const { return refused_before_; }
  /// Puts the file of refused rows in its place, when there are any.
  Expected<void> finish();

 private:
  void settle(std::vector<Candidate>& rows);
  [[nodiscard]] RecordId look_up(AskedReference const& asked);
  void write(std::span<Candidate> rows);
  void refuse(Candidate const& row);

  reg::Ledger& ledger_;
  reg::Schema const& schema_;
  ImportOptions const& options_;
  ImportReport& report_;
  Destination& destination_;
  std::optional<RejectsWriter> rejects_;
  std::int64_t refused_before_ = 0;
};

}  // namespace shian::intake
