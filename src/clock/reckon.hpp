// The bare arithmetic of a limit, without words.
#pragma once

#include <optional>

#include "clock/calendar.hpp"

namespace shian::clock {

/// Of a limit in hours, counted from moment to moment.
struct Moments {
  Timestamp start, end;
  int utc_offset_minutes = 0;  // they are told in this zone
};

struct Reckoned {
  Day start;
  Day counted;         // the last day as the law counts it
  int excluded = 0;    // days that are not counted; working days of a limit in working days
  Day nominal;         // the last day with those, before any roll
  Day day;             // the last day
  Day rests_on_after;  // the result rests on the calendar's days in (rests_on_after, day]; none when equal
  bool provisional = false;  // one of those days is not yet published
  std::optional<Moments> moments = {};
};

/// Errors: those of `due`; `excluded` below 0 or too long.
[[nodiscard]] Expected<Reckoned> reckon(pack::Clock const& clock, Day start, Calendar const& calendar,
                                        int excluded = 0);

/// From the moment of the start event. A limit in hours ends so many hours later, with the whole day where it
/// rolls; others are counted from the day of `start`. Errors: those of `due`.
[[nodiscard]] Expected<Reckoned> reckon_at(pack::Clock const& clock, Timestamp start,
                                           Calendar const& calendar, int utc_offset_minutes);

/// `day` moved on as `roll` says.
[[nodiscard]] Day rolled(Day day, pack::Clock::Roll roll, Calendar const& calendar);

}  // namespace shian::clock
