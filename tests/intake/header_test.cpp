#include "intake/header.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>

#include "fixtures.hpp"
#include "intake/choices.hpp"
#include "register/schema.hpp"
#include "support/source_dir.hpp"

namespace shian::intake {
namespace {

/// "样品编号=code(name)" a matched part, "备注=?" none, "样品名=~name" suggested, each with its unit in
/// brackets.
std::string shown(Understanding const& understood, reg::Schema const& schema) {
  std::string out;
  for (auto const& column : understood.columns) {
    if (!out.empty()) out += " ";
    out += column.passed_over ? "(passed over)" : "";
    for (std::size_t i = 0; i < column.parts.size(); ++i) {
      auto const& part = column.parts[i];
      auto const id = [&](int field) { return schema.fields[static_cast<std::size_t>(field)].definition.id; };
      if (i) out += "+";
      out += part.field >= 0                    ? id(part.field)
             : part.how == MatchedBy::suggested ? "~" + id(part.suggestion)
             : part.how == MatchedBy::duplicate ? "=" + id(part.suggestion)
                                                : "?";
      if (!part.unit.empty()) out += "[" + part.unit + "]";
    }
  }
  return out;
}

TEST(Header, KeepsItsUnitWhoeverSaysWhichFieldItMeans) {
  auto const schema = sample_schema();
  for (auto const* written : {"收购量(公斤)", "收购量（单位：公斤）", "收购量/公斤", "收购量,公斤"}) {
    auto const csv = "样品编号,样品名称,\"" + std::string(written) + "\"\n1,2,5000\n";
    Mapping remembered;
    remembered.remember(written, {"quantity"});
    auto const by_mapping = open_understood(csv, "t.csv", schema, remembered);
    ASSERT_TRUE(by_mapping) << written;
    EXPECT_EQ(shown(by_mapping->understanding, schema), "code name quantity[公斤]") << written;
    auto by_hand = open_understood(csv, "t.csv", schema);
    ASSERT_TRUE(by_hand) << written;
    Choices choices;
    choices.columns = {{2, {"quantity"}}};
    apply(choices, schema, by_hand->understanding);
    EXPECT_EQ(shown(by_hand->understanding, schema), "code name quantity[公斤]") << written;
  }
}

TEST(Header, IsFoundAndUnderstood) {
  auto const schema = sample_schema();
  struct Case {
    char const* why;
    char const* csv;
    int first, last;
    char const* columns;
  };
  Case const cases[] = {
      {"names", "样品编号,样品名称,抽样日期\nA,B,C\n", 1, 1, "code name sampled_on"},
      {"English, ids, aliases", "Sample Code,name,抽样时间\nA,B,C\n", 1, 1, "code name sampled_on"},
      {"folded spelling", "【样品 编号】：,*样品名称,抽样日期（必填）\nA,B,C\n", 1, 1,
       "code name sampled_on"},
      {"required marks and colons", "样品编号 *,* 样品名称：,抽样日期(必填)\nA,B,C\n", 1, 1,
       "code name sampled_on"},
      {"titles above", "某市2022年抽检台账\n填报单位：某局\n\n样品编号,样品名称,抽样日期\nA,B,C\n", 4, 4,
       "code name sampled_on"},
      {"unit hints", "样品编号,样品名称,数量（吨）,批次数(批)\n1,2,3,4\n", 1, 1,
       "code name quantity[吨] batches[批]"},
      {"unit behind a slash", "样品编号,样品名称,数量/公斤\n1,2,3\n", 1, 1, "code name quantity[公斤]"},
      {"hints that are no unit", "样品编号,抽样日期(年月日)\n1,2\n", 1, 1, "code sampled_on"},
      {"unknown columns are left over", "序号,样品编号,样品名称,备注\n1,2,3,4\n", 1, 1, "? code name ?"},
      {"slips are suggested, not used", "样品编号,样品名程,抽样日期\n1,2,3\n", 1, 1, "code ~name sampled_on"},
      {"every name a slip", "样品编码,样品名,抽样曰期\n1,2,3\n", 1, 1, "~code ~name ~sampled_on"},
      {"a repeated column is not used", "样品编号,样品名称,食品名称\n1,2,3\n", 1, 1, "code name =name"},
      {"a combined column", "样品编号,样品名称,不合格项目║检验结果║标准值\n1,2,3\n", 1, 1,
       "code name item+result+limit"},
      {"combined by bars", "样品编号,不合格项目||检验结果||标准值\n1,2\n", 1, 1, "code item+result+limit"},
      {"combined by a slash", "样品编号,检验项目/检验结果/标准值\n1,2\n", 1, 1, "code item+result+limit"},
      {"two names of one thing", "样品编号,社会信用代码/营业执照号\n1,2\n", 1, 1, "code credit_code"},
      {"groups above", "样品编号,样品名称,检验信息,\n,,检验结果,标准值\n1,2,3,4\n", 1, 2,
       "code name result limit"},
      {"English names below", "样品编号,样品名称,抽样日期\nSample code,Sample name,Sampled on\nA,B,C\n", 1, 2,
       "code name sampled_on"},
      {"one column is enough in a narrow table", "样品编号\nA\n", 1, 1, "code"},
  };
  for (auto const& c : cases) {
    auto const opened = open_understood(std::string(c.csv), "t.csv", schema);
    ASSERT_TRUE(opened) << c.why << ": " << opened.error().to_string(Language::en);
    auto const& understood = opened->understanding;
    EXPECT_EQ(understood.first_header_row, c.first) << c.why;
    EXPECT_EQ(understood.last_header_row, c.last) << c.why;
    EXPECT_EQ(shown(understood, schema), c.columns) << c.why;
  }
}

TEST(Header, ReadingGoesOnBehindIt) {
  auto const schema = sample_schema();
  std::string csv = "台账\n样品编号,样品名称\n";
  for (int i = 0; i < 40; ++i) csv += std::to_string(i) + ",茶\n";
  auto const opened = open_understood(csv, "t.csv", schema);
  ASSERT_TRUE(opened);
  Row row;
  for (int i = 0; i < 40; ++i) {
    auto const more = opened->rows->next(row);
    ASSERT_TRUE(more && *more) << i;
    EXPECT_EQ(row.at(0).text, std::to_string(i));
    EXPECT_EQ(row.at(1).text, "茶");
    EXPECT_EQ(row.number, i + 3);
  }
  EXPECT_FALSE(*opened->rows->next(row));
}

TEST(Header, MergedCellsOverTwoRowsAreJoined) {
  auto const schema = sample_schema();
  auto const cell = [](std::string const& at, std::string const& text) {
    return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
  };
  auto const bytes = xlsx_of("<sheetData><row r=\"1\">" + cell("A1", "2022年台账") + "</row><row r=\"2\">" +
                             cell("A2", "样品编号") + cell("B2", "检验") + "</row><row r=\"3\">" +
                             cell("B3", "检验结果") + cell("C3", "标准值") + "</row><row r=\"4\">" +
                             cell("A4", "A001") + cell("B4", "0.5") + cell("C4", "0.2") +
                             "</row></sheetData><mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell "
                             "ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/></mergeCells>");
  auto const opened = open_understood(bytes, "t.xlsx", schema);
  ASSERT_TRUE(opened) << opened.error().to_string(Language::en);
  EXPECT_EQ(shown(opened->understanding, schema), "code result limit");
  EXPECT_EQ(opened->understanding.first_header_row, 2);
  EXPECT_EQ(opened->understanding.last_header_row, 3);
  EXPECT_EQ(opened->understanding.columns[2].header, "检验 标准值");
  Row row;
  ASSERT_TRUE(*opened->rows->next(row));
  EXPECT_EQ(row.number, 4);
}

TEST(Header, WhatASenderConfirmedIsRemembered) {
  auto const schema = sample_schema();
  std::string const csv = "编码,品名,备注,不合格情况\n1,茶,x,甲║0.5\n";
  Mapping mapping;
  mapping.remember("编码", {"code"});
  mapping.remember("备注", {});
  mapping.remember("不合格情况", {"item", "result"});
  mapping.remember("从前的列", {"no_such_field"});
  auto const opened = open_understood(csv, "t.csv", schema, mapping);
  ASSERT_TRUE(opened) << opened.error().to_string(Language::en);
  EXPECT_EQ(shown(opened->understanding, schema), "code ? (passed over)? item+result");
  EXPECT_EQ(int(opened->understanding.columns[0].parts[0].how), int(MatchedBy::remembered));
  auto const remembered = opened->understanding.mapping(schema);
  EXPECT_EQ(remembered.entries.size(), 3u);
  auto const again = Mapping::from_json(remembered.to_json());
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, remembered);
  EXPECT_FALSE(Mapping::from_json("[{\"header\":1}]"));
  EXPECT_FALSE(Mapping::from_json("{"));
}

TEST(Header, SaysWhatItUnderstoodAndWhatIsMissing) {
  auto const schema = sample_schema();
  auto const opened = open_understood("样品编号,数量(吨),样品名程,备注\n1,2,3,4\n", "t.csv", schema);
  ASSERT_TRUE(opened);
  std::string en, zh;
  for (auto const& line : opened->understanding.describe(schema)) {
    en += line.en + "\n";
    zh += line.zh + "\n";
  }
  EXPECT_EQ(en,
            "header in row 1\n"
            "column 1 '样品编号' -> Sample code (by name)\n"
            "column 2 '数量(吨)' -> Quantity (by name, in 吨)\n"
            "column 3 '样品名程': did you mean 'Sample name'? not imported until confirmed\n"
            "column 4 '备注': means no field, not imported\n"
            "the required 'Sample name' is missing\n"
            "the required 'Sampled on' is missing\n");
  EXPECT_NE(zh.find("第 2 列“数量(吨)” → 数量(按名称，单位 吨)"), std::string::npos) << zh;
  EXPECT_NE(zh.find("缺少必填项“抽样日期”"), std::string::npos) << zh;
}

TEST(Header, RefusesATableWithoutOne) {
  auto const schema = sample_schema();
  std::string late;
  for (int i = 0; i < 15; ++i) late += "甲,乙,丙\n";
  for (auto const& csv : {std::string("甲,乙,丙\n1,2,3\n"), late + "样品编号,样品名称\n"}) {
    auto const opened = open_understood(csv, "t.csv", schema);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "intake.no_header");
    EXPECT_NE(opened.error().hint.zh.find("样品编号、样品名称、抽样日期"), std::string::npos);
    EXPECT_EQ(opened.error().excerpt, "甲 | 乙 | 丙");
  }
}

