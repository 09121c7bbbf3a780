#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

constexpr int kLongestText = 1'000'000;
constexpr int kMostPlaces = 9;

// Registers and fields are tables and columns.
std::string column_name(Map const& map) {
  auto const id = map.id();
  bool const good = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!id.empty() && (!good || id.front() < 'a' || id.front() > 'z')) {
    map.fault("id",
              Error::make("pack.id", "编号“" + id + "”只能用小写字母、数字和下划线，以字母开头",
                          "the id '" + id + "' may hold only small letters, digits and '_', a letter first")
                  .hinting("例如 sampled_on", "for example sampled_on"));
  }
  return id;
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

void read_options(Map const& map, Field& field) {
  std::map<std::string, std::string> meant;  // spelling -> the option's code
  map.each("options", [&](YAML::Node const& item) {
    auto option = option_of(map.file(), item);
    std::vector<std::string> spellings{option.code, option.name.zh, option.name.en};
    spellings.insert(spellings.end(), option.aliases.begin(), option.aliases.end());
    bool const again = std::any_of(field.options.begin(), field.options.end(),
                                   [&](auto const& o) { return o.code == option.code; });
    for (auto const& spelling : spellings) {
      auto const [there, added] = meant.emplace(folded(spelling), option.code);
      if (added || (there->second == option.code && !again)) continue;
      map.file().fault(item, Error::make("pack.twice", "选项“" + spelling + "”写了两次",
                                         "the option '" + spelling + "' is given twice"));
      break;
    }
    field.options.push_back(std::move(option));
  });
  if (field.type == FieldType::enumeration && field.options.empty()) {
    map.fault("options", Error::make("pack.options", "选项字段缺少 options", "an enum needs options")
                             .hinting("例如 options: [合格, 不合格]", "for example options: [pass, fail]"));
  }
  if (field.type != FieldType::enumeration && map.has("options")) {
    map.fault("options", Error::make("pack.options", "只有 type: enum 的字段有 options",
                                     "only a field of type enum has options"));
  }
}

Field field_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,   "name"sv,     "name_en"sv,  "help"sv,    "help_en"sv,
                                "type"sv, "required"sv, "personal"sv, "max"sv,     "scale"sv,
                                "unit"sv, "units"sv,    "min"sv,      "pattern"sv, "check"sv,
                                "to"sv,   "options"sv,  "aliases"sv,  "example"sv, "indexed"sv};
  Map const map(file, node, kKeys);
  Field made;
  made.id = column_name(map);
  made.name = map.required_both("name");
  made.help = map.both("help");
  (void)map.required("type");
  made.type = map.word("type", kFieldTypes, FieldType::text);
  made.required = map.flag("required");
  made.personal = map.flag("personal", made.type == FieldType::person);
  if (made.type == FieldType::integer || made.type == FieldType::decimal) {
    made.minimum = map.decimal("min");
    made.maximum = map.decimal("max");
    if (made.minimum && made.maximum && *made.maximum < *made.minimum) {
      map.fault("max", Error::make("pack.range", "max 小于 min", "max is below min"));
    }
  } else if (auto const longest = map.integer("max", 1, kLongestText)) {
    made.max_length = *longest;
  }
  made.scale = map.integer("scale", 0, kMostPlaces).value_or(made.scale);
  made.unit = map.text("unit");
  made.accepted_units = map.texts("units");
  made.pattern = map.text("pattern");
  made.check = map.text("check");
  made.refers_to = map.name("to", Kind::register_);
  read_options(map, made);
  made.aliases = map.texts("aliases");
  made.example = map.text("example");
  made.indexed = map.flag("indexed");
  made.where = map.where();
  if (made.type == FieldType::reference && !map.has("to")) {
    map.fault("type", Error::make("pack.reference", "引用字段缺少 to（引用哪个台账）",
                                  "a reference needs 'to': the register it refers to"));
  }
  return made;
}

// Sheets are matched by these spellings: within a register each may mean one field only.
void claim_spellings(Map const& map, YAML::Node const& node, Field const& field,
                     std::map<std::string, std::string>& meant) {
  std::vector<std::string> spellings{field.id, field.name.zh, field.name.en};
  spellings.insert(spellings.end(), field.aliases.begin(), field.aliases.end());
  for (auto const& spelling : spellings) {
    if (spelling.empty()) continue;
    auto const [there, added] = meant.emplace(folded(spelling), field.id);
    if (added || there->second == field.id) continue;
    map.file().fault(node, Error::make("pack.spelling", "“" + spelling + "”已经指字段 " + there->second,
                                       "'" + spelling + "' already means the field '" + there->second + "'")
                               .hinting("同一台账内，每个名称只能指一个字段",
                                        "within a register a spelling means one field"));
    return;
  }
}

void read_fields(Map const& map, Register& made) {
  std::map<std::string, std::string> meant;  // spelling -> the field's id
  map.each("fields", [&](YAML::Node const& item) {
    auto field = field_of(map.file(), item);
    bool const again =
        std::any_of(made.fields.begin(), made.fields.end(), [&](auto const& f) { return f.id == field.id; });
    if (again) {
      map.file().fault(item, Error::make("pack.duplicate", "字段 " + field.id + " 已经有了",
                                         "the field '" + field.id + "' is there already"));
    } else {
      claim_spellings(map, item, field, meant);
    }
    made.fields.push_back(std::move(field));
  });
  if (made.fields.empty())
    map.fault("fields", Error::make("pack.fields", "台账没有字段", "a register needs fields"));
}

