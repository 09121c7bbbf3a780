#include "clock/calendar.hpp"

#include <algorithm>

namespace shian::clock {
namespace {

constexpr std::uint8_t kWorking = 1;
constexpr std::uint8_t kHoliday = 2;
constexpr std::uint8_t kMakeUp = 4;
constexpr std::uint8_t kPublished = 8;

// 1970-01-05, the epoch's first Monday: weeks are counted from it.
constexpr Day kMonday{4};

bool on_weekday(Day day) { return day.iso_weekday() <= 5; }

// Weekdays from kMonday up to and including `day`, by weekends alone; negative before it.
std::int64_t weekdays_to(Day day) {
  std::int64_t const days = std::int64_t{day.since_epoch} - kMonday.since_epoch;
  std::int64_t const week = days >= 0 ? days / 7 : -((6 - days) / 7);
  return week * 5 + std::min<std::int64_t>(days - week * 7 + 1, 5);
}

// The inverse: the n-th weekday, where kMonday is the first.
Day weekday_number(std::int64_t n) {
  std::int64_t const before = n - 1;
  std::int64_t const week = before >= 0 ? before / 5 : -((4 - before) / 5);
  return {static_cast<std::int32_t>(kMonday.since_epoch + week * 7 + (before - week * 5))};
}

}  // namespace

Calendar::Calendar(pack::Calendar const& published)
    : first_(*Day::from_civil(1990, 1, 1)), last_(*Day::from_civil(2100, 12, 31)), years_(published.years) {
  flags_.resize(at(last_) + 1);
  for (Day day = first_; day <= last_; ++day) flags_[at(day)] = on_weekday(day) ? kWorking : 0;
  // A notice may move days of the neighbouring year, so days are marked wherever they fall.
  for (auto const& year : years_) {
    auto const begin = Day::from_civil(year.year, 1, 1);
    if (!year.papers.empty() && begin && inside(*begin)) {
      for (Day day = *begin; day <= begin->last_of_year(); ++day) flags_[at(day)] |= kPublished;
    }
    for (Day const day : year.holidays) {
      if (!inside(day)) continue;
      auto& flags = flags_[at(day)];
      flags = static_cast<std::uint8_t>((flags | kHoliday) & ~kWorking);
    }
  }
  for (auto const& year : years_) {
    for (Day const day : year.extra_workdays) {
      if (!inside(day)) continue;
      auto& flags = flags_[at(day)];
      flags = static_cast<std::uint8_t>((flags & ~kHoliday) | kWorking | (on_weekday(day) ? 0 : kMakeUp));
    }
  }
  ordinal_.reserve(flags_.size());
  unpublished_.reserve(flags_.size());
  nth_.push_back(first_ - 1);
  std::int32_t unpublished = 0;
  for (Day day = first_; day <= last_; ++day) {
    auto const flags = flags_[at(day)];
    if ((flags & kWorking) != 0) nth_.push_back(day);
    ordinal_.push_back(static_cast<std::int32_t>(nth_.size()) - 1);
    unpublished += (flags & kPublished) == 0;
    unpublished_.push_back(unpublished);
  }
}

bool Calendar::is_working_day(Day day) const {
  return inside(day) ? (flags_[at(day)] & kWorking) != 0 : on_weekday(day);
}
bool Calendar::is_holiday(Day day) const { return inside(day) && (flags_[at(day)] & kHoliday) != 0; }
bool Calendar::is_make_up_workday(Day day) const { return inside(day) && (flags_[at(day)] & kMakeUp) != 0; }
bool Calendar::is_published(Day day) const { return inside(day) && (flags_[at(day)] & kPublished) != 0; }

bool Calendar::all_published(Day from, Day to) const {
  if (to <= from) return true;
  if (!inside(from + 1) || !inside(to)) return false;
  return unpublished_[at(to)] == (from < first_ ? 0 : unpublished_[at(from)]);
}

std::vector<std::string> const& Calendar::papers(int year) const {
  static std::vector<std::string> const none;
  auto const found =
      std::find_if(years_.begin(), years_.end(), [&](auto const& y) { return y.year == year; });
  return found == years_.end() ? none : found->papers;
}

std::int64_t Calendar::ordinal(Day day) const {
  if (inside(day)) return ordinal_[at(day)];
  if (day < first_) return weekdays_to(day) - weekdays_to(first_ - 1);
  return ordinal_.back() + weekdays_to(day) - weekdays_to(last_);
}

Day Calendar::working_day(std::int64_t nth) const {
  auto const known = static_cast<std::int64_t>(nth_.size()) - 1;
  if (nth >= 1 && nth <= known) return nth_[static_cast<std::size_t>(nth)];
  if (nth < 1) return weekday_number(weekdays_to(first_ - 1) + nth);
  return weekday_number(weekdays_to(last_) + nth - known);
}

Day Calendar::plus_working_days(Day start, int n) const {
  if (n == 0) return start;
  return n > 0 ? working_day(ordinal(start) + n) : working_day(ordinal(start - 1) + n + 1);
}

int Calendar::working_days_between(Day from, Day to) const {
  return static_cast<int>(ordinal(to) - ordinal(from));
}

Day Calendar::next_working_day(Day day) const { return working_day(ordinal(day - 1) + 1); }

}  // namespace shian::clock