TEST(Header, TheSheetThatExplainsMostIsRead) {
  auto const schema = sample_schema();
  TemporaryFolder folder("intake");
  auto const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  auto const sheet = [&](std::vector<std::string> const& names) {
    std::string cells;
    for (auto const& name : names) cells += "<c t=\"inlineStr\"><is><t>" + name + "</t></is></c>";
    return std::string("<worksheet xmlns=\"") + main + "\"><sheetData><row r=\"1\">" + cells +
           "</row></sheetData></worksheet>";
  };
  auto const bytes = zip_of(
      {{"xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"说明\" r:id=\"1\"/><sheet name=\"台账\" "
        "r:id=\"2\"/><sheet name=\"旧\" r:id=\"3\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"1\" Type=\"x/worksheet\" Target=\"1.xml\"/><Relationship Id=\"2\" "
        "Type=\"x/worksheet\" "
        "Target=\"2.xml\"/><Relationship Id=\"3\" Type=\"x/worksheet\" Target=\"3.xml\"/></Relationships>"},
       {"xl/1.xml", sheet({"请按要求填写"})},
       {"xl/2.xml", sheet({"样品编号", "样品名称", "抽样日期"})},
       {"xl/3.xml", sheet({"样品编号", "样品名称"})}});
  auto const opened = open_understood(bytes, "t.xlsx", schema);
  ASSERT_TRUE(opened) << opened.error().to_string(Language::en);
  EXPECT_EQ(opened->understanding.sheet, "台账");
  OpenOptions options;
  options.sheet = "旧";
  EXPECT_EQ(open_understood(bytes, "t.xlsx", schema, {}, options)->understanding.sheet, "旧");
  options.sheet = "说明";
  EXPECT_EQ(open_understood(bytes, "t.xlsx", schema, {}, options).error().code, "intake.no_header");
}

