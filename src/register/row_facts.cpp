#include "register/row_facts.hpp"

#include "base/hash.hpp"
#include "register/mask.hpp"

namespace shian::reg {

Fault whole_record(std::string code, std::string zh, std::string en) {
  return {-1, Error::make("record." + std::move(code), std::move(zh), std::move(en))};
}

std::string hash_of_row(std::vector<Value> const& values, int repeat) {
  std::string image;
  encode_image(values, image);
  image += '#';
  image += std::to_string(repeat);
  return hex(sha256(image));
}

std::vector<std::pair<FieldIndex, Value>> differences(std::vector<Value> const& there,
                                                      std::vector<Value> const& row) {
  std::vector<std::pair<FieldIndex, Value>> found;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (is_null(row[i]) || canonical(row[i]) == canonical(there[i])) continue;
    found.emplace_back(static_cast<FieldIndex>(i), row[i]);
  }
  return found;
}

Fault already_there(Schema const& schema, RecordId id, std::vector<Value> const& there,
                    std::vector<std::pair<FieldIndex, Value>> const& different) {
  std::string zh;
  std::string en;
  for (auto const& [index, value] : different) {
    auto const& field = schema.fields[static_cast<std::size_t>(index)].definition;
    bool const hidden = is_personal(schema.fields[static_cast<std::size_t>(index)]);
    auto const old_text = hidden ? "***" : canonical(there[static_cast<std::size_t>(index)]);
    auto const new_text = hidden ? "***" : canonical(value);
    zh += (zh.empty() ? "" : ";") + field.name.zh + " 已登记“" + old_text + "”，此行为“" + new_text + "”";
    en +=
        (en.empty() ? "" : "; ") + field.name.en + " is '" + old_text + "' there and '" + new_text + "' here";
  }
  auto const number = std::to_string(id);
  Fault fault = whole_record("differs", "已登记为第 " + number + " 号，内容不同：" + zh,
                             "already record " + number + ", with other values: " + en);
  fault.error =
      std::move(fault.error)
          .hinting("若此表为准，请选择“按此表更正”", "if this table is right, import it with corrections");
  return fault;
}

Fault another_units(Within within, RecordId id) {
  if (within == Within::nothing)
    return whole_record("others", "同一编号已由其他单位登记", "another unit has entered this number already");
  auto const number = std::to_string(id);
  return whole_record("others", "已由其他单位登记为第 " + number + " 号，只能由其更正",
                      "already record " + number + " of another unit, which alone can correct it");
}

std::vector<Fault> missing_references(Ledger& ledger, Schema const& schema,
                                      std::vector<Value> const& values) {
  std::vector<Fault> faults;
  for (FieldIndex const reference : schema.references) {
    auto const i = static_cast<std::size_t>(reference);
    auto const& field = schema.fields[i];
    auto const* id = std::get_if<std::int64_t>(&values[i]);
    if (id == nullptr || ledger.records().find(field.target_register, *id) != nullptr) continue;
    auto const& target = ledger.schemas().at(field.target_register).definition;
    auto const number = std::to_string(*id);
    faults.push_back(
        {static_cast<FieldIndex>(i),
         Error::make("record.reference",
                     field.definition.name.zh + ":" + target.name.zh + "没有第 " + number + " 号记录",
                     field.definition.name.en + ": " + target.name.en + " has no record " + number)});
  }
  return faults;
}

std::vector<KeyColumn> columns_of(Schema const& schema, std::span<FieldIndex const> key) {
  std::vector<KeyColumn> columns;
  for (FieldIndex const field : key) {
    auto const& at = schema.fields[static_cast<std::size_t>(field)];
    columns.push_back({"f_" + at.definition.id, at.column});
  }
  return columns;
}

std::vector<Value> values_of(std::span<FieldIndex const> key, std::vector<Value> const& row) {
  std::vector<Value> values;
  for (FieldIndex const field : key) values.push_back(row[static_cast<std::size_t>(field)]);
  return values;
}

}  // namespace shian::reg
