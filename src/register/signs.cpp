#include "register/signs.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "register/named_field.hpp"

namespace shian::reg {
namespace {

using pack::FieldType;
using pack::SignKind;

constexpr char const* kFieldCode = "sign.field";
constexpr char const* kKindCode = "sign.kind";
constexpr char const* kNumberCode = "sign.number";

enum class Looked { nothing, anything, number, date, text, file };

struct Number {
  char const* name = nullptr;
  char const* otherwise = nullptr;  // null: the pack must say it; "": it may be left out
  bool is_share = false;            // between 0 and 1
};

constexpr std::size_t kMostNumbers = 6;

// What a kind needs of its definition.
struct Shape {
  SignKind kind;
  Looked looked;
  std::size_t fields = 0, most_fields = 0;
  std::size_t by = 0;  // at least so many
  bool needs_day = false;
  std::optional<expression::Type> check;
  bool needs_other = false;
  std::array<Number, kMostNumbers> numbers{};
};

constexpr std::size_t kAny = 12;

Shape const kShapes[] = {
    {SignKind::burst, Looked::nothing, 0, 0, 0, false, {}, false, {{{"least", "20"}, {"seconds", "600"}}}},
    {SignKind::copied_values,
     Looked::anything,
     1,
     kAny,
     1,
     false,
     {},
     false,
     {{{"least", "15"}, {"share", "0.5", true}, {"alpha", "0.01", true}}}},
    {SignKind::copied_texts,
     Looked::text,
     1,
     1,
     0,
     false,
     {},
     false,
     {{{"least", "5"}, {"letters", "15"}, {"share", "0.3", true}}}},
    {SignKind::impossible, Looked::anything, 0, kAny, 0, false, expression::Type::boolean, false, {}},
    {SignKind::future, Looked::date, 1, kAny, 0, false, {}, false, {}},
    {SignKind::load, Looked::anything, 0, kAny, 1, true, {}, false, {{{"most", nullptr}}}},
    {SignKind::round_figures,
     Looked::number,
     1,
     1,
     0,
     false,
     {},
     false,
     {{{"least", "50"},
       {"expected", "0.2", true},
       {"share", "0.4", true},
       {"places", "0"},
       {"from", "0"},
       {"alpha", "0.01", true}}}},
    {SignKind::digit_heap,
     Looked::number,
     1,
     1,
     0,
     false,
     {},
     false,
     {{{"least", "100"}, {"from", "100"}, {"places", "0"}, {"alpha", "0.01", true}}}},
    {SignKind::too_regular,
     Looked::number,
     1,
     1,
     1,
     false,
     {},
     false,
     {{{"least", "20"}, {"groups", "5"}, {"ratio", "0.5", true}, {"alpha", "0.01", true}}}},
    {SignKind::balance,
     Looked::number,
     1,
     2,
     0,
     false,
     {},
     false,
     {{{"least", "1"}, {"exceed", "0"}, {"lack", ""}}}},
    {SignKind::same_file, Looked::file, 1, 1, 1, false, {}, false, {}},
    {SignKind::alike_photo, Looked::nothing, 0, 0, 0, false, {}, false, {{{"within", "10"}}}},
    {SignKind::just_under,
     Looked::date,
     1,
     1,
     0,
     false,
     expression::Type::date,
     false,
     {{{"least", "20"}, {"window", "3"}, {"share", "0.8", true}, {"alpha", "0.01", true}}}},
    {SignKind::last_days,
     Looked::anything,
     0,
     kAny,
     0,
     true,
     {},
     false,
     {{{"least", "20"}, {"days", "3"}, {"times", "2.5"}, {"alpha", "0.01", true}}}},
    {SignKind::reopened, Looked::date, 1, 1, 1, true, {}, false, {{{"days", "7"}}}},
    {SignKind::contradiction, Looked::anything, 0, kAny, 1, false, {}, true, {}}};

Shape const& shape_of(SignKind kind) {
  auto const found = std::ranges::find(kShapes, kind, &Shape::kind);
  SHIAN_ASSERT(found != std::end(kShapes));
  return *found;
}

bool fits(FieldSchema const& field, Looked looked) {
  auto const type = field.definition.type;
  switch (looked) {
    case Looked::nothing:
      return false;
    case Looked::anything:
      return true;
    case Looked::number:
      return type == FieldType::integer || type == FieldType::decimal;
    case Looked::date:
      return type == FieldType::date;
    case Looked::text:
      return type == FieldType::text;
    case Looked::file:
      return type == FieldType::file;
  }
  return false;
}

class Compiling {
 public:
  Compiling(Schemas const& schemas, clock::Rules const& rules, Errors& faults)
      : schemas_(schemas), environment_{&schemas, &rules, {}}, faults_(faults) {}

