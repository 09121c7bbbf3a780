#include "report/record_names.hpp"

#include "register/secrecy.hpp"
#include "report/words.hpp"

namespace shian::report {

std::string RecordNames::referred(int register_index, RecordId id) const {
  auto const& schema = city_.schemas().at(register_index);
  auto const number = "#" + std::to_string(id);
  auto const* record = city_.ledger().records().find(register_index, id);
  if (record == nullptr) return number;
  if (reg::is_secret(schema, record->values) && !(sees_ && sees_(schema, *record)))
    return language_ == Language::zh ? "（未公开）" : "(not revealed)";
  if (auto text = key(schema, record->values); !text.empty()) return text;
  if (schema.label_field < 0) return number;
  auto const label = static_cast<std::size_t>(schema.label_field);
  return shown(schema.fields[label], record->values[label]);
}

std::string RecordNames::key(reg::Schema const& schema, std::span<Value const> values) const {
  std::string text;
  if (schema.keys.empty()) return text;
  bool first = true;
  for (auto const field : schema.keys.front()) {
    auto const at = static_cast<std::size_t>(field);
    auto const& definition = schema.fields[at].definition;
    bool const is_name = definition.type == pack::FieldType::area || definition.type == pack::FieldType::unit;
    if (!first) text += '/';
    first = false;
    text += is_name ? canonical(values[at]) : shown(schema.fields[at], values[at]);
  }
  return text;
}

std::string RecordNames::name(reg::Schema const& schema, std::span<Value const> values) const {
  auto text = key(schema, values);
  if (schema.label_field < 0) return text;
  auto const label = static_cast<std::size_t>(schema.label_field);
  auto const called = shown(schema.fields[label], values[label]);
  if (called.empty() || called == text) return text;
  return text.empty() ? called : text + " " + called;
}

std::string RecordNames::shown(reg::FieldSchema const& field, Value const& value) const {
  if (is_null(value)) return "";
  bool const zh = language_ == Language::zh;
  switch (field.definition.type) {
    case pack::FieldType::area:
      return area_name(city_.pack(), canonical(value)).in(language_);
    case pack::FieldType::unit:
      return unit_name(city_.pack(), canonical(value)).in(language_);
    case pack::FieldType::boolean:
      return std::get<bool>(value) ? (zh ? "是" : "yes") : (zh ? "否" : "no");
    case pack::FieldType::reference:
      return referred(field.target_register, std::get<std::int64_t>(value));
    default:
      return reg::shown(field, value, personal_, city_.utc_offset_minutes());
  }
}

}  // namespace shian::report
