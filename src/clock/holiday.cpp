#include "clock/holiday.hpp"

#include <algorithm>
#include <string>

namespace shian::clock {
namespace {

struct MonthDay {
  int month;
  int day;
};

Day in_year(int year, MonthDay which) { return *Day::from_civil(year, which.month, which.day); }

bool meets(HolidayBlock const& block, int year, MonthDay from, MonthDay to) {
  return block.first <= in_year(year, to) && in_year(year, from) <= block.last;
}

bool any_holiday(Calendar const& calendar, Day from, Day to) {
  for (Day day = from; day <= to; ++day) {
    if (calendar.is_holiday(day)) return true;
  }
  return false;
}

void add(Text& name, char const* zh, char const* en) {
  name.zh += (name.zh.empty() ? "" : "、") + std::string(zh);
  name.en += (name.en.empty() ? "" : ", ") + std::string(en);
}

}  // namespace

HolidayBlock holiday_block(Calendar const& calendar, Day day) {
  SHIAN_ASSERT(calendar.is_holiday(day));
  HolidayBlock block{day, day};
  while (calendar.is_holiday(block.first - 1)) block.first = block.first - 1;
  while (calendar.is_holiday(block.last + 1)) ++block.last;
  return block;
}

Text holiday_name(Calendar const& calendar, Day day) {
  auto const block = holiday_block(calendar, day);
  int const year = block.last.year();
  constexpr int kJointDays = 8;  // National Day alone has 7; with Mid-Autumn in it, 8

  Text name;
  if (meets(block, year, {1, 1}, {1, 1})) add(name, "元旦", "New Year's Day");
  // The lunar new year falls between these days, the fifth of the fifth month between those further down, and
  // no other festival does.
  if (meets(block, year, {1, 21}, {2, 20})) add(name, "春节", "Spring Festival");
  if (meets(block, year, {4, 4}, {4, 5})) add(name, "清明节", "Qingming");
  if (meets(block, year, {5, 1}, {5, 1})) add(name, "劳动节", "Labour Day");
  if (meets(block, year, {5, 28}, {6, 25})) add(name, "端午节", "Dragon Boat Festival");
  Day const national_day = in_year(year, {10, 1});
  bool const national = block.first <= national_day && national_day <= block.last;
  if (national) {
    // Mid-Autumn has no block of its own in September: it lies in a National Day block that is longer for it.
    bool const own_block =
        any_holiday(calendar, in_year(year, {9, 7}), std::min(national_day, block.first) - 1);
    if (!own_block && block.last - block.first + 1 >= kJointDays) add(name, "中秋节", "Mid-Autumn Festival");
    add(name, "国庆节", "National Day");
  } else if (meets(block, year, {9, 7}, {9, 30})) {
    add(name, "中秋节", "Mid-Autumn Festival");
  }
  if (name.empty()) return {"节假日", "public holiday"};
  return name;
}

}  // namespace shian::clock
