#include "api/import_json.hpp"

#include <algorithm>
#include <array>

namespace shian::api {
namespace {

using intake::MatchedBy;

constexpr std::array<std::string_view, 9> kHow = {"none",       "name",   "english_name", "id",       "alias",
                                                  "remembered", "chosen", "suggested",    "duplicate"};

Json field_or_null(reg::Schema const& schema, int field) {
  return field < 0 ? Json(nullptr) : Json(schema.fields[static_cast<std::size_t>(field)].definition.id);
}

Json column_json(reg::Schema const& schema, intake::ColumnUnderstanding const& column,
                 std::vector<std::vector<std::string>> const& samples) {
  Json parts = Json::array();
  for (auto const& part : column.parts)
    parts.push_back({{"header", part.header},
                     {"field", field_or_null(schema, part.field)},
                     {"suggestion", field_or_null(schema, part.suggestion)},
                     {"how", kHow[static_cast<std::size_t>(part.how)]},
                     {"unit", part.unit}});
  auto const index = static_cast<std::size_t>(column.column);
  return {{"column", column.column},
          {"letter", intake::column_letters(column.column)},
          {"header", column.header},
          {"samples", index < samples.size() ? Json(samples[index]) : Json::array()},
          {"passed_over", column.passed_over},
          {"parts", std::move(parts)}};
}

// What the sender's own post gives where the table does not say.
Json filled_json(reg::Schema const& schema, pack::Pack const& pack,
                 intake::Understanding const& understanding, reg::Author const& sender,
                 std::string const& area) {
  Json filled = Json::array();
  auto const fill = [&](int field, auto const* of, std::string const& text) {
    if (field < 0 || of == nullptr || understanding.column_of(field) >= 0) return;
    filled.push_back({{"field", field_or_null(schema, field)}, {"text", text}, {"shown", of->name.zh}});
  };
  fill(schema.unit_field, pack.find_unit(sender.unit), sender.unit);
  fill(schema.area_field, pack.find_area(area), area);
  return filled;
}

Json missing_json(reg::Schema const& schema, intake::Understanding const& understanding, Json const& filled) {
  Json missing = Json::array();
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    auto const& definition = schema.fields[i].definition;
    bool const is_given =
        understanding.column_of(static_cast<int>(i)) >= 0 ||
        std::ranges::any_of(filled, [&](auto const& one) { return one["field"] == definition.id; });
    if (!is_given) missing.push_back({{"field", definition.id}, {"required", definition.required}});
  }
  return missing;
}

std::string_view code_of(intake::TableFormat format) {
  switch (format) {
    case intake::TableFormat::csv:
      return "csv";
    case intake::TableFormat::xlsx:
      return "xlsx";
    case intake::TableFormat::xls:
      break;
  }
  return "xls";
}

}  // namespace

Json choices_json(PendingImport const& one) {
  Json columns = Json::array();
  for (auto const& column : one.choices.columns)
    columns.push_back({{"column", column.column}, {"fields", column.fields}});
  Json cells = Json::array();
  for (auto const& cell : one.choices.cells)
    cells.push_back({{"row", cell.row}, {"column", cell.column}, {"text", cell.text}});
  return {{"sheet", one.sheet},
          {"header_row", one.choices.header_row > 0 ? Json(one.choices.header_row) : Json(nullptr)},
          {"on_existing", one.on_existing == reg::OnExisting::correct ? "correct" : "refuse"},
          {"columns", std::move(columns)},
          {"cells", std::move(cells)}};
}

void read_choices(Json const& choices, PendingImport& one) {
  choices.at("sheet").get_to(one.sheet);
  auto const& header_row = choices.at("header_row");
  one.choices.header_row = header_row.is_null() ? 0 : header_row.get<int>();
  one.on_existing =
      choices.at("on_existing") == "correct" ? reg::OnExisting::correct : reg::OnExisting::refuse;
  for (auto const& column : choices.at("columns"))
    one.choices.columns.push_back(
        {column.at("column").get<int>(), column.at("fields").get<std::vector<std::string>>()});
  for (auto const& cell : choices.at("cells"))
    one.choices.cells.push_back(
        {cell.at("row").get<int>(), cell.at("column").get<int>(), cell.at("text").get<std::string>()});
}

