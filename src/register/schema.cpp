#include "register/schema.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "register/alike.hpp"
#include "register/document.hpp"
#include "register/identifiers.hpp"
#include "register/lifecycle.hpp"
#include "register/opening.hpp"

namespace shian::reg {
namespace {

using pack::FieldType;

store::ColumnType column_of(FieldType type) {
  switch (type) {
    case FieldType::integer:
    case FieldType::reference:
      return store::ColumnType::integer;
    case FieldType::decimal:
      return store::ColumnType::decimal;
    case FieldType::date:
      return store::ColumnType::date;
    case FieldType::timestamp:
      return store::ColumnType::timestamp;
    case FieldType::boolean:
      return store::ColumnType::boolean;
    case FieldType::text:
    case FieldType::code:
    case FieldType::enumeration:
    case FieldType::unit:
    case FieldType::area:
    case FieldType::person:
    case FieldType::file:
      return store::ColumnType::text;
  }
  return store::ColumnType::text;
}

expression::Type expression_type(FieldType type) {
  using expression::Type;
  switch (column_of(type)) {
    case store::ColumnType::integer:
    case store::ColumnType::decimal:
      return Type::number;
    case store::ColumnType::date:
      return Type::date;
    case store::ColumnType::timestamp:
      return Type::timestamp;
    case store::ColumnType::boolean:
      return Type::boolean;
    case store::ColumnType::text:
    case store::ColumnType::blob:
      return Type::text;
  }
  return Type::text;
}

Error unknown_field(pack::Register const& definition, std::string const& name, std::string zh_use,
                    std::string en_use) {
  std::vector<std::string> known;
  for (auto const& field : definition.fields) known.push_back(field.id);
  auto error = Error::make("register.field", definition.id + " 的" + zh_use + "用到了不存在的字段 " + name,
                           en_use + " of " + definition.id + " names a field that is not there: " + name)
                   .at(definition.where);
  if (auto near = nearest(name, known)) {
    return std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
  }
  return error;
}

FieldSchema compile_field(pack::Field const& field, Errors& faults) {
  FieldSchema made;
  made.definition = field;
  made.column = column_of(field.type);
  for (auto const& option : field.options) {
    made.options.push_back(option.code);
    made.option_of.emplace(folded(option.code), option.code);
    for (auto const& name : {option.name.zh, option.name.en}) {
      if (!name.empty()) made.option_of.emplace(folded(name), option.code);
    }
    for (auto const& alias : option.aliases) made.option_of.emplace(folded(alias), option.code);
  }
  if (!field.pattern.empty()) {
    try {
      made.pattern =
          std::make_shared<std::regex const>(field.pattern, std::regex::ECMAScript | std::regex::optimize);
    } catch (std::regex_error const& fault) {
      faults.push_back(Error::make("register.pattern", field.id + " 的格式表达式有误：" + fault.what(),
                                   "the pattern of " + field.id + " is not well formed: " + fault.what())
                           .at(field.where));
    }
  }
  if (!field.check.empty() && !find_identifier_check(field.check)) {
    auto const known = identifier_check_names();
    auto error = Error::make("register.check", "没有名为 " + field.check + " 的校验",
                             "there is no check '" + field.check + "'")
                     .at(field.where);
    if (auto near = nearest(field.check, known)) {
      error = std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
    }
    faults.push_back(std::move(error));
  }
  return made;
}

}  // namespace

FieldIndex Schema::find(std::string_view field_id) const {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].definition.id == field_id) return static_cast<FieldIndex>(i);
  }
  return -1;
}

std::string Schema::key_of(std::span<Value const> values) const {
  std::string text;
  if (keys.empty()) return text;
  for (std::size_t i = 0; i < keys.front().size(); ++i) {
    if (i > 0) text += '/';
    text += canonical(values[static_cast<std::size_t>(keys.front()[i])]);
  }
  return text;
}

std::string Schema::label_of(std::span<Value const> values) const {
  if (label_field >= 0) {
    auto text = canonical(values[static_cast<std::size_t>(label_field)]);
    if (!text.empty()) return text;
  }
  return key_of(values);
}

std::string_view Schema::area_of(std::span<Value const> values) const {
  if (area_field < 0) return {};
  auto const* text = std::get_if<std::string>(&values[static_cast<std::size_t>(area_field)]);
  return text != nullptr ? std::string_view(*text) : std::string_view{};
}

std::string_view Schema::unit_of(Record const& record) const {
  if (unit_field >= 0) {
    auto const* text = std::get_if<std::string>(&record.values[static_cast<std::size_t>(unit_field)]);
    if (text != nullptr) return *text;
  }
  return record.unit;
}

