#include "expression/expression.hpp"

#include <gmock/gmock.h>

namespace shian::expression {
namespace {

using testing::HasSubstr;

// "check": kind (a or b), amount, taken_on, good, place, seen_at -> "place": name, opened_on.
class TwoRegisters final : public Scope {
 public:
  [[nodiscard]] int find_register(std::string_view id) const override {
    return id == "check" ? 0 : id == "place" ? 1 : -1;
  }
  [[nodiscard]] int find_field(int reg, std::string_view id) const override {
    auto const& names = fields_[static_cast<std::size_t>(reg)];
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == id) return static_cast<int>(i);
    }
    return -1;
  }
  [[nodiscard]] FieldInfo field(int reg, int index) const override {
    if (reg == 1) return {index == 0 ? Type::text : Type::date, -1, nullptr};
    switch (index) {
      case 0:
        return {Type::text, -1, &options_};
      case 1:
        return {Type::number, -1, nullptr};
      case 2:
        return {Type::date, -1, nullptr};
      case 3:
        return {Type::boolean, -1, nullptr};
      case 4:
        return {Type::number, 1, nullptr};
      default:
        return {Type::timestamp, -1, nullptr};
    }
  }
  [[nodiscard]] std::string register_id(int reg) const override { return reg == 0 ? "check" : "place"; }
  [[nodiscard]] std::vector<std::string> register_ids() const override { return {"check", "place"}; }
  [[nodiscard]] std::vector<std::string> field_ids(int reg) const override {
    return fields_[static_cast<std::size_t>(reg)];
  }

 private:
  std::vector<std::vector<std::string>> fields_ = {{"kind", "amount", "taken_on", "good", "place", "seen_at"},
                                                   {"name", "opened_on"}};
  std::vector<std::string> options_ = {"a", "b"};
};

class OnePlace final : public Records {
 public:
  [[nodiscard]] std::vector<Value> const* fetch(int, RecordId id) override {
    return id == 7 ? &place_ : nullptr;
  }

 private:
  std::vector<Value> place_ = {std::string("mill"), *Day::parse("2020-01-01")};
};

class Expressions : public testing::Test {
 protected:
  Expected<Compiled> compiled(std::string const& text, Type expected = Type::null) {
    Environment environment{&scope, &rules, parameters};
    return compile({text, {"x.yaml", 3, 10}}, 0, environment, expected);
  }
  Expected<Measure> measure(std::string const& text) {
    Environment environment{&scope, &rules, parameters};
    return compile_measure({text, {"x.yaml", 3, 10}}, environment);
  }
  std::string value(std::string const& text, std::vector<Value> const& record) {
    auto const made = compiled(text);
    if (!made) return "refused: " + made.error().to_string(Language::en);
    Context context;
    context.records = &places;
    context.rules = &rules;
    Datum const found = made->evaluate(record, context);
    switch (found.type) {
      case Type::null:
        return "null";
      case Type::boolean:
        return found.flag ? "true" : "false";
      case Type::number:
        return found.number.to_string();
      case Type::date:
        return found.day.to_string();
      case Type::text:
        return std::string(found.text);
      case Type::timestamp:
        return found.moment.to_utc();
    }
    return "?";
  }

  TwoRegisters scope;
  OnePlace places;
  pack::Calendar calendar;
  std::vector<pack::Clock> clocks = [] {
    pack::Clock clock;
    clock.id = "C-10";
    clock.rule = "check.answer";
    clock.limit = 10;
    clock.unit = pack::ClockUnit::calendar_day;
    clock.effective_from = *Day::parse("2020-01-01");
    return std::vector{clock};
  }();
  clock::Rules rules{clocks, calendar, kShanghaiOffsetMinutes};
  std::vector<Parameter> parameters = {{"days", Decimal(15)}};
};

