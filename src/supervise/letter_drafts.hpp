// Letters in the register of circulars: drafted from what is due, signed by people, answered.
#pragma once

#include <span>

#include "supervise/letters.hpp"

namespace shian::supervise {

/// What a draft is filed under until it is signed and numbered. One for a matter, a colour and whom it goes
/// to, so that nobody is written to twice, whoever asks for it and however often.
[[nodiscard]] std::string draft_number(Letter const& letter);

/// The values of the record of a draft in the register of circulars: its number and its day are left to who
/// signs. `by`: the unit that writes; may be empty.
[[nodiscard]] std::vector<Value> draft_of(city::City const& city, reg::Schema const& circulars,
                                          Letter const& letter, std::string const& by, Day today);

struct DraftedLetter {
  std::string number;
  RecordId record = 0;
  bool is_new = false;  // false: it was in the register already
};
struct DraftedLetters {
  std::vector<DraftedLetter> letters;
  std::vector<std::string> not_due;  // of those asked for: neither due nor drafted
};
/// Writes the drafts of letters that are due, all or those named by their `draft_number`. What is due is read
/// inside the caller's write. Errors: the pack has no register of letters; the first record that is refused.
[[nodiscard]] Expected<DraftedLetters> draft_letters(reg::Writing& writing, city::City& city, Day as_of,
                                                     std::span<std::string const> numbers,
                                                     std::string const& by);

/// A letter as its register has it.
struct KeptLetter {
  RecordId record = 0;
  std::string document_no, title, kind;
  pack::Colour colour = pack::Colour::blue;
  std::string unit, area;               // who is written to
  reg::Schema const* schema = nullptr;  // of what it is about; null: a target
  std::string about;                    // the record's key or the target's id
  RecordId about_record = 0;            // 0: a target, or no longer there
  std::optional<Day> issued_on, due_on, answered_on;
  std::string state_id;
  Text state;
};
/// The newest first. What it is about is left out where that is secret again.
[[nodiscard]] std::vector<KeptLetter> kept_letters(city::City& city, LettersQuestion const& question);

}  // namespace shian::supervise