std::expected<Schemas, Errors> Schemas::compile(pack::Pack const& pack, clock::Rules const* rules) {
  Errors faults;
  Schemas made;
  for (auto const& definition : pack.registers) {
    Schema schema;
    schema.definition = definition;
    schema.index = static_cast<int>(made.schemas_.size());
    schema.table = "r_" + definition.id;
    for (auto const& field : definition.fields) {
      if (field.type == FieldType::reference)
        schema.references.push_back(static_cast<FieldIndex>(schema.fields.size()));
      schema.required.push_back(field.required ? 1 : 0);
      schema.fields.push_back(compile_field(field, faults));
    }
    made.by_id_.emplace(definition.id, schema.index);
    made.schemas_.push_back(std::move(schema));
  }
  for (auto& schema : made.schemas_) {
    auto const& definition = schema.definition;
    auto const field_named = [&](std::string const& name, char const* zh, char const* en) -> FieldIndex {
      if (name.empty()) return -1;
      FieldIndex const found = schema.find(name);
      if (found < 0) faults.push_back(unknown_field(definition, name, zh, en));
      return found;
    };
    for (auto const& key : definition.keys) {
      std::vector<FieldIndex> indices;
      for (auto const& name : key) {
        if (FieldIndex const found = field_named(name, "唯一键", "the unique key"); found >= 0)
          indices.push_back(found);
      }
      schema.keys.push_back(std::move(indices));
    }
    schema.area_field = field_named(definition.area_field, "镇街字段", "the area field");
    schema.unit_field = field_named(definition.unit_field, "单位字段", "the unit field");
    schema.label_field = field_named(definition.label_field, "名称字段", "the label field");
    for (auto& field : schema.fields) {
      if (field.definition.type != FieldType::reference) continue;
      field.target_register = made.find_register(field.definition.refers_to);
      if (field.target_register < 0) {
        auto error =
            Error::make("register.reference",
                        field.definition.id + " 引用的台账 " + field.definition.refers_to + " 不存在",
                        field.definition.id +
                            " refers to a register that is not there: " + field.definition.refers_to)
                .at(field.definition.where);
        if (auto near = nearest(field.definition.refers_to, made.register_ids())) {
          error = std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
        }
        faults.push_back(std::move(error));
      }
    }
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));

  expression::Environment environment;
  environment.scope = &made;
  environment.rules = rules;
  for (auto& schema : made.schemas_) {
    for (auto const& rule : schema.definition.rules) {
      auto compiled = expression::compile(rule.check, schema.index, environment, expression::Type::boolean);
      if (compiled) {
        schema.rules_read_others = schema.rules_read_others || !compiled->dependencies().empty();
        schema.rules.push_back(std::move(*compiled));
      } else {
        faults.push_back(std::move(compiled.error()));
      }
    }
    if (auto const* lifecycle = pack.find_lifecycle(schema.definition.id))
      schema.lifecycle = compile_lifecycle(*lifecycle, schema, environment, faults);
  }
  for (auto& schema : made.schemas_) {
    // Of a lifecycle that did not compile nothing is known that a paper could name.
    bool const is_lost = pack.find_lifecycle(schema.definition.id) != nullptr && !schema.lifecycle;
    if (!is_lost) compile_documents(pack, schema, made, environment, faults);
    compile_alike(schema, made, environment, faults);
    check_openings(schema, made, faults);
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return made;
}

Schema const* Schemas::find(std::string_view register_id) const {
  int const index = find_register(register_id);
  return index < 0 ? nullptr : &at(index);
}

Expected<Schema const*> Schemas::get(std::string_view register_id) const {
  if (auto const* schema = find(register_id)) return schema;
  std::string const name(register_id);
  auto error =
      Error::make("register.unknown", "没有名为 " + name + " 的台账", "there is no register '" + name + "'");
  if (auto near = nearest(name, register_ids())) {
    return std::unexpected(
        std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?"));
  }
  return std::unexpected(std::move(error));
}

int Schemas::find_register(std::string_view id) const {
  auto const found = by_id_.find(std::string(id));
  return found == by_id_.end() ? -1 : found->second;
}

int Schemas::find_field(int register_index, std::string_view id) const { return at(register_index).find(id); }

expression::FieldInfo Schemas::field(int register_index, int field_index) const {
  auto const& field = at(register_index).fields[static_cast<std::size_t>(field_index)];
  expression::FieldInfo info;
  info.type = expression_type(field.definition.type);
  info.target_register = field.target_register;
  if (field.definition.type == FieldType::enumeration) info.options = &field.options;
  return info;
}

std::string Schemas::register_id(int register_index) const { return at(register_index).definition.id; }

std::vector<std::string> Schemas::register_ids() const {
  std::vector<std::string> ids;
  for (auto const& schema : schemas_) ids.push_back(schema.definition.id);
  return ids;
}

std::vector<std::string> Schemas::field_ids(int register_index) const {
  std::vector<std::string> ids;
  for (auto const& field : at(register_index).fields) ids.push_back(field.definition.id);
  return ids;
}

}  // namespace shian::reg
