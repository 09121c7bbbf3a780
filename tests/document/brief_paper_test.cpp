#include "document/brief_paper.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "base/temporary_folder.hpp"
#include "document/pdf.hpp"
#include "support/day.hpp"

namespace shian::document {
namespace {

using indicator::State;
using test::day;
using testing::HasSubstr;
using testing::Not;

// More of everything than a page holds.
struct FullBrief {
  pack::Pack pack;
  report::Brief brief;

  FullBrief() {
    for (int i = 0; i < 60; ++i) {
      pack::Target target;
      target.id = "K" + std::to_string(i);
      pack.targets.push_back(std::move(target));
    }
    brief.pack = &pack;
    brief.as_of = day("2022-09-30");
    brief.before = day("2022-08-30");
    brief.simulated = true;
    brief.counts = {{State::met, 20}, {State::not_met, 30}, {State::cannot_judge, 10}};
    brief.counts_before = {{State::met, 25}, {State::not_met, 25}, {State::cannot_judge, 10}};
    Text const name{"重点食品生产企业和农产品生产基地追溯覆盖率", "coverage"};
    for (auto const& target : pack.targets) {
      report::BriefTarget line;
      line.target = &target;
      line.name = name;
      line.state = State::not_met;
      line.value = "12,345.67%";
      line.threshold = {"≥100%", "≥100%"};
      line.takes = {"已有 12,345,678，需要 98,765,432;还差 1", "short"};
      line.units = {"综合行政执法局和市场监督管理局", "b"};
      brief.attention.push_back(line);
      brief.better.push_back({&target, name, State::not_met, State::met});
      brief.worse.push_back({&target, name, State::met, State::cannot_judge});
    }
    brief.findings = report::BriefFindings{12345, 12000, 11000, 10000, 345};
    brief.letters = {{pack::Colour::red, 100},
                     {pack::Colour::orange, 200},
                     {pack::Colour::yellow, 300},
                     {pack::Colour::blue, 400}};
    brief.acceptance = report::BriefAcceptance{100, 200, 300, 400};
    brief.decisions = {164, 10, {name, name, name}, true};
  }
};

std::string text_of_paper(report::Brief const& brief) { return brief_paper(brief).at("word/document.xml"); }

TEST(BriefPaper, TellsCountsWithWhatMoved) {
  auto const text = text_of_paper(FullBrief().brief);
  EXPECT_THAT(text, HasSubstr("达标20项（减5），未达标30项（增5）"));
  EXPECT_THAT(text, HasSubstr("无法判定10项，"));
  EXPECT_THAT(text, HasSubstr("另有54项，见看板。"));
  EXPECT_THAT(text,
              HasSubstr("发现问题12345个，已销号12000个；到期应销号11000个，按期10000个；超期未销号345个。"));
  EXPECT_THAT(text, HasSubstr("红色100份、橙色200份、黄色300份、蓝色400份"));
  EXPECT_THAT(text, HasSubstr("模拟数据"));
  EXPECT_THAT(text, Not(HasSubstr("{{")));
}

TEST(BriefPaper, LeavesOutWhatIsNotKnownAndNumbersTheRest) {
  FullBrief full;
  full.brief.acceptance.reset();
  full.brief.findings.reset();
  full.brief.letters.clear();
  full.brief.attention.clear();
  auto const text = text_of_paper(full.brief);
  EXPECT_THAT(text, Not(HasSubstr("验收准备")));
  EXPECT_THAT(text, Not(HasSubstr("发现问题")));
  EXPECT_THAT(text, HasSubstr("今天没有应发的督办函。"));
  EXPECT_THAT(text, HasSubstr("五、待定事项"));
  EXPECT_THAT(text, HasSubstr("没有未达标或按现在的进度到期达不到的目标。"));
}

TEST(BriefPaper, HasOnePageHoweverMuchThereIs) {
  if (!can_make_pdf()) GTEST_SKIP() << "LibreOffice is not installed";
  auto const pdf = pdf_of(write_docx(brief_paper(FullBrief().brief)));
  ASSERT_TRUE(pdf) << pdf.error().to_string(Language::en);
  TemporaryFolder const folder("brief");
  auto const path = folder.path() / "brief.pdf";
  std::ofstream(path, std::ios::binary) << *pdf;
  auto const asked = "pdfinfo '" + path.string() + "' | grep -q '^Pages: *1$'";
  EXPECT_EQ(std::system(asked.c_str()), 0)
      << "more than a page";  // NOLINT(cert-env33-c): no text from outside
  if (auto const* kept = std::getenv("SHIAN_KEEP_PDF")) std::ofstream(kept, std::ios::binary) << *pdf;
}

}  // namespace
}  // namespace shian::document
