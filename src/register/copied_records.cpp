#include "register/copied_records.hpp"

#include <nlohmann/json.hpp>

#include "register/mask.hpp"
#include "register/records.hpp"

namespace shian::reg {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> columns_of(Schema const& schema) {
  std::vector<std::string> columns = {"id", "unit", "batch", "withdrawn"};
  for (auto const& field : schema.fields) columns.push_back("f_" + field.definition.id);
  return columns;
}

std::vector<store::ColumnType> types_of(Schema const& schema) {
  std::vector<store::ColumnType> types = {store::ColumnType::integer, store::ColumnType::text,
                                          store::ColumnType::integer, store::ColumnType::integer};
  for (auto const& field : schema.fields) types.push_back(field.column);
  return types;
}

std::unexpected<Error> no_line(std::string detail) {
  return std::unexpected(
      Error::make("record.line", "不是一条记录：" + detail, "this is no record: " + detail));
}

}  // namespace

std::string line_of(Schema const& schema, Record const& record,
                    std::function<std::string(std::string_view)> const& personal) {
  Json values = Json::object();
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    auto const& field = schema.fields[i];
    if (is_null(record.values[i])) continue;
    auto text = canonical(record.values[i]);
    if (is_personal(field) && field.column == store::ColumnType::text) text = personal(text);
    values[field.definition.id] = std::move(text);
  }
  Json const line = {{"id", record.id}, {"unit", record.unit}, {"values", std::move(values)}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Expected<Record> record_of_line(Schema const& schema, std::string_view line) {
  auto const json = Json::parse(line, nullptr, false);
  bool const is_record = json.is_object() && json.contains("id") && json["id"].is_number_integer() &&
                         json.contains("unit") && json["unit"].is_string() && json.contains("values") &&
                         json["values"].is_object();
  if (!is_record) return no_line(std::string(line.substr(0, 80)));
  Record record;
  record.id = json["id"].get<RecordId>();
  record.unit = json["unit"].get<std::string>();
  record.values.resize(schema.fields.size());
  for (auto const& [name, text] : json["values"].items()) {
    auto const field = schema.find(name);
    if (field < 0 || !text.is_string()) return no_line(name);
    auto const at = static_cast<std::size_t>(field);
    auto value = value_from_canonical(text.get_ref<std::string const&>(), schema.fields[at].column);
    if (!value) return no_line(name + " = " + text.get<std::string>());
    record.values[at] = std::move(*value);
  }
  return record;
}

RecordCopier::RecordCopier(store::Session& session, Schema const& schema)
    : bulk_(session.bulk(schema.table, columns_of(schema), types_of(schema))) {}

void RecordCopier::add(Record const& record) {
  bulk_->add_int(record.id);
  bulk_->add_text(record.unit);
  bulk_->add_int(0);
  bulk_->add_int(0);
  for (auto const& value : record.values) bulk_->add(value);
  bulk_->end_row();
}

void RecordCopier::finish() { bulk_->finish(); }

}  // namespace shian::reg