Json import_json(PendingImport const& one) {
  return {{"id", one.id},
          {"register", one.register_id},
          {"name", one.name},
          {"bytes", one.bytes},
          {"made_at", one.made_at.to_utc()},
          {"expires_at", Timestamp{one.touched_at.ms + PendingImports::kKeptMs}.to_utc()},
          {"state", code_of(one.state)},
          {"revision", one.revision},
          {"choices", choices_json(one)},
          {"rows_done", one.rows_done},
          {"known_file", one.known_file},
          {"understood", one.understood},
          {"trial", one.trial},
          {"report", one.report},
          {"problem", one.problem}};
}

Json understood_json(reg::Schema const& schema, pack::Pack const& pack, intake::ImportReport const& report,
                     reg::Author const& sender, std::string const& area) {
  auto const& understanding = report.understanding;
  Json columns = Json::array();
  for (auto const& column : understanding.columns)
    columns.push_back(column_json(schema, column, report.samples));
  Json notes = Json::array();
  for (auto const& note : report.table.notes) notes.push_back(json_of(note));
  auto filled = filled_json(schema, pack, understanding, sender, area);
  auto missing = missing_json(schema, understanding, filled);
  return {{"sheet", understanding.sheet},
          {"sheets", report.table.sheets},
          {"format", code_of(report.table.format)},
          {"encoding", report.table.encoding},
          {"header_rows", {understanding.first_header_row, understanding.last_header_row}},
          {"notes", std::move(notes)},
          {"simulated", report.simulated},
          {"columns", std::move(columns)},
          {"missing", std::move(missing)},
          {"filled", std::move(filled)}};
}

Json counts_json(intake::ImportReport const& report, std::int64_t took_ms) {
  auto const& totals = report.totals;
  return {{"rows", report.rows}, {"created", totals.created}, {"corrected", totals.corrected},
          {"same", totals.same}, {"refused", totals.refused}, {"passed_over", report.passed_over},
          {"took_ms", took_ms}};
}

RefusedRows::RefusedRows(std::filesystem::path file, reg::Schema const& schema,
                         intake::Choices const& choices)
    : out_(std::move(file), std::ios::binary | std::ios::trunc), schema_(schema), corrected_(choices.cells) {}

void RefusedRows::add(intake::Row const& row, std::span<intake::Reject const> reasons,
                      intake::Understanding const& understanding) {
  if (++kept_ > kMost) return;
  Json cells = Json::array();
  for (auto const& column : understanding.columns)
    cells.push_back({{"column", column.column},
                     {"text", row.at(column.column).text},
                     {"corrected", corrected_.has(row.number, column.column)}});
  Json told = Json::array();
  for (auto const& [column, reason] : reasons) {
    int field = -1;
    for (auto const& one : understanding.columns)
      if (one.column == column && one.parts.size() == 1) field = one.parts.front().field;
    told.push_back({{"column", column < 0 ? Json(nullptr) : Json(column)},
                    {"field", field_or_null(schema_, field)},
                    {"what", json_of(reason)}});
  }
  Json const line = {{"row", row.number}, {"cells", std::move(cells)}, {"reasons", std::move(told)}};
  out_ << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  must_be_written();
}

void RefusedRows::finish() {
  out_.close();
  must_be_written();
}

void RefusedRows::must_be_written() const {
  if (out_) return;
  throw store::Failure(store::Failure::Kind::full, {"无法写下退回的行，磁盘可能已满",
                                                    "cannot write the refused rows: is the disk full?"});
}

std::optional<RefusedRows::Page> RefusedRows::read(std::filesystem::path const& file, std::uint64_t from,
                                                   std::size_t limit) {
  Page page;
  std::ifstream in(file, std::ios::binary);
  if (!in) return from == 0 ? std::optional(page) : std::nullopt;
  if (from > 0) {
    in.seekg(static_cast<std::streamoff>(from) - 1);
    if (in.get() != '\n') return std::nullopt;
  }
  std::string line;
  while (page.rows.size() < limit && std::getline(in, line)) {
    page.rows.push_back(Json::parse(line));
    from += line.size() + 1;
  }
  if (in.peek() != std::ifstream::traits_type::eof()) page.next = from;
  return page;
}

}  // namespace shian::api
