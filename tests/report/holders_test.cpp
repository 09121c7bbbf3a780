#include "report/holders.hpp"
#include "support/day.hpp"

#include <gtest/gtest.h>

#include <random>

namespace shian::report {
namespace {

using test::day;

// Without published holidays: weekends alone are off. 2022-06-06 is a Monday.
TEST(Holders, AnswerForTheWorkingDaysThatTheyHadIt) {
  clock::Calendar const calendar{pack::Calendar{}};
  struct Row {
    char const* why;
    std::vector<Holder> holders;
    char const *due, *act;
    std::vector<std::tuple<char const*, int, int>> shares;
  };
  for (auto const& row : {
           Row{"one for all of it", {{"A", {}}}, "2022-06-10", "2022-06-14", {{"A", 6, 2}}},
           Row{"in time with one, late with the other",
               {{"A", {}}, {"B", day("2022-06-09")}},
               "2022-06-10",
               "2022-06-14",
               {{"A", 3, 0}, {"B", 3, 2}}},
           Row{"there and back",
               {{"A", {}}, {"B", day("2022-06-08")}, {"A", day("2022-06-13")}},
               "2022-06-10",
               "2022-06-14",
               {{"A", 3, 1}, {"B", 3, 1}}},
           Row{"handed over before it began",
               {{"A", {}}, {"B", day("2022-06-01")}},
               "2022-06-10",
               "2022-06-14",
               {{"A", 0, 0}, {"B", 6, 2}}},
           Row{"and after it was over",
               {{"A", {}}, {"B", day("2022-07-01")}},
               "2022-06-10",
               "2022-06-14",
               {{"A", 6, 2}, {"B", 0, 0}}},
       }) {
    reg::ClockFace face;
    face.start = day("2022-06-06");
    clock::Due due;
    due.day = day(row.due);
    face.due = due;
    face.act = day(row.act);
    auto const shares = shares_of(row.holders, face, day("2022-12-31"), calendar);
    ASSERT_EQ(shares.size(), row.shares.size()) << row.why;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      auto const& [unit, days, late] = row.shares[i];
      EXPECT_EQ(shares[i].unit, unit) << row.why;
      EXPECT_EQ(shares[i].working_days, days) << row.why << " " << unit;
      EXPECT_EQ(shares[i].late_working_days, late) << row.why << " " << unit;
    }
  }
}

TEST(Holders, SharesAddUpToTheWhole) {
  clock::Calendar const calendar{pack::Calendar{}};
  std::mt19937 random(7);
  auto const pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 500; ++round) {
    std::vector<Holder> holders = {{"A", {}}};
    auto from = day("2022-05-01") + pick(30);
    for (int i = pick(6); i > 0; --i)
      holders.push_back({std::string(1, "ABC"[pick(3)]), from = from + pick(20)});
    reg::ClockFace face;
    face.start = day("2022-05-10") + pick(20);
    clock::Due due;
    due.day = *face.start + pick(40);
    face.due = due;
    auto const today = *face.start + pick(90);
    int days = 0, late = 0;
    for (auto const& share : shares_of(holders, face, today, calendar)) {
      days += share.working_days;
      late += share.late_working_days;
    }
    EXPECT_EQ(days, calendar.working_days_between(*face.start, today));
    EXPECT_EQ(late, due.day < today ? calendar.working_days_between(due.day, today) : 0);
  }
}

}  // namespace
}  // namespace shian::report
