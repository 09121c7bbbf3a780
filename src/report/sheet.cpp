#include "report/sheet.hpp"

#include "intake/field_names.hpp"
#include "report/board.hpp"
#include "report/record_names.hpp"

namespace shian::report {
namespace {

constexpr std::size_t kChunk = 2'000;

// Pulls a register's records in chunks, so that a writer may ask for one row after another.
class Rows {
 public:
  Rows(city::City& city, reg::Schema const& schema, reg::RecordQuery const& query)
      : city_(city), schema_(schema), query_(query) {}

  reg::Record const* next() {
    if (at_ == chunk_.size()) fill();
    return at_ < chunk_.size() ? &chunk_[at_++] : nullptr;
  }

 private:
  void fill() {
    chunk_ = reg::records_behind(city_.ledger(), schema_, query_, last_, kChunk);
    at_ = 0;
    if (!chunk_.empty()) last_ = reg::RecordPlace::of(chunk_.back(), query_.order);
  }

  city::City& city_;
  reg::Schema const& schema_;
  reg::RecordQuery const& query_;
  std::vector<reg::Record> chunk_;
  std::size_t at_ = 0;
  std::optional<reg::RecordPlace> last_;
};

// What a sheet holds for a field: days and numbers as such, the rest in words.
Value cell_of(reg::FieldSchema const& field, Value const& value, RecordNames const& names,
              SheetOptions const& options) {
  if (is_null(value)) return {};
  using pack::FieldType;
  auto const type = field.definition.type;
  bool const in_words = type == FieldType::area || type == FieldType::unit || type == FieldType::reference ||
                        type == FieldType::person || field.definition.personal;
  if (in_words || options.cells == SheetOptions::Cells::text) return names.shown(field, value);
  return value;
}

}  // namespace

std::string number_header(reg::Schema const& schema) {
  intake::FieldNames const names(schema);
  for (auto const* candidate : {"编号", "记录编号", "系统编号"}) {
    if (names.match(candidate).field < 0 && names.match(candidate).how == intake::MatchedBy::none)
      return candidate;
  }
  return "#";
}

Expected<intake::Written> write_sheet(city::City& city, reg::Schema const& schema,
                                      std::filesystem::path const& file, SheetOptions const& options,
                                      std::function<void(std::int64_t)> const& progress) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  return sheet_at_moment(city, schema, file, options, progress);
}

Expected<intake::Written> sheet_at_moment(city::City& city, reg::Schema const& schema,
                                          std::filesystem::path const& file, SheetOptions const& options,
                                          std::function<void(std::int64_t)> const& progress) {
  auto const ending = file.extension().string();
  if (ending != ".csv" && ending != ".xlsx") {
    return std::unexpected(Error::make("export.format", "不认识的文件类型“" + ending + "”",
                                       "'" + ending + "' is no file type known here")
                               .hinting("文件名以 .xlsx 或 .csv 结尾", "let the name end in .xlsx or .csv"));
  }
  std::vector<std::string> headers = {number_header(schema)};
  for (auto const& field : schema.fields) headers.push_back(field.definition.name.in(options.language));
  intake::ExportOptions written_as;
  written_as.language = options.language;
  written_as.utc_offset_minutes = city.utc_offset_minutes();
  written_as.sheet = schema.definition.name.in(options.language);
  if (city.has_simulated_records()) written_as.notice = simulated_notice().in(options.language);
  if (options.personal == reg::Personal::shown) {
    auto const notice =
        (options.language == Language::zh ? "含个人信息，用途：" : "holds personal data, for: ") +
        options.purpose;
    written_as.notice += (written_as.notice.empty() ? "" : "; ") + notice;
  }
  RecordNames const names(city, options.personal, options.language, options.sees);
  Rows rows(city, schema, options.query);
  std::int64_t done = 0;
  auto const next = [&](std::vector<Value>& row) {
    auto const* record = rows.next();
    if (record == nullptr) return false;
    row[0] =
        options.cells == SheetOptions::Cells::text ? Value(std::to_string(record->id)) : Value(record->id);
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
      row[i + 1] = cell_of(schema.fields[i], record->values[i], names, options);
    }
    ++done;
    if (progress && done % 1'000 == 0) progress(done);
    return true;
  };
  return ending == ".csv" ? intake::write_csv(file, headers, next, written_as)
                          : intake::write_table(file, headers, next, written_as);
}

}  // namespace shian::report
