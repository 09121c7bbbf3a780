#include <gmock/gmock.h>
#include <zip.h>

#include "base/program.hpp"
#include "document/fill.hpp"
#include "document/layout.hpp"
#include "document/pdf.hpp"

namespace shian::document {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

pack::Document paper(pack::Layout layout, std::string body) {
  pack::Document made;
  made.id = "paper";
  made.name = {"责令改正通知书", "Order to correct"};
  made.layout = layout;
  made.number = {"{{代字}}责改〔{{年}}〕{{序号}}号", {}};
  made.body = {std::move(body), {}};
  return made;
}

// A template whose body is this WordprocessingML.
Parts with_body(std::string const& xml) {
  auto parts = template_of(paper(pack::Layout::form, "x"));
  parts["word/document.xml"] =
      R"(<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>)" +
      xml + "</w:body></w:document>";
  return parts;
}

std::string said(Parts parts) {
  fill(parts, [](std::string_view name) { return "[" + std::string(name) + "]"; });
  return parts.at("word/document.xml");
}

TEST(Fill, FindsMarksThatAWordProcessorBrokeUp) {
  auto const parts = with_body(
      "<w:p><w:r><w:t>因{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{投诉</w:t></w:r><w:proofErr/>"
      "<w:r><w:t>人}}于{{收到</w:t></w:r><w:r><w:t>日期}}反映</w:t></w:r></w:p>");
  auto const marks = marks_in(parts);
  ASSERT_TRUE(marks);
  EXPECT_THAT(*marks, ElementsAre("投诉人", "收到日期"));
  auto const filled = said(parts);
  EXPECT_THAT(filled, HasSubstr(">因[投诉人]</w:t>"));
  EXPECT_THAT(filled, HasSubstr(">于[收到日期]</w:t>"));
  EXPECT_THAT(filled, HasSubstr(">反映</w:t>"));
  EXPECT_THAT(filled, Not(HasSubstr("{")));
}

TEST(Fill, PutsLinesAndSignsAsTheyStand) {
  auto parts = with_body("<w:p><w:r><w:t>甲{{理由}}乙</w:t></w:r></w:p>");
  fill(parts, [](std::string_view) { return "一 < 二\n三 & {{四}}"; });
  auto const& xml = parts.at("word/document.xml");
  EXPECT_THAT(xml, HasSubstr("甲一 &lt; 二</w:t><w:br"));
  EXPECT_THAT(xml, HasSubstr("三 &amp; {{四}}乙</w:t>"));  // what a record says is text, no mark
}

TEST(Fill, LooksIntoTablesTextBoxesAndFooters) {
  auto parts = with_body(
      "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{甲}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
      "<w:p><w:r><w:t>外{{乙</w:t><w:txbxContent><w:p><w:r><w:t>{{丙}}</w:t></w:r></w:p></"
      "w:txbxContent><w:t>}}</w:t></w:r></w:p>");
  parts["word/footer9.xml"] = R"(<w:ftr xmlns:w="x"><w:p><w:r><w:t>{{丁}}</w:t></w:r></w:p></w:ftr>)";
  auto marks = marks_in(parts);
  ASSERT_TRUE(marks);
  std::ranges::sort(*marks);
  std::vector<std::string> expected = {"丁", "丙", "乙", "甲"};
  std::ranges::sort(expected);
  EXPECT_EQ(*marks, expected);
  EXPECT_THAT(said(parts), HasSubstr("外[乙]"));
}

TEST(Fill, TellsOfBracesThatDoNotPair) {
  auto const marks = marks_in(
      with_body("<w:p><w:r><w:t>责令{{当事人</w:t></w:r></w:p><w:p><w:r><w:t>}}改正</w:t></w:r></w:p>"));
  ASSERT_FALSE(marks);
  EXPECT_THAT(marks.error().to_string(Language::zh), HasSubstr("责令{{当事人"));
}

TEST(Layout, MakesEveryKindOfLineAndTheHeadOfItsKind) {
  auto const xml =
      template_of(paper(pack::Layout::writ,
                        "< {{当事人}}：\n一段\n# 一、事实\n= 居中\n> 右\n\n| 名称 | {{名称}} |\n| 意见 |\n"))
          .at("word/document.xml");
  for (auto const style : {"Issuer", "Title", "NumberRight", "Flush", "Body", "Section", "Centred", "Right",
                           "CellName", "Cell", "SignBy", "Seal", "SignOn"})
    EXPECT_THAT(xml, HasSubstr("w:val=\"" + std::string(style) + "\"")) << style;
  EXPECT_THAT(xml, HasSubstr("<w:gridSpan w:val=\"2\"/>"));  // the short row fills the table
  EXPECT_THAT(xml, HasSubstr("{{文号}}"));
  auto const official = template_of(paper(pack::Layout::official, "x")).at("word/document.xml");
  EXPECT_THAT(official, HasSubstr("RedHead"));
  EXPECT_THAT(official, HasSubstr("Imprint"));
  auto const form = template_of(paper(pack::Layout::form, "x")).at("word/document.xml");
  EXPECT_THAT(form, Not(HasSubstr("SignBy")));
}

TEST(Layout, PutsAnnexesBehindTheSignatureAndTheImprintLast) {
  auto const xml = template_of(paper(pack::Layout::official, "正文\n%%annexes\n# 附件1\n| 甲 | 乙 |\n"))
                       .at("word/document.xml");
  std::size_t at = 0;
  for (auto const text : {"正文", "\"SignBy\"", "\"SignOn\"", "\"NewPage\"", "附件1", "甲", "\"Imprint\""}) {
    auto const found = xml.find(text);
    ASSERT_NE(found, std::string::npos) << text;
    EXPECT_GT(found, at) << text;
    at = found;
  }
  EXPECT_THAT(xml, Not(HasSubstr("%%annexes")));
  EXPECT_THAT(template_of(paper(pack::Layout::official, "正文")).at("word/document.xml"),
              Not(HasSubstr("NewPage")));
}

TEST(Layout, TakesNoCellForTheEndOfOneNorForAMark) {
  EXPECT_EQ(table_row({"甲|乙\n丙", "", "{{{丁}}"}), "| 甲｜乙 丙 | — | { { {丁}} |\n");
}

TEST(Layout, IsThatOfTheStandard) {
  auto const parts = template_of(paper(pack::Layout::official, "x"));
  // GB/T 9704-2012, 5.1 and 5.2: A4, 37 mm above, 28 mm at the left, 22 lines of 28.95 pt.
  EXPECT_THAT(parts.at("word/document.xml"), HasSubstr(R"(w:w="11906" w:h="16838")"));
  EXPECT_THAT(parts.at("word/document.xml"),
              HasSubstr(R"(w:top="2098" w:right="1474" w:bottom="1984" w:left="1587")"));
  EXPECT_THAT(parts.at("word/styles.xml"), HasSubstr(R"(w:line="579" w:lineRule="exact")"));
  EXPECT_THAT(parts.at("word/footer1.xml"), HasSubstr("— "));
}

TEST(Package, ComesBackAsItWasWritten) {
  auto const parts = template_of(paper(pack::Layout::letter, "你好{{名称}}"));
  auto const bytes = write_docx(parts);
  EXPECT_EQ(bytes, write_docx(parts));
  auto const read = read_docx(bytes);
  ASSERT_TRUE(read) << read.error().to_string(Language::en);
  EXPECT_EQ(*read, parts);
}

TEST(Package, FromOutsideIsReadWithSuspicion) {
  struct Case {
    std::string part, content, says;
  };
  std::string const relations =
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://x/)";
  for (
      auto const& [part, content, says] :
      {Case{"word/vbaProject.bin", "x", "macro"}, Case{"word/embeddings/oleObject1.bin", "x", "embedded"},
       Case{"word/_rels/settings.xml.rels",
            relations +
                R"(attachedTemplate" Target="http://evil/a.dotm" TargetMode="External"/></Relationships>)",
            "elsewhere"},
       Case{"word/_rels/document.xml.rels",
            relations + R"(image" Target="http://inside/x.png" TargetMode="External"/></Relationships>)",
            "elsewhere"},
       Case{
           "word/header1.xml",
           R"(<w:hdr xmlns:w="x"><w:fldSimple w:instr=" IncludePicture &quot;http://inside&quot; "/></w:hdr>)",
           "INCLUDEPICTURE"},
       Case{
           "word/header1.xml",
           R"(<w:hdr xmlns:w="x"><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT a </w:instrText></w:r></w:hdr>)",
           "INCLUDETEXT"},
       Case{"word/header1.xml", R"(<!DOCTYPE a [<!ENTITY b "c">]><w:hdr xmlns:w="x"/>)", "document type"},
       Case{"word/header1.xml", "<w:hdr", "damaged"}}) {
    auto parts = template_of(paper(pack::Layout::form, "x"));
    parts[part] = content;
    auto const read = read_docx(write_docx(parts));
    ASSERT_FALSE(read) << part << content;
    EXPECT_THAT(read.error().to_string(Language::en), HasSubstr(says)) << part;
  }
  EXPECT_FALSE(read_docx("no archive"));
  EXPECT_FALSE(read_docx(write_docx({{"a.txt", "x"}})));
  // A link that a reader may press is a link, no more.
  auto parts = template_of(paper(pack::Layout::form, "x"));
  parts["word/_rels/header1.xml.rels"] =
      relations + R"(hyperlink" Target="http://www.gov.cn" TargetMode="External"/></Relationships>)";
  EXPECT_TRUE(read_docx(write_docx(parts)));
}

