#include <algorithm>
#include <array>

#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

constexpr Word<FieldType> kTypes[] = {{"text", FieldType::text}, {"code", FieldType::code}, {"enum", FieldType::enumeration},
                                      {"integer", FieldType::integer}, {"decimal", FieldType::decimal}, {"date", FieldType::date},
                                      {"timestamp", FieldType::timestamp}, {"boolean", FieldType::boolean}, {"unit", FieldType::unit},
                                      {"area", FieldType::area}, {"reference", FieldType::reference}, {"person", FieldType::person},
                                      {"file", FieldType::file}};

bool is_name(std::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

void check_name(Map const& map, std::string const& id) {
  if (id.empty() || is_name(id)) return;
  map.fault("id", Error::make("pack.name", "编号“" + id + "”只能用小写字母、数字和下划线,以字母开头",
                              "the id '" + id + "' may hold only small letters, digits and _, a letter first"));
}

EnumOption option_of(File const& file, YAML::Node const& node) {
  if (node.IsScalar()) return {node.Scalar(), {node.Scalar(), node.Scalar()}, {}};
  constexpr std::array kKeys = {"code"sv, "name"sv, "name_en"sv, "aliases"sv};
  Map const map(file, node, kKeys);
  EnumOption made;
  made.code = map.required("code");
  made.name = {map.text("name"), map.text("name_en")};
  if (made.name.zh.empty()) made.name.zh = made.code;
  if (made.name.en.empty()) made.name.en = made.name.zh;
  made.aliases = map.texts("aliases");
  return made;
}

Field field_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "name_en"sv, "help"sv, "help_en"sv, "type"sv, "required"sv, "personal"sv,
                                "max"sv, "scale"sv, "unit"sv, "units"sv, "min"sv, "pattern"sv, "check"sv, "to"sv, "options"sv,
                                "aliases"sv, "example"sv, "indexed"sv};
  Map const map(file, node, kKeys);
  Field made;
  made.id = map.required("id");
  check_name(map, made.id);
  made.name = map.required_both("name");
  made.help = map.both("help");
  if (!map.has("type")) (void)map.required("type");
  made.type = map.word("type", kTypes, FieldType::text);
  made.required = map.flag("required");
  made.personal = map.flag("personal", made.type == FieldType::person);
  bool const number = made.type == FieldType::integer || made.type == FieldType::decimal;
  if (number) {
    made.minimum = map.decimal("min");
    made.maximum = map.decimal("max");
  } else if (auto const longest = map.integer("max")) {
    made.max_length = static_cast<int>(std::clamp<std::int64_t>(*longest, 1, 1'000'000));
  }
  if (auto const scale = map.integer("scale")) {
    if (*scale < 0 || *scale > 9) {
      map.fault("scale", Error::make("pack.scale", "小数位应在 0 到 9 之间", "decimal places run from 0 to 9"));
    } else {
      made.scale = static_cast<int>(*scale);
    }
  }
  made.unit = map.text("unit");
  made.accepted_units = map.texts("units");
  made.pattern = map.text("pattern");
  made.check = map.text("check");
  made.refers_to = map.text("to");
  map.each("options", [&](YAML::Node const& item) { made.options.push_back(option_of(file, item)); });
  made.aliases = map.texts("aliases");
  made.example = map.text("example");
  made.indexed = map.flag("indexed");
  made.where = map.where();
  if (made.type == FieldType::enumeration && made.options.empty()) {
    map.fault("type", Error::make("pack.options", "选项字段缺少 options", "an enum needs options"));
  }
  if (made.type == FieldType::reference && made.refers_to.empty()) {
    map.fault("type", Error::make("pack.reference", "引用字段缺少 to(引用哪个台账)", "a reference needs 'to': the register it refers to"));
  }
  return made;
}

}  // namespace

void read_register(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "name_en"sv, "group"sv, "group_en"sv, "help"sv, "help_en"sv, "keys"sv, "area"sv,
                                "unit"sv, "label"sv, "fields"sv, "rules"sv, "notes"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  Register made;
  made.id = map.required("id");
  check_name(map, made.id);
  made.name = map.required_both("name");
  made.help = map.both("help");
  made.group = map.text("group");
  made.pack = pack.chain.empty() ? pack.id : pack.chain.back();
  map.each("keys", [&](YAML::Node const& item) {
    if (item.IsScalar()) {
      made.keys.push_back({item.Scalar()});
      return;
    }
    std::vector<std::string> key;
    for (auto const& part : item) key.push_back(part.IsScalar() ? part.Scalar() : "");
    made.keys.push_back(std::move(key));
  });
  made.area_field = map.text("area");
  made.unit_field = map.text("unit");
  made.label_field = map.text("label");
  map.each("fields", [&](YAML::Node const& item) {
    auto field = field_of(file, item);
    for (auto const& there : made.fields) {
      if (there.id == field.id) file.fault(item, Error::make("pack.duplicate", "字段 " + field.id + " 已经有了", "the field " + field.id + " is there already"));
    }
    made.fields.push_back(std::move(field));
  });
  if (made.fields.empty()) map.fault("fields", Error::make("pack.fields", "台账没有字段", "a register needs fields"));
  constexpr std::array kRuleKeys = {"id"sv, "check"sv, "message"sv, "message_en"sv};
  map.each("rules", [&](YAML::Node const& item) {
    Map const rule(file, item, kRuleKeys);
    made.rules.push_back({rule.required("id"), rule.source("check"), rule.required_both("message")});
    if (made.rules.back().check.empty()) (void)rule.required("check");
  });
  constexpr std::array kNoteKeys = {"text"sv, "text_en"sv};
  map.each("notes", [&](YAML::Node const& item) {
    if (item.IsScalar()) {
      made.notes.push_back({item.Scalar(), item.Scalar()});
    } else {
      made.notes.push_back(Map(file, item, kNoteKeys).required_both("text"));
    }
  });
  made.where = map.where();
  keep(map, pack.registers, std::move(made));
}

}  // namespace shian::pack
