#include <gtest/gtest.h>

#include "law.hpp"

namespace shian::clock {
namespace {

TEST(Rules, TheVersionInForceOnTheStartDayApplies) {
  struct Row {
    char const *rule, *start, *version, *due;
  };
  for (auto const& row : {
           // Order 121 replaced Order 20 on 2026-04-15: 45 working days became 60 days.
           Row{"complaint.mediate", "2020-01-01", "TS-MEDIATE-20", "2020-03-11"},
           Row{"complaint.mediate", "2026-04-14", "TS-MEDIATE-20", "2026-06-18"},
           Row{"complaint.mediate", "2026-04-15", "TS-MEDIATE-121", "2026-06-14"},
           Row{"complaint.accept", "2026-04-14", "TS-ACCEPT-20", "2026-04-23"},
           Row{"complaint.accept", "2026-04-15", "TS-ACCEPT-121", "2026-04-24"},
           Row{"complaint.tell", "2026-04-14", "TS-TELL-20", "2026-04-23"},
           Row{"complaint.tell", "2026-04-15", "TS-TELL-121", "2026-04-24"},
           Row{"complaint.verify_lead", "2026-04-14", "TS-CLUE-20", "2026-05-08"},
           Row{"complaint.verify_lead", "2026-04-15", "TS-CLUE-121", "2026-05-09"},
           // The recall rules of 2026 replaced those of 2015 on 2026-12-01.
           Row{"recall.start.level2", "2026-11-30", "ZH-START2-OLD", "2026-12-02"},
           Row{"recall.start.level2", "2026-12-01", "ZH-START2-NEW", "2026-12-03"},
           Row{"recall.finish.level1", "2026-11-30", "ZH-DONE1-OLD", "2026-12-14"},
           Row{"recall.finish.level1", "2026-12-01", "ZH-DONE1-NEW", "2026-12-11"},
           Row{"recall.finish.level3", "2026-11-30", "ZH-DONE3-OLD", "2027-01-11"},
           Row{"recall.finish.level3", "2026-12-01", "ZH-DONE3-NEW", "2026-12-31"},
           Row{"recall.final_report", "2026-11-30", "ZH-END-OLD", "2026-12-07"},
           Row{"recall.final_report", "2026-12-01", "ZH-END-NEW", "2026-12-06"},
           // Order 97 amended Order 60 on 2025-04-15.
           Row{"enterprise.daily", "2025-04-14", "ZR-DAY-2022", "2025-04-15"},
           Row{"enterprise.daily", "2025-04-15", "ZR-DAY-2025", "2025-04-16"},
       }) {
    auto const version = law_rules().version(row.rule, day(row.start));
    ASSERT_TRUE(version) << row.rule << " " << row.start;
    EXPECT_EQ((*version)->id, row.version) << row.rule << " " << row.start;
    auto const made = law_rules().due(row.rule, day(row.start));
    ASSERT_TRUE(made);
    EXPECT_EQ(made->clock->id, row.version);
    EXPECT_EQ(made->day.to_string(), row.due) << row.rule << " " << row.start;
  }
}

TEST(Rules, AnIdNamesItsVersionWheneverTheClockStarted) {
  for (auto const* start : {"2019-01-01", "2026-04-14", "2026-04-15", "2030-01-01"}) {
    auto const version = law_rules().version("TS-MEDIATE-20", day(start));
    ASSERT_TRUE(version) << start;
    EXPECT_EQ((*version)->id, "TS-MEDIATE-20") << start;
  }
}

TEST(Rules, ARuleOfOneVersionStillAsksForItsStartDay) {
  auto lonely = **law_rules().version("CF-PAY", day("2022-01-01"));
  lonely.rule = lonely.id;
  Rules const rules(std::span(&lonely, 1), law().calendar, kShanghaiOffsetMinutes);
  EXPECT_TRUE(rules.version("CF-PAY", day("2021-07-15")));
  EXPECT_FALSE(rules.version("CF-PAY", day("2021-07-14")));
}

TEST(Rules, ADayWithoutAVersionIsRefusedWithTheVersionsThereAre) {
  auto const version = law_rules().version("complaint.mediate", day("2019-12-31"));
  ASSERT_FALSE(version);
  EXPECT_EQ(version.error().code, "clock.no_version");
  for (auto const* part : {"TS-MEDIATE-20", "2020-01-01", "2026-04-14", "TS-MEDIATE-121", "2026-04-15"}) {
    EXPECT_NE(version.error().hint.zh.find(part), std::string::npos) << part;
    EXPECT_NE(version.error().hint.en.find(part), std::string::npos) << part;
  }
}

TEST(Rules, AnUnknownNameIsRefusedWithTheNearest) {
  struct Row {
    char const *wanted, *nearest;
  };
  for (auto const& row : {Row{"complaint.mediat", "complaint.mediate"}, Row{"TS-MEDIATE-21", "TS-MEDIATE-20"},
                          Row{"recall.finish.level4", "recall.finish.level"}}) {
    auto const version = law_rules().version(row.wanted, day("2026-01-01"));
    ASSERT_FALSE(version) << row.wanted;
    EXPECT_EQ(version.error().code, "clock.unknown");
    EXPECT_NE(version.error().hint.zh.find(row.nearest), std::string::npos) << version.error().hint.zh;
    EXPECT_NE(version.error().hint.en.find(row.nearest), std::string::npos) << version.error().hint.en;
    EXPECT_FALSE(law_rules().knows(row.wanted));
  }
  auto const far = law_rules().version("xyzzy", day("2026-01-01"));
  ASSERT_FALSE(far);
  EXPECT_TRUE(far.error().hint.empty());
}

TEST(Rules, ListsTheVersionsOfARuleFromTheEarliest) {
  for (auto const* name : {"complaint.mediate", "TS-MEDIATE-20", "TS-MEDIATE-121"}) {
    auto const versions = law_rules().versions(name);
    ASSERT_EQ(versions.size(), 2U) << name;
    EXPECT_EQ(versions[0]->id, "TS-MEDIATE-20");
    EXPECT_EQ(versions[1]->id, "TS-MEDIATE-121");
  }
  EXPECT_TRUE(law_rules().versions("none.such").empty());
}

}  // namespace
}  // namespace shian::clock
