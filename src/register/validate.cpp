#include "register/validate.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "register/identifiers.hpp"

namespace shian::reg {
namespace {

using pack::FieldType;

Error fault(pack::Field const& field, std::string code, std::string zh, std::string en) {
  return Error::make("record." + code, field.name.zh + ":" + zh, field.name.en + ": " + en);
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool type_fits(store::ColumnType column, Value const& value) {
  switch (column) {
    case store::ColumnType::integer:
      return std::holds_alternative<std::int64_t>(value);
    case store::ColumnType::decimal:
      return std::holds_alternative<Decimal>(value);
    case store::ColumnType::date:
      return std::holds_alternative<Day>(value);
    case store::ColumnType::timestamp:
      return std::holds_alternative<Timestamp>(value);
    case store::ColumnType::boolean:
      return std::holds_alternative<bool>(value);
    case store::ColumnType::text:
    case store::ColumnType::blob:
      return std::holds_alternative<std::string>(value);
  }
  return false;
}

template <class Known>
Error unknown_name(pack::Field const& field, std::string const& text, Known const& known, char const* zh,
                   char const* en) {
  std::vector<std::string> names;
  for (auto const& item : known) {
    names.push_back(item.id);
    names.push_back(item.name.zh);
  }
  auto error = fault(field, "name", std::string("没有这个") + zh + "“" + text + "”",
                     std::string("no such ") + en + ": " + text);
  if (auto near = nearest(text, names)) {
    return std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
  }
  return error;
}

void check_text(FieldSchema const& field, std::string const& text, Lookups const& lookups,
                std::vector<Error>& errors) {
  auto const& definition = field.definition;
  switch (definition.type) {
    case FieldType::enumeration:
      if (std::find(field.options.begin(), field.options.end(), text) == field.options.end()) {
        std::string all;
        for (auto const& option : field.options) all += (all.empty() ? "" : "、") + option;
        errors.push_back(fault(definition, "option", "没有“" + text + "”这个选项", "no such option: " + text)
                             .hinting("可选：" + all, "options: " + all));
      }
      return;
    case FieldType::area:
      if (lookups.pack != nullptr && lookups.pack->find_area(text) == nullptr) {
        errors.push_back(unknown_name(definition, text, lookups.pack->areas, "镇街", "area"));
      }
      return;
    case FieldType::unit:
      if (lookups.pack != nullptr && lookups.pack->find_unit(text) == nullptr) {
        errors.push_back(unknown_name(definition, text, lookups.pack->units, "单位", "unit"));
      }
      return;
    case FieldType::file:
      if (text.size() != 64 || text.find_first_not_of("0123456789abcdef") != std::string::npos) {
        errors.push_back(
            fault(definition, "file", "应为佐证文件的 SHA-256", "must be the SHA-256 of an evidence file"));
      }
      return;
    default:
      break;
  }
  if (text.find('\0') != std::string::npos || !is_valid_utf8(text)) {
    errors.push_back(
        fault(definition, "encoding", "含有无法识别的字符", "holds characters that cannot be read"));
    return;
  }
  auto const limit = static_cast<std::size_t>(definition.max_length);
  if (text.size() > limit && code_points(text) > limit) {
    errors.push_back(fault(definition, "length", "超过 " + std::to_string(limit) + " 字",
                           "longer than " + std::to_string(limit) + " characters"));
    return;
  }
  if (field.pattern && !std::regex_match(text, *field.pattern)) {
    errors.push_back(
        fault(definition, "pattern", "“" + text + "”格式不对", "'" + text + "' has the wrong form")
            .hinting("应符合 " + definition.pattern, "it must match " + definition.pattern));
  }
  if (!definition.check.empty()) {
    if (auto const checked = find_identifier_check(definition.check)(text); !checked) {
      Error error = checked.error();
      error.what = {definition.name.zh + ":" + error.what.zh, definition.name.en + ": " + error.what.en};
      errors.push_back(std::move(error));
    }
  }
}

void check_number(pack::Field const& definition, Decimal value, std::vector<Error>& errors) {
  std::string const unit = definition.unit.empty() ? "" : " " + definition.unit;
  if (definition.minimum && value < *definition.minimum) {
    auto const limit = definition.minimum->to_string() + unit;
    errors.push_back(fault(definition, "range", value.to_string() + " 小于下限 " + limit,
                           value.to_string() + " is below " + limit));
  }
  if (definition.maximum && value > *definition.maximum) {
    auto const limit = definition.maximum->to_string() + unit;
    errors.push_back(fault(definition, "range", value.to_string() + " 大于上限 " + limit,
                           value.to_string() + " is above " + limit));
  }
}

}  // namespace

std::vector<Fault> validate(Schema const& schema, std::vector<Value>& values, Lookups const& lookups) {
  std::vector<Fault> faults;
  SHIAN_ASSERT(values.size() == schema.fields.size());
  std::vector<Error> errors;
  for (std::size_t i = 0; i < values.size(); ++i) {
    Value& value = values[i];
    if (is_null(value) && schema.required[i] == 0) continue;
    auto const& field = schema.fields[i];
    auto const& definition = field.definition;
    if (auto const* text = std::get_if<std::string>(&value); text != nullptr && text->empty())
      value = Value{};
    if (is_null(value)) {
      if (definition.required) errors.push_back(fault(definition, "required", "必填", "is required"));
    } else if (!type_fits(field.column, value)) {
      errors.push_back(fault(definition, "type", "值的类型不对", "the value has the wrong type"));
    } else if (auto const* text = std::get_if<std::string>(&value)) {
      check_text(field, *text, lookups, errors);
    } else if (auto* number = std::get_if<Decimal>(&value)) {
      auto const scaled = number->rescaled(definition.scale);
      if (!scaled) {
        errors.push_back(
            fault(definition, "scale",
                  number->to_string() + " 的小数位超过 " + std::to_string(definition.scale) + " 位，或数太大",
                  number->to_string() + " has more than " + std::to_string(definition.scale) +
                      " decimal places, or is too large"));
      } else {
        check_number(definition, *number, errors);
      }
    } else if (auto const* whole = std::get_if<std::int64_t>(&value);
               whole != nullptr && definition.type == FieldType::integer) {
      check_number(definition, Decimal(*whole), errors);
    }
    for (auto& error : errors) faults.push_back({static_cast<FieldIndex>(i), std::move(error)});
    errors.clear();
  }
  if (!faults.empty()) return faults;
  for (std::size_t i = 0; i < schema.rules.size(); ++i) {
    // A rule that meets a missing value holds: only a plain "no" is a fault.
    if (!schema.rules[i].evaluate(values, lookups.context).is_false()) continue;
    auto const& rule = schema.definition.rules[i];
    faults.push_back({-1, Error::make("record.rule." + rule.id, rule.message.zh, rule.message.en)});
  }
  return faults;
}

}  // namespace shian::reg