  Sign sign(pack::Sign const& given) {
    auto const& shape = shape_of(given.kind);
    Sign made{.definition = given, .own = {}, .check = {}, .other = {}, .covered = {}};
    numbers(given, shape);
    if (given.kind == SignKind::alike_photo) {
      if (!given.own.register_id.empty())
        told(given, kKindCode, "alike_photo 看全部照片，不写 register",
             "alike_photo looks at all photos and names no register");
      return made;
    }
    made.own = side(given, given.own);
    if (made.own.schema == nullptr) return made;
    shape_holds(given, shape, made.own);
    if (shape.check) {
      if (given.check.empty())
        told(given, kKindCode, "这一类迹象要写 check", "a sign of this kind has a check");
      else
        made.check = compiled(given.check, *made.own.schema, *shape.check);
    } else if (!given.check.empty()) {
      told(given, kKindCode, "这一类迹象不写 check", "a sign of this kind has no check");
    }
    if (given.other) made.other = side(given, *given.other);
    if (given.covered) made.covered = side(given, *given.covered);
    others_hold(given, shape, made);
    return made;
  }

  SignPath path(pack::SignPath const& given) {
    SignPath made;
    made.schema = schemas_.find(given.register_id);
    if (made.schema == nullptr) return made;
    made.answer_days = given.answer_days;
    made.late_days = given.late_days;
    auto const find = [&](std::string const& name) {
      return named_field(*made.schema, name, kFieldCode, given.where, faults_);
    };
    made.key = find(given.key);
    made.sign = find(given.sign);
    made.about_register = find(given.about_register);
    made.about_record = find(given.about_record);
    made.unit = find(given.unit);
    made.area = find(given.area);
    made.kind = find(given.kind);
    made.text = find(given.text);
    made.answered = find(given.answered);
    made.accepted = find(given.accepted);
    made.refused = find(given.refused);
    for (auto const& [option, meaning] : given.kinds)
      (meaning == "corrected" ? made.corrected : made.explained) = option;
    if (made.kind < 0) return made;
    auto const& options = made.schema->fields[static_cast<std::size_t>(made.kind)].options;
    for (auto const& option : {made.corrected, made.explained})
      if (std::ranges::find(options, option) == options.end())
        faults_.push_back(Error::make(kFieldCode, "字段 " + given.kind + " 没有选项 " + option,
                                      "the field '" + given.kind + "' has no option '" + option + "'")
                              .at(given.where));
    return made;
  }

 private:
  void told(pack::Sign const& sign, char const* code, std::string zh, std::string en) {
    faults_.push_back(Error::make(code, "迹象 " + sign.id + "：" + std::move(zh),
                                  "the sign " + sign.id + ": " + std::move(en))
                          .at(sign.where));
  }

  void numbers(pack::Sign const& given, Shape const& shape) {
    for (auto const& [name, value] : given.numbers) {
      auto const* const known = std::ranges::find_if(
          shape.numbers, [&](Number const& one) { return one.name != nullptr && one.name == name; });
      if (known == shape.numbers.end()) {
        std::string list;
        for (auto const& one : shape.numbers)
          if (one.name != nullptr) list += (list.empty() ? "" : ", ") + std::string(one.name);
        told(given, kNumberCode, "没有参数 " + name + "；可用：" + (list.empty() ? "无" : list),
             "there is no number '" + name + "'; known: " + (list.empty() ? "none" : list));
      } else if (value.sign() < 0 || (known->is_share && !(value > Decimal(0) && value < Decimal(1)))) {
        told(given, kNumberCode, known->is_share ? name + " 应在 0 与 1 之间" : name + " 不应为负",
             known->is_share ? name + " lies between 0 and 1" : name + " is not negative");
      }
    }
    for (auto const& one : shape.numbers)
      if (one.name != nullptr && one.otherwise == nullptr && !given.numbers.contains(one.name))
        told(given, kNumberCode, std::string("要写参数 ") + one.name,
             std::string("the number '") + one.name + "' is missing");
  }

  SignSide side(pack::Sign const& sign, pack::SignSide const& given) {
    SignSide made;
    made.schema = schemas_.find(given.register_id);
    if (made.schema == nullptr) {
      told(sign, kFieldCode, "要写 register", "it names no register");
      return made;
    }
    auto const find = [&](std::string const& name) {
      return named_field(*made.schema, name, kFieldCode, sign.where, faults_);
    };
    bool const may_be_itself = sign.kind == SignKind::contradiction;
    auto const find_or_itself = [&](std::string const& name) {
      return may_be_itself && name == "id" && made.schema->find(name) < 0 ? kItself : find(name);
    };
    for (auto const& name : given.by) made.by.push_back(find_or_itself(name));
    for (auto const& name : given.fields) made.fields.push_back(find_or_itself(name));
    if (!given.day.empty()) {
      made.day = find(given.day);
      if (made.day >= 0 && !fits(field(made, made.day), Looked::date))
        told(sign, kFieldCode, given.day + " 不是日期", given.day + " is no day");
    }
    std::erase(made.by, -1);
    std::erase(made.fields, -1);
    if (!given.when.empty()) made.when = compiled(given.when, *made.schema, expression::Type::boolean);
    return made;
  }

