#include "clock/holiday.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.hpp"
#include "law.hpp"

namespace shian::clock {
namespace {

TEST(Holiday, IsNamedByItsDates) {
  struct Row {
    char const *iso, *zh, *en;
  };
  for (auto const& row : {
           Row{"2022-12-31", "元旦", "New Year's Day"},
           Row{"2020-02-02", "春节", "Spring Festival"},
           Row{"2023-04-05", "清明节", "Qingming"},
           Row{"2022-04-30", "劳动节", "Labour Day"},
           Row{"2025-05-31", "端午节", "Dragon Boat Festival"},
           Row{"2022-09-10", "中秋节", "Mid-Autumn Festival"},
           Row{"2022-10-07", "国庆节", "National Day"},
           Row{"2023-09-29", "中秋节、国庆节", "Mid-Autumn Festival, National Day"},
           Row{"2025-10-08", "中秋节、国庆节", "Mid-Autumn Festival, National Day"},
       }) {
    auto const name = holiday_name(calendar(), day(row.iso));
    EXPECT_EQ(name.zh, row.zh) << row.iso;
    EXPECT_EQ(name.en, row.en) << row.iso;
  }
}

TEST(Holiday, WithoutCertaintyIsOnlyAHoliday) {
  pack::Calendar published;
  published.years = {{2015, {day("2015-09-03"), day("2015-09-04"), day("2015-09-05")}, {}, {"a"}}};
  EXPECT_EQ(holiday_name(Calendar(published), day("2015-09-04")).zh, "节假日");
}

TEST(Holiday, NationalDayOfItsUsualLengthDoesNotHideMidAutumn) {
  pack::CalendarYear year{2022, {}, {}, {"a"}};
  for (Day d = day("2022-10-01"); d <= day("2022-10-07"); ++d) year.holidays.push_back(d);
  pack::Calendar published;
  published.years = {year};  // September was left out
  EXPECT_EQ(holiday_name(Calendar(published), day("2022-10-03")).zh, "国庆节");
}

TEST(Holiday, ABlockRunsFromItsFirstToItsLastDayOff) {
  auto const block = holiday_block(calendar(), day("2023-01-01"));
  EXPECT_EQ(block.first, day("2022-12-31"));
  EXPECT_EQ(block.last, day("2023-01-02"));
}

std::vector<std::string> festivals(std::string const& names) {
  std::vector<std::string> made;
  std::size_t from = 0;
  std::string const comma = "、";
  for (std::size_t to = 0; to != std::string::npos; from = to + comma.size()) {
    to = names.find(comma, from);
    made.push_back(names.substr(from, to == std::string::npos ? to : to - from));
  }
  std::sort(made.begin(), made.end());
  return made;
}

TEST(Holiday, EveryPublishedDayOffHasTheNameOfItsNotice) {
  auto const path = shared_file("data/cn_workdays.json");
  if (!path) GTEST_SKIP() << "../shared/data/cn_workdays.json is not there: not compared";
  auto const published = read_json(*path);
  int compared = 0;
  for (auto const& off : published.at("off")) {
    auto const iso = off.get<std::string>();
    EXPECT_EQ(festivals(holiday_name(calendar(), day(iso)).zh),
              festivals(published.at("names").at(iso).get<std::string>()))
        << iso;
    ++compared;
  }
  EXPECT_GT(compared, 200);
}

}  // namespace
}  // namespace shian::clock
