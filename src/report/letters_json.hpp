// Letters that are due, and those in their register, as programs and screens read them.
#pragma once

#include <span>
#include <string>

#include "supervise/letter_drafts.hpp"

namespace shian::report {

/// One post's letters: what the office should write today, and what was written.
struct LettersView {
  Day as_of;
  bool may_draft = false;  // else `due` is empty: what nobody has signed is the office's own
  std::vector<supervise::Letter> due;
  std::vector<supervise::KeptLetter> kept;
};

[[nodiscard]] std::string letters_json(city::City& city, LettersView const& view);
[[nodiscard]] std::string drafted_json(supervise::DraftedLetters const& drafted);

}  // namespace shian::report