  static FieldSchema const& field(SignSide const& side, FieldIndex index) {
    return side.schema->fields[static_cast<std::size_t>(index)];
  }

  void shape_holds(pack::Sign const& given, Shape const& shape, SignSide const& own) {
    auto const count = given.own.fields.size();
    if (count < shape.fields || count > shape.most_fields)
      told(given, kKindCode,
           shape.most_fields == 0 ? "这一类迹象不写 fields"
                                  : "fields 应有 " + std::to_string(shape.fields) + " 到 " +
                                        std::to_string(shape.most_fields) + " 个",
           shape.most_fields == 0 ? "a sign of this kind has no fields"
                                  : "it has " + std::to_string(shape.fields) + " to " +
                                        std::to_string(shape.most_fields) + " fields");
    for (auto const index : own.fields)
      if (index >= 0 && !fits(field(own, index), shape.looked))
        told(given, kFieldCode, "字段 " + field(own, index).definition.id + " 的类型不合这一类迹象",
             "the field '" + field(own, index).definition.id +
                 "' is of a type that this kind does not look at");
    if (given.own.by.size() < shape.by)
      told(given, kKindCode, "要写 by：按什么分组", "it says by which fields records are grouped: by");
    bool const has_period = given.per != pack::SignPeriod::all;
    if ((shape.needs_day || has_period) && given.own.day.empty())
      told(given, kKindCode, "要写 day：看哪一天", "it says which day a record is about: day");
    if (shape.kind == SignKind::last_days && (!has_period || given.per == pack::SignPeriod::day))
      told(given, kKindCode, "要写 per: month、quarter 或 year", "per is month, quarter or year");
  }

  void others_hold(pack::Sign const& given, Shape const& shape, Sign const& made) {
    if (shape.needs_other && !made.other) {
      told(given, kKindCode, "要写 other：与哪个台账对照",
           "it says which register is held against it: other");
      return;
    }
    if (given.kind == SignKind::balance) {
      bool const is_sound = made.other ? made.own.fields.size() == 1 && made.other->fields.size() == 1 &&
                                             made.own.by.size() == made.other->by.size()
                                       : made.own.fields.size() == 2;
      if (!is_sound)
        told(given, kKindCode, "一本台账内平衡写两个 fields；与 other 平衡各写一个，by 一样多",
             "a balance within a register has two fields; against other each has one, and as many by");
      if (made.other && given.per != pack::SignPeriod::all && made.other->day < 0)
        told(given, kKindCode, "other 要写 day", "other has a day");
      if (made.other)
        for (auto const index : made.other->fields)
          if (!fits(field(*made.other, index), Looked::number))
            told(given, kFieldCode, "other 的字段不是数", "the field of other is no number");
    } else if (given.kind == SignKind::contradiction) {
      if (made.other->by.size() != made.own.by.size())
        told(given, kKindCode, "other 的 by 应与自己的一样多", "other has as many by as the sign itself");
      bool const is_covered_sound =
          !made.covered || (made.covered->by.size() == 1 && made.other->fields.size() == 1);
      if (!is_covered_sound)
        told(given, kKindCode, "covered 写一个 by，other 写一个 fields：两者相等即已覆盖",
             "covered has one by and other one field: where both are equal it is covered");
    } else if (made.other) {
      told(given, kKindCode, "这一类迹象不写 other", "a sign of this kind has no other");
    }
    if (made.covered && given.kind != SignKind::contradiction)
      told(given, kKindCode, "这一类迹象不写 covered", "a sign of this kind has no covered");
  }

  expression::Compiled compiled(pack::Source const& source, Schema const& schema, expression::Type type) {
    auto made = expression::compile(source, schema.index, environment_, type);
    if (made) return std::move(*made);
    faults_.push_back(made.error());
    return {};
  }

  Schemas const& schemas_;
  expression::Environment environment_;
  Errors& faults_;
};

}  // namespace

bool Sign::has(std::string_view number) const { return definition.numbers.contains(std::string(number)); }

Decimal Sign::exact(std::string_view number) const {
  if (auto const said = definition.numbers.find(std::string(number)); said != definition.numbers.end())
    return said->second;
  for (auto const& one : shape_of(definition.kind).numbers)
    if (one.name != nullptr && one.name == number && one.otherwise != nullptr)
      return Decimal::parse(one.otherwise).value_or(Decimal(0));
  return Decimal(0);
}

std::int64_t Sign::whole(std::string_view name) const {
  return static_cast<std::int64_t>(std::llround(number(name)));
}

std::expected<Signs, Errors> compile_signs(pack::Pack const& pack, Schemas const& schemas,
                                           clock::Rules const& rules) {
  Signs made;
  Errors faults;
  Compiling compiling(schemas, rules, faults);
  for (auto const& sign : pack.signs) made.all.push_back(compiling.sign(sign));
  if (!pack.sign_path.empty()) made.path = compiling.path(pack.sign_path);
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return made;
}

}  // namespace shian::reg
