#include "intake/settling.hpp"
#include "register/rehearsal.hpp"

namespace shian::intake {
namespace {

class OnTrial final : public Destination {
 public:
  OnTrial(reg::Rehearsal& rehearsal, reg::OnExisting on_existing, reg::Checked checked)
      : rehearsal_(rehearsal), on_existing_(on_existing), checked_(checked) {}

  std::vector<reg::Outcome> take(std::vector<std::vector<Value>>& rows,
                                 std::span<int const> numbers) override {
    return rehearsal_.create_many(rows, numbers, on_existing_, checked_);
  }
  std::optional<RecordId> find_by_key(std::string_view key) override { return rehearsal_.find_by_key(key); }

 private:
  reg::Rehearsal& rehearsal_;
  reg::OnExisting on_existing_;
  reg::Checked checked_;
};

// A file and what SQLite puts beside it.
struct Scratch {
  std::filesystem::path file;
  explicit Scratch(std::filesystem::path path) : file(std::move(path)) { remove(); }
  ~Scratch() { remove(); }
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;
  void remove() const {
    std::error_code ignored;
    for (auto const* ending : {"", "-wal", "-shm", "-journal"})
      std::filesystem::remove(file.string() + ending, ignored);
  }
};

// So that what the columns hold is seen before any is chosen.
void sample_only(OpenedTable& table, RowConverter& converter, ImportReport& report) {
  CorrectedCells const as_sent({});
  Reading reading(*table.rows, converter, report.understanding, as_sent);
  if (auto const chunk = reading.next())
    for (auto const& row : chunk->rows) add_samples(report.samples, row.source.row());
}

}  // namespace

Expected<void> try_table(reg::Ledger& ledger, reg::Schema const& schema, std::filesystem::path const& file,
                         ImportOptions const& options, std::filesystem::path const& scratch, Trial& trial,
                         ImportProgress const& progress) {
  auto const print = print_of(file);
  if (!print) return std::unexpected(print.error());
  auto& report = trial.report;
  report.simulated = print->simulated;
  report.file_hash = print->hash;
  report.known_file = was_imported(ledger.session(), schema, print->hash);
  auto opened = open_as_chosen(ledger, schema, file, options, report);
  if (!opened) return std::unexpected(std::move(opened.error()));
  RowConverter converter(ledger.pack(), ledger.rules(), schema, report.understanding,
                         report.table.dates_from_1904, {options.author.unit, options.area});
  trial.problem = missing_columns(schema, report.understanding, file, options);
  if (trial.problem) {
    sample_only(*opened, converter, report);
    return {};
  }
  Scratch const beside(scratch);
  reg::Rehearsal rehearsal(ledger, schema, beside.file);
  rehearsal.write_within(options.within);
  OnTrial on_trial(rehearsal, options.on_existing, converter.checks());
  Settling settling(ledger, schema, options, report, on_trial);
  if (auto done = settling.run(*opened, converter, progress); !done)
    return std::unexpected(std::move(done.error()));
  report.totals = rehearsal.totals();
  report.totals.refused += settling.refused_before();
  if (auto done = settling.finish(); !done) return std::unexpected(std::move(done.error()));
  return {};
}

}  // namespace shian::intake
