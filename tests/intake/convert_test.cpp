#include "intake/convert.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "fixtures.hpp"
#include "intake/date_text.hpp"
#include "intake/directory.hpp"
#include "intake/number_text.hpp"
#include "intake/units.hpp"

namespace shian::intake {
namespace {

using pack::FieldType;

Cell text(std::string_view words) { return {CellKind::text, CellNote::none, false, false, words}; }
Cell number(std::string_view digits) { return {CellKind::number, CellNote::none, false, false, digits}; }

/// The canonical text of a value, "nothing", or "! " and the English refusal.
std::string outcome(Expected<Value> const& value) {
  if (!value) return "! " + value.error().what.en;
  return is_null(*value) ? "nothing" : canonical(*value);
}

TEST(DateText, ReadsDaysAsPeopleWriteThem) {
  struct Case {
    char const* written;
    char const* read;  // "2022-06-15", "2022-06-15 08:30", or "! " and a piece of the refusal
  };
  Case const cases[] = {
      {"2022-06-15", "2022-06-15"},
      {"2022.6.15", "2022-06-15"},
      {"2022/6/15", "2022-06-15"},
      {"2022年6月15日", "2022-06-15"},
      {"2022 年 6 月 15 日", "2022-06-15"},
      {"2022年6月15号", "2022-06-15"},
      {"20220615", "2022-06-15"},
      {"２０２２．６．１５", "2022-06-15"},
      {"２０２２－０６－１５", "2022-06-15"},
      {"2022-6-15 8:30", "2022-06-15 08:30"},
      {"2022-06-15T08:30:15", "2022-06-15 08:30"},
      {"2022-06-15T08:30:15.250+08:00", "2022-06-15 08:30"},
      {"20220615 0830", "! is a range"},
      {"2022年6月15日8时30分", "2022-06-15 08:30"},
      {"2022年6月15日下午3:30", "2022-06-15 15:30"},
      {"2022/6/15 3:30 PM", "2022-06-15 15:30"},
      {"2022年6月15日(星期三)", "2022-06-15"},
      {"2022-06-15 星期三 08:30", "2022-06-15 08:30"},
      {"二〇二二年六月十五日", "2022-06-15"},
      {"二○二二年十二月三十一日", "2022-12-31"},
      {" 2022-06-15 ", "2022-06-15"},
      {"2020-02-29", "2020-02-29"},
      {"2022-02-30", "! does not exist"},
      {"2022-13-01", "! does not exist"},
      {"20220231", "! does not exist"},
      {"22.6.15", "! four digits"},
      {"15/6/2022", "! order year, month, day"},
      {"2022-06", "! does not name the day"},
      {"2022年6月", "! does not name the day"},
      {"2022", "! is not a date"},
      {"2022.6.1-2022.6.30", "! is a range"},
      {"2022-06-15至2022-06-30", "! is a range"},
      {"2022-06-15 25:00", "! time that does not exist"},
      {"1822-06-15", "! outside 1900 to 2100"},
      {"待定", "! is not a date"},
      {"", "! is not a date"},
      {"99999999999999999999", "! is not a date"},
  };
  for (auto const& c : cases) {
    auto const read = parse_date_text(c.written);
    std::string_view const expected = c.read;
    if (expected.starts_with("! ")) {
      ASSERT_FALSE(read) << c.written << " -> " << read->day.to_string();
      EXPECT_NE(read.error().what.en.find(expected.substr(2)), std::string::npos)
          << c.written << ": " << read.error().what.en;
      continue;
    }
    ASSERT_TRUE(read) << c.written << ": " << read.error().what.en;
    EXPECT_EQ(read->day.to_string(), expected.substr(0, 10)) << c.written;
    EXPECT_EQ(read->ms_of_day.has_value(), expected.size() > 10) << c.written;
    if (expected.size() > 10) {
      int const minutes = *read->ms_of_day / 60'000;
      int const wanted = std::stoi(std::string(expected.substr(11, 2))) * 60 +
                         std::stoi(std::string(expected.substr(14, 2)));
      EXPECT_EQ(minutes, wanted) << c.written;
    }
  }
}

TEST(NumberText, ReadsNumbersExactlyAndLeavesTheUnit) {
  struct Case {
    char const* written;
    char const* value;  // null: refused
    char const* rest;
  };
  Case const cases[] = {
      {"1,234.50", "1234.5", ""},
      {"1,234,567", "1234567", ""},
      {"12.5 公斤", "12.5", "公斤"},
      {"3吨", "3", "吨"},
      {"¥1,200", "1200", ""},
      {"-¥5", "-5", ""},
      {"+5", "5", ""},
      {"−5", "-5", ""},
      {".5", "0.5", ""},
      {"12.", "12", ""},
      {"1.2E3", "1200", ""},
      {"1.2×10^3 CFU/g", "1200", "CFU/g"},
      {"1.2x10³", "1200", ""},
      {"2*10^-2", "0.02", ""},
      {"98%", "98", "%"},
      {"5 x", "5", "x"},
      {"12,34", nullptr, ""},
      {"1,2345", nullptr, ""},
      {"1234,567", nullptr, ""},
      {"2022.6.15", nullptr, ""},
      {"5-6", nullptr, ""},
      {"约30", nullptr, ""},
      {"", nullptr, ""},
      {"-", nullptr, ""},
      {"12345678901234567890123", nullptr, ""},
      {"0.000000000000000000001", nullptr, ""},
  };
  for (auto const& c : cases) {
    auto const read = number_prefix(c.written);
    EXPECT_EQ(read.has_value(), c.value != nullptr) << c.written;
    if (!read || !c.value) continue;
    EXPECT_EQ(read->value.to_string(), c.value) << c.written;
    EXPECT_EQ(read->rest, c.rest) << c.written;
  }
}

TEST(Units, ConvertExactlyWithinAQuantity) {
  struct Case {
    char const* value;
    char const* from;
    char const* to;
    char const* result;  // null: refused
  };
  Case const cases[] = {
      {"3", "吨", "kg", "3000"},
      {"12.5", "公斤", "kg", "12.5"},
      {"7", "斤", "kg", "3.5"},
      {"1.5", "两", "g", "75"},
      {"1", "亩", "m2", "666.666666666667"},
      {"15", "亩", "ha", "1"},
      {"1", "公顷", "mu", "15"},
      {"3", "亩", "平方米", "2000"},
      {"0.1", "万亩", "ha", "66.666666666667"},
      {"1.2", "万元", "CNY", "12000"},
      {"0.3", "亿元", "万元", "3000"},
      {"100", "μg/kg", "mg/kg", "0.1"},
      {"0.2", "mg/kg", "ug/kg", "200"},
      {"1", "ppm", "mg/kg", "1"},
      {"0.02", "g/100g", "mg/kg", "200"},
      {"98", "%", "1", "0.98"},
      {"5", "‰", "%", "0.5"},
      {"90", "min", "h", "1.5"},
      {"500", "mL", "L", "0.5"},
      {"1", "m³", "升", "1000"},
      {"10", "个/g", "CFU/g", "10"},
      {"1", "kg", "L", nullptr},
      {"1", "mg/kg", "mg/L", nullptr},
      {"1", "CFU/g", "CFU/mL", nullptr},
      {"1", "家", "人", nullptr},
      {"9000000000000000", "万吨", "ug", nullptr},
      {"-1", "亩", "m2", "-666.666666666667"},
      {"0", "亩", "m2", "0"},
  };
  for (auto const& c : cases) {
    auto const* from = find_unit(c.from);
    auto const* to = find_unit(c.to);
    ASSERT_TRUE(from && to) << c.from << " " << c.to;
    auto const result = convert_unit(*Decimal::parse(c.value), *from, *to);
    EXPECT_EQ(result ? result->to_string() : "refused", c.result ? c.result : "refused")
        << c.value << c.from << " -> " << c.to;
  }
}

TEST(Units, AreFoundInEverySpelling) {
  for (char const* spelling : {"kg", "KG", "ｋｇ", "公斤", "千克", "㎏", " Kg "}) {
    ASSERT_NE(find_unit(spelling), nullptr) << spelling;
    EXPECT_EQ(find_unit(spelling)->symbol, "kg") << spelling;
  }
  EXPECT_EQ(find_unit("μg/kg"), find_unit("µg/kg"));  // Greek mu and the micro sign
  EXPECT_EQ(find_unit("光年"), nullptr);
  EXPECT_EQ(find_unit(""), nullptr);
}

TEST(Units, ConversionThereAndBackIsTheSame) {
  char const* const pairs[][2] = {{"t", "g"},        {"斤", "kg"},   {"ha", "m2"}, {"mu", "万亩"},
                                  {"ug/kg", "g/kg"}, {"万元", "分"}, {"h", "d"}};
  for (auto const& pair : pairs) {
    auto const* a = find_unit(pair[0]);
    auto const* b = find_unit(pair[1]);
    for (int i = 1; i < 200; ++i) {
      auto const value = *Decimal::of(i * 24, 2);
      auto const there = convert_unit(value, *a, *b);
      ASSERT_TRUE(there);
      auto const back = convert_unit(*there, *b, *a);
      ASSERT_TRUE(back);
      EXPECT_EQ(back->rounded(9), value) << pair[0] << " " << pair[1] << " " << value.to_string();
    }
  }
}

TEST(Convert, MakesTypedValuesOfDirtyCells) {
  auto const schema = sample_schema();
  auto const& kind = schema.fields[4];
  auto decimal_without_unit = field_of(FieldType::decimal);
  auto const kg = field_of(FieldType::decimal, "kg");
  auto const mu = field_of(FieldType::decimal, "mu");
  auto const ha = field_of(FieldType::decimal, "ha");
  auto const money = field_of(FieldType::decimal, "CNY");
  auto const percent = field_of(FieldType::decimal, "%");
  auto const integer = field_of(FieldType::integer);
  auto const date = field_of(FieldType::date);
  auto const moment = field_of(FieldType::timestamp);
  auto const truth = field_of(FieldType::boolean);
  auto const words = field_of(FieldType::text);
  auto const code = field_of(FieldType::code);
  auto credit = field_of(FieldType::code);
  credit.definition.check = "credit_code";
  auto mobile = field_of(FieldType::code);
  mobile.definition.check = "mobile";
  Cell as_percent = number("0.98");
  as_percent.percent = true;
  Cell const nothing;
  Cell error_cell;
  error_cell.note = CellNote::error_value;
  error_cell.text = "#N/A";
  struct Case {
    Cell cell;
    reg::FieldSchema const* field;
    char const* value;
  };
  Case const cases[] = {
      {nothing, &kg, "nothing"},
      {error_cell, &kg, "nothing"},
      {text("/"), &words, "nothing"},
      {text("——"), &date, "nothing"},
      {text("无"), &words, "无"},
      {text("无"), &date, "nothing"},
      {text("无"), &truth, "false"},
      {text("无"), &kg, "! Field: '无' is not a number"},
      {number("12.5"), &kg, "12.5"},
      {text("12.5 公斤"), &kg, "12.5"},
      {text("3吨"), &kg, "3000"},
      {text("１，２３４．５"), &kg, "1234.5"},
      {text("3亩"), &kg, "! Field: the unit mu cannot be converted to kg"},
      {text("3筐"), &kg, "! Field: '筐' in '3筐' is not a known unit"},
      {text("1.5公顷"), &mu, "22.5"},
      {text("1亩"), &ha, "0.067"},
      {text("1.2万元"), &money, "12000"},
      {text("1.2万"), &money, "12000"},
      {text("¥1,200.50元"), &money, "1200.5"},
      {text("98%"), &percent, "98"},
      {as_percent, &percent, "98"},
      {as_percent, &decimal_without_unit, "0.98"},
      {text("3批次"), &integer, "3"},
      {text("1,024"), &integer, "1024"},
      {number("3"), &integer, "3"},
      {text("3.0"), &integer, "3"},
      {text("3.5"), &integer, "! Field: '3.5' is not a whole number"},
      {text("3kg"), &integer, "! Field: '3kg' has the unit kg, the column has none"},
      {text("约30"), &integer, "! Field: '约30' is not a number"},
      {number("44727"), &date, "2022-06-15"},
      {number("20220615"), &date, "2022-06-15"},
      {number("2022.6"), &date, "! Field: the number 2022.6 is not a date"},
      {number("12"), &date, "! Field: the number 12 is not a date"},
      {text("2022年6月15日"), &date, "2022-06-15"},
      {{CellKind::date, CellNote::none, false, false, "2022-06-15 08:30:00"}, &date, "2022-06-15"},
      {text("2022-06-15T23:30:00Z"), &date, "2022-06-16"},
      {text("2022-6-15 8:30"), &moment, "2022-06-15T00:30:00.000Z"},
      {text("2022-06-15"), &moment, "2022-06-14T16:00:00.000Z"},
      {number("44727.354166666664"), &moment, "2022-06-15T00:30:00.000Z"},
      {text("是"), &truth, "true"},
      {text("√"), &truth, "true"},
      {text("Ｙ"), &truth, "true"},
      {number("1"), &truth, "true"},
      {{CellKind::boolean, CellNote::none, false, false, "FALSE"}, &truth, "false"},
      {text("×"), &truth, "false"},
      {text("也许"), &truth, "! Field: '也许' is neither yes nor no"},
      {text("销售"), &kind, "流通"},
      {text(" 餐 饮 "), &kind, "餐饮"},
      {text("Production"), &kind, "生产"},
      {text("生产环結"), &kind, "! Stage: there is no option '生产环結'"},
      {number("12"), &words, "12"},
      {text("  红茶（散装） "), &words, "红茶（散装）"},
      {as_percent, &words, "98%"},
      {text("ＳＣ００１ "), &code, "SC001"},
      {number("6901234567892"), &code, "6901234567892"},
      {number("330382199001011000"), &code,
       "! Field: '330382199001011000' was stored as a number; its digits beyond the 15th are lost"},
      {text("9134 0600 ma2p enwf 9p"), &credit, "91340600MA2PENWF9P"},
      {text("+86 138-0013-8000"), &mobile, "13800138000"},
  };
  for (auto const& c : cases)
    EXPECT_EQ(outcome(convert(c.cell, *c.field, {})), c.value)
        << c.cell.text << " as " << int(c.field->definition.type);
}

TEST(Convert, AHeadersUnitHoldsForCellsWithoutOne) {
  auto const kg = field_of(FieldType::decimal, "kg");
  EXPECT_EQ(outcome(convert(number("3"), kg, {}, "吨")), "3000");
  EXPECT_EQ(outcome(convert(text("3公斤"), kg, {}, "吨")), "3");
  EXPECT_EQ(outcome(convert(number("3"), kg, {}, "")), "3");
  EXPECT_EQ(outcome(convert(number("3"), kg, {}, "备注")), "3");
}

TEST(Convert, RefusalsSuggestWhatWouldBeRight) {
  auto const schema = sample_schema();
  EXPECT_EQ(convert(text("餐饮业"), schema.fields[4], {}).error().hint.en, "did you mean '餐饮'?");
  EXPECT_EQ(convert(text("网络"), schema.fields[4], {}).error().hint.en, "one of: 生产、流通、餐饮");
  EXPECT_EQ(convert(text("22.6.15"), field_of(FieldType::date), {}).error().hint.zh,
            "如 2022-06-15 或 2022年6月15日");
}

TEST(Convert, DatesFollowTheWorkbooksEpoch) {
  Context context;
  context.dates_from_1904 = true;
  EXPECT_EQ(outcome(convert(number("43265"), field_of(FieldType::date), context)), "2022-06-15");
}

std::vector<pack::Area> towns() {
  auto const town = [](std::string id, std::string zh, std::string en,
                       std::vector<std::string> aliases = {}) {
    pack::Area area;
    area.id = std::move(id);
    area.name = {std::move(zh), std::move(en)};
    area.aliases = std::move(aliases);
    return area;
  };
  return {town("liushi", "柳市镇", "Liushi"),       town("chengdong", "城东街道", "Chengdong"),
          town("chengnan", "城南街道", "Chengnan"), town("xianxi", "仙溪镇", "Xianxi", {"仙溪片区"}),
          town("xiangyang", "向阳镇", ""),          town("xiangyang2", "向阳乡", "")};
}

TEST(Directory, FindsATownByWhateverItIsCalled) {
  auto const areas = towns();
  auto const directory = Directory::of_areas(areas);
  struct Case {
    char const* called;
    char const* id;  // null: refused
  };
  Case const cases[] = {
      {"柳市镇", "liushi"},
      {"柳市", "liushi"},
      {"liushi", "liushi"},
      {"Liushi", "liushi"},
      {" 柳 市 镇 ", "liushi"},
      {"城东", "chengdong"},
      {"乐清市柳市镇", "liushi"},
      {"柳市镇人民政府", "liushi"},
      {"城南街道办事处", "chengnan"},
      {"浙江省温州市乐清市城东街道", "chengdong"},
      {"仙溪片区", "xianxi"},
      {"向阳", nullptr},
      {"向阳乡", "xiangyang2"},
      {"城", nullptr},
      {"柳是镇", nullptr},
      {"", nullptr},
  };
  for (auto const& c : cases) {
    auto const found = directory.find(c.called);
    EXPECT_EQ(found ? *found : "refused", c.id ? c.id : "refused") << c.called;
  }
  EXPECT_EQ(directory.find("柳是镇").error().hint.en, "did you mean '柳市镇'?");
  EXPECT_NE(directory.find("向阳").error().what.zh.find("向阳镇、向阳乡"), std::string::npos);
}

TEST(Convert, LooksUpAreasUnitsAndReferences) {
  auto const areas = towns();
  auto const directory = Directory::of_areas(areas);
  Context context;
  context.area = [&](std::string_view name) { return directory.find(name); };
  context.reference = [](int register_index, std::string_view key) -> Expected<RecordId> {
    if (register_index == 3 && key == "XC001") return 42;
    return fail("test.none", "没有", "none");
  };
  EXPECT_EQ(outcome(convert(text("柳市"), field_of(FieldType::area), context)), "liushi");
  EXPECT_EQ(outcome(convert(text("市场监管局"), field_of(FieldType::unit), context)),
            "市场监管局");  // no lookup given
  auto reference = field_of(FieldType::reference);
  reference.target_register = 3;
  EXPECT_EQ(outcome(convert(text("XC001"), reference, context)), "42");
  EXPECT_EQ(outcome(convert(text("ＸＣ００１"), reference, context)), "42");
  EXPECT_EQ(outcome(convert(text("XC002"), reference, context)), "! Field: none");
}

}  // namespace
}  // namespace shian::intake
