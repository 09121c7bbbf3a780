#include "clock/calendar.hpp"

#include <algorithm>

namespace shian::clock {
namespace {

constexpr std::uint8_t kWorking = 1;
constexpr std::uint8_t kHoliday = 2;
constexpr std::uint8_t kMakeUp = 4;
constexpr std::uint8_t kPublished = 8;

bool on_weekday(Day day) { return day.iso_weekday() <= 5; }

}  // namespace

Calendar::Calendar(pack::Calendar const& published) : first_(*Day::from_civil(1990, 1, 1)), last_(*Day::from_civil(2100, 12, 31)), years_(published.years) {
  flags_.resize(at(last_) + 1);
  for (Day day = first_; day <= last_; ++day) flags_[at(day)] = on_weekday(day) ? kWorking : 0;
  for (auto const& year : years_) {
    if (year.papers.empty() && year.holidays.empty()) continue;  // announced as a year, not yet published
    auto const begin = Day::from_civil(year.year, 1, 1);
    if (!begin || !inside(*begin)) continue;
    for (Day day = *begin; day.year() == year.year; ++day) flags_[at(day)] |= kPublished;
  }
  // A notice may move days of the neighbouring year, so days are marked wherever they fall.
  for (auto const& year : years_) {
    for (Day const day : year.holidays) {
      if (!inside(day)) continue;
      auto& flags = flags_[at(day)];
      flags = static_cast<std::uint8_t>((flags | kHoliday) & ~kWorking);
    }
    for (Day const day : year.extra_workdays) {
      if (!inside(day)) continue;
      auto& flags = flags_[at(day)];
      flags = static_cast<std::uint8_t>(flags | kWorking | (on_weekday(day) ? 0 : kMakeUp));
    }
  }
  ordinal_.resize(flags_.size());
  nth_.push_back(first_ - 1);
  std::int32_t count = 0;
  for (Day day = first_; day <= last_; ++day) {
    if ((flags_[at(day)] & kWorking) != 0) {
      ++count;
      nth_.push_back(day);
    }
    ordinal_[at(day)] = count;
  }
}

bool Calendar::is_working_day(Day day) const { return inside(day) ? (flags_[at(day)] & kWorking) != 0 : on_weekday(day); }
bool Calendar::is_holiday(Day day) const { return inside(day) && (flags_[at(day)] & kHoliday) != 0; }
bool Calendar::is_make_up_workday(Day day) const { return inside(day) && (flags_[at(day)] & kMakeUp) != 0; }
bool Calendar::is_published(Day day) const { return inside(day) && (flags_[at(day)] & kPublished) != 0; }

std::vector<std::string> const& Calendar::papers(int year) const {
  static std::vector<std::string> const none;
  auto const found = std::find_if(years_.begin(), years_.end(), [&](auto const& y) { return y.year == year; });
  return found == years_.end() ? none : found->papers;
}

Day Calendar::plus_working_days(Day start, int n) const {
  if (n <= 0) return start;
  if (inside(start)) {
    auto const target = static_cast<std::size_t>(ordinal_[at(start)]) + static_cast<std::size_t>(n);
    if (target < nth_.size()) return nth_[target];
  }
  Day day = start;
  for (int left = n; left > 0;) {
    ++day;
    left -= is_working_day(day);
  }
  return day;
}

int Calendar::working_days_between(Day from, Day to) const {
  if (inside(from) && inside(to)) return ordinal_[at(to)] - ordinal_[at(from)];
  int count = 0;
  for (Day day = std::min(from, to) + 1; day <= std::max(from, to); ++day) count += is_working_day(day);
  return from <= to ? count : -count;
}

Day Calendar::next_working_day(Day day) const {
  while (!is_working_day(day)) ++day;
  return day;
}

}  // namespace shian::clock
