// The bare arithmetic of a limit, without words.
#pragma once

#include "clock/calendar.hpp"

namespace shian::clock {

struct Reckoned {
  Day start;
  Day counted;         // the last day as the law counts it
  int excluded = 0;    // days that are not counted; working days of a limit in working days
  Day nominal;         // the last day with those, before any roll
  Day day;             // the last day
  Day rests_on_after;  // the result rests on the calendar's days in (rests_on_after, day]; none when equal
  bool provisional = false;  // one of those days is not yet published
};

/// Errors: those of `due`; `excluded` below 0 or too long.
[[nodiscard]] Expected<Reckoned> reckon(pack::Clock const& clock, Day start, Calendar const& calendar,
                                        int excluded = 0);

/// `day` moved on as `roll` says.
[[nodiscard]] Day rolled(Day day, pack::Clock::Roll roll, Calendar const& calendar);

}  // namespace shian::clock
