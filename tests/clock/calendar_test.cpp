#include "clock/calendar.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "base/text.hpp"
#include "law.hpp"

namespace shian::clock {
namespace {

Calendar const& calendar() { return law_rules().calendar(); }

TEST(Calendar, CountsWorkingDaysFromTheDayAfterTheStart) {
  struct Row {
    char const* start;
    int days;
    char const* due;
    char const* why;
  };
  for (auto const& row : {
           Row{"2022-09-28", 7, "2022-10-12", "National Day, two weekend days worked after it"},
           Row{"2022-01-28", 5, "2022-02-09", "two weekend days worked before the Spring Festival"},
           Row{"2026-09-29", 7, "2026-10-14", "National Day, Saturday 10 October worked"},
           Row{"2022-10-08", 1, "2022-10-09", "both are weekend days worked"},
           Row{"2022-10-01", 1, "2022-10-08", "the start may be a day off"},
           Row{"2020-02-01", 1, "2020-02-03", "the extended Spring Festival of 2020"},
           Row{"2022-12-30", 1, "2023-01-03", "the New Year reaches back into December"},
           Row{"2026-04-10", 0, "2026-04-10", "none to count"},
       }) {
    EXPECT_EQ(calendar().plus_working_days(day(row.start), row.days).to_string(), row.due) << row.why;
  }
}

TEST(Calendar, CountsBackFromTheDayBeforeTheStart) {
  struct Row {
    char const* start;
    int days;
    char const* due;
  };
  for (auto const& row : {Row{"2026-10-14", -1, "2026-10-13"}, Row{"2026-10-14", -7, "2026-09-29"},
                          Row{"2026-10-04", -1, "2026-09-30"}, Row{"2022-02-09", -5, "2022-01-28"},
                          Row{"2022-10-10", -2, "2022-10-08"}}) {
    EXPECT_EQ(calendar().plus_working_days(day(row.start), row.days).to_string(), row.due) << row.start;
  }
}

TEST(Calendar, AgreesWithTwoPublicHolidayLists) {
  auto const path = shared_file("standards/workdays/vectors.csv");
  if (!path) GTEST_SKIP() << "../shared/standards/workdays/vectors.csv is not there: not compared";
  std::ifstream in(*path);
  std::string line;
  std::getline(in, line);
  int rows = 0;
  while (std::getline(in, line)) {
    auto const cells = split(trimmed(line), ',');
    if (cells.size() != 3) continue;
    ++rows;
    EXPECT_EQ(calendar().plus_working_days(day(cells[0]), std::stoi(std::string(cells[1]))).to_string(),
              cells[2])
        << line;
  }
  EXPECT_GT(rows, 100);
}

TEST(Calendar, KnowsEachKindOfDay) {
  struct Row {
    char const* iso;
    bool working, holiday, make_up, published;
  };
  for (auto const& row : {
           Row{"2022-09-30", true, false, false, true},   // Friday
           Row{"2022-10-01", false, true, false, true},   // National Day, a Saturday
           Row{"2022-10-08", true, false, true, true},    // Saturday worked
           Row{"2022-10-15", false, false, false, true},  // plain Saturday
           Row{"2020-02-03", true, false, false, true},   // a Monday that the notice names as worked
           Row{"2018-10-01", true, false, false, false},  // not listed here: only weekends are known
           Row{"2027-10-01", true, false, false, false},
           Row{"2027-10-02", false, false, false, false},
           Row{"1990-01-01", true, false, false, false},
           Row{"2100-12-31", true, false, false, false},
           Row{"1989-12-31", false, false, false, false},
           Row{"2101-01-01", false, false, false, false},
       }) {
    EXPECT_EQ(calendar().is_working_day(day(row.iso)), row.working) << row.iso;
    EXPECT_EQ(calendar().is_holiday(day(row.iso)), row.holiday) << row.iso;
    EXPECT_EQ(calendar().is_make_up_workday(day(row.iso)), row.make_up) << row.iso;
    EXPECT_EQ(calendar().is_published(day(row.iso)), row.published) << row.iso;
  }
}

TEST(Calendar, EqualsAWallCalendarOnEveryDayFrom1985To2105) {
  WallCalendar const wall(law().calendar);
  Day const first = day("1985-01-01");
  Day const last = day("2105-12-31");
  int ordinal = 0;
  Day previous_working = first;  // a Tuesday
  for (Day d = first + 1; d <= last; ++d) {
    bool const works = wall.works(d);
    ASSERT_EQ(calendar().is_working_day(d), works) << d.to_string();
    ASSERT_EQ(calendar().plus_working_days(d, -1), previous_working) << d.to_string();
    if (works) {
      ASSERT_EQ(calendar().plus_working_days(previous_working, 1), d);
      ASSERT_EQ(calendar().next_working_day(previous_working + 1), d);
      previous_working = d;
      ++ordinal;
    }
    ASSERT_EQ(calendar().working_days_between(first, d), ordinal) << d.to_string();
    ASSERT_EQ(calendar().working_days_between(d, first), -ordinal) << d.to_string();
  }
}

TEST(Calendar, EqualsAWallCalendarForEveryStart2020To2026AndEveryLimitTo60) {
  WallCalendar const wall(law().calendar);
  int compared = 0;
  for (Day start = day("2020-01-01"); start <= day("2026-12-31"); ++start) {
    Day d = start;
    for (int limit = 1; limit <= 60; ++limit) {
      do ++d;
      while (!wall.works(d));
      ASSERT_EQ(calendar().plus_working_days(start, limit), d) << start.to_string() << " + " << limit;
      ASSERT_EQ(calendar().working_days_between(start, d), limit) << start.to_string() << " + " << limit;
      ++compared;
    }
  }
  EXPECT_EQ(compared, 2557 * 60);
}

TEST(Calendar, LongCountsEqualAWallCalendarInsideAndBeyondTheTable) {
  WallCalendar const wall(law().calendar);
  std::mt19937 random(20261124);
  auto const pick = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
  for (int i = 0; i < 400; ++i) {
    Day const start = day("1980-01-01") + pick(0, day("2110-12-31") - day("1980-01-01"));
    int const n = pick(1, 1500);
    Day const due = calendar().plus_working_days(start, n);
    ASSERT_EQ(due, wall.plus(start, n)) << start.to_string() << " + " << n;
    ASSERT_EQ(calendar().working_days_between(start, due), n);
    ASSERT_EQ(calendar().plus_working_days(due + 1, -1), due);
  }
}

TEST(Calendar, SaysWhetherASpanIsWhollyPublished) {
  struct Row {
    char const *from, *to;
    bool published;
  };
  for (auto const& row : {
           Row{"2018-12-31", "2019-01-05", true},   // the start itself is not counted
           Row{"2018-12-30", "2019-01-05", false},  // 2018-12-31 is
           Row{"2026-12-30", "2026-12-31", true},
           Row{"2026-12-30", "2027-01-01", false},
           Row{"2027-03-01", "2027-03-01", true},  // nothing counted
           Row{"2027-03-01", "2026-03-01", true},
           Row{"1989-12-31", "1990-01-01", false},
           Row{"2100-12-31", "2101-01-01", false},
       }) {
    EXPECT_EQ(calendar().all_published(day(row.from), day(row.to)), row.published)
        << row.from << " " << row.to;
  }
}

TEST(Calendar, AnUnpublishedYearBetweenPublishedOnesIsSeen) {
  pack::Calendar published;
  published.years = {{2024, {}, {}, {"a"}}, {2025, {day("2025-10-01")}, {}, {}}, {2026, {}, {}, {"c"}}};
  Calendar const gap(published);
  EXPECT_FALSE(gap.all_published(day("2024-12-01"), day("2026-02-01")));
  EXPECT_TRUE(gap.all_published(day("2025-12-31"), day("2026-02-01")));
  EXPECT_FALSE(gap.is_working_day(day("2025-10-01")))
      << "days listed before the notice is filed count all the same";
}

TEST(Calendar, NamesTheNoticesOfAYear) {
  EXPECT_EQ(calendar().papers(2020).size(), 2U) << "the second one extended the Spring Festival";
  EXPECT_EQ(calendar().papers(2026).size(), 1U);
  EXPECT_TRUE(calendar().papers(2027).empty());
  EXPECT_TRUE(calendar().papers(1999).empty());
}

}  // namespace
}  // namespace shian::clock
