#include "base/day.hpp"

#include <gtest/gtest.h>

namespace shian {
namespace {

Day day(char const* iso) { return Day::parse(iso).value(); }

TEST(Day, CountsFromTheEpoch) {
  struct Row {
    char const* iso;
    int since_epoch;
    int weekday;
  };
  // Weekdays and day numbers from POSIX `date -u`.
  for (auto const& row :
       {Row{"1970-01-01", 0, 4}, Row{"1969-12-31", -1, 3}, Row{"2000-02-29", 11016, 2},
        Row{"2000-03-01", 11017, 3}, Row{"2022-09-30", 19265, 5}, Row{"2024-02-29", 19782, 4},
        Row{"1900-03-01", -25508, 4}, Row{"9999-12-31", 2932896, 5}, Row{"0001-01-01", -719162, 1}}) {
    EXPECT_EQ(day(row.iso).since_epoch, row.since_epoch) << row.iso;
    EXPECT_EQ(day(row.iso).iso_weekday(), row.weekday) << row.iso;
    EXPECT_EQ(day(row.iso).to_string(), row.iso);
  }
}

TEST(Day, EveryDayOfTheFourDigitYearsRoundTripsInOrder) {
  auto const first = day("0001-01-01");
  auto const last = day("9999-12-31");
  Day::Civil before{0, 12, 31};
  int weekday = 1;
  for (Day d = first; d <= last; ++d) {
    auto const civil = d.civil();
    ASSERT_EQ(Day::from_civil(civil.year, civil.month, civil.day), d);
    bool const next_day =
        civil.year == before.year && civil.month == before.month && civil.day == before.day + 1;
    bool const next_month = civil.year == before.year && civil.month == before.month + 1 && civil.day == 1;
    bool const next_year =
        civil.year == before.year + 1 && civil.month == 1 && civil.day == 1 && before.day == 31;
    ASSERT_TRUE(next_day || next_month || next_year) << d.to_string();
    ASSERT_EQ(d.iso_weekday(), weekday);
    weekday = weekday % 7 + 1;
    before = civil;
  }
  EXPECT_EQ(before.year, 9999);
}

TEST(Day, RefusesWhatIsNoDay) {
  for (auto const* text : {"2022-02-30", "2023-02-29", "1900-02-29", "2022-13-01", "2022-00-10", "2022-04-31",
                           "2022-01-00", "2022-1-01", "2022/01/01", "20220101", "2022-01-01 ", " 2022-01-01",
                           "2022-01-0a", "-022-01-01", "0000-01-01", "", "2022-01-01T00:00"}) {
    EXPECT_FALSE(Day::parse(text)) << text;
  }
  EXPECT_FALSE(Day::from_civil(10000, 1, 1));
  EXPECT_FALSE(Day::from_civil(2022, 12, 32));
}

TEST(Day, MonthsAndYearsHaveTheirEnds) {
  struct Row {
    char const *of, *first_of_month, *last_of_month, *first_of_year, *last_of_year;
  };
  for (auto const& row : {Row{"2024-02-10", "2024-02-01", "2024-02-29", "2024-01-01", "2024-12-31"},
                          Row{"2023-02-28", "2023-02-01", "2023-02-28", "2023-01-01", "2023-12-31"},
                          Row{"2022-12-31", "2022-12-01", "2022-12-31", "2022-01-01", "2022-12-31"},
                          Row{"2022-01-01", "2022-01-01", "2022-01-31", "2022-01-01", "2022-12-31"}}) {
    EXPECT_EQ(day(row.of).first_of_month(), day(row.first_of_month));
    EXPECT_EQ(day(row.of).last_of_month(), day(row.last_of_month));
    EXPECT_EQ(day(row.of).first_of_year(), day(row.first_of_year));
    EXPECT_EQ(day(row.of).last_of_year(), day(row.last_of_year));
  }
}

TEST(Day, MonthsAddedToTheThirtyFirstEndInTheShorterMonth) {
  struct Row {
    char const* from;
    int months;
    char const* to;
  };
  for (auto const& row : {Row{"2022-01-31", 1, "2022-02-28"}, Row{"2024-01-31", 1, "2024-02-29"},
                          Row{"2022-08-31", 1, "2022-09-30"}, Row{"2022-09-30", 3, "2022-12-30"},
                          Row{"2022-11-15", 2, "2023-01-15"}, Row{"2022-01-15", -1, "2021-12-15"},
                          Row{"2024-02-29", 12, "2025-02-28"}, Row{"2024-02-29", -48, "2020-02-29"},
                          Row{"2022-03-31", -13, "2021-02-28"}, Row{"2022-05-05", 0, "2022-05-05"}}) {
    EXPECT_EQ(day(row.from).plus_months(row.months).to_string(), row.to) << row.from << " + " << row.months;
  }
}

TEST(Timestamp, IsReadInEveryFormThatTablesAndPartnersWrite) {
  struct Row {
    char const* text;
    char const* utc;
  };
  for (auto const& row : {Row{"2022-09-30T08:00", "2022-09-30T00:00:00.000Z"},
                          Row{"2022-09-30 08:00", "2022-09-30T00:00:00.000Z"},
                          Row{"2022-09-30T08:00:01", "2022-09-30T00:00:01.000Z"},
                          Row{"2022-09-30T08:00:00.5", "2022-09-30T00:00:00.500Z"},
                          Row{"2022-09-30T08:00:00.123456", "2022-09-30T00:00:00.123Z"},
                          Row{"2022-09-30T00:00:00.000Z", "2022-09-30T00:00:00.000Z"},
                          Row{"2022-09-30T08:00+08:00", "2022-09-30T00:00:00.000Z"},
                          Row{"2022-09-30 00:00:00.25+00", "2022-09-30T00:00:00.250Z"},
                          Row{"2022-09-30T00:00:00-0330", "2022-09-30T03:30:00.000Z"},
                          Row{"2022-01-01T07:59:59", "2021-12-31T23:59:59.000Z"},
                          Row{"1960-01-01T00:00:00.001Z", "1960-01-01T00:00:00.001Z"}}) {
    auto const moment = Timestamp::parse(row.text, kShanghaiOffsetMinutes);
    ASSERT_TRUE(moment) << row.text;
    EXPECT_EQ(moment->to_utc(), row.utc) << row.text;
    EXPECT_EQ(Timestamp::parse(moment->to_utc(), 0), moment);
  }
}

TEST(Timestamp, RefusesWhatIsNoMoment) {
  for (auto const* text :
       {"", "2022-09-30", "2022-09-30T", "2022-09-30T8:00", "2022-09-30T24:00", "2022-09-30T08:60",
        "2022-09-30T08:00:60", "2022-09-31T08:00", "2022-09-30T08:00:00.", "2022-09-30T08:00:00+8",
        "2022-09-30T08:00:00 Z", "2022-09-30T08:00:0", "2022-09-30x08:00", "2022-09-30T08:00:00+99:00",
        "2022-09-30T08:00Zjunk"}) {
    EXPECT_FALSE(Timestamp::parse(text, 0)) << text;
  }
}

TEST(Timestamp, ShowsItselfInTheZoneOfThePlan) {
  auto const moment = Timestamp::parse("2022-09-30T16:30:00.250Z", 0).value();
  EXPECT_EQ(moment.to_string(kShanghaiOffsetMinutes), "2022-10-01T00:30:00+08:00");
  EXPECT_EQ(moment.to_string(-210), "2022-09-30T13:00:00-03:30");
  EXPECT_EQ(moment.day(kShanghaiOffsetMinutes), day("2022-10-01"));
  EXPECT_EQ(moment.day(0), day("2022-09-30"));
  EXPECT_EQ(Timestamp::at_start_of(day("2022-10-01"), kShanghaiOffsetMinutes).to_utc(),
            "2022-09-30T16:00:00.000Z");
  EXPECT_EQ(Timestamp{-1}.day(0), day("1969-12-31"));
  EXPECT_GT(Timestamp::now(), moment);
}

}  // namespace
}  // namespace shian
