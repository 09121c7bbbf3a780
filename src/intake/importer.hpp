// A table becomes records: understood, converted, written as one undoable batch; refused rows come back with
// reasons.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "intake/header.hpp"
#include "register/ledger.hpp"

namespace shian::intake {

struct ImportOptions {
  reg::Author author;
  bool dry_run = false;  // everything is done and shown, nothing is kept
  reg::OnExisting on_existing = reg::OnExisting::refuse;
  std::filesystem::path rejects;  // XLSX to write refused rows to; empty: none
  OpenOptions open;
  Timestamp now;
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
};

using ImportProgress = std::function<void(std::int64_t rows)>;

/// A table whose title holds this word was made by `shian simulate`; so are its records.
inline constexpr std::string_view kSimulatedMark = "SIMULATED";

/// All rows in one transaction: after a crash either the whole batch is there or nothing of it. The columns'
/// meaning is remembered for the author's unit. Memory does not grow with the table.
/// Errors: the table cannot be read or understood; nothing is kept then.
[[nodiscard]] Expected<ImportReport> import_table(reg::Ledger& ledger, reg::Schema const& schema,
                                                  std::filesystem::path const& file,
                                                  ImportOptions const& options,
                                                  ImportProgress const& progress = {});

/// What is remembered of how a sender's tables are to be read.
[[nodiscard]] Mapping remembered_mapping(store::Session& session, std::string_view sender,
                                         std::string_view register_id);
void remember_mapping(store::Session& session, std::string_view sender, std::string_view register_id,
                      Mapping const& mapping, Timestamp now);

}  // namespace shian::intake
