// One function for each kind of sign. Inside this room only; what each needs of its definition is checked
// when the pack is loaded (register/signs.hpp). All inside a read transaction of the caller's.
#pragma once

#include "signs/groups.hpp"

namespace shian::signs {

struct Looking {
  city::City& city;
  reg::Sign const& sign;
  Day today;
};

// copies.cpp: what was written once and then again and again
[[nodiscard]] Outcome look_for_copied_values(Looking const& looking);
[[nodiscard]] Outcome look_for_copied_texts(Looking const& looking);
[[nodiscard]] Outcome look_for_same_files(Looking const& looking);
[[nodiscard]] Outcome look_for_alike_photos(Looking const& looking);
// figures.cpp: figures that people make up
[[nodiscard]] Outcome look_for_round_figures(Looking const& looking);
[[nodiscard]] Outcome look_for_digit_heaps(Looking const& looking);
[[nodiscard]] Outcome look_for_regularity(Looking const& looking);
// times.cpp: days that cannot be, or hardly
[[nodiscard]] Outcome look_for_impossible(Looking const& looking);
[[nodiscard]] Outcome look_for_future(Looking const& looking);
[[nodiscard]] Outcome look_for_load(Looking const& looking);
[[nodiscard]] Outcome look_just_under(Looking const& looking);
[[nodiscard]] Outcome look_at_last_days(Looking const& looking);
[[nodiscard]] Outcome look_for_reopened(Looking const& looking);
// entries.cpp: how records were entered
[[nodiscard]] Outcome look_for_bursts(Looking const& looking);
// balances.cpp: what does not agree with another column or another register
[[nodiscard]] Outcome look_at_balance(Looking const& looking);
[[nodiscard]] Outcome look_for_contradictions(Looking const& looking);

}  // namespace shian::signs
