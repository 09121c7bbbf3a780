#include "document/chart.hpp"

#include <fmt/format.h>
#include <iterator>

#include "base/file_bytes.hpp"
#include "base/markup.hpp"
#include "base/temporary_folder.hpp"
#include "document/styles.hpp"
#include "intake/workbook_writer.hpp"

namespace shian::document {
namespace {

constexpr std::string_view kSheet = "数据";
constexpr std::string_view kColours[] = {"1F4E79", "70AD47", "C00000", "7F7F7F"};

Expected<std::string> workbook_of(Chart const& chart) {
  TemporaryFolder const folder("chart");
  auto const file = folder.path() / "chart.xlsx";
  std::vector<std::string> headers = {"名称"};
  for (auto const& series : chart.series) headers.push_back(series.name);
  std::size_t next = 0;
  auto const written = intake::write_table(file, headers, [&](std::vector<Value>& row) {
    if (next == chart.categories.size()) return false;
    row[0] = chart.categories[next];
    for (std::size_t i = 0; i < chart.series.size(); ++i) row[i + 1] = chart.series[i].values[next];
    ++next;
    return true;
  });
  if (!written) return std::unexpected(written.error());
  return content_of(file);
}

std::string text_points(std::vector<std::string> const& texts) {
  auto xml = fmt::format(R"(<c:ptCount val="{}"/>)", texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    xml += fmt::format(R"(<c:pt idx="{}"><c:v>{}</c:v></c:pt>)", i, markup_text(texts[i]));
  return xml;
}

std::string series_xml(Chart const& chart, std::size_t index) {
  auto const& series = chart.series[index];
  auto const column = static_cast<char>('B' + index);
  auto const last = chart.categories.size() + 1;
  auto xml = fmt::format(
      R"(<c:ser><c:idx val="{0}"/><c:order val="{0}"/><c:tx><c:strRef><c:f>'{1}'!${2}$1</c:f><c:strCache>{3}</c:strCache></c:strRef></c:tx>)"
      R"(<c:spPr><a:solidFill><a:srgbClr val="{4}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>)"
      R"(<c:cat><c:strRef><c:f>'{1}'!$A$2:$A${5}</c:f><c:strCache>{6}</c:strCache></c:strRef></c:cat>)"
      R"(<c:val><c:numRef><c:f>'{1}'!${2}$2:${2}${5}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{7}"/>)",
      index, kSheet, column, text_points({series.name}), kColours[index % std::size(kColours)], last,
      text_points(chart.categories), series.values.size());
  for (std::size_t i = 0; i < series.values.size(); ++i)
    xml += fmt::format(R"(<c:pt idx="{}"><c:v>{}</c:v></c:pt>)", i, series.values[i]);
  return xml + "</c:numCache></c:numRef></c:val></c:ser>";
}

std::string chart_xml(Chart const& chart) {
  auto xml = fmt::format(
      R"({}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" )"
      R"(xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" )"
      R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:roundedCorners val="0"/><c:chart>)"
      R"(<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="0"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="1200" b="0"/><a:t>{}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>)"
      R"(<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>)",
      kXmlHead, markup_text(chart.title));
  for (std::size_t i = 0; i < chart.series.size(); ++i) xml += series_xml(chart, i);
  return xml +
         R"(<c:gapWidth val="80"/><c:axId val="111"/><c:axId val="222"/></c:barChart>)"
         R"(<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="222"/><c:crosses val="autoZero"/></c:catAx>)"
         R"(<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="111"/><c:crosses val="autoZero"/></c:valAx>)"
         R"(</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>)"
         R"(<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>)";
}

// 156 mm by 80 mm, in English metric units.
std::string paragraph(std::string_view title) {
  return fmt::format(
      R"(<w:p><w:pPr><w:pStyle w:val="Cell"/><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>)"
      R"(<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">)"
      R"(<wp:extent cx="5580000" cy="2880000"/><wp:docPr id="1" name="chart1" descr="{}"/>)"
      R"(<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">)"
      R"(<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId20"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>)",
      markup_text(title));
}

void insert_before(std::string& text, std::string_view end, std::string_view added) {
  text.insert(text.rfind(end), added);
}

}  // namespace

Expected<void> add_chart(Parts& parts, std::string_view mark, Chart const& chart) {
  auto workbook = workbook_of(chart);
  if (!workbook) return std::unexpected(workbook.error());
  auto& body = parts["word/document.xml"];
  auto const at = body.find(mark);
  auto const begin = body.rfind("<w:p>", at), end = body.find("</w:p>", at);
  body.replace(begin, end + std::string_view("</w:p>").size() - begin, paragraph(chart.title));
  parts["word/charts/chart1.xml"] = chart_xml(chart);
  parts["word/charts/_rels/chart1.xml.rels"] =
      std::string(kXmlHead) +
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/package" Target="../embeddings/chart1.xlsx"/></Relationships>)";
  parts["word/embeddings/chart1.xlsx"] = std::move(*workbook);
  insert_before(
      parts["word/_rels/document.xml.rels"], "</Relationships>",
      R"(<Relationship Id="rId20" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart" Target="charts/chart1.xml"/>)");
  insert_before(
      parts["[Content_Types].xml"], "</Types>",
      R"(<Override PartName="/word/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>)"
      R"(<Override PartName="/word/embeddings/chart1.xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>)");
  return {};
}

}  // namespace shian::document
