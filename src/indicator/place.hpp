// What one record is to a measure: counted, left out and why, or not taken at all.
#pragma once

#include "indicator/figure.hpp"
#include "register/ledger.hpp"

namespace shian::indicator {

struct Place {
  bool counted = false;
  std::optional<Day> day;  // it counts on, or from; none: from the beginning, or not at all
  std::optional<Decimal> amount;
  Text reason;            // why it is not counted, or by way of what it is
  bool left_out = false;  // the condition takes it, an exclusion does not
};

/// As the books stand on `as_of`. Nothing: the measure does not count records of this register.
[[nodiscard]] std::optional<Place> place_of(reg::Ledger& ledger, Cells& cells, Measure const& measure,
                                            reg::Schema const& schema, reg::Record const& record, Day as_of);

}  // namespace shian::indicator
