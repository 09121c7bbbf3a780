#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <filesystem>

#include "fixtures.hpp"
#include "intake/spreadsheet_number.hpp"
#include "intake/table_reader.hpp"
#include "intake/xlsx_parts.hpp"
#include "intake/xml_scanner.hpp"

namespace shian::intake {
namespace {

using testing::ElementsAreArray;
using Rows = std::vector<std::string>;

// Styles 0 plain, 1 built-in date, 2 custom date, 3 percent, 4 money with a colour, 5 time, 6 Chinese
// built-in date.
constexpr char const* kStyles = R"xml(<numFmts count="3">
  <numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
  <numFmt numFmtId="165" formatCode="[Red]&quot;days: &quot;#,##0.00_);[Red]\(0.00\)"/>
  <numFmt numFmtId="166" formatCode="h:mm:ss"/></numFmts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="31"/></cellXfs>)xml";

TEST(XlsxReader, ReadsEveryKindOfCell) {
  struct Case {
    char const* why;
    std::string cells;  // of row 1
    std::string row;
  };
  Case const cases[] = {
      {"number", R"(<c r="A1"><v>12.5</v></c>)", "1: #12.5"},
      {"number that a double cannot hold shortly", R"(<c r="A1"><v>0.30000000000000004</v></c>)", "1: #0.3"},
      {"long barcode", R"(<c r="A1"><v>6.901234567892E+12</v></c>)", "1: #6901234567892"},
      {"18 digits lose their end", R"(<c r="A1"><v>3.3038219900101126E+17</v></c>)",
       "1: #330382199001011000"},
      {"tiny number", R"(<c r="A1"><v>1.0000000000000001E-5</v></c>)", "1: #0.00001"},
      {"negative", R"(<c r="A1"><v>-3</v></c>)", "1: #-3"},
      {"idle zeros", R"(<c r="A1"><v>3.50</v></c>)", "1: #3.5"},
      {"shared text", R"(<c r="A1" t="s"><v>1</v></c>)", "1: 茶叶"},
      {"shared text in runs, without its reading", R"(<c r="A1" t="s"><v>2</v></c>)", "1: 红茶"},
      {"inline text", R"(<c r="A1" t="inlineStr"><is><t>a &lt;b&gt; &#x8336;</t></is></c>)", "1: a <b> 茶"},
      {"inline runs", R"(<c r="A1" t="inlineStr"><is><r><t>红</t></r><r><rPr/><t>茶</t></r></is></c>)",
       "1: 红茶"},
      {"Excel's own escapes", R"(<c r="A1" t="inlineStr"><is><t>a_x000A_b_x005F_x0041_</t></is></c>)",
       "1: a\nb_x0041_"},
      {"CDATA", R"(<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>)", "1: a<b"},
      {"text of a formula", R"(<c r="A1" t="str"><f>B1&amp;"x"</f><v>结果</v></c>)", "1: 结果"},
      {"number of a formula", R"(<c r="A1"><f>1+1</f><v>2</v></c>)", "1: #2"},
      {"formula never calculated", R"(<c r="A1"><f>1+1</f></c><c r="B1"><v>1</v></c>)", "1: !formula|#1"},
      {"error", R"(<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><v>1</v></c>)", "1: !#DIV/0!|#1"},
      {"boolean", R"(<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>)", "1: ?TRUE|?FALSE"},
      {"built-in date", R"(<c r="A1" s="1"><v>44727</v></c>)", "1: @2022-06-15"},
      {"custom date", R"(<c r="A1" s="2"><v>44727.354166666664</v></c>)", "1: @2022-06-15 08:30:00"},
      {"East Asian built-in date", R"(<c r="A1" s="6"><v>44727</v></c>)", "1: @2022-06-15"},
      {"first days of 1900", R"(<c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>61</v></c>)",
       "1: @1900-01-01|@1900-03-01"},
      {"the day that never was", R"(<c r="A1" s="1"><v>60</v></c>)", "1: #60"},
      {"time of day", R"(<c r="A1" s="5"><v>0.5</v></c>)", "1: @12:00:00"},
      {"percent", R"(<c r="A1" s="3"><v>0.98</v></c>)", "1: #0.98 as %"},
      {"quoted letters in a format are no date", R"(<c r="A1" s="4"><v>44727</v></c>)", "1: #44727"},
      {"ISO date", R"(<c r="A1" t="d"><v>2022-06-15T00:00:00</v></c>)", "1: @2022-06-15"},
      {"columns are counted without references", R"(<c><v>1</v></c><c/><c><v>3</v></c>)", "1: #1||#3"},
      {"columns far right", R"(<c r="AB1"><v>1</v></c>)", "1: |||||||||||||||||||||||||||#1"},
      {"a style beyond the list", R"(<c r="A1" s="99"><v>1</v></c>)", "1: #1"},
      {"a '>' within an attribute", R"(<c r="A1" x="a>b"><v>1</v></c>)", "1: #1"},
      {"blank text is empty",
       R"(<c r="A1" t="inlineStr"><is><t xml:space="preserve">  </t></is></c><c r="B1"><v>1</v></c>)",
       "1: |#1"},
      {"no number at all", R"(<c r="A1"><v>abc</v></c>)", "1: abc"},
  };
  for (auto const& c : cases) {
    auto const bytes = xlsx_of("<sheetData><row r=\"1\">" + c.cells + "</row></sheetData>", kStyles,
                               "<si><t>编号</t></si><si><t>茶叶</t></si><si><r><t>红</t></r><r><t>茶</t></"
                               "r><rPh sb=\"0\" eb=\"1\"><t>こう</t></rPh></si>");
    auto const rows = rows_of(bytes, "t.xlsx");
    ASSERT_TRUE(rows) << c.why << ": " << rows.error().to_string(Language::en);
    EXPECT_THAT(*rows, ElementsAreArray(Rows{c.row})) << c.why;
  }
}

TEST(XlsxReader, DatesFrom1904AreOneDayAndFourYearsLater) {
  auto const bytes = xlsx_of("<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>43265</v></c></row></sheetData>",
                             kStyles, {}, "<workbookPr date1904=\"1\"/>");
  auto reader = open_table(bytes, "t.xlsx");
  ASSERT_TRUE(reader);
  EXPECT_TRUE((*reader)->info().dates_from_1904);
  EXPECT_THAT(*rows_of(**reader), ElementsAreArray(Rows{"1: @2022-06-15"}));
}

TEST(XlsxReader, MergedRangesAreFilledFromTheirCorner) {
  auto const rows =
      rows_of(xlsx_of("<sheetData>"
                      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>单位</t></is></c><c r=\"B1\" "
                      "t=\"inlineStr\"><is><t>抽检</t></is></c></row>"
                      "<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>批次</t></is></c><c r=\"C2\" "
                      "t=\"inlineStr\"><is><t>合格</t></is></c></row>"
                      "<row r=\"3\"/>"
                      "</sheetData><mergeCells count=\"3\"><mergeCell ref=\"B1:C1\"/><mergeCell "
                      "ref=\"A1:A3\"/><mergeCell ref=\"junk\"/></mergeCells>"),
              "t.xlsx");
  ASSERT_TRUE(rows);
  EXPECT_THAT(*rows, ElementsAreArray(
                         Rows{"1: 单位|抽检|=抽检", "2: =单位|批次|合格"}));  // row 3 has nothing of its own
}

TEST(XlsxReader, PrefixedElementsAreUnderstood) {
  auto const rows = rows_of(xlsx_of("<x:sheetData><x:row r=\"2\"><x:c r=\"A2\" "
                                    "t=\"inlineStr\"><x:is><x:t>茶</x:t></x:is></x:c></x:row></x:sheetData>"),
                            "t.xlsx");
  ASSERT_TRUE(rows);
  EXPECT_THAT(*rows, ElementsAreArray(Rows{"2: 茶"}));
}

TEST(XlsxReader, RefusesHostileAndDamagedFiles) {
  auto const sheet = [](std::string const& inside) {
    return xlsx_of("<sheetData>" + inside + "</sheetData>");
  };
  std::string wide = "<row r=\"1\">";
  for (int i = 0; i < 10'000; ++i) wide += "<c><v>1</v></c>";
  auto const whole = sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
  auto const with_doctype = [](std::string const& part) {
    auto parts = std::vector<ZipPart>{
        {"xl/workbook.xml",
         "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"1\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship "
         "Id=\"2\" Type=\"x/sharedStrings\" Target=\"t.xml\"/></Relationships>"},
        {"xl/s.xml", "<worksheet><sheetData/></worksheet>"},
        {"xl/t.xml", "<sst><si><t>a</t></si></sst>"}};
    for (auto& one : parts) {
      if (one.name == part)
        one.content = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" + one.content;
    }
    return zip_of(parts);
  };
  struct Case {
    char const* why;
    std::string bytes;
    char const* code;
    char const* what;
  };
  Case const cases[] = {
      {"10,000 columns", sheet(wide + "</row>"), "intake.columns", "limit of 1000"},
      {"column 16,384", sheet("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>"), "intake.columns",
       "limit of 1000"},
      {"document type in the sheet", with_doctype("xl/s.xml"), "intake.doctype", "refused"},
      {"document type in the shared texts", with_doctype("xl/t.xml"), "intake.doctype", "refused"},
      {"document type in the workbook", with_doctype("xl/workbook.xml"), "intake.doctype", "refused"},
      {"truncated archive", whole.substr(0, whole.size() / 2), "intake.damaged", "damaged or cut off"},
      {"only the first bytes", whole.substr(0, 40), "intake.damaged", "damaged or cut off"},
      {"sheet cut off", xlsx_of("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), "intake.damaged",
       "cut off"},
      {"rows backwards", sheet("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"/>"), "intake.damaged",
       "backwards"},
      {"a cell outside a row", sheet("<c r=\"A1\"><v>1</v></c>"), "intake.damaged", "outside a row"},
      {"shared text that is not there", sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>"),
       "intake.damaged", "shared text"},
      {"invalid UTF-8", sheet("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xFF\xFE</v></c></row>"),
       "intake.encoding", "cannot be read"},
      {"no sheets", zip_of({{"xl/workbook.xml", "<workbook><sheets/></workbook>"}}), "intake.empty",
       "no sheets"},
      {"not XML", zip_of({{"xl/workbook.xml", "<workbook><sheets>"}}), "intake.damaged", "not whole XML"},
  };
  for (auto const& c : cases) {
    auto const fault = fault_of(c.bytes, "t.xlsx");
    EXPECT_EQ(fault.code, c.code) << c.why << ": " << fault.what.en;
    EXPECT_NE(fault.what.en.find(c.what), std::string::npos) << c.why << ": " << fault.what.en;
  }
}

TEST(XlsxReader, ARowWithinACellEndsTheCell) {
  auto const rows = rows_of(xlsx_of("<sheetData><row r=\"1\"><c r=\"A1\"><v>1<row r=\"2\"><c "
                                    "r=\"B2\"><v>2</v></c></row></v></c></row></sheetData>"),
                            "t.xlsx");
  ASSERT_TRUE(rows);
  EXPECT_THAT(*rows, ElementsAreArray(Rows{"2: |#2"}));
}

TEST(XlsxReader, AFlippedByteIsFoundBeforeTheFirstRow) {
  std::string cells;
  for (int i = 1; i < 2000; ++i)
    cells += "<row r=\"" + std::to_string(i) + "\"><c><v>" + std::to_string(i * 7919) + "</v></c></row>";
  auto bytes = xlsx_of("<sheetData>" + cells + "</sheetData>");
  auto const at = bytes.find("xl/worksheets/sheet1.xml") + 3000;
  bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
  auto const reader = open_table(bytes, "t.xlsx");
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, "intake.damaged");
}

TEST(XlsxReader, ZipBombsAreRefusedByRatioAndSize) {
  // 80 MB of blanks in a sheet: deflate makes a thousandth of it.
  std::string const blanks(std::size_t{80} << 20, ' ');
  auto fault = fault_of(xlsx_of("<sheetData>" + blanks + "</sheetData>"), "t.xlsx");
  EXPECT_EQ(fault.code, "intake.zip_bomb");
  EXPECT_NE(fault.what.en.find("compressed more than 500 times"), std::string::npos) << fault.what.en;

  OpenOptions options;
  options.limits.sheet_bytes = 1000;
  fault = fault_of(xlsx_of("<sheetData>" + blanks.substr(0, 2000) + "</sheetData>"), "t.xlsx", options);
  EXPECT_EQ(fault.code, "intake.zip_bomb");

  // A directory that lies about the size: the bytes themselves are counted.
  auto bytes = xlsx_of("<sheetData>" + blanks.substr(0, 50'000) + "</sheetData>");
  auto const entry = bytes.rfind("xl/worksheets/sheet1.xml") - 46;  // of the central directory
  ASSERT_EQ(bytes.substr(entry, 4), "PK\x01\x02");
  bytes.replace(entry + 24, 4, std::string("\x64\x00\x00\x00", 4));
  fault = fault_of(bytes, "t.xlsx");
  EXPECT_FALSE(fault.code.empty());

  options = {};
  options.limits.shared_text_bytes = 1000;
  fault = fault_of(xlsx_of("<sheetData/>", {}, "<si><t>" + std::string(2000, 'x') + "</t></si>"), "t.xlsx",
                   options);
  EXPECT_EQ(fault.code, "intake.too_much_text");
}

TEST(XlsxReader, ARowHoldsOnlySoMuchHoweverSmallItsFile) {
  OpenOptions options;
  options.limits.row_bytes = std::size_t{1} << 20;
  std::string const text(40'000, 'x');
  auto const in_row = [&](std::string const& cell) {
    std::string cells;
    for (int i = 0; i < 30; ++i) cells += cell;
    return "<sheetData><row r=\"1\">" + cells + "</row></sheetData>";
  };
  struct Row {
    char const* why;
    std::string bytes;
  };
  for (auto const& row : {
           Row{"one shared text in every cell",
               xlsx_of(in_row("<c t=\"s\"><v>0</v></c>"), {}, "<si><t>" + text + "</t></si>")},
           Row{"one cell again and again", xlsx_of(in_row("<c r=\"A1\" t=\"str\"><v>" + text + "</v></c>"))},
           Row{"one cell merged over many",
               xlsx_of("<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>" + text +
                       "</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:AD1\"/></mergeCells>")},
       }) {
    auto const fault = fault_of(row.bytes, "t.xlsx", options);
    EXPECT_EQ(fault.code, "intake.row_too_long") << row.why;
    EXPECT_EQ(fault_of(row.bytes, "t.xlsx").code, "") << row.why << ": within the limit it is read";
  }
}

TEST(XlsxReader, ChoosesTheFirstVisibleSheetOrTheNamedOne) {
  TemporaryFolder folder("intake");
  auto const file = folder.path() / "t.xlsx";
  auto* const book = workbook_new(file.c_str());
  auto* const hidden = workbook_add_worksheet(book, "隐藏");
  auto* const shown = workbook_add_worksheet(book, "抽检");
  auto* const other = workbook_add_worksheet(book, "处置 2022");
  worksheet_write_string(hidden, 0, 0, "h", nullptr);
  worksheet_write_string(shown, 0, 0, "s", nullptr);
  worksheet_write_string(other, 0, 0, "o", nullptr);
  worksheet_activate(shown);
  worksheet_set_first_sheet(shown);
  worksheet_hide(hidden);
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);

  auto reader = open_table(file);
  ASSERT_TRUE(reader);
  EXPECT_EQ((*reader)->info().sheet, "抽检");
  EXPECT_THAT((*reader)->info().sheets, ElementsAreArray(Rows{"抽检", "处置 2022"}));
  EXPECT_THAT(*rows_of(**reader), ElementsAreArray(Rows{"1: s"}));

  OpenOptions options;
  options.sheet = "处置2022";
  reader = open_table(file, options);
  ASSERT_TRUE(reader);
  EXPECT_EQ((*reader)->info().sheet, "处置 2022");
  options.sheet = "处置 2023";
  reader = open_table(file, options);
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().hint.en, "did you mean '处置 2022'?");
}

TEST(XlsxReader, ReadsWhatLibreOfficeWrites) {
  TemporaryFolder folder("intake");
  write_file(folder.path() / "台账.csv",
             "2022年抽检台账,,,,\n样品编号,样品名称,抽样日期,数量,备注\nA001,\"红茶, "
             "散装\",2022-06-15,12.5,\"他说\"\"好\"\"\"\nA002,绿茶,2022-06-16,1234567,<&>\n");
  Rows const expected{"1: 2022年抽检台账", "2: 样品编号|样品名称|抽样日期|数量|备注",
                      "3: A001|红茶, 散装|@2022-06-15|#12.5|他说\"好\"",
                      "4: A002|绿茶|@2022-06-16|#1234567|<&>"};
  for (char const* format : {"xlsx", "xls"}) {
    auto const file = by_libreoffice(folder.path() / "台账.csv", format, folder.path());
    if (file.empty()) return;
    auto reader = open_table(file);
    ASSERT_TRUE(reader) << reader.error().to_string(Language::en);
    auto const rows = rows_of(**reader);
    ASSERT_TRUE(rows) << rows.error().to_string(Language::en);
    EXPECT_THAT(*rows, ElementsAreArray(expected)) << format;
    auto const from_memory = rows_of(read_file(file), file.filename().string());
    ASSERT_TRUE(from_memory);
    EXPECT_TRUE(*from_memory == expected) << format;
  }
}

TEST(SpreadsheetNumber, FormatsSayWhatANumberIs) {
  struct Case {
    char const* code;
    NumberFormat format;
  };
  Case const cases[] = {
      {"General", NumberFormat::plain},
      {"0.00", NumberFormat::plain},
      {"#,##0", NumberFormat::plain},
      {"@", NumberFormat::plain},
      {"0.00E+00", NumberFormat::plain},
      {"0.0%", NumberFormat::percent},
      {"yyyy-mm-dd", NumberFormat::date},
      {"m/d/yy h:mm", NumberFormat::date},
      {"[h]:mm", NumberFormat::date},
      {"[$-804]yyyy年m月d日", NumberFormat::date},
      {"\"kg\"0", NumberFormat::plain},
      {"0.00\"mg/kg\"", NumberFormat::plain},
      {"[Red]0;[Blue]-0", NumberFormat::plain},
      {"\\d0", NumberFormat::plain},
      {"[DBNum1][$-804]m月d日", NumberFormat::date},
      {"[>100]0%", NumberFormat::percent},
      {"_(* #,##0_)", NumberFormat::plain},
      {"0\"", NumberFormat::plain},
  };
  for (auto const& c : cases) EXPECT_EQ(format_of_code(c.code), c.format) << c.code;
}

TEST(SpreadsheetNumber, SerialDaysAreTheInverseOfDays) {
  for (int day = -25'000; day < 60'000; day += 7) {
    EXPECT_EQ(date_of_serial(serial_of_day(Day{day}), false), Day{day}.to_string());
  }
  EXPECT_EQ(date_of_serial(44727.999999, false), "2022-06-16");  // rounded to the second
  EXPECT_FALSE(date_of_serial(-1, false));
  EXPECT_FALSE(date_of_serial(3e6, false));
}

TEST(XlsxParts, ReferencesAreColumnsAndRows) {
  EXPECT_EQ(parse_reference("A1").column, 1);
  EXPECT_EQ(parse_reference("XFD1048576").column, 16'384);
  EXPECT_EQ(parse_reference("XFD1048576").row, 1'048'576);
  EXPECT_EQ(parse_reference("AB").row, 0);
  EXPECT_EQ(parse_reference("A1B").column, 0);
}

TEST(XmlScanner, TokensAreTheSameWhereverTheReadsEnd) {
  std::string const document =
      "<?xml version='1.0'?><!-- a > b --><a x='1>2' p:y=\"&lt;\"><b/>text &amp; more<![CDATA[<raw>]]></a>";
  auto const tokens = [&](std::size_t step) {
    std::size_t at = 0;
    XmlScanner scanner(
        [&](char* out, std::size_t capacity) -> Expected<std::size_t> {
          auto const count = std::min({step, capacity, document.size() - at});
          std::copy_n(document.data() + at, count, out);
          at += count;
          return count;
        },
        "f", "p");
    std::string seen, text;
    for (;;) {
      auto const token = scanner.next();
      if (token == XmlScanner::Token::text) {
        text += scanner.text();
        continue;
      }
      if (!text.empty()) seen += "[" + text + "]";
      text.clear();
      if (token == XmlScanner::Token::done) return seen;
      if (token == XmlScanner::Token::fault) return "fault " + scanner.error().what.en;
      seen += (token == XmlScanner::Token::start ? "<" : "</") + std::string(scanner.name()) +
              (scanner.is_empty_element() ? "/>" : ">");
      auto rest = scanner.attributes();
      for (std::string_view name, value; XmlScanner::next_attribute(rest, name, value);)
        seen += std::string(name) + "=" + std::string(value) + ";";
    }
  };
  for (std::size_t step = 1; step < 40; ++step) {
    EXPECT_EQ(tokens(step), "<a>x=1>2;y=&lt;;<b/>[text & more<raw>]</a>") << step;
  }
}

}  // namespace
}  // namespace shian::intake
