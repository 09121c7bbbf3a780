#include "clock/due.hpp"

#include <gtest/gtest.h>

#include "clock/reckon.hpp"
#include "law.hpp"

namespace shian::clock {
namespace {

using pack::ClockKind;
using pack::ClockUnit;
using Roll = pack::Clock::Roll;

pack::Clock clock_of(int limit, ClockUnit unit, Roll roll = Roll::none) {
  pack::Clock made;
  made.id = made.rule = "T-1";
  made.name = {"测试时限", "a limit"};
  made.start_event = {"起算", "start"};
  made.limit = limit;
  made.unit = unit;
  made.law = "某法";
  made.article = "第一条";
  made.effective_from = day("2000-01-01");
  made.status = "source found";
  made.roll = roll;
  return made;
}

Timestamp moment(char const* iso) { return Timestamp::parse(iso, kShanghaiOffsetMinutes).value(); }

TEST(Due, MonthsAndYearsEndOnTheSameDayElseOnTheLastOfTheMonth) {
  struct Row {
    char const* start;
    int limit;
    ClockUnit unit;
    char const* due;
  };
  for (auto const& row : {
           Row{"2022-01-31", 1, ClockUnit::month, "2022-02-28"},
           Row{"2024-01-31", 1, ClockUnit::month, "2024-02-29"},
           Row{"2022-02-28", 1, ClockUnit::month, "2022-03-28"},
           Row{"2022-08-31", 6, ClockUnit::month, "2023-02-28"},
           Row{"2022-11-30", 3, ClockUnit::month, "2023-02-28"},
           Row{"2022-03-31", 24, ClockUnit::month, "2024-03-31"},
           Row{"2024-02-29", 2, ClockUnit::year, "2026-02-28"},
           Row{"2024-02-29", 4, ClockUnit::year, "2028-02-29"},
           Row{"2022-10-15", 2, ClockUnit::year, "2024-10-15"},
       }) {
    auto const made = due(clock_of(row.limit, row.unit), day(row.start), calendar());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->day.to_string(), row.due) << row.start << " + " << row.limit;
  }
}

TEST(Due, ALastDayRollsAsItsClockSays) {
  struct Row {
    char const* start;
    int limit;
    ClockUnit unit;
    Roll roll;
    char const* due;
    char const* why;
  };
  for (auto const& row : {
           Row{"2022-08-04", 60, ClockUnit::calendar_day, Roll::none, "2022-10-03", "no roll set"},
           Row{"2022-08-04", 60, ClockUnit::calendar_day, Roll::statutory_holiday, "2022-10-08",
               "National Day"},
           Row{"2022-08-04", 60, ClockUnit::calendar_day, Roll::day_off, "2022-10-08",
               "Saturday, but worked"},
           Row{"2022-09-15", 30, ClockUnit::calendar_day, Roll::statutory_holiday, "2022-10-15",
               "plain Saturday"},
           Row{"2022-09-15", 30, ClockUnit::calendar_day, Roll::day_off, "2022-10-17", "plain Saturday"},
           Row{"2022-09-08", 30, ClockUnit::calendar_day, Roll::statutory_holiday, "2022-10-08",
               "Saturday worked"},
           Row{"2022-09-08", 30, ClockUnit::calendar_day, Roll::day_off, "2022-10-08", "Saturday worked"},
           Row{"2022-10-31", 3, ClockUnit::month, Roll::statutory_holiday, "2023-01-31", "a Tuesday"},
           Row{"2022-10-25", 3, ClockUnit::month, Roll::statutory_holiday, "2023-01-28", "Spring Festival"},
           Row{"2025-10-01", 1, ClockUnit::year, Roll::statutory_holiday, "2026-10-08", "National Day"},
           Row{"2022-12-30", 24, ClockUnit::hour, Roll::statutory_holiday, "2023-01-03", "New Year"},
       }) {
    auto const made = due(clock_of(row.limit, row.unit, row.roll), day(row.start), calendar());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->day.to_string(), row.due) << row.start << ": " << row.why;
  }
}

TEST(Due, IsProvisionalWhenItRestsOnUnpublishedDays) {
  struct Row {
    char const* start;
    int limit;
    ClockUnit unit;
    Roll roll;
    bool provisional;
    char const* why;
  };
  for (auto const& row : {
           Row{"2026-12-29", 2, ClockUnit::working_day, Roll::none, false, "ends on 31 December 2026"},
           Row{"2026-12-29", 3, ClockUnit::working_day, Roll::none, true, "ends in 2027"},
           Row{"2027-05-01", 5, ClockUnit::working_day, Roll::none, true, "all in 2027"},
           Row{"2027-05-01", 0, ClockUnit::working_day, Roll::none, false, "nothing is counted"},
           Row{"2018-12-31", 5, ClockUnit::working_day, Roll::none, false, "the start is not counted"},
           Row{"2018-12-28", 5, ClockUnit::working_day, Roll::none, true, "31 December 2018 is"},
           Row{"2026-12-01", 60, ClockUnit::calendar_day, Roll::none, false, "no day off matters"},
           Row{"2026-12-01", 60, ClockUnit::calendar_day, Roll::statutory_holiday, true,
               "it might be a day off"},
           Row{"2018-11-15", 60, ClockUnit::calendar_day, Roll::statutory_holiday, false,
               "only the last day matters"},
           Row{"2026-12-01", 1, ClockUnit::year, Roll::none, false, "no day off matters"},
       }) {
    auto const made = due(clock_of(row.limit, row.unit, row.roll), day(row.start), calendar());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->provisional, row.provisional) << row.start << " + " << row.limit << ": " << row.why;
  }
}

