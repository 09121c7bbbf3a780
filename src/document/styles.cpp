#include "document/styles.hpp"

#include <fmt/format.h>

namespace shian::document {
namespace {

constexpr std::string_view kTypes =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
    R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
    R"(<Default Extension="xml" ContentType="application/xml"/>)"
    R"(<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>)"
    R"(<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>)"
    R"(<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>)"
    R"(<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>)"
    R"(<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>)"
    R"(<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>)"
    R"(<Override PartName="/word/footer3.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>)"
    R"(<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>)"
    R"(</Types>)";

constexpr std::string_view kPackageRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>)"
    R"(<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>)"
    R"(</Relationships>)";

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
  return fmt::format(
      R"(<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>)",
      id, type, target);
}

// What a machine without the fonts of GB/T 9704 shows instead.
std::string fonts() {
  auto const font = [](std::string_view name, std::string_view others) {
    return fmt::format(R"(<w:font w:name="{}"><w:altName w:val="{}"/><w:charset w:val="86"/></w:font>)", name,
                       others);
  };
  return std::string(kXmlHead) + "<w:fonts " + std::string(kNamespaces) + ">" +
         font("仿宋_GB2312", "仿宋,FangSong,FZFangSong-Z02S,Noto Serif CJK SC") +
         font("方正小标宋简体", "FZXiaoBiaoSong-B05S,方正小标宋_GBK,Noto Serif CJK SC") +
         font("黑体", "SimHei,Noto Sans CJK SC") + font("宋体", "SimSun,Noto Serif CJK SC") + "</w:fonts>";
}

struct Style {
  std::string_view id, name;
  std::string_view font;       // East Asian
  int half_points;             // size
  std::string_view paragraph;  // further properties of it
  std::string_view run = {};
  std::string_view compact = {};  // instead of `paragraph`, where that sets lines of its own
};

// Sizes: 2 is 22 pt, 3 is 16 pt, 4 is 14 pt. Lines of 28.95 pt make 22 on a page.
constexpr std::string_view kRed = R"(<w:color w:val="FF0000"/>)";
constexpr Style kStyles[] = {
    {"Body", "正文段落", "仿宋_GB2312", 32, R"(<w:ind w:firstLineChars="200" w:firstLine="640"/>)"},
    {"Flush", "主送机关", "仿宋_GB2312", 32, ""},
    {"Centred", "居中", "仿宋_GB2312", 32, R"(<w:jc w:val="center"/>)"},
    {"Right", "右对齐", "仿宋_GB2312", 32, R"(<w:jc w:val="right"/>)"},
    {"Section", "一级标题", "黑体", 32, R"(<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/>)"},
    {"Issuer", "机关名称", "方正小标宋简体", 44,
     R"(<w:spacing w:before="0" w:after="0" w:line="720" w:lineRule="exact"/><w:jc w:val="center"/>)"},
    {"Title",
     "标题",
     "方正小标宋简体",
     44,
     R"(<w:keepNext/><w:spacing w:before="0" w:after="290" w:line="720" w:lineRule="exact"/><w:jc w:val="center"/>)",
     {},
     R"(<w:keepNext/><w:spacing w:before="0" w:after="60" w:line="560" w:lineRule="exact"/><w:jc w:val="center"/>)"},
    {"NumberRight", "文号", "仿宋_GB2312", 32,
     R"(<w:spacing w:after="290" w:line="579" w:lineRule="exact"/><w:jc w:val="right"/>)"},
    {"RedHead", "发文机关标志", "方正小标宋简体", 72,
     R"(<w:spacing w:before="1134" w:after="579" w:line="1000" w:lineRule="exact"/><w:jc w:val="center"/>)",
     kRed},
    {"RedRule", "发文字号", "仿宋_GB2312", 32,
     R"(<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="FF0000"/></w:pBdr>)"
     R"(<w:spacing w:after="870" w:line="579" w:lineRule="exact"/><w:jc w:val="center"/>)"},
    {"LetterHead", "信函机关标志", "方正小标宋简体", 64,
     R"(<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="11" w:color="FF0000"/></w:pBdr>)"
     R"(<w:spacing w:before="0" w:after="290" w:line="900" w:lineRule="exact"/><w:jc w:val="center"/>)",
     kRed},
    {"SignBy", "署名", "仿宋_GB2312", 32,
     R"(<w:keepNext/><w:spacing w:before="870" w:line="579" w:lineRule="exact"/><w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>)"},
    {"Seal", "印章处", "仿宋_GB2312", 32,
     R"(<w:keepNext/><w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>)"},
    {"SignOn", "成文日期", "仿宋_GB2312", 32,
     R"(<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>)"},
    {"Imprint", "版记", "仿宋_GB2312", 28,
     R"(<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:space="1" w:color="000000"/></w:pBdr>)"
     R"(<w:tabs><w:tab w:val="right" w:pos="8565"/></w:tabs>)"
     R"(<w:spacing w:before="1160" w:line="500" w:lineRule="exact"/><w:ind w:leftChars="100" w:left="280" w:rightChars="100" w:right="280"/>)"},
    {"Cell",
     "表格内容",
     "仿宋_GB2312",
     28,
     R"(<w:spacing w:line="440" w:lineRule="atLeast"/><w:jc w:val="left"/>)",
     {},
     R"(<w:spacing w:line="280" w:lineRule="atLeast"/><w:jc w:val="left"/>)"},
    {"CellName",
     "表格栏目",
     "仿宋_GB2312",
     28,
     R"(<w:spacing w:line="440" w:lineRule="atLeast"/><w:jc w:val="center"/>)",
     {},
     R"(<w:spacing w:line="280" w:lineRule="atLeast"/><w:jc w:val="center"/>)"},
    {"AfterTable", "表后", "仿宋_GB2312", 10, R"(<w:spacing w:line="120" w:lineRule="exact"/>)"},
    {"NewPage", "另面", "仿宋_GB2312", 10,
     R"(<w:pageBreakBefore/><w:spacing w:line="20" w:lineRule="exact"/>)"},
    {"PageNumber", "页码", "宋体", 28, R"(<w:spacing w:line="240" w:lineRule="auto"/>)"}};

