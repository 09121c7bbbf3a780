#include "clock/reckon.hpp"

namespace shian::clock {
namespace {

using pack::ClockUnit;
using Roll = pack::Clock::Roll;

constexpr int kLongestLimit = 100'000;  // of any unit: keeps every result a day that can be computed

bool runs_in_time(pack::Clock const& clock) {
  if (!clock.limit || clock.kind == pack::ClockKind::rule) return false;
  switch (clock.unit) {
    case ClockUnit::working_day:
    case ClockUnit::calendar_day:
    case ClockUnit::hour:
    case ClockUnit::month:
    case ClockUnit::year:
      return true;
    case ClockUnit::hour_per_year:
    case ClockUnit::meal:
    case ClockUnit::term:
    case ClockUnit::rule:
      return false;
  }
  return false;
}

Day last_day(ClockUnit unit, int limit, Day start, Calendar const& calendar) {
  switch (unit) {
    case ClockUnit::working_day:
      return calendar.plus_working_days(start, limit);
    case ClockUnit::calendar_day:
      return start + limit;
    // Without the hour of the start event, the latest moment of the day is meant.
    case ClockUnit::hour:
      return start + (limit + 23) / 24;
    case ClockUnit::month:
      return start.plus_months(limit);
    default:
      return start.plus_months(12 * limit);
  }
}

}  // namespace

Day rolled(Day day, Roll roll, Calendar const& calendar) {
  switch (roll) {
    case Roll::none:
      break;
    case Roll::statutory_holiday:
      while (calendar.is_holiday(day)) ++day;
      break;
    case Roll::day_off:
      return calendar.next_working_day(day);
  }
  return day;
}

Expected<Reckoned> reckon(pack::Clock const& clock, Day start, Calendar const& calendar, int excluded) {
  if (!runs_in_time(clock)) {
    return fail("clock.no_limit", clock.id + "(" + clock.name.zh + ")没有可计算到日的时限",
                clock.id + " (" + clock.name.en + ") has no limit in time");
  }
  int const limit = *clock.limit;
  if (limit < 0 || limit > kLongestLimit) {
    auto const n = std::to_string(limit);
    auto const longest = std::to_string(kLongestLimit);
    return std::unexpected(
        Error::make("clock.limit", clock.id + " 的时限 " + n + " 无法计算",
                    "the limit " + n + " of " + clock.id + " cannot be counted")
            .hinting("应在 0 至 " + longest + " 之间", "it must lie between 0 and " + longest)
            .at(clock.where));
  }
  if (excluded < 0 || excluded > kLongestLimit) {
    auto const n = std::to_string(excluded);
    return fail("clock.excluded", "不计入期限的天数 " + n + " 无法计算",
                n + " days that are not counted cannot be");
  }
  Reckoned made;
  made.start = start;
  made.excluded = excluded;
  made.counted = last_day(clock.unit, limit, start, calendar);
  made.nominal = clock.unit == ClockUnit::working_day ? calendar.plus_working_days(made.counted, excluded)
                                                      : made.counted + excluded;
  if (clock.unit == ClockUnit::working_day) {
    made.day = made.nominal;  // a working day: nothing to roll
    made.rests_on_after = start;
  } else {
    made.day = rolled(made.nominal, clock.roll, calendar);
    made.rests_on_after = clock.roll == Roll::none ? made.day : made.nominal - 1;
  }
  made.provisional = !calendar.all_published(made.rests_on_after, made.day);
  return made;
}

Expected<Reckoned> reckon_at(pack::Clock const& clock, Timestamp start, Calendar const& calendar,
                             int utc_offset_minutes) {
  constexpr std::int64_t kHour = 3'600'000;
  auto made = reckon(clock, start.day(utc_offset_minutes), calendar);
  if (!made || clock.unit != ClockUnit::hour) return made;
  Moments moments{start, {start.ms + *clock.limit * kHour}, utc_offset_minutes};
  made->counted = made->nominal = moments.end.day(utc_offset_minutes);
  made->day = rolled(made->nominal, clock.roll, calendar);
  if (made->day != made->nominal)
    moments.end = {Timestamp::at_start_of(made->day + 1, utc_offset_minutes).ms - 1};
  made->rests_on_after = clock.roll == Roll::none ? made->day : made->nominal - 1;
  made->provisional = !calendar.all_published(made->rests_on_after, made->day);
  made->moments = moments;
  return made;
}

}  // namespace shian::clock
