// What if (假设推演): a pack with assumptions put into it, for a Trial. Nothing of them is kept.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "city/city.hpp"

namespace shian::city {

enum class AssumptionKind { population, threshold, merger, without, rule };

/// One thing that is assumed, written the same in a command, an address and a message:
///   population=2020                 residents of that year, of those the pack has
///   threshold=K05:90                another number asked by a target
///   merge=T17:T16                   T17's records count for T16
///   without=sample.laboratory:X     records of the register whose field says X are left out: a laboratory
///   that failed rule=TS-MEDIATE-20              this version of a rule for every start, whichever was in
///   force
struct Assumption {
  AssumptionKind kind = AssumptionKind::population;
  std::string
      subject;        // what stands before the colon: "K05", "T17", "sample.laboratory"; of others all of it
  std::string value;  // what stands behind it
};
/// Errors (what_if.form): none of these.
[[nodiscard]] Expected<Assumption> assumption_of(std::string_view text);

struct Assumed {
  pack::Pack pack;
  std::vector<Text> said;  // one for each, for a reader
  std::vector<std::string>
      unclear;  // targets that reach records left out in a way that is not worked out anew
};
/// Errors, each with the nearest name: a year, target, town, register, field or version that the pack does
/// not have; a target without a number; a field that is no text or option; no record says so
/// (what_if.without). Inside a read transaction of the caller's.
[[nodiscard]] Expected<Assumed> assume(City& city, std::span<Assumption const> assumptions);

}  // namespace shian::city
