#include "intake/importer.hpp"

#include <exception>
#include <fstream>
#include <thread>

#include "base/hash.hpp"
#include "intake/handover.hpp"
#include "intake/row_converter.hpp"
#include "register/tables.hpp"

namespace shian::intake {
namespace {

constexpr std::size_t kChunkRows = 4'000;
constexpr std::size_t kMostShown = 100;

struct FilePrint {
  std::string hash;
  bool simulated = false;
};

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

// Rows that were read and converted together, and how the reading ended with them.
struct Chunk {
  std::vector<Candidate> rows;
  std::int64_t passed_over = 0;
  std::optional<Error> fault;  // the table cannot be read on
  std::exception_ptr broken;   // nor can the program
};

// Reads and converts on a thread of its own, a few chunks ahead of the writing.
class Reading {
 public:
  Reading(TableReader& table, RowConverter& converter, Understanding const& understanding)
      : thread_([this, &table, &converter, &understanding] { run(table, converter, understanding); }) {}
  ~Reading() { handover_.close(); }
  Reading(Reading const&) = delete;
  Reading& operator=(Reading const&) = delete;

  [[nodiscard]] std::optional<Chunk> next() { return handover_.take(); }

 private:
  void run(TableReader& table, RowConverter& converter, Understanding const& understanding) {
    bool more = true;
    while (more) {
      Chunk chunk;
      try {
        more = fill(chunk, table, converter, understanding);
      } catch (...) {
        chunk.broken = std::current_exception();
        more = false;
      }
      if (!handover_.put(std::move(chunk))) return;
    }
    handover_.close();
  }

  static bool fill(Chunk& chunk, TableReader& table, RowConverter& converter,
                   Understanding const& understanding) {
    Row row;
    while (chunk.rows.size() < kChunkRows) {
      auto const more = table.next(row);
      if (!more) {
        chunk.fault = more.error();
        return false;
      }
      if (!*more) return false;
      if (role_of(row, understanding) == RowRole::data) {
        chunk.rows.push_back(converter.convert_row(row));
      } else {
        ++chunk.passed_over;
      }
    }
    return true;
  }

  Handover<Chunk> handover_{2};
  std::jthread thread_;  // last: it uses what stands above
};

class Importer {
 public:
  Importer(reg::Ledger& ledger, reg::Schema const& schema, ImportOptions const& options)
      : ledger_(ledger), schema_(schema), options_(options) {}

  Expected<ImportReport> run(std::filesystem::path const& file, ImportProgress const& progress) {
    auto const print = print_of(file);
    if (!print) return std::unexpected(print.error());
    ImportReport report;
    report.simulated = print->simulated;
    if (was_imported(print->hash)) {
      report.known_file = true;
      return report;
    }
    auto const& sender = options_.author.unit;
    auto const remembered = remembered_mapping(ledger_.session(), sender, schema_.definition.id);
    auto opened = open_understood(file, schema_, remembered, options_.open);
    if (!opened) return std::unexpected(std::move(opened.error()));
    report.understanding = std::move(opened->understanding);
    report.table = opened->rows->info();
    if (auto missing = missing_columns(report.understanding, file))
      return std::unexpected(std::move(*missing));
    if (!options_.rejects.empty()) rejects_.emplace(options_.rejects, report.understanding.header_cells);

    reg::Writing writing(ledger_, options_.author, options_.now);
    auto const name = file.filename().string();
    writing.begin_batch(
        schema_,
        {print->simulated ? "[模拟 " + std::string(kSimulatedMark) + "] " + name : name, print->hash});
    RowConverter converter(ledger_.pack(), ledger_.rules(), schema_, report.understanding,
                           report.table.dates_from_1904, sender);
    checked_ = converter.checks();
    Reading reading(*opened->rows, converter, report.understanding);
    while (auto chunk = reading.next()) {
      if (chunk->broken) std::rethrow_exception(chunk->broken);
      if (chunk->fault) return std::unexpected(std::move(*chunk->fault));
      report.rows += static_cast<std::int64_t>(chunk->rows.size());
      report.passed_over += chunk->passed_over;
      settle(chunk->rows, writing, report);
      if (progress) progress(report.rows);
    }
    report.totals = writing.batch();
    report.totals.refused += refused_before_;
    if (rejects_ && rejects_->rows() > 0) {
      if (auto const closed = rejects_->close(); !closed) return std::unexpected(closed.error());
      report.rejects = options_.rejects;
    }
    if (!options_.dry_run) {
      remember_mapping(ledger_.session(), sender, schema_.definition.id,
                       report.understanding.mapping(schema_), options_.now);
      if (report.simulated) reg::set_meta(ledger_.session(), "simulated", "yes");
      writing.count_refused(refused_before_);
      writing.commit();
    }
    return report;
  }