TEST_F(Expressions, HaveTheValuesThatTheirWordsSay) {
  std::vector<Value> const full = {std::string("a"),          *Decimal::parse("2.5"),
                                   *Day::parse("2022-09-30"), true,
                                   std::int64_t{7},           *Timestamp::parse("2022-09-30T16:30Z", 0)};
  std::vector<Value> const empty(6);
  struct Row {
    char const* text;
    char const* full;
    char const* empty;
  };
  for (auto const& row : {
           Row{"1 + 2 * 3", "7", "7"},
           Row{"10 - 4 - 3", "3", "3"},  // left-associative
           Row{"8 / 4 / 2", "1", "1"},
           Row{"-(2 + 1) * 2", "-6", "-6"},
           Row{"1 / 0", "null", "null"},
           Row{"0.1 + 0.2 == 0.3", "true", "true"},  // exact
           Row{"amount * 2", "5", "null"},
           Row{"kind == \"a\"", "true", "null"},
           Row{"kind != \"a\"", "false", "null"},
           Row{"kind in (\"a\", \"b\")", "true", "null"},
           Row{"kind not in (\"b\")", "true", "null"},
           Row{"amount == null", "false", "true"},
           Row{"amount != null", "true", "false"},
           Row{"good and amount > 2", "true", "null"},
           Row{"good or 1 == 1", "true", "true"},     // unknown or true
           Row{"good and 1 == 2", "false", "false"},  // unknown and false
           Row{"not good", "false", "null"},
           Row{"taken_on + 3", "2022-10-03", "null"},
           Row{"taken_on - 2022-09-01", "29", "null"},
           Row{"taken_on >= 2022-09-30", "true", "null"},
           Row{"day_of(seen_at)", "2022-10-01", "null"},  // 16:30 UTC is the day after in Shanghai
           Row{"year(taken_on) * 100 + month(taken_on)", "202209", "null"},
           Row{"year_end(taken_on)", "2022-12-31", "null"},
           Row{"place.name", "mill", "null"},
           Row{"place.opened_on < taken_on", "true", "null"},
           Row{"min(amount, 1)", "1", "null"},
           Row{"max(amount, 1)", "2.5", "null"},
           Row{"earliest(taken_on, 2023-01-01)", "2022-09-30", "2023-01-01"},
           Row{"latest(taken_on, 2020-01-01)", "2022-09-30", "2020-01-01"},
           Row{"coalesce(amount, 9)", "2.5", "9"},
           Row{"if(good, 1, 2)", "1", "2"},
           Row{"due(\"check.answer\", taken_on)", "2022-10-10", "null"},
           Row{"working_day(2022-10-01)", "false", "false"},
           Row{"$days - 5", "10", "10"},
       }) {
    EXPECT_EQ(value(row.text, full), row.full) << row.text;
    EXPECT_EQ(value(row.text, empty), row.empty) << row.text << " on an empty record";
  }
}

TEST_F(Expressions, AreRefusedWithThePlaceAndWhatWouldBeRight) {
  struct Row {
    char const* text;
    int column;  // 10 is the first character
    char const* code;
    char const* hint;
  };
  for (auto const& row : {
           Row{"knd == \"a\"", 10, "expression.field", "kind"},
           Row{"kind == \"c\"", 18, "expression.option", "a"},
           Row{"amount > \"a\"", 19, "expression.type", ""},
           Row{"good > true", 10, "expression.type", ""},
           Row{"amount = 3", 17, "expression.symbol", "=="},
           Row{"kind == \"a", 18, "expression.quote", ""},
           Row{"(1 + 2", 16, "expression.expected", ""},
           Row{"1 +", 13, "expression.expected", ""},
           Row{"taken_on > 2022-02-30", 21, "expression.date", ""},
           Row{"1 < 2 < 3", 16, "expression.chain", "and"},
           Row{"kind.name", 14, "expression.path", ""},
           Row{"due(\"check.anser\", taken_on)", 14, "expression.rule", "check.answer"},
           Row{"sqrt(2)", 10, "expression.function", ""},
           Row{"min(1)", 10, "expression.arguments", ""},
           Row{"$dayz", 10, "expression.parameter", "days"},
           Row{"1 2", 12, "expression.rest", ""},
           Row{"count(check by place on taken_on) > 1", 10, "expression.aggregate", ""},
           Row{"amount && good", 17, "expression.symbol", ""},
       }) {
    auto const made = compiled(row.text);
    ASSERT_FALSE(made) << row.text;
    EXPECT_EQ(made.error().code, row.code) << row.text;
    EXPECT_EQ(made.error().where.column, row.column) << row.text << "\n"
                                                     << made.error().to_string(Language::en);
    EXPECT_EQ(made.error().where.line, 3);
    EXPECT_THAT(made.error().hint.en, HasSubstr(row.hint)) << row.text;
    EXPECT_THAT(made.error().excerpt, HasSubstr("^"));
    EXPECT_FALSE(made.error().what.zh.empty());
  }
}

