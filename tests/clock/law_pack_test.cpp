// The law pack says what its sources say: clocks field by field, the calendar day by day.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "law.hpp"

namespace shian::clock {
namespace {

using pack::ClockKind;
using pack::ClockUnit;
using Roll = pack::Clock::Roll;

char const* word(ClockKind kind) {
  switch (kind) {
    case ClockKind::deadline:
      return "deadline";
    case ClockKind::retention:
      return "retention";
    case ClockKind::right:
      return "right";
    case ClockKind::recurring:
      return "recurring";
    case ClockKind::restraint:
      return "restraint";
    case ClockKind::quota:
      return "quota";
    case ClockKind::rule:
      return "rule";
  }
  return "";
}

char const* word(ClockUnit unit) {
  switch (unit) {
    case ClockUnit::working_day:
      return "working_day";
    case ClockUnit::calendar_day:
      return "calendar_day";
    case ClockUnit::hour:
      return "hour";
    case ClockUnit::month:
      return "month";
    case ClockUnit::year:
      return "year";
    case ClockUnit::hour_per_year:
      return "hour_per_year";
    case ClockUnit::meal:
      return "meal";
    case ClockUnit::term:
      return "term";
    case ClockUnit::rule:
      return "rule";
  }
  return "";
}

std::string text_of(nlohmann::json const& value) { return value.is_null() ? "" : value.get<std::string>(); }

TEST(LawPack, HoldsEveryClockOfItsSourceFieldByField) {
  auto const path = shared_file("plan/clocks.json");
  if (!path) GTEST_SKIP() << "../shared/plan/clocks.json is not there: not compared";
  auto const source = read_json(*path);
  std::map<std::string, pack::Clock const*> held;
  for (auto const& clock : law().clocks) held[clock.id] = &clock;
  ASSERT_EQ(held.size(), source.at("clocks").size());
  for (auto const& row : source.at("clocks")) {
    auto const id = row.at("id").get<std::string>();
    ASSERT_TRUE(held.contains(id)) << id;
    auto const& clock = *held[id];
    EXPECT_EQ(clock.name.zh, text_of(row.at("name"))) << id;
    EXPECT_EQ(clock.name.en, text_of(row.at("name_en"))) << id;
    EXPECT_EQ(word(clock.kind), text_of(row.at("kind"))) << id;
    EXPECT_EQ(clock.start_event.en, text_of(row.at("start_event"))) << id;
    auto const& limit = row.at("limit");
    EXPECT_EQ(clock.limit, limit.is_null() ? std::nullopt : std::optional(limit.get<int>())) << id;
    EXPECT_EQ(word(clock.unit), text_of(row.at("unit"))) << id;
    EXPECT_EQ(clock.extension.en, text_of(row.at("extension"))) << id;
    EXPECT_EQ(clock.excluded_time.en, text_of(row.at("excluded_time"))) << id;
    EXPECT_EQ(clock.law, text_of(row.at("source"))) << id;
    EXPECT_EQ(clock.issue.en, text_of(row.at("source_issue"))) << id;
    EXPECT_EQ(clock.article, text_of(row.at("article"))) << id;
    EXPECT_EQ(clock.effective_from.to_string(), text_of(row.at("effective_from"))) << id;
    EXPECT_EQ(clock.effective_to ? clock.effective_to->to_string() : "", text_of(row.at("effective_to")))
        << id;
    EXPECT_EQ(clock.applies_to, text_of(row.at("applies_to"))) << id;
    EXPECT_EQ(clock.targets, row.at("targets").get<std::vector<std::string>>()) << id;
    EXPECT_EQ(clock.status, text_of(row.at("status"))) << id;
    EXPECT_EQ(clock.note, text_of(row.at("note"))) << id;
  }
}

TEST(LawPack, HoldsEveryPublishedDayAndNoOtherOfThoseYears) {
  auto const path = shared_file("data/cn_workdays.json");
  if (!path) GTEST_SKIP() << "../shared/data/cn_workdays.json is not there: not compared";
  auto const source = read_json(*path);
  auto const papers = source.at("papers").get<std::map<std::string, std::vector<std::string>>>();
  std::set<std::string> off, on;
  std::size_t years = 0;
  for (auto const& year : law().calendar.years) {
    auto const listed = papers.find(std::to_string(year.year));
    if (listed == papers.end()) continue;  // 2019: held against the working-day vectors instead
    ++years;
    EXPECT_EQ(year.papers, listed->second) << year.year;
    for (Day const d : year.holidays) EXPECT_TRUE(off.insert(d.to_string()).second) << d.to_string();
    for (Day const d : year.extra_workdays) EXPECT_TRUE(on.insert(d.to_string()).second) << d.to_string();
  }
  EXPECT_EQ(years, papers.size());
  EXPECT_EQ(off, source.at("off").get<std::set<std::string>>());
  EXPECT_EQ(on, source.at("work").get<std::set<std::string>>());
}

TEST(LawPack, HoldsAllClocksAndSaysWhichAreUnverified) {
  EXPECT_EQ(law().clocks.size(), 123U);
  std::set<std::string> unverified;
  for (auto const& clock : law().clocks) {
    if (clock.status.find("unverified") != std::string::npos) unverified.insert(clock.id);
  }
  EXPECT_EQ(unverified, (std::set<std::string>{"SY-CLUSTER", "SY-CDC"}));
}

TEST(LawPack, NoTwoVersionsOfARuleAreInForceOnOneDay) {
  for (auto const& clock : law().clocks) {
    auto const versions = law_rules().versions(clock.rule);
    for (std::size_t i = 1; i < versions.size(); ++i) {
      ASSERT_TRUE(versions[i - 1]->effective_to) << versions[i - 1]->id;
      EXPECT_LT(*versions[i - 1]->effective_to, versions[i]->effective_from) << versions[i]->id;
    }
  }
}

TEST(LawPack, VersionsOfOneLimitShareTheirRule) {
  struct Row {
    char const *earlier, *later;
  };
  for (auto const& row : {Row{"TS-ACCEPT-20", "TS-ACCEPT-121"}, Row{"TS-MEDIATE-20", "TS-MEDIATE-121"},
                          Row{"TS-TELL-20", "TS-TELL-121"}, Row{"TS-CLUE-20", "TS-CLUE-121"},
                          Row{"ZH-START1-OLD", "ZH-START1-NEW"}, Row{"ZH-START2-OLD", "ZH-START2-NEW"},
                          Row{"ZH-START3-OLD", "ZH-START3-NEW"}, Row{"ZH-DONE1-OLD", "ZH-DONE1-NEW"},
                          Row{"ZH-DONE2-OLD", "ZH-DONE2-NEW"}, Row{"ZH-DONE3-OLD", "ZH-DONE3-NEW"},
                          Row{"ZH-END-OLD", "ZH-END-NEW"}, Row{"ZR-DAY-2022", "ZR-DAY-2025"},
                          Row{"ZR-WEEK-2022", "ZR-WEEK-2025"}, Row{"ZR-MONTH-2022", "ZR-MONTH-2025"}}) {
    auto const versions = law_rules().versions(row.earlier);
    ASSERT_EQ(versions.size(), 2U) << row.earlier;
    EXPECT_EQ(versions[0]->id, row.earlier);
    EXPECT_EQ(versions[1]->id, row.later);
  }
  std::set<std::string> rules;
  for (auto const& clock : law().clocks) rules.insert(clock.rule);
  EXPECT_EQ(rules.size(), 123U - 14U) << "no other clocks are versions of one limit";
}

// 市场监督管理行政处罚程序规定 第八十条, 市场监督管理投诉举报处理办法 (Order 121) 第四十五条.
TEST(LawPack, OnlyPenaltyAndNewComplaintLimitsRollOverStatutoryHolidays) {
  for (auto const& clock : law().clocks) {
    bool const penalty = clock.id.starts_with("CF-");
    bool const complaint = clock.law == "市场监督管理投诉举报处理办法";
    bool const days = clock.unit == ClockUnit::calendar_day || clock.unit == ClockUnit::month;
    EXPECT_EQ(clock.roll, (penalty || complaint) && days ? Roll::statutory_holiday : Roll::none) << clock.id;
  }
}

TEST(LawPack, EveryClockNamesItsStartInChinese) {
  for (auto const& clock : law().clocks) {
    EXPECT_FALSE(clock.start_event.zh.empty()) << clock.id;
    EXPECT_TRUE(clock.kind == ClockKind::rule || clock.start_event.zh != clock.start_event.en) << clock.id;
  }
}

}  // namespace
}  // namespace shian::clock
