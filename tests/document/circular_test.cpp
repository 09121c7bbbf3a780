#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "document/circular_paper.hpp"
#include "document/pdf.hpp"
#include "support/day.hpp"

namespace shian::document {
namespace {

using testing::HasSubstr;
using testing::Not;

using test::day;

report::Circular two_towns() {
  report::Circular made;
  made.from = day("2022-07-01");
  made.to = day("2022-09-30");
  made.findings = {{1, "WT-1", "冷藏|温度{{不符", "一般", "明查", "T16", "U20", day("2022-07-05"),
                    day("2022-07-15"), day("2022-07-12"), false},
                   {2, "WT-2", "未公示检查结果", "一般", "明查", "T01", "U07", day("2022-08-05"),
                    day("2022-08-15"), std::nullopt, true}};
  made.all = {"", {}, {0, 1}, {0}, {0, 1}, {0}, {1}};
  made.areas = {{"T16", {"柳市镇", "Liushi"}, {0}, {0}, {0}, {0}, {}},
                {"T01", {"城东街道", "Chengdong"}, {1}, {}, {1}, {}, {1}}};
  made.units = {{"U20", {"市市场监管局", "Market"}, {0}, {0}, {0}, {0}, {}},
                {"U07", {"市教育局", "Education"}, {1}, {}, {1}, {}, {1}}};
  made.praised = {0};
  made.answer_by = day("2022-10-12");
  made.answer_days = 5;
  return made;
}

TEST(CircularPaper, TellsFiguresThatLeadToTheirRecords) {
  auto const parts = circular_paper(two_towns(), {});
  ASSERT_TRUE(parts);
  auto const& xml = parts->at("word/document.xml");
  EXPECT_THAT(xml, HasSubstr(R"(<w:hyperlink w:anchor="source1">)"));
  EXPECT_THAT(xml, HasSubstr(R"(w:name="source1"/>)"));
  EXPECT_THAT(xml, HasSubstr("全部：2 条，编号 WT-1、WT-2。"));
  EXPECT_THAT(xml, HasSubstr("2022年10月12日前（5个工作日内）书面反馈"));
  EXPECT_THAT(xml, HasSubstr("冷藏｜温度{ {不符"));
  for (auto const left : {"\uE000", "\uE001", "\uE002", "{{"}) EXPECT_THAT(xml, Not(HasSubstr(left)));
}

TEST(CircularPaper, NumbersItsSourcesAsTheyAreRead) {
  auto const parts = circular_paper(two_towns(), {});
  ASSERT_TRUE(parts);
  auto const& xml = parts->at("word/document.xml");
  std::string const link = R"(<w:hyperlink w:anchor="source)";
  int number = 0;
  for (auto at = xml.find(link); at != std::string::npos; at = xml.find(link, at + 1))
    EXPECT_EQ(std::stoi(xml.substr(at + link.size())), ++number);
  EXPECT_GT(number, 10);
  EXPECT_THAT(xml,
              HasSubstr("［1］台账“督查发现问题”（finding），发现日期 2022-07-01 至 2022-09-30，全部："));
  EXPECT_THAT(xml, HasSubstr(fmt::format("［{}］", number)));
  EXPECT_THAT(xml, Not(HasSubstr(fmt::format("［{}］", number + 1))));
}

TEST(CircularPaper, HasItsAnnexesBehindTheSignature) {
  auto const parts = circular_paper(two_towns(), {});
  ASSERT_TRUE(parts);
  auto const& xml = parts->at("word/document.xml");
  EXPECT_LT(xml.find("四、工作要求"), xml.find("\"SignOn\""));
  EXPECT_LT(xml.find("\"SignOn\""), xml.find("附件1"));
  EXPECT_LT(xml.find("附件3"), xml.find("\"Imprint\""));
}

TEST(CircularPaper, LeadsToTheRecordAtTheDeskWhoseAddressIsKnown) {
  CircularWish wish;
  wish.desk = "https://shian.example.gov.cn";
  auto const parts = circular_paper(two_towns(), wish);
  ASSERT_TRUE(parts);
  EXPECT_THAT(parts->at("word/_rels/document.xml.rels"),
              HasSubstr("https://shian.example.gov.cn/registers/finding/records/2"));
}

TEST(CircularPaper, HoldsAChartThatCanBeChanged) {
  auto const parts = circular_paper(two_towns(), {});
  ASSERT_TRUE(parts);
  EXPECT_THAT(parts->at("word/charts/chart1.xml"), HasSubstr("柳市镇"));
  EXPECT_TRUE(parts->at("word/embeddings/chart1.xlsx").starts_with("PK"));
}

TEST(CircularPaper, BecomesAPdf) {
  if (!can_make_pdf()) GTEST_SKIP() << "LibreOffice is not installed";
  auto const parts = circular_paper(two_towns(), {});
  ASSERT_TRUE(parts);
  auto const pdf = pdf_of(write_docx(*parts));
  ASSERT_TRUE(pdf) << pdf.error().to_string(Language::en);
  if (auto const* kept = std::getenv("SHIAN_KEEP_PDF")) std::ofstream(kept, std::ios::binary) << *pdf;
}

}  // namespace
}  // namespace shian::document
