#include "report/words.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include "report/progress.hpp"

namespace shian::report {
namespace {

TEST(Words, NumbersAreGroupedByThousands) {
  struct Row {
    char const* number;
    int decimals;
    char const* text;
  };
  for (auto const& row :
       {Row{"0", 0, "0"}, Row{"999", 0, "999"}, Row{"1000", 0, "1,000"},
        Row{"-1234567.891", 2, "-1,234,567.89"}, Row{"98.4", 2, "98.40"}, Row{"0.16", 4, "0.1600"}}) {
    EXPECT_EQ(number_text(*Decimal::parse(row.number), row.decimals), row.text);
  }
  EXPECT_EQ(grouped(6120), "6,120");
  EXPECT_EQ(amount_text(*Decimal::parse("1234.56789")), "1,234.568");
}

TEST(Words, DaysAreWrittenWithoutZeros) {
  EXPECT_EQ(day_text(*Day::parse("2022-09-03")), "2022年9月3日");
  EXPECT_EQ(day_text(*Day::parse("2022-12-31")), "2022年12月31日");
}

TEST(Words, UnitsStandAsTheirScriptHasIt) {
  EXPECT_EQ(with_unit("98", "%"), "98%");
  EXPECT_EQ(with_unit("0.16", "kg"), "0.16 kg");
  EXPECT_EQ(with_unit("17", "种"), "17种");
  EXPECT_EQ(with_unit("", "kg"), "");
}

TEST(Words, ThresholdsSayHowTheyAreRead) {
  struct Row {
    pack::Comparator comparator;
    std::optional<Decimal> threshold;
    bool lower_is_better;
    char const* en;
  };
  for (auto const& row : {Row{pack::Comparator::at_least, Decimal(98), false, "≥98%"},
                          Row{pack::Comparator::at_most, Decimal(3), false, "≤3%"},
                          Row{pack::Comparator::equal, Decimal(0), false, "=0%"},
                          Row{pack::Comparator::milestone, std::nullopt, false, "done"},
                          Row{pack::Comparator::qualitative, std::nullopt, true, "not set"},
                          Row{pack::Comparator::qualitative, Decimal(5), true, "≤5%"}}) {
    pack::Target target;
    target.comparator = row.comparator;
    target.threshold = row.threshold;
    pack::Indicator definition;
    definition.unit = "%";
    definition.lower_is_better = row.lower_is_better;
    EXPECT_EQ(threshold_text(target, definition).en, row.en);
  }
}

TEST(Progress, TellsHowMuchHowFastAndHowLongStill) {
  Progress const known({"条目", "entries"}, 1'000'000, Language::en);
  EXPECT_EQ(known.line(250'000, 5.0), "entries: 250,000 / 1,000,000 (25%), 50,000 a second, about 15 s left");
  Progress const unknown({"条目", "entries"}, std::nullopt, Language::zh);
  EXPECT_EQ(unknown.line(300, 2.0), "条目：300，每秒 150");
}

}  // namespace
}  // namespace shian::report