 private:
  bool was_imported(std::string const& hash) {
    auto& statement = ledger_.session().prepared(
        "SELECT count(*) FROM shian_batch WHERE file_hash = ? AND register = ? AND refused = 0 AND undone_at "
        "IS NULL");
    statement.reset();
    statement.bind_text(1, hash);
    statement.bind_text(2, schema_.definition.id);
    statement.step();
    bool const known = statement.integer(0) > 0;
    statement.reset();
    return known;
  }

  std::optional<Error> missing_columns(Understanding const& understanding,
                                       std::filesystem::path const& file) const {
    std::string zh;
    std::string en;
    for (int const index : understanding.missing_required) {
      auto const& field = schema_.fields[static_cast<std::size_t>(index)].definition;
      if (schema_.unit_field == index && !options_.author.unit.empty()) continue;  // filled with the sender
      zh += (zh.empty() ? "" : "、") + field.name.zh;
      en += (en.empty() ? "" : ", ") + field.name.en;
    }
    if (zh.empty()) return std::nullopt;
    return Error::make("import.columns", "表里缺少必填的列:" + zh, "required columns are missing: " + en)
        .hinting("补上这些列,或用导出的模板填写", "add them, or fill in the exported template")
        .at(file.filename().string(), understanding.last_header_row);
  }

  // Looks up what the rows name, then writes them.
  void settle(std::vector<Candidate>& rows, reg::Writing& writing, ImportReport& report) {
    std::size_t written = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto& row = rows[i];
      for (auto const& asked : row.asked) {
        int const register_index = schema_.fields[asked.field].target_register;
        auto const& target = ledger_.schemas().at(register_index);
        auto id = ledger_.records().find_by_key(target, asked.key);
        if (id == 0 && register_index == schema_.index && i > written) {
          // It may stand in an earlier row of this very table.
          write({rows.data() + written, i - written}, writing, report);
          written = i;
          id = ledger_.records().find_by_key(target, asked.key);
        }
        if (id != 0) {
          row.values[asked.field] = id;
          continue;
        }
        auto const& field = schema_.fields[asked.field].definition.name;
        auto const& of = target.definition.name;
        row.reasons.push_back({asked.column,
                               {field.zh + ":" + of.zh + "中没有“" + asked.key + "”(请先登记,或核对编号)",
                                field.en + ": " + of.en + " has no '" + asked.key +
                                    "' (register it first, or check the number)"}});
      }
    }
    write({rows.data() + written, rows.size() - written}, writing, report);
  }

  void write(std::span<Candidate> rows, reg::Writing& writing, ImportReport& report) {
    std::vector<std::vector<Value>> values;
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!rows[i].reasons.empty()) {
        ++refused_before_;
        continue;
      }
      values.push_back(std::move(rows[i].values));
      of.push_back(i);
    }
    auto const outcomes = writing.create_many(schema_, values, options_.on_existing, checked_);
    for (std::size_t k = 0; k < outcomes.size(); ++k) {
      for (auto const& fault : outcomes[k].faults) {
        int const column = report.understanding.column_of(fault.field);
        rows[of[k]].reasons.push_back({column, fault.error.what});
      }
    }
    for (auto const& row : rows) {
      if (row.reasons.empty()) continue;
      if (rejects_) rejects_->add(row.source.row(), row.reasons);
      if (report.refused.size() >= kMostShown) continue;
      RefusedRow refused{row.source.row().number, {}};
      for (auto const& reason : row.reasons) refused.reasons.push_back(reason.reason);
      report.refused.push_back(std::move(refused));
    }
  }

  reg::Ledger& ledger_;
  reg::Schema const& schema_;
  ImportOptions const& options_;
  std::optional<RejectsWriter> rejects_;
  std::int64_t refused_before_ = 0;
  reg::Checked checked_ = reg::Checked::no;
};

}  // namespace

Expected<ImportReport> import_table(reg::Ledger& ledger, reg::Schema const& schema,
                                    std::filesystem::path const& file, ImportOptions const& options,
                                    ImportProgress const& progress) {
  return Importer(ledger, schema, options).run(file, progress);
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
