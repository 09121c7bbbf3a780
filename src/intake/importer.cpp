#include "intake/importer.hpp"

#include "intake/settling.hpp"
#include "register/tables.hpp"

namespace shian::intake {
namespace {

class IntoStore final : public Destination {
 public:
  IntoStore(reg::Writing& writing, reg::Schema const& schema, reg::OnExisting on_existing,
            reg::Checked checked)
      : writing_(writing), schema_(schema), on_existing_(on_existing), checked_(checked) {}

  std::vector<reg::Outcome> take(std::vector<std::vector<Value>>& rows, std::span<int const>) override {
    return writing_.create_many(schema_, rows, on_existing_, checked_);
  }
  // What it has taken is in the store.
  std::optional<RecordId> find_by_key(std::string_view) override { return std::nullopt; }

 private:
  reg::Writing& writing_;
  reg::Schema const& schema_;
  reg::OnExisting on_existing_;
  reg::Checked checked_;
};

}  // namespace

Expected<ImportReport> import_table(reg::Ledger& ledger, reg::Schema const& schema,
                                    std::filesystem::path const& file, ImportOptions const& options,
                                    ImportProgress const& progress) {
  ImportReport report;
  auto done = import_table(ledger, schema, file, options, report, progress);
  if (!done) return std::unexpected(std::move(done.error()));
  return report;
}

Expected<void> import_table(reg::Ledger& ledger, reg::Schema const& schema, std::filesystem::path const& file,
                            ImportOptions const& options, ImportReport& report,
                            ImportProgress const& progress) {
  auto const print = print_of(file);
  if (!print) return std::unexpected(print.error());
  report.simulated = print->simulated;
  report.file_hash = print->hash;
  if (was_imported(ledger.session(), schema, print->hash)) {
    report.known_file = true;
    return {};
  }
  auto opened = open_as_chosen(ledger, schema, file, options, report);
  if (!opened) return std::unexpected(std::move(opened.error()));
  if (auto missing = missing_columns(schema, report.understanding, file, options))
    return std::unexpected(std::move(*missing));

  reg::Writing writing(ledger, options.author, options.now);
  writing.write_within(options.within);
  auto const name = options.name.empty() ? file.filename().string() : options.name;
  writing.begin_batch(
      schema, {print->simulated ? "[模拟 " + std::string(kSimulatedMark) + "] " + name : name, print->hash});
  RowConverter converter(ledger.pack(), ledger.rules(), schema, report.understanding,
                         report.table.dates_from_1904, {options.author.unit, options.area});
  IntoStore store(writing, schema, options.on_existing, converter.checks());
  Settling settling(ledger, schema, options, report, store);
  if (auto done = settling.run(*opened, converter, progress); !done)
    return std::unexpected(std::move(done.error()));
  report.totals = writing.batch();
  report.totals.refused += settling.refused_before();
  if (auto done = settling.finish(); !done) return std::unexpected(std::move(done.error()));
  if (!options.dry_run) {
    remember_mapping(ledger.session(), options.author.unit, schema.definition.id,
                     report.understanding.mapping(schema), options.now);
    if (report.simulated) reg::set_meta(ledger.session(), "simulated", "yes");
    writing.count_refused(settling.refused_before());
    writing.commit();
  }
  return {};
}

Mapping remembered_mapping(store::Session& session, std::string_view sender, std::string_view register_id) {
  auto& statement = session.prepared("SELECT mapping FROM shian_mapping WHERE sender = ? AND register = ?");
  statement.reset();
  statement.bind_text(1, sender);
  statement.bind_text(2, register_id);
  Mapping found;
  if (statement.step()) {
    if (auto mapping = Mapping::from_json(statement.text(0))) found = std::move(*mapping);
  }
  statement.reset();
  return found;
}

void remember_mapping(store::Session& session, std::string_view sender, std::string_view register_id,
                      Mapping const& mapping, Timestamp now) {
  auto& statement = session.prepared(
      "INSERT INTO shian_mapping (sender, register, mapping, confirmed_at) VALUES (?, ?, ?, ?) ON CONFLICT "
      "(sender, register) DO "
      "UPDATE SET mapping = excluded.mapping, confirmed_at = excluded.confirmed_at");
  statement.bind_text(1, sender);
  statement.bind_text(2, register_id);
  statement.bind_text(3, mapping.to_json());
  statement.bind(4, Value(now));
  statement.run();
}

}  // namespace shian::intake