TEST_F(Expressions, CountFromTheRightLineWhenTheyRunOverSeveral) {
  auto const made = compiled("good and\n  knd == \"a\"");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().where.line, 4);
  EXPECT_EQ(made.error().where.column, 3);
}

TEST_F(Expressions, NestedBeyondReasonAreRefused) {
  EXPECT_FALSE(compiled(std::string(5000, '(') + "1" + std::string(5000, ')')));
  EXPECT_FALSE(compiled(std::string(5000, '-') + "1"));
}

TEST_F(Expressions, KnowWhichRecordsTheyReadThroughReferences) {
  auto const made = compiled("place.name == \"mill\" and good");
  ASSERT_TRUE(made);
  ASSERT_EQ(made->dependencies().size(), 1U);
  EXPECT_EQ(made->dependencies()[0].path[0], (PathStep{0, 4, 1}));
  EXPECT_EQ(made->dependencies()[0].fields, std::vector<int>{0});
}

TEST_F(Expressions, MeasuresAreFlowsStocksOrTwoStageCounts) {
  auto const flow = measure("count check where good on taken_on");
  ASSERT_TRUE(flow);
  EXPECT_FALSE(flow->timing.stock);
  auto const stock = measure("count place from opened_on");
  ASSERT_TRUE(stock);
  EXPECT_TRUE(stock->timing.stock);
  auto const entity =
      measure("count place from opened_on having count(check by place where good on taken_on) >= $days");
  ASSERT_TRUE(entity) << entity.error().to_string(Language::en);
  EXPECT_TRUE(entity->is_entity());
  EXPECT_TRUE(measure("sum(amount * 2) of check on due(\"check.answer\", taken_on)"));
  EXPECT_TRUE(measure("distinct(kind) of check on taken_on"));
  EXPECT_TRUE(measure("count areas"));
}

TEST_F(Expressions, MeasuresThatCannotBeKeptAreRefused) {
  struct Row {
    char const* text;
    char const* code;
  };
  for (auto const& row : {
           Row{"count check where good", "expression.timing"},
           Row{"count chek on taken_on", "expression.register"},
           Row{"average(amount) of check on taken_on", "expression.measure"},
           Row{"count place from opened_on having good", "expression.field"},
           Row{"count place from opened_on having name == \"x\"", "expression.having"},
           Row{"count place on opened_on having count(check by place on taken_on) > 0", "expression.timing"},
           Row{"count check on taken_on having count(check by place on taken_on) > 0", "expression.by"},
           Row{"count place having count(check by place on taken_on) > 0 and count(check by place from "
               "taken_on) > 0",
               "expression.mixed"},
           Row{"count areas where good", "expression.rest"},
       }) {
    auto const made = measure(row.text);
    ASSERT_FALSE(made) << row.text;
    EXPECT_EQ(made.error().code, row.code) << row.text << ": " << made.error().to_string(Language::en);
  }
}

}  // namespace
}  // namespace shian::expression
