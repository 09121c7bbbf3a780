#include "clock/due.hpp"

#include "clock/explain.hpp"
#include "clock/reckon.hpp"

namespace shian::clock {

Expected<Due> due(pack::Clock const& clock, Day start, Calendar const& calendar, Explain explain) {
  auto const reckoned = reckon(clock, start, calendar);
  if (!reckoned) return std::unexpected(reckoned.error());
  Due made{&clock, start, reckoned->day, reckoned->provisional};
  if (explain == Explain::yes) made.steps = clock::explain(clock, *reckoned, calendar, {});
  return made;
}

}  // namespace shian::clock