TEST(Pdf, IsMadeByLibreOfficeOrSaysThatItIsNotThere) {
  auto parts = template_of(paper(pack::Layout::writ, "| 名称 | 甲 |\n正文"));
  fill(parts, [](std::string_view name) { return std::string(name); });
  auto const pdf = pdf_of(write_docx(parts));
  if (can_make_pdf()) {
    ASSERT_TRUE(pdf) << pdf.error().to_string(Language::en);
    EXPECT_THAT(*pdf, testing::StartsWith("%PDF"));
  } else {
    ASSERT_FALSE(pdf);
    EXPECT_THAT(pdf.error().to_string(Language::zh), HasSubstr("LibreOffice"));
  }
}

TEST(Program, EndsWithWhatItStartedWhenItTakesTooLong) {
  auto const before = std::chrono::steady_clock::now();
  auto const end = run_program({"sh", "-c", "echo said >&2; sleep 60 & wait"}, {}, std::chrono::seconds(1));
  EXPECT_TRUE(end.is_late);
  EXPECT_THAT(end.messages, HasSubstr("said"));
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(20));
  EXPECT_EQ(run_program({"sh", "-c", "exit 3"}, {}).exit_code, 3);
  EXPECT_NE(run_program({"no-such-program"}, {}).fault, 0);
}

}  // namespace
}  // namespace shian::document
