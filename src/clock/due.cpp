#include "clock/due.hpp"

#include "clock/explain.hpp"
#include "clock/reckon.hpp"

namespace shian::clock {

Expected<Due> due(pack::Clock const& clock, Day start, Calendar const& calendar, Explain explain) {
  auto const reckoned = reckon(clock, start, calendar);
  if (!reckoned) return std::unexpected(reckoned.error());
  Due made{&clock, start, reckoned->day, reckoned->provisional, {}};
  if (explain == Explain::yes) made.steps = clock::explain(clock, *reckoned, calendar, {});
  return made;
}

Expected<Timestamp> due_at(pack::Clock const& clock, Timestamp start, Calendar const& calendar,
                           int utc_offset_minutes) {
  constexpr std::int64_t kHour = 3'600'000;
  auto const end_of = [&](Day day) {
    return Timestamp{Timestamp::at_start_of(day + 1, utc_offset_minutes).ms - 1};
  };
  auto const reckoned = reckon(clock, start.day(utc_offset_minutes), calendar);
  if (!reckoned) return std::unexpected(reckoned.error());
  if (clock.unit != pack::ClockUnit::hour) return end_of(reckoned->day);
  Timestamp const end{start.ms + *clock.limit * kHour};
  Day const day = end.day(utc_offset_minutes);
  Day const to = rolled(day, clock.roll, calendar);
  return to == day ? end : end_of(to);
}

}  // namespace shian::clock