std::string styles(Type type) {
  bool const is_compact = type == Type::compact;
  std::string xml = std::string(kXmlHead) + "<w:styles " + std::string(kNamespaces) + ">";
  xml +=
      R"(<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" )"
      R"(w:eastAsia="仿宋_GB2312" w:cs="Times New Roman"/><w:sz w:val="32"/><w:szCs w:val="32"/>)"
      R"(<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>)"
      R"(<w:spacing w:line=")" +
      std::string(is_compact ? "360" : "579") +
      R"(" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>)"
      R"(<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>)";
  for (auto const& style : kStyles) {
    auto const size = is_compact ? style.half_points * 3 / 4 : style.half_points;
    auto const& paragraph = is_compact && !style.compact.empty() ? style.compact : style.paragraph;
    xml += fmt::format(
        R"(<w:style w:type="paragraph" w:customStyle="1" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="Normal"/><w:qFormat/>)"
        R"(<w:pPr>{}</w:pPr><w:rPr><w:rFonts w:eastAsia="{}"/>{}<w:sz w:val="{}"/><w:szCs w:val="{}"/></w:rPr></w:style>)",
        style.id, style.name, paragraph, style.font, style.run, size, size);
  }
  xml +=
      R"(<w:style w:type="table" w:default="1" w:styleId="Plain"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>)"
      R"(<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>)"
      R"(<w:style w:type="table" w:customStyle="1" w:styleId="Grid"><w:name w:val="表格"/><w:basedOn w:val="Plain"/><w:tblPr><w:tblBorders>)";
  for (auto const side : {"top", "left", "bottom", "right", "insideH", "insideV"})
    xml += fmt::format(R"(<w:{} w:val="single" w:sz="4" w:space="0" w:color="000000"/>)", side);
  return xml + "</w:tblBorders></w:tblPr></w:style></w:styles>";
}

// — 1 —: at the outer side, one character from the edge (GB/T 9704-2012, 7.5).
std::string page_number(std::string_view side) {
  auto const indent = side == "right" ? R"(<w:ind w:rightChars="100" w:right="280"/>)"
                                      : R"(<w:ind w:leftChars="100" w:left="280"/>)";
  return fmt::format(
      R"({}<w:ftr {}><w:p><w:pPr><w:pStyle w:val="PageNumber"/>{}<w:jc w:val="{}"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>)"
      R"(<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>)"
      R"(<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>)"
      R"(<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>)",
      kXmlHead, kNamespaces, indent, side);
}

std::string letter_foot() {
  return fmt::format(
      R"({}<w:ftr {}><w:p><w:pPr><w:pStyle w:val="PageNumber"/><w:pBdr><w:top w:val="thinThickSmallGap" w:sz="24" w:space="1" w:color="FF0000"/></w:pBdr></w:pPr></w:p></w:ftr>)",
      kXmlHead, kNamespaces);
}

}  // namespace

Parts common_parts(Type type) {
  auto const head = std::string(kXmlHead);
  Parts parts;
  parts["[Content_Types].xml"] = head + std::string(kTypes);
  parts["_rels/.rels"] = head + std::string(kPackageRelations);
  parts["word/_rels/document.xml.rels"] =
      head + R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)" +
      relation("rId1", "styles", "styles.xml") + relation("rId2", "fontTable", "fontTable.xml") +
      relation("rId3", "footer", "footer1.xml") + relation("rId4", "footer", "footer2.xml") +
      relation("rId5", "footer", "footer3.xml") + relation("rId6", "settings", "settings.xml") +
      "</Relationships>";
  parts["word/styles.xml"] = styles(type);
  parts["word/fontTable.xml"] = fonts();
  parts["word/settings.xml"] =
      head + "<w:settings " + std::string(kNamespaces) +
      R"(><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>)"
      R"(<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>)";
  parts["word/footer1.xml"] = page_number("right");
  parts["word/footer2.xml"] = page_number("left");
  parts["word/footer3.xml"] = letter_foot();
  return parts;
}

}  // namespace shian::document
