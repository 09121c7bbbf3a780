#include "intake/importer.hpp"

#include <fstream>

#include "base/hash.hpp"
#include "intake/convert.hpp"
#include "intake/directory.hpp"
#include "intake/workbook_writer.hpp"
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

// One data row on its way to a record.
struct Candidate {
  HeldRow source;
  std::vector<Reject> reasons;  // refused before it reached the register
  std::size_t place = 0;        // among the chunk's values, when not refused
};

// Options, towns and units repeat all the way down a column: what a text means is worked out once.
bool takes_few_values(pack::FieldType type) {
  return type == pack::FieldType::enumeration || type == pack::FieldType::area ||
         type == pack::FieldType::unit || type == pack::FieldType::boolean;
}
constexpr std::size_t kMostKnownValues = 2'000;

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using KnownValues = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

class Importer {
 public:
  Importer(reg::Ledger& ledger, reg::Schema const& schema, ImportOptions const& options)
      : ledger_(ledger),
        schema_(schema),
        options_(options),
        areas_(Directory::of_areas(ledger.pack().areas)),
        units_(Directory::of_units(ledger.pack().units)),
        known_values_(schema.fields.size()) {
    context_.utc_offset_minutes = ledger.pack().utc_offset_minutes;
    context_.area = [this](std::string_view text) { return areas_.find(text); };
    context_.unit = [this](std::string_view text) { return units_.find(text); };
    context_.reference = [this](int register_index, std::string_view key) -> Expected<RecordId> {
      auto const& target = ledger_.schemas().at(register_index);
      auto id = ledger_.records().find_by_key(target, key);
      if (id == 0 && register_index == schema_.index && !candidates_.empty()) {
        write(*writing_, *report_);  // it may stand in an earlier row of this very table
        id = ledger_.records().find_by_key(target, key);
      }
      if (id != 0) return id;
      std::string const text(key);
      return std::unexpected(Error::make("import.reference",
                                         target.definition.name.zh + "中没有“" + text + "”",
                                         target.definition.name.en + " has no '" + text + "'")
                                 .hinting("请先登记,或核对编号", "register it first, or check the number"));
    };
  }

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
    context_.dates_from_1904 = report.table.dates_from_1904;
    if (auto missing = missing_columns(report.understanding, file))
      return std::unexpected(std::move(*missing));
    if (!options_.rejects.empty()) rejects_.emplace(options_.rejects, report.understanding.header_cells);

    reg::Writing writing(ledger_, options_.author, options_.now);
    writing_ = &writing;
    report_ = &report;
    auto const name = file.filename().string();
    writing.begin_batch(
        schema_,
        {print->simulated ? "[模拟 " + std::string(kSimulatedMark) + "] " + name : name, print->hash});
    Row row;
    while (true) {
      auto const more = opened->rows->next(row);
      if (!more) return std::unexpected(more.error());
      if (!*more) break;
      if (role_of(row, report.understanding) != RowRole::data) {
        ++report.passed_over;
        continue;
      }
      ++report.rows;
      take(row, report.understanding);
      if (candidates_.size() < kChunkRows) continue;
      write(writing, report);
      if (progress) progress(report.rows);
    }
    write(writing, report);
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

  void put(Candidate& candidate, std::vector<Value>& values, ColumnPart const& part, Cell const& cell,
           int column) {
    auto const index = static_cast<std::size_t>(part.field);
    auto& known = known_values_[index];
    bool const repeats =
        takes_few_values(schema_.fields[index].definition.type) && cell.kind == CellKind::text;
    if (repeats) {
      if (auto const found = known.find(cell.text); found != known.end()) {
        values[index] = found->second;
        return;
      }
    }
    auto value = convert(cell, schema_.fields[index], context_, part.unit);
    if (value) {
      if (repeats && known.size() < kMostKnownValues) known.emplace(std::string(cell.text), *value);
      values[index] = std::move(*value);
      return;
    }
    Text reason = value.error().what;
    if (!value.error().hint.empty()) {
      reason.zh += "(" + value.error().hint.zh + ")";
      reason.en += " (" + value.error().hint.en + ")";
    }
    candidate.reasons.push_back({column, std::move(reason)});
  }

  void take(Row const& row, Understanding const& understanding) {
    Candidate candidate{HeldRow(row), {}, 0};
    std::vector<Value> values(schema_.fields.size());
    for (auto const& column : understanding.columns) {
      auto const& cell = row.at(column.column);
      if (column.parts.size() == 1) {
        if (column.parts.front().field >= 0)
          put(candidate, values, column.parts.front(), cell, column.column);
        continue;
      }
      auto const pieces = split_combined(cell.text, column.parts.size());
      if (!pieces) {
        candidate.reasons.push_back({column.column, pieces.error().what});
        continue;
      }
      for (std::size_t i = 0; i < column.parts.size(); ++i) {
        if (column.parts[i].field < 0) continue;
        Cell piece;
        piece.text = (*pieces)[i];
        piece.kind = piece.text.empty() ? CellKind::empty : CellKind::text;
        put(candidate, values, column.parts[i], piece, column.column);
      }
    }
    // Whose work it is need not be typed by those who send their own.
    if (schema_.unit_field >= 0 && is_null(values[static_cast<std::size_t>(schema_.unit_field)]) &&
        ledger_.pack().find_unit(options_.author.unit) != nullptr) {
      values[static_cast<std::size_t>(schema_.unit_field)] = options_.author.unit;
    }
    if (candidate.reasons.empty()) {
      candidate.place = values_.size();
      values_.push_back(std::move(values));
    } else {
      ++refused_before_;
    }
    candidates_.push_back(std::move(candidate));
  }

  int column_of(reg::FieldIndex field, Understanding const& understanding) const {
    for (auto const& column : understanding.columns) {
      for (auto const& part : column.parts) {
        if (part.field == field) return column.column;
      }
    }
    return -1;
  }

  void write(reg::Writing& writing, ImportReport& report) {
    auto const outcomes = writing.create_many(schema_, values_, options_.on_existing);
    for (auto& candidate : candidates_) {
      if (candidate.reasons.empty()) {
        for (auto const& fault : outcomes[candidate.place].faults) {
          candidate.reasons.push_back(
              {fault.field < 0 ? -1 : column_of(fault.field, report.understanding), fault.error.what});
        }
      }
      if (candidate.reasons.empty()) continue;
      auto const& row = candidate.source.row();
      if (rejects_) rejects_->add(row, candidate.reasons);
      if (report.refused.size() < kMostShown) {
        RefusedRow refused{row.number, {}};
        for (auto const& reason : candidate.reasons) refused.reasons.push_back(reason.reason);
        report.refused.push_back(std::move(refused));
      }
    }
    candidates_.clear();
    values_.clear();
  }

  reg::Ledger& ledger_;
  reg::Schema const& schema_;
  ImportOptions const& options_;
  Directory areas_, units_;
  std::vector<KnownValues> known_values_;  // by field
  Context context_;
  reg::Writing* writing_ = nullptr;  // while run() is at work
  ImportReport* report_ = nullptr;
  std::vector<Candidate> candidates_;
  std::vector<std::vector<Value>> values_;
  std::optional<RejectsWriter> rejects_;
  std::int64_t refused_before_ = 0;
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
