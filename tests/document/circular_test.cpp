#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "document/circular_record.hpp"
#include "document/pdf.hpp"
#include "register/lifecycle.hpp"
#include "support/day.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

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

TEST(CircularText, IsThePapersWithEachFigureByItsSource) {
  auto const text = circular_text(two_towns());
  ASSERT_EQ(text.sections.size(), 4U);
  EXPECT_EQ(text.sections[0].heading, "一、总体情况");
  auto const& line = text.sections[0].lines.front();
  EXPECT_EQ(line[0].text, "2022年7月1日至2022年9月30日，共发现问题");
  EXPECT_EQ(line[0].source, 0U);
  EXPECT_EQ(line[1].text, "2");
  ASSERT_EQ(line[1].source, 1U);
  EXPECT_EQ(text.sources.front().what, "全部");
  EXPECT_EQ(text.sources.front().counted, (report::Counted{0, 1}));
  for (auto const& section : text.sections)
    for (auto const& each : section.lines)
      for (auto const& part : each) EXPECT_LE(part.source, text.sources.size());
  EXPECT_THAT(text.plain(),
              HasSubstr("未公示检查结果（编号WT-2，2022-08-05发现，期限2022-08-15，已超期）。"));
  EXPECT_THAT(text.plain(), Not(HasSubstr("\uE000")));
}

class KeptCirculars : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    auto const prepared = city::prepare(address, std::string(test::kSourceDir) + "/packs/yueqing");
    ASSERT_TRUE(prepared) << prepared.error().front().to_string(Language::en);
    city = std::move(*city::City::open(address));
  }
  Expected<KeptCircular> keep(CircularKind kind) {
    reg::Writing writing(city->ledger(), {"office", "U23"}, *Timestamp::parse("2022-09-30T08:00Z", 0));
    auto const circular = report::read_circular(*city, day("2022-07-01"), day("2022-09-30"));
    if (!circular) return std::unexpected(circular.error());
    auto made = keep_circular(writing, *city, *circular, kind, "U23");
    if (made) writing.commit();
    return made;
  }
  std::unique_ptr<city::City> city;
};
INSTANTIATE_TEST_SUITE_P(Stores, KeptCirculars, test::kBothStores, test::store_name);

TEST_P(KeptCirculars, AreDraftsToBeSignedOnceForTheirKindAndDays) {
  auto const first = keep(CircularKind::circular);
  ASSERT_TRUE(first) << first.error().to_string(Language::en);
  EXPECT_TRUE(first->is_new);
  EXPECT_EQ(first->number, "待编号-督查通报-2022-07-01-2022-09-30");
  auto const again = keep(CircularKind::circular);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->is_new);
  EXPECT_EQ(again->record, first->record);
  auto const brief = keep(CircularKind::brief);
  ASSERT_TRUE(brief);
  EXPECT_TRUE(brief->is_new);
  auto const& schema = *city->schemas().find(first->register_id);
  auto const record = city->ledger().records().get(schema, first->record);
  ASSERT_TRUE(record);
  auto const& lifecycle = *schema.lifecycle;
  auto const stage = lifecycle.stage(record->values, day("2022-09-30"), city->ledger().context());
  EXPECT_EQ(lifecycle.states[static_cast<std::size_t>(stage.state)].definition.id, "draft");
  EXPECT_THAT(canonical(record->values[static_cast<std::size_t>(schema.find("text"))]),
              HasSubstr("一、总体情况"));
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
