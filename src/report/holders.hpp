// Which unit held a record, and for how many working days: lateness is shared out by who had the matter.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "register/lifecycle.hpp"
#include "register/steps.hpp"

namespace shian::report {

struct Holder {
  std::string unit;
  std::optional<Day> from;  // none: from the start
};

/// In order, from the journal: a hand-over counts from the day of the step that made it, else from the day on
/// which it was written down. One holder at least. `taken`: the steps of the record.
[[nodiscard]] std::vector<Holder> holders_of(city::City& city, reg::Schema const& schema,
                                             reg::Record const& record,
                                             std::span<reg::TakenStep const> taken);

struct Share {
  std::string unit;
  int working_days = 0;       // while the clock ran
  int late_working_days = 0;  // of these, after its last day
};

/// Of a clock that has started, up to its act or `today`; a unit that held it twice has one share. The shares
/// add up to the working days of the whole.
[[nodiscard]] std::vector<Share> shares_of(std::vector<Holder> const& holders, reg::ClockFace const& face,
                                           Day today, clock::Calendar const& calendar);

}  // namespace shian::report
