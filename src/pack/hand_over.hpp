// Hand-over of a record between units (转办), with receipt (签收) and return (退回): what a lifecycle gets by
// saying `hand_over`.
#pragma once

#include "pack/model.hpp"

namespace shian::pack {

/// The fields that such a register has beside that of its unit; the steps fill them.
inline constexpr std::string_view kHandedOverOn = "handed_over_on";      // a day
inline constexpr std::string_view kHandedOverFrom = "handed_over_from";  // a unit
inline constexpr std::string_view kTakenOverOn = "taken_over_on";        // a day; empty: not yet received

struct HandOver {
  std::string unit = "unit";             // the field of whose work it is
  std::vector<std::string> from;         // states
  std::vector<std::string> by;           // posts that hand over, by their codes
  std::vector<std::string> received_by;  // posts that receive or return
  int receipt_days = 2;                  // working days within which it is received; no law sets them
  Position where;
};

struct HandOverParts {
  std::vector<Step> steps;  // hand_over, take_over, give_back
  LifecycleClock receipt;   // take_over
};
[[nodiscard]] HandOverParts parts_of(HandOver const& hand_over);

}  // namespace shian::pack
