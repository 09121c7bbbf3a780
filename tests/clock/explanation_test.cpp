// What people read. SHIAN_WRITE_GOLDEN=1 writes the files anew; read the difference before keeping it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "law.hpp"
#include "support/source_dir.hpp"

namespace shian::clock {
namespace {

std::string printed(Due const& made) {
  std::string text = made.clock->id + " " + made.start.to_string() + " -> " + made.day.to_string() +
                     (made.provisional ? " provisional\n" : "\n");
  for (auto const language : {Language::zh, Language::en}) {
    text += '\n';
    for (auto const& step : made.steps) text += step.day.to_string() + "  " + step.text.in(language) + '\n';
  }
  return text;
}

struct Case {
  char const *file, *name, *start;
};

class Explanation : public testing::TestWithParam<Case> {};

TEST_P(Explanation, ReadsAsItsGoldenFile) {
  auto const& row = GetParam();
  auto const made = law_rules().due(row.name, day(row.start), Explain::yes);
  ASSERT_TRUE(made) << made.error().to_string(Language::en);
  std::string const path = std::string(test::kSourceDir) + "/tests/clock/golden/" + row.file;
  if (std::getenv("SHIAN_WRITE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << printed(*made);
  std::ifstream in(path, std::ios::binary);
  ASSERT_TRUE(in) << path;
  std::ostringstream golden;
  golden << in.rdbuf();
  EXPECT_EQ(printed(*made), golden.str());
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Explanation,
    testing::Values(
        // 45 working days over Labour Day, a make-up Saturday and the eve of a new version.
        Case{"mediation_before_order_121.txt", "complaint.mediate", "2026-04-14"},
        // 90 days that end within National Day: rolled.
        Case{"penalty_rolls_over_national_day.txt", "case.decide", "2026-07-06"},
        // Into a year whose days off are not published.
        Case{"recall_into_2027.txt", "recall.finish.level3", "2026-11-30"},
        // Hours, months without the day, asked for by id outside its time, unverified.
        Case{"recall_hours.txt", "recall.start.level2", "2026-12-01"},
        Case{"enforcement_month_end.txt", "case.enforce", "2022-11-30"},
        Case{"version_by_name.txt", "TS-MEDIATE-121", "2022-08-04"},
        Case{"unverified_cluster.txt", "illness.report_cluster", "2022-09-30"}),
    [](auto const& of_case) {
      std::string name = of_case.param.file;
      return name.substr(0, name.find('.'));
    });

TEST(ExplanationStep, IsThereOnlyWhenAskedFor) {
  auto const made = law_rules().due("complaint.mediate", day("2026-04-14"));
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->steps.empty());
}

TEST(ExplanationStep, OfABareClockNamesNoOtherVersion) {
  auto const clock = law_rules().version("complaint.mediate", day("2026-04-14"));
  auto const made = due(**clock, day("2026-04-14"), law_rules().calendar(), Explain::yes);
  ASSERT_TRUE(made);
  for (auto const& step : made->steps) EXPECT_EQ(step.text.en.find("TS-MEDIATE-121"), std::string::npos);
}

}  // namespace
}  // namespace shian::clock
