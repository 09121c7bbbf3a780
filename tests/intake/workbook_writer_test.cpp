#include "intake/workbook_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "fixtures.hpp"
#include "intake/convert.hpp"
#include "intake/header.hpp"
#include "register/schema.hpp"

namespace shian::intake {
namespace {

using pack::FieldType;
using testing::ElementsAreArray;
using Rows = std::vector<std::string>;

/// Values of every type, awkward ones among them, in the order of `kTypes`.
constexpr FieldType kTypes[] = {FieldType::text,      FieldType::integer, FieldType::decimal, FieldType::date,
                                FieldType::timestamp, FieldType::boolean, FieldType::code};

std::vector<std::vector<Value>> awkward_rows() {
  std::vector<std::string> const texts{"红茶",
                                       "=1+1",
                                       "-5",
                                       "+86",
                                       "@x",
                                       "'=x",
                                       "''+y",
                                       "a,b",
                                       "a\"b\"",
                                       "a\nb",
                                       "_x0041_",
                                       "_x",
                                       "<&>\"'",
                                       "𠮷野家",
                                       "ＡＢＣ",
                                       "1,234",
                                       "2022-06-15",
                                       "a\tb",
                                       "#N/A",
                                       "TRUE",
                                       "12.50",
                                       "é",
                                       "a  b",
                                       "\x01"
                                       "b",
                                       "x_x000D_y",
                                       "=\"q\"",
                                       "0012"};
  std::vector<std::int64_t> const integers{0, 1, -1, 999'999'999'999'999, 1'000'000'000'000'000'001, -42};
  std::vector<char const*> const decimals{
      "0",     "0.1",  "-12.345",         "0.30000000000000004", "123456789012345.678",
      "1e-12", "98.4", "1234567890.12345"};
  std::mt19937 random(7);
  std::vector<std::vector<Value>> rows;
  for (std::size_t i = 0; i < 200; ++i) {
    Day const day{static_cast<int>(random() % 60'000) - 25'000};
    Timestamp moment{static_cast<std::int64_t>(random() % 3'000'000'000) * 1000};
    if (i % 3 == 0) moment.ms += 123;
    std::vector<Value> row{texts[i % texts.size()],
                           integers[i % integers.size()],
                           *Decimal::parse(decimals[i % decimals.size()]),
                           day,
                           moment,
                           i % 2 == 0,
                           "SC" + std::to_string(random())};
    if (i % 11 == 0) row[i % row.size()] = Value{};
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string printed(std::vector<Value> const& row) {
  std::string out;
  for (auto const& value : row) out += std::to_string(value.index()) + ":" + canonical(value) + " | ";
  return out;
}

TEST(Writers, WhatIsWrittenReadsBackAsTheSameValues) {
  TemporaryFolder folder("intake");
  auto const rows = awkward_rows();
  Rows const headers{"文字", "整数", "小数", "日期", "时间", "是否", "编码"};
  for (char const* name : {"t.xlsx", "t.csv"}) {
    auto const file = folder.path() / name;
    std::size_t at = 0;
    auto const next = [&](std::vector<Value>& row) {
      if (at == rows.size()) return false;
      row = rows[at++];
      return true;
    };
    auto const written = std::string_view(name).ends_with("csv") ? write_csv(file, headers, next)
                                                                 : write_table(file, headers, next);
    ASSERT_TRUE(written) << written.error().to_string(Language::en);
    EXPECT_EQ(written->rows, static_cast<std::int64_t>(rows.size()));
    EXPECT_TRUE(written->faults.empty());

    auto reader = open_table(file);
    ASSERT_TRUE(reader) << reader.error().to_string(Language::en);
    EXPECT_TRUE((*reader)->info().notes.empty());
    Row row;
    ASSERT_TRUE(*(*reader)->next(row));
    EXPECT_EQ(row.at(0).text, "文字");
    for (auto const& expected : rows) {
      ASSERT_TRUE(*(*reader)->next(row));
      std::vector<Value> values;
      for (std::size_t i = 0; i < std::size(kTypes); ++i) {
        auto value = convert(row.at(static_cast<int>(i)), field_of(kTypes[i]), {});
        ASSERT_TRUE(value) << name << " row " << row.number << ": " << value.error().to_string(Language::en);
        values.push_back(std::move(*value));
      }
      EXPECT_EQ(printed(values), printed(expected)) << name << " row " << row.number;
    }
    EXPECT_FALSE(*(*reader)->next(row));
  }
}

TEST(Writers, DatesAndNumbersAreRealOnesInXlsx) {
  TemporaryFolder folder("intake");
  auto const file = folder.path() / "t.xlsx";
  Rows const headers{"日期", "时间", "数", "长数", "否"};
  int left = 1;
  auto const written = write_table(file, headers, [&](std::vector<Value>& row) {
    row = {*Day::parse("2022-06-15"), *Timestamp::parse("2022-06-15T08:30:00+08:00", 0),
           *Decimal::parse("12.50"), std::int64_t{1'234'567'890'123'456'789}, false};
    return left-- > 0;
  });
  ASSERT_TRUE(written);
  EXPECT_THAT(*rows_of(**open_table(file)),
              ElementsAreArray(Rows{"1: 日期|时间|数|长数|否",
                                    "2: @2022-06-15|@2022-06-15 08:30:00|#12.5|1234567890123456789|否"}));
}

TEST(Writers, ACellThatCannotHoldItsTextIsCutAndTold) {
  TemporaryFolder folder("intake");
  auto const file = folder.path() / "t.xlsx";
  std::string longest, longer;
  for (int i = 0; i < 32'767; ++i) longest += "茶";
  for (int i = 0; i < 16'384; ++i) longer += "𠮷";  // two UTF-16 units each: 32,768
  std::vector<std::vector<Value>> const rows{{longest}, {longer}};
  std::size_t at = 0;
  Rows const headers{"文字"};
  auto const written = write_table(file, headers, [&](std::vector<Value>& row) {
    if (at == rows.size()) return false;
    row = rows[at++];
    return true;
  });
  ASSERT_TRUE(written);
  ASSERT_EQ(written->faults.size(), 1u);
  EXPECT_EQ(written->faults[0].where.line, 3);
  auto reader = open_table(file);
  ASSERT_TRUE(reader);
  Row row;
  ASSERT_TRUE(*(*reader)->next(row));
  ASSERT_TRUE(*(*reader)->next(row));
  EXPECT_EQ(row.at(0).text, longest);
  ASSERT_TRUE(*(*reader)->next(row));
  EXPECT_EQ(row.at(0).text.size(), longer.size() - 4);
}

TEST(Writers, CsvGuardsAgainstFormulas) {
  TemporaryFolder folder("intake");
  auto const file = folder.path() / "t.csv";
  int left = 1;
  Rows const headers{"=标题", "数"};
  ASSERT_TRUE(write_csv(file, headers, [&](std::vector<Value>& row) {
    row = {std::string("=HYPERLINK(\"http://x\")"), *Decimal::parse("-5")};
    return left-- > 0;
  }));
  EXPECT_EQ(read_file(file), "\xEF\xBB\xBF\"'=标题\",数\r\n\"'=HYPERLINK(\"\"http://x\"\")\",-5\r\n");
}

TEST(Writers, AnUnwritablePlaceIsTold) {
  Rows const headers{"a"};
  auto const none = [](std::vector<Value>&) { return false; };
  EXPECT_EQ(write_table("/no such folder/t.xlsx", headers, none).error().code, "intake.write");
  EXPECT_EQ(write_csv("/no such folder/t.csv", headers, none).error().code, "intake.write");
  EXPECT_EQ(write_template("/no such folder/t.xlsx", sample_schema(), {}).error().code, "intake.write");
}

TEST(Rejects, KeepRowsAsTheyWereAndSayWhy) {
  TemporaryFolder folder("intake");
  auto const schema = sample_schema();
  std::string const csv = "样品编号,样品名称,抽样日期,数量\nA001,茶,2022-02-30,3\nA002,,2022-06-15,三\n";
  auto const opened = open_understood(csv, "t.csv", schema);
  ASSERT_TRUE(opened);
  auto const file = folder.path() / "rejects.xlsx";
  RejectsWriter writer(file, opened->understanding.header_cells);
  Row row;
  ASSERT_TRUE(*opened->rows->next(row));
  std::vector<Reject> const first{{2, {"不是存在的日期", "no such day"}}};
  writer.add(row, first);
  ASSERT_TRUE(*opened->rows->next(row));
  std::vector<Reject> const second{
      {1, {"必填", "required"}}, {3, {"不是数字", "not a number"}}, {-1, {"重复", "a duplicate"}}};
  writer.add(row, second);
  EXPECT_EQ(writer.rows(), 2);
  EXPECT_EQ(writer.omitted(), 0);
  ASSERT_TRUE(writer.close());

  EXPECT_THAT(*rows_of(**open_table(file)),
              ElementsAreArray(Rows{
                  "1: 样品编号|样品名称|抽样日期|数量|原因 Reason|原行号 Row",
                  "2: A001|茶|2022-02-30|3|不是存在的日期\nno such day|#2",
                  "3: A002||2022-06-15|三|必填\nrequired\n不是数字\nnot a number\n重复\na duplicate|#3"}));
  auto const bytes = read_file(file);
  EXPECT_NE(bytes.find("xl/comments1.xml"), std::string::npos);
  // Sent again as it is, the columns are understood as before.
  auto const again = open_understood(file, schema);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->understanding.matched(), 4);
}

TEST(Template, IsUnderstoodWholeAndItsExampleIsPassedOver) {
  TemporaryFolder folder("intake");
  auto schema = sample_schema();
  schema.definition.fields.clear();
  TemplateLists lists;
  for (int i = 1; i <= 60; ++i) lists.areas.push_back("第" + std::to_string(i) + "镇");
  auto const file = folder.path() / "template.xlsx";
  ASSERT_TRUE(write_template(file, schema, lists));

  auto const opened = open_understood(file, schema);
  ASSERT_TRUE(opened) << opened.error().to_string(Language::en);
  EXPECT_EQ(opened->understanding.matched(), static_cast<int>(schema.fields.size()));
  EXPECT_TRUE(opened->understanding.missing_required.empty());
  EXPECT_EQ(opened->understanding.first_header_row, 1);
  EXPECT_EQ(opened->understanding.last_header_row, 2);
  EXPECT_THAT(opened->rows->info().sheets, ElementsAreArray(Rows{"抽检样品", "说明 Notes"}));
  Row row;
  ASSERT_TRUE(*opened->rows->next(row));
  EXPECT_EQ(int(role_of(row, opened->understanding)), int(RowRole::example));
  EXPECT_FALSE(*opened->rows->next(row));

  // The lists stand on a hidden sheet.
  OpenOptions options;
  options.sheet = "选项 Lists";
  auto const hidden = open_table(file, options);
  ASSERT_TRUE(hidden);
  EXPECT_EQ(rows_of(**hidden)->size(), 60u);
}

TEST(Template, OpensInLibreOffice) {
  TemporaryFolder folder("intake");
  auto const file = folder.path() / "made.xlsx";
  auto const schema = sample_schema();
  ASSERT_TRUE(write_template(file, schema, {{"柳市镇"}, {}}));
  std::filesystem::create_directory(folder.path() / "out");
  auto const converted = by_libreoffice(file, "xls", folder.path() / "out", Filter::none);
  if (converted.empty()) return;
  auto const opened = open_understood(converted, schema);
  ASSERT_TRUE(opened) << opened.error().to_string(Language::en);
  EXPECT_EQ(opened->understanding.matched(), static_cast<int>(schema.fields.size()));
}

}  // namespace
}  // namespace shian::intake