// The name of a field of this register, of the type if one is asked for.
std::string field_name(File const& file, Register const& made, YAML::Node const& node,
                       std::optional<FieldType> type = {}) {
  if (!node.IsScalar()) {
    file.fault(node, Error::make("pack.value", "这里应为字段编号", "the id of a field is expected here"));
    return {};
  }
  auto const name = node.Scalar();
  auto const field =
      std::find_if(made.fields.begin(), made.fields.end(), [&](auto const& f) { return f.id == name; });
  if (field == made.fields.end()) {
    std::vector<std::string> known;
    for (auto const& candidate : made.fields) known.push_back(candidate.id);
    file.fault(node, suggesting(Error::make("pack.name", "台账 " + made.id + " 没有字段 " + name,
                                            "the register '" + made.id + "' has no field '" + name + "'"),
                                name, known));
  } else if (type && field->type != *type) {
    std::string const wanted(word_of(kFieldTypes, *type));
    file.fault(node, Error::make("pack.type", "字段 " + name + " 应为 " + wanted + " 类型",
                                 "the field '" + name + "' must be of type " + wanted));
  }
  return name;
}

void read_keys(Map const& map, Register& made) {
  map.each("keys", [&](YAML::Node const& item) {
    std::vector<std::string> key;
    if (item.IsScalar()) key.push_back(field_name(map.file(), made, item));
    if (item.IsSequence()) {
      for (auto const& part : item) key.push_back(field_name(map.file(), made, part));
    }
    if (key.empty())
      map.file().fault(item,
                       Error::make("pack.value", "键应为字段编号的列表", "a key is a list of field ids"));
    made.keys.push_back(std::move(key));
  });
}

// Names of fields are checked where the other register is known: by reg::compile_alike.
Alike alike_of(File const& file, YAML::Node const& node, std::string const& own_register) {
  constexpr std::array kKeys = {"id"sv,      "name"sv,    "name_en"sv,   "register"sv, "match"sv,
                                "when"sv,    "from"sv,    "until"sv,     "near"sv,     "within"sv,
                                "refuses"sv, "message"sv, "message_en"sv};
  constexpr std::array kNearKeys = {"own"sv, "theirs"sv, "days"sv};
  constexpr std::array kWithinKeys = {"theirs"sv, "from"sv, "until"sv};
  Map const map(file, node, kKeys);
  Alike made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.register_id = map.has("register") ? map.name("register", Kind::register_) : own_register;
  auto const match = map.node("match");
  if (match && match.IsMap()) {
    for (auto const& pair : match)
      made.match.emplace_back(pair.first.Scalar(), pair.second.IsScalar() ? pair.second.Scalar() : "");
  }
  if (made.match.empty())
    map.fault("match",
              Error::make("pack.value", "match 应为“本台账字段: 对方字段”", "match holds 'own field: theirs'")
                  .hinting("例如 match: {id_no: id_no}", "for example match: {id_no: id_no}"));
  made.when = map.source("when");
  made.from = map.text("from");
  made.until = map.text("until");
  if (map.has("near")) {
    Map const near(file, map.node("near"), kNearKeys);
    made.near_own = near.required("own");
    made.near_theirs = near.required("theirs");
    made.near_days = near.integer("days", 1).value_or(0);
  }
  if (map.has("within")) {
    Map const within(file, map.node("within"), kWithinKeys);
    made.within_theirs = within.required("theirs");
    made.within_from = within.required("from");
    made.within_until = within.required("until");
  }
  made.refuses = map.flag("refuses");
  if (made.refuses) made.message = map.required_both("message");
  made.where = map.where();
  return made;
}

}  // namespace

void read_register(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,      "name"sv,  "name_en"sv, "group"sv,  "group_en"sv, "help"sv,
                                "help_en"sv, "keys"sv,  "area"sv,    "unit"sv,   "label"sv,    "fields"sv,
                                "rules"sv,   "alike"sv, "notes"sv,   "secret"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  auto& pack = file.reading().pack;
  Register made;
  made.id = column_name(map);
  made.name = map.required_both("name");
  made.help = map.both("help");
  made.group = map.both("group");
  made.pack = pack.id;
  read_fields(map, made);
  read_keys(map, made);
  if (map.has("area")) made.area_field = field_name(file, made, map.node("area"), FieldType::area);
  if (map.has("unit")) made.unit_field = field_name(file, made, map.node("unit"), FieldType::unit);
  if (map.has("label")) made.label_field = field_name(file, made, map.node("label"));
  if (map.has("secret")) {
    constexpr std::array kSecrecyKeys = {"when"sv, "until"sv};
    Map const secret(file, map.node("secret"), kSecrecyKeys);
    made.secrecy.when = field_name(file, made, secret.node("when"), FieldType::boolean);
    made.secrecy.until = field_name(file, made, secret.node("until"), FieldType::date);
  }
  constexpr std::array kRuleKeys = {"id"sv, "check"sv, "message"sv, "message_en"sv};
  map.each("rules", [&](YAML::Node const& item) {
    Map const rule(file, item, kRuleKeys);
    made.rules.push_back({rule.id(), rule.required_source("check"), rule.required_both("message")});
  });
  constexpr std::array kNoteKeys = {"text"sv, "text_en"sv};
  map.each("alike", [&](YAML::Node const& item) { made.alike.push_back(alike_of(file, item, made.id)); });
  map.each("notes", [&](YAML::Node const& item) {
    if (item.IsScalar()) {
      made.notes.push_back({item.Scalar(), item.Scalar()});
    } else {
      made.notes.push_back(Map(file, item, kNoteKeys).required_both("text"));
    }
  });
  made.where = map.where();
  keep(map, Kind::register_, pack.registers, std::move(made));
}

}  // namespace shian::pack