TEST(Due, AnHoursLimitEndsAtItsMoment) {
  struct Row {
    char const* start;
    int limit;
    Roll roll;
    char const* end;
  };
  for (auto const& row : {
           Row{"2022-09-30T08:15", 24, Roll::none, "2022-10-01T08:15:00+08:00"},
           Row{"2022-09-30T23:30", 2, Roll::none, "2022-10-01T01:30:00+08:00"},
           Row{"2022-09-30T23:30", 0, Roll::none, "2022-09-30T23:30:00+08:00"},
           Row{"2022-09-30T08:15", 24, Roll::statutory_holiday, "2022-10-08T23:59:59+08:00"},
           Row{"2022-09-29T08:15", 24, Roll::statutory_holiday, "2022-09-30T08:15:00+08:00"},
       }) {
    auto const made = reckon_at(clock_of(row.limit, ClockUnit::hour, row.roll), moment(row.start), calendar(),
                                kShanghaiOffsetMinutes);
    ASSERT_TRUE(made && made->moments);
    auto const end = made->moments->end.to_string(kShanghaiOffsetMinutes);
    EXPECT_EQ(end.substr(0, 19), std::string(row.end).substr(0, 19)) << row.start;
    EXPECT_EQ(made->day.to_string(), end.substr(0, 10)) << row.start;
  }
}

TEST(Due, ALimitInDaysEndsWithItsLastDayInTheZoneOfThePlan) {
  // 17:00 UTC on the 27th is 01:00 on the 28th in Shanghai.
  auto const made = reckon_at(clock_of(7, ClockUnit::working_day), moment("2022-09-27T17:00:00Z"), calendar(),
                              kShanghaiOffsetMinutes);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->day, day("2022-10-12"));
  EXPECT_FALSE(made->moments);
}

TEST(Due, AnHoursLimitIsExplainedByItsMoments) {
  Adjustment adjustment;
  adjustment.start_at = moment("2026-12-02T14:30");
  auto const made = law_rules().due("recall.start.level2", day("2026-12-02"), Explain::yes, adjustment);
  ASSERT_TRUE(made && made->at);  // 食品召回管理规定 2026: 36 hours
  EXPECT_EQ(made->at->to_string(kShanghaiOffsetMinutes), "2026-12-04T02:30:00+08:00");
  EXPECT_EQ(made->day, day("2026-12-04"));
  std::string told;
  for (auto const& step : made->steps) told += step.text.zh + "\n";
  EXPECT_NE(told.find("起算：2026-12-02 14:30"), std::string::npos) << told;
  EXPECT_NE(told.find("到 2026-12-04 02:30"), std::string::npos) << told;
  adjustment.extended_to = day("2026-12-09");
  EXPECT_FALSE(law_rules().due("recall.start.level2", day("2026-12-02"), Explain::no, adjustment)->at)
      << "an approved day ends with the day";
}

TEST(Due, IsRefusedWhereTheLawSetsNoLimitInTime) {
  for (auto const* id :
       {"CF-CALC", "CFF-WD", "TS-CALC", "SJ-NODUP", "SA-DIAN", "SA-THREE", "XX-EAT", "XX-TERM", "ZR-TRAIN"}) {
    auto const made = law_rules().due(id, day("2026-06-01"));
    ASSERT_FALSE(made) << id;
    EXPECT_EQ(made.error().code, "clock.no_limit") << id;
    EXPECT_NE(made.error().what.en.find("no limit in time"), std::string::npos) << id;
    auto const clock = law_rules().version(id, day("2026-06-01"));
    EXPECT_FALSE(reckon_at(**clock, moment("2026-06-01T08:00"), calendar(), kShanghaiOffsetMinutes)) << id;
  }
}

TEST(Due, RefusesALimitThatCannotBeCounted) {
  for (int const limit : {-1, 100'001, 2'000'000'000}) {
    auto const made = due(clock_of(limit, ClockUnit::year), day("2026-06-01"), calendar());
    ASSERT_FALSE(made) << limit;
    EXPECT_EQ(made.error().code, "clock.limit") << limit;
  }
  for (auto const unit : {ClockUnit::working_day, ClockUnit::month, ClockUnit::hour}) {
    EXPECT_TRUE(due(clock_of(100'000, unit), day("2026-06-01"), calendar()));
  }
}

}  // namespace
}  // namespace shian::clock
