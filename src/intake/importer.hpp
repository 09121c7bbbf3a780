// A table becomes records: understood, converted, written as one undoable batch; refused rows come back with
// reasons.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "intake/choices.hpp"
#include "intake/header.hpp"
#include "intake/workbook_writer.hpp"
#include "register/ledger.hpp"

namespace shian::intake {

struct ImportOptions {
  reg::Author author;
  std::string area;      // whose table it is, when it is a town's: where the table says no area
  std::string name;      // what the sender calls the file; empty: what it is called on the disk
  Choices choices;       // what he put right by hand
  bool dry_run = false;  // everything is done and shown, nothing is kept
  reg::OnExisting on_existing = reg::OnExisting::refuse;
  std::filesystem::path rejects;  // XLSX to write refused rows to; empty: none
  OpenOptions open;
  Timestamp now;
  /// Why the author may not enter a record of these values; nothing: he may. Not set: everything.
  std::function<std::optional<Text>(std::vector<Value> const&)> refuses;
  reg::RecordReach within = reg::everything_within();
  /// Every refused row, with the cells as they were sent or put right.
  std::function<void(Row const&, std::span<Reject const>)> refused;
};

/// A refused row, for the screen: the first hundred are kept.
struct RefusedRow {
  int row = 0;  // of the source
  std::vector<Text> reasons;
};

struct ImportReport {
  Understanding understanding;
  TableInfo table;
  reg::BatchTotals totals;
  std::int64_t rows = 0;         // data rows read
  std::int64_t passed_over = 0;  // totals, footers, repeated headers, examples
  std::vector<RefusedRow> refused;
  bool known_file = false;  // the same bytes were imported before, whole: nothing was done
  bool simulated = false;   // a title row of the table says so
  std::optional<std::filesystem::path> rejects;  // written
  std::string file_hash;
  std::vector<std::vector<std::string>> samples;  // by column: the first texts that differ, at most three
};

/// What a row is told of a reference that leads nowhere, as far as the author may know.
[[nodiscard]] Text no_such_key(reg::Schema const& target, Text const& field, std::string const& key);

/// After each few thousand rows. May throw to give up: nothing is kept then.
using ImportProgress = std::function<void(std::int64_t rows)>;

/// A table that was tried. `problem`: it is understood, and cannot be imported as it is (columns that must be
/// there are missing); no row was judged.
struct Trial {
  ImportReport report;
  std::optional<Error> problem;
};

/// A table whose title holds this word was made by `shian simulate`; so are its records.
inline constexpr std::string_view kSimulatedMark = "SIMULATED";

/// All rows in one transaction: after a crash either the whole batch is there or nothing of it. The columns'
/// meaning is remembered for the author's unit. Memory does not grow with the table.
/// Errors: the table cannot be read or understood; nothing is kept then.
[[nodiscard]] Expected<ImportReport> import_table(reg::Ledger& ledger, reg::Schema const& schema,
                                                  std::filesystem::path const& file,
                                                  ImportOptions const& options,
                                                  ImportProgress const& progress = {});

/// The same, telling `report` as it goes: what was understood stands there before the first row is judged.
[[nodiscard]] Expected<void> import_table(reg::Ledger& ledger, reg::Schema const& schema,
                                          std::filesystem::path const& file, ImportOptions const& options,
                                          ImportReport& report, ImportProgress const& progress);

/// What import_table would do now, row by row, without writing: on any session, beside the writer. `scratch`:
/// a new file for what the table itself says, removed at the end. A file that was imported before is tried
/// all the same. `trial` is told as it goes. Errors: the table cannot be read or understood.
[[nodiscard]] Expected<void> try_table(reg::Ledger& ledger, reg::Schema const& schema,
                                       std::filesystem::path const& file, ImportOptions const& options,
                                       std::filesystem::path const& scratch, Trial& trial,
                                       ImportProgress const& progress = {});

/// What is remembered of how a sender's tables are to be read.
[[nodiscard]] Mapping remembered_mapping(store::Session& session, std::string_view sender,
                                         std::string_view register_id);
void remember_mapping(store::Session& session, std::string_view sender, std::string_view register_id,
                      Mapping const& mapping, Timestamp now);

}  // namespace shian::intake
