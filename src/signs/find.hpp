// Looking for signs (迹象) in a city's books: patterns that ask for a second look, as the pack defines them.
// Never a verdict: what is found is its unit's own affair first (standing.hpp).
#pragma once

#include "signs/found.hpp"

namespace shian::signs {

struct Question {
  Day today;         // what is dated after it lies in the future; periods that end after it are not over
  std::string sign;  // only this one; "": all
  std::string register_id;  // only those that look at this register; "": all
};

/// An outcome for each sign asked for, in the order of the pack. Reads the records as they stream past:
/// memory holds a group's figures, not a register. Secret records are left out. Inside a read transaction.
/// Errors: the pack has no such sign or register.
[[nodiscard]] Expected<std::vector<Outcome>> look_for_signs(city::City& city, Question const& question);

}  // namespace shian::signs
