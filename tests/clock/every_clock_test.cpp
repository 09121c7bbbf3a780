// Every clock of the law pack from every start day of the published years: so across each long holiday, each
// make-up weekend and each month end, against a count that shares no code with the room.
#include <gtest/gtest.h>

#include "law.hpp"

namespace shian::clock {
namespace {

using pack::ClockUnit;
using Roll = pack::Clock::Roll;

// The same day `months` later, or the last one that the month has.
Day months_later(Day start, int months) {
  auto const from = start.civil();
  int year = from.year;
  int month = from.month;
  for (int i = 0; i < months; ++i) {
    if (++month > 12) {
      month = 1;
      ++year;
    }
  }
  for (int of_month = from.day;; --of_month) {
    if (auto const made = Day::from_civil(year, month, of_month)) return *made;
  }
}

struct Counted {
  Day day;
  bool provisional = false;
};

Counted count(pack::Clock const& clock, Day start, WallCalendar const& wall) {
  int const limit = *clock.limit;
  Counted made{start};
  if (clock.unit == ClockUnit::working_day) {
    made.day = wall.plus(start, limit);
    for (Day d = start + 1; d <= made.day; ++d) made.provisional = made.provisional || !wall.published(d);
    return made;
  }
  switch (clock.unit) {
    case ClockUnit::calendar_day:
      for (int i = 0; i < limit; ++i) ++made.day;
      break;
    case ClockUnit::hour: {
      // From the last millisecond of the start day.
      auto const end = Timestamp::at_start_of(start + 1, 0).ms - 1 + limit * std::int64_t{3'600'000};
      made.day = Timestamp{end}.day(0);
      break;
    }
    case ClockUnit::month:
      made.day = months_later(start, limit);
      break;
    default:
      made.day = months_later(start, 12 * limit);
      break;
  }
  if (clock.roll == Roll::statutory_holiday) {
    made.provisional = !wall.published(made.day);
    while (wall.holiday(made.day)) {
      ++made.day;
      made.provisional = made.provisional || !wall.published(made.day);
    }
  }
  return made;
}

TEST(EveryClock, EqualsAWallCalendarFromEveryStartDay) {
  WallCalendar const wall(law().calendar);
  auto const& calendar = law_rules().calendar();
  int counted = 0;
  int without_limit = 0;
  for (auto const& clock : law().clocks) {
    ASSERT_NE(clock.roll, Roll::day_off) << clock.id << ": not in the wall calendar's count";
    if (!due(clock, day("2022-01-01"), calendar)) {
      ++without_limit;
      continue;
    }
    for (Day start = day("2018-12-01"); start <= day("2026-12-31"); ++start) {
      auto const made = due(clock, start, calendar);
      auto const expected = count(clock, start, wall);
      ASSERT_TRUE(made);
      ASSERT_EQ(made->day, expected.day) << clock.id << " from " << start.to_string();
      ASSERT_EQ(made->provisional, expected.provisional) << clock.id << " from " << start.to_string();
    }
    ++counted;
  }
  EXPECT_EQ(counted, 114);
  EXPECT_EQ(without_limit, 9) << "six rules, a quota of hours, a duty of each meal, one of each term";
}

TEST(EveryClock, ExplainsItselfInBothLanguages) {
  for (auto const& clock : law().clocks) {
    for (auto const* iso : {"2022-01-28", "2022-09-28", "2026-04-14", "2026-12-20"}) {
      auto const made = law_rules().due(clock.id, day(iso), Explain::yes);
      if (!made) continue;
      ASSERT_GE(made->steps.size(), 4U) << clock.id;
      EXPECT_NE(made->steps[0].text.zh.find(clock.law), std::string::npos) << clock.id;
      EXPECT_NE(made->steps[0].text.en.find(clock.article), std::string::npos) << clock.id;
      EXPECT_NE(made->steps[0].text.en.find(clock.issue.en), std::string::npos) << clock.id;
      std::string all;
      for (auto const& step : made->steps) {
        EXPECT_FALSE(step.text.zh.empty() || step.text.en.empty()) << clock.id;
        all += step.text.en + '\n';
      }
      EXPECT_EQ(all.find("Provisional") != std::string::npos, made->provisional) << clock.id << " " << iso;
      EXPECT_NE(all.find(made->day.to_string()), std::string::npos) << clock.id << " " << iso;
      EXPECT_EQ(all.find("check the law") != std::string::npos, clock.status != "source found") << clock.id;
      EXPECT_EQ(all.find("setting of this clock") != std::string::npos, clock.roll != Roll::none) << clock.id;
    }
  }
}

}  // namespace
}  // namespace shian::clock
