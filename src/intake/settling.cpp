#include "intake/settling.hpp"

#include <algorithm>
#include <fstream>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace shian::intake {
namespace {

constexpr std::size_t kMostShown = 100;
constexpr std::size_t kMostSamples = 3;
constexpr std::int64_t kSampledRows = 500;

std::string shown_name(std::filesystem::path const& file, ImportOptions const& options) {
  return options.name.empty() ? file.filename().string() : options.name;
}

}  // namespace

Text no_such_key(reg::Schema const& target, Text const& field, std::string const& key) {
  auto const& of = target.definition.name;
  return {field.zh + ":" + of.zh + "中没有“" + key + "”（请先登记，或核对编号）",
          field.en + ": " + of.en + " has no '" + key + "' (register it first, or check the number)"};
}

Expected<FilePrint> print_of(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail("import.missing", "找不到文件 " + file.string(), "there is no file " + file.string());
  Sha256 hash;
  FilePrint made;
  std::vector<char> buffer(1U << 20U);
  bool first = true;
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    std::string_view const bytes(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (first)
      made.simulated = bytes.substr(0, bytes.find('\n')).find(kSimulatedMark) != std::string_view::npos;
    first = false;
    hash.update(bytes);
  }
  made.hash = hex(hash.finish());
  return made;
}

bool was_imported(store::Session& session, reg::Schema const& schema, std::string const& file_hash) {
  auto& statement = session.prepared(
      "SELECT count(*) FROM shian_batch WHERE file_hash = ? AND register = ? AND refused = 0 AND undone_at "
      "IS NULL");
  statement.reset();
  statement.bind_text(1, file_hash);
  statement.bind_text(2, schema.definition.id);
  statement.step();
  bool const known = statement.integer(0) > 0;
  statement.reset();
  return known;
}

Expected<OpenedTable> open_as_chosen(reg::Ledger& ledger, reg::Schema const& schema,
                                     std::filesystem::path const& file, ImportOptions const& options,
                                     ImportReport& report) {
  auto const remembered = remembered_mapping(ledger.session(), options.author.unit, schema.definition.id);
  auto how = options.open;
  how.header_row = options.choices.header_row;
  auto opened = open_understood(file, schema, remembered, how);
  if (!opened) return opened;
  if (!options.name.empty()) opened->understanding.file = options.name;
  apply(options.choices, schema, opened->understanding);
  report.understanding = opened->understanding;
  report.table = opened->rows->info();
  report.samples.resize(report.understanding.header_cells.size());
  return opened;
}

std::optional<Error> missing_columns(reg::Schema const& schema, Understanding const& understanding,
                                     std::filesystem::path const& file, ImportOptions const& options) {
  std::string zh;
  std::string en;
  for (int const index : understanding.missing_required) {
    auto const& field = schema.fields[static_cast<std::size_t>(index)].definition;
    if (schema.unit_field == index && !options.author.unit.empty()) continue;  // filled with the sender
    if (schema.area_field == index && !options.area.empty()) continue;
    zh += (zh.empty() ? "" : "、") + field.name.zh;
    en += (en.empty() ? "" : ", ") + field.name.en;
  }
  if (zh.empty()) return std::nullopt;
  return Error::make("import.columns", "表里缺少必填的列：" + zh, "required columns are missing: " + en)
      .hinting("补上这些列，或用导出的模板填写", "add them, or fill in the exported template")
      .at(shown_name(file, options), understanding.last_header_row);
}

void add_samples(std::vector<std::vector<std::string>>& samples, Row const& row) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    auto& of_column = samples[i];
    auto const text = trimmed(row.at(static_cast<int>(i)).text);
    if (of_column.size() >= kMostSamples || text.empty()) continue;
    if (std::ranges::find(of_column, text) == of_column.end()) of_column.emplace_back(text);
  }
}

Settling::Settling(reg::Ledger& ledger, reg::Schema const& schema, ImportOptions const& options,
                   ImportReport& report, Destination& destination)
    : ledger_(ledger), schema_(schema), options_(options), report_(report), destination_(destination) {
  if (!options.rejects.empty()) rejects_.emplace(options.rejects, report.understanding.header_cells);
}

Expected<void> Settling::run(OpenedTable& table, RowConverter& converter, ImportProgress const& progress) {
  CorrectedCells const corrected(options_.choices.cells);
  Reading reading(*table.rows, converter, report_.understanding, corrected);
  while (auto chunk = reading.next()) {
    if (chunk->broken) std::rethrow_exception(chunk->broken);
    if (chunk->fault) return std::unexpected(std::move(*chunk->fault));
    for (auto const& row : chunk->rows) {
      if (report_.rows++ < kSampledRows) add_samples(report_.samples, row.source.row());
    }
    report_.passed_over += chunk->passed_over;
    settle(chunk->rows);
    if (progress) progress(report_.rows);
  }
  return {};
}

Expected<void> Settling::finish() {
  if (!rejects_ || rejects_->rows() == 0) return {};
  if (auto const closed = rejects_->close(); !closed) return std::unexpected(closed.error());
  report_.rejects = options_.rejects;
  return {};
}

// Looks up what the rows name, then gives them on.
void Settling::settle(std::vector<Candidate>& rows) {
  std::size_t given = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& row = rows[i];
    for (auto const& asked : row.asked) {
      auto id = look_up(asked);
      if (id == 0 && schema_.fields[asked.field].target_register == schema_.index && i > given) {
        // It may stand in an earlier row of this very table.
        write({rows.data() + given, i - given});
        given = i;
        id = look_up(asked);
      }
      if (id != 0) {
        row.values[asked.field] = id;
        continue;
      }
      auto const& field = schema_.fields[asked.field];
      row.reasons.push_back({asked.column, no_such_key(ledger_.schemas().at(field.target_register),
                                                       field.definition.name, asked.key)});
    }
  }
  write({rows.data() + given, rows.size() - given});
}

RecordId Settling::look_up(AskedReference const& asked) {
  int const register_index = schema_.fields[asked.field].target_register;
  if (register_index == schema_.index) {
    if (auto const in_table = destination_.find_by_key(asked.key)) return *in_table;
  }
  return ledger_.records().find_by_key(ledger_.schemas().at(register_index), asked.key);
}

void Settling::write(std::span<Candidate> rows) {
  std::vector<std::vector<Value>> values;
  std::vector<int> numbers;
  std::vector<std::size_t> of;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].reasons.empty() && options_.refuses) {
      if (auto why = options_.refuses(rows[i].values)) rows[i].reasons.push_back({-1, std::move(*why)});
    }
    if (!rows[i].reasons.empty()) {
      ++refused_before_;
      continue;
    }
    values.push_back(std::move(rows[i].values));
    numbers.push_back(rows[i].source.row().number);
    of.push_back(i);
  }
  auto const outcomes = destination_.take(values, numbers);
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    for (auto const& fault : outcomes[k].faults) {
      int const column = report_.understanding.column_of(fault.field);
      rows[of[k]].reasons.push_back({column, fault.error.what});
    }
  }
  for (auto const& row : rows)
    if (!row.reasons.empty()) refuse(row);
}

void Settling::refuse(Candidate const& row) {
  if (rejects_) rejects_->add(row.source.row(), row.reasons);
  if (options_.refused) options_.refused(row.source.row(), row.reasons);
  if (report_.refused.size() >= kMostShown) return;
  RefusedRow refused{row.source.row().number, {}};
  for (auto const& reason : row.reasons) refused.reasons.push_back(reason.reason);
  report_.refused.push_back(std::move(refused));
}

}  // namespace shian::intake
