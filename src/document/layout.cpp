#include "document/layout.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/markup.hpp"
#include "base/text.hpp"

namespace shian::document {
namespace {

using pack::Layout;

// Widths in twentieths of a point: 156 mm of text (GB/T 9704-2012, 5.2.1).
constexpr int kTextWidth = 8845;
constexpr int kLabelWidth = 2140;  // seven characters
constexpr int kNarrowestColumn = 900;
constexpr std::size_t kLongestLabel = 18;  // columns of a terminal: nine characters

// A tab parts the texts of a line.
std::string paragraph(std::string_view style, std::string_view text) {
  std::string runs;
  for (auto const part : split(text, '\t')) {
    if (!runs.empty()) runs += "<w:tab/>";
    runs += fmt::format(R"(<w:t xml:space="preserve">{}</w:t>)", markup_text(part));
  }
  return fmt::format(R"(<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r>{}</w:r></w:p>)", style, runs);
}

using Row = std::vector<std::string>;

Row cells_of(std::string_view line) {
  auto text = trimmed(line);
  text.remove_prefix(1);
  if (text.ends_with('|')) text.remove_suffix(1);
  Row row;
  for (auto const cell : split(text, '|')) row.emplace_back(trimmed(cell));
  return row;
}

// A column of nothing but short words names what stands beside it.
bool is_label(std::vector<Row> const& rows, std::size_t column) {
  return std::ranges::all_of(rows, [&](Row const& row) {
    if (column >= row.size()) return true;
    auto const& cell = row[column];
    return !cell.empty() && cell.find("{{") == std::string::npos && display_width(cell) <= kLongestLabel;
  });
}

// A first row "|%| 10 | 60 | 30 |" gives the columns their shares of the width.
std::vector<int> given_widths(std::vector<Row>& rows) {
  std::vector<int> widths;
  if (rows.empty() || rows.front().empty() || rows.front().front() != "%") return widths;
  int all = 0;
  for (std::size_t i = 1; i < rows.front().size(); ++i)
    all += widths.emplace_back(std::stoi(rows.front()[i]));
  for (auto& width : widths) width = kTextWidth * width / all;
  rows.erase(rows.begin());
  return widths;
}

std::vector<int> widths_of(std::vector<Row> const& rows) {
  std::size_t columns = 0;
  for (auto const& row : rows) columns = std::max(columns, row.size());
  std::vector<std::uint8_t> labels;
  for (std::size_t i = 0; i < columns; ++i) labels.push_back(is_label(rows, i) ? 1 : 0);
  auto const named = static_cast<int>(std::ranges::count(labels, 1));
  auto const others = static_cast<int>(columns) - named;
  bool const is_list = others == 0;  // a table of words alone
  auto const label = is_list ? kTextWidth / static_cast<int>(columns)
                             : std::min(kLabelWidth, kTextWidth / static_cast<int>(columns));
  auto const other = is_list ? label : std::max(kNarrowestColumn, (kTextWidth - named * label) / others);
  std::vector<int> widths;
  for (auto const is : labels) widths.push_back(is != 0 ? label : other);
  return widths;
}

std::string table(std::vector<Row> rows) {
  auto const given = given_widths(rows);
  auto const widths = given.empty() ? widths_of(rows) : given;
  std::string xml = fmt::format(R"(<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{}" w:type="dxa"/>)"
                                R"(<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>)",
                                kTextWidth);
  for (int const width : widths) xml += fmt::format(R"(<w:gridCol w:w="{}"/>)", width);
  xml += "</w:tblGrid>";
  for (auto const& row : rows) {
    xml += R"(<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="600" w:hRule="atLeast"/></w:trPr>)";
    for (std::size_t i = 0; i < row.size(); ++i) {
      bool const is_last = i + 1 == row.size();
      auto const spans = is_last ? widths.size() - i : 1;
      int width = 0;
      for (std::size_t j = i; j < i + spans; ++j) width += widths[j];
      bool const is_name = spans == 1 && row[i].find("{{") == std::string::npos &&
                           display_width(row[i]) <= kLongestLabel && !row[i].empty();
      xml += fmt::format(R"(<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>)", width);
      if (spans > 1) xml += fmt::format(R"(<w:gridSpan w:val="{}"/>)", spans);
      xml += R"(<w:vAlign w:val="center"/></w:tcPr>)" + paragraph(is_name ? "CellName" : "Cell", row[i]) +
             "</w:tc>";
    }
    xml += "</w:tr>";
  }
  return xml + "</w:tbl>";
}

std::string body(std::string_view text) {
  std::string xml;
  std::vector<Row> rows;
  auto const end_table = [&] {
    if (rows.empty()) return;
    xml += table(std::move(rows)) + paragraph("AfterTable", "");
    rows.clear();
  };
  for (auto const given : split(text, '\n')) {
    auto const line = trimmed(given);
    if (line.starts_with('|')) {
      rows.push_back(cells_of(line));
      continue;
    }
    end_table();
    if (line.empty()) continue;
    auto const rest = line.size() > 1 && line[1] == ' ' ? trimmed(line.substr(2)) : std::string_view();
    if (!rest.empty() && line[0] == '<')
      xml += paragraph("Flush", rest);
    else if (!rest.empty() && line[0] == '=')
      xml += paragraph("Centred", rest);
    else if (!rest.empty() && line[0] == '>')
      xml += paragraph("Right", rest);
    else if (!rest.empty() && line[0] == '#')
      xml += paragraph("Section", rest);
    else
      xml += paragraph("Body", line);
  }
  end_table();
  return xml;
}

// What stands above the text.
std::string head(pack::Document const& document) {
  std::string xml;
  auto const number = document.number.empty() ? std::string() : std::string("{{文号}}");
  switch (document.layout) {
    case Layout::official:
      xml = paragraph("RedHead", "{{本单位}}文件") + paragraph("RedRule", number);
      break;
    case Layout::letter:
      xml = paragraph("LetterHead", "{{本单位}}") + paragraph("NumberRight", number);
      break;
    case Layout::writ:
      xml = paragraph("Issuer", "{{本单位}}");
      break;
    case Layout::form:
      break;
  }
  xml += paragraph("Title", document.name.zh);
  bool const is_below = document.layout == Layout::writ || document.layout == Layout::form;
  if (is_below && !number.empty()) xml += paragraph("NumberRight", number);
  return xml;
}

// Who signs, when, and where the seal stands (GB/T 9704-2012, 7.3.5).
std::string foot(Layout layout) {
  switch (layout) {
    case Layout::writ:
      return paragraph("SignBy", "{{本单位}}") + paragraph("Seal", "（印　章）") +
             paragraph("SignOn", "{{签发日期}}");
    case Layout::letter:
    case Layout::official:
      return paragraph("SignBy", "{{本单位}}") + paragraph("SignOn", "{{签发日期}}");
    case Layout::form:
      return "";
  }
  return "";
}

// Who prints it, and when: the last that stands in a paper (7.4).
std::string imprint(Layout layout) {
  return layout == Layout::official ? paragraph("Imprint", "{{本单位}}\t{{签发日期}}印发") : std::string();
}

// The text before the annexes, and the annexes.
std::pair<std::string, std::string> parted(std::string const& text) {
  std::string main, annexes;
  bool is_annex = false;
  for (auto const line : split(text, '\n')) {
    if (trimmed(line) == kAnnexesMark)
      is_annex = true;
    else
      (is_annex ? annexes : main).append(line) += '\n';
  }
  return {std::move(main), std::move(annexes)};
}

std::string section(Layout layout, Type type) {
  // A letter's first page has a red line at its foot instead of a number (10.1).
  auto const first = layout == Layout::letter ? R"(<w:footerReference w:type="first" r:id="rId5"/>)" : "";
  auto const differs = layout == Layout::letter ? "<w:titlePg/>" : "";
  // 37 mm above and 35 mm below the text (5.2.1); a compact page has 22 mm and 20 mm.
  auto const [top, bottom, foot] =
      type == Type::compact ? std::array{1247, 1134, 567} : std::array{2098, 1984, 1361};
  // Lines keep to a grid of 22 on a page; closer ones would be pulled onto it.
  auto const grid = type == Type::compact ? "" : R"(<w:docGrid w:type="lines" w:linePitch="579"/>)";
  return fmt::format(
      R"(<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>{})"
      R"(<w:pgSz w:w="11906" w:h="16838"/>)"
      R"(<w:pgMar w:top="{}" w:right="1474" w:bottom="{}" w:left="1587" w:header="851" w:footer="{}" w:gutter="0"/>)"
      R"({}{}</w:sectPr>)",
      first, top, bottom, foot, differs, grid);
}

}  // namespace

std::string plain_text(std::string text) {
  for (auto const& [from, to] :
       {std::pair("|", "｜"), std::pair("\n", " "), std::pair("\r", " "), std::pair("{{", "{ {")})
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at))
      text.replace(at, std::string_view(from).size(), to);
  return text;
}

std::string table_row(std::initializer_list<std::string> cells) {
  std::string line = "|";
  for (auto const& cell : cells) line += " " + (cell.empty() ? std::string("—") : plain_text(cell)) + " |";
  return line + "\n";
}

Parts template_of(pack::Document const& document, Type type) {
  auto parts = common_parts(type);
  auto const [main, annexes] = parted(document.body.text);
  auto text = head(document) + body(main) + foot(document.layout);
  if (!annexes.empty()) text += paragraph("NewPage", "") + body(annexes);
  text += imprint(document.layout) + section(document.layout, type);
  parts["word/document.xml"] = std::string(kXmlHead) + "<w:document " + std::string(kNamespaces) +
                               "><w:body>" + text + "</w:body></w:document>";
  parts["docProps/core.xml"] = fmt::format(
      R"({}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
      R"(xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>)",
      kXmlHead, markup_text(document.name.zh));
  return parts;
}

}  // namespace shian::document