TEST(Header, RowsThatAreNoDataAreKnown) {
  auto const schema = sample_schema();
  auto const opened = open_understood(
      "样品编号,样品名称,抽样日期,数量\n示例行,x,y,1\nA001,茶,2022-06-15,3\n,合计,,3\n样品编号,样品名称,"
      "抽样日期,数量\n小计：,,,\n填表人：甲,审核人：乙,,\n注：数量为约数,,,\n"
      "合计茶,合计,2022-06-15,1\n",
      "t.csv", schema);
  ASSERT_TRUE(opened);
  std::vector<RowRole> roles;
  Row row;
  while (*opened->rows->next(row)) roles.push_back(role_of(row, opened->understanding));
  std::vector<RowRole> const expected{RowRole::example,      RowRole::data,  RowRole::total,
                                      RowRole::header_again, RowRole::total, RowRole::footer,
                                      RowRole::footer,       RowRole::data};
  EXPECT_EQ(roles, expected);
}

TEST(Header, CombinedCellsSplitIntoTheirParts) {
  struct Case {
    char const* text;
    std::size_t parts;
    std::vector<std::string_view> found;  // empty: refused
  };
  Case const cases[] = {
      {"菌落总数║1.2×10^3║≤100", 3, {"菌落总数", "1.2×10^3", "≤100"}},
      {"甲 || 0.5mg/kg || ≤0.2mg/kg", 3, {"甲", "0.5mg/kg", "≤0.2mg/kg"}},
      {"甲|0.5mg/kg|≤0.2mg/kg", 3, {"甲", "0.5mg/kg", "≤0.2mg/kg"}},
      {"甲/0.5/0.2", 3, {"甲", "0.5", "0.2"}},
      {"甲/0.5mg/kg/0.2", 3, {}},
      {"甲", 2, {}},
      {"", 2, {"", ""}},
      {"甲/乙", 1, {"甲/乙"}},
  };
  for (auto const& c : cases) {
    auto const found = split_combined(c.text, c.parts);
    EXPECT_EQ(found.has_value(), !c.found.empty()) << c.text;
    if (!found || c.found.empty()) continue;
    EXPECT_EQ(*found, c.found) << c.text;
  }
}

TEST(Header, TheBulletinOfFailedSamplesIsUnderstood) {
  auto const file =
      std::filesystem::path(test::kSourceDir) / "../shared/data/sampling_unqualified_pesticide.csv";
  if (!std::filesystem::exists(file)) {
    std::cout << "not compared: ../shared/data/sampling_unqualified_pesticide.csv is not here\n";
    return;
  }
  auto const schema = sample_schema();
  Mapping mapping;
  mapping.remember("standard_value", {"limit"});
  auto const opened = open_understood(file, schema, mapping);
  ASSERT_TRUE(opened) << opened.error().to_string(Language::en);
  EXPECT_THAT(shown(opened->understanding, schema), testing::HasSubstr("name"));
  Row row;
  int rows = 0;
  while (*opened->rows->next(row)) rows += role_of(row, opened->understanding) == RowRole::data;
  EXPECT_EQ(rows, 1117);
}

}  // namespace
}  // namespace shian::intake
