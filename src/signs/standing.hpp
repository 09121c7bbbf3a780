// The way of a sign: first its own unit is told and answers; only what is not answered in time, or not
// convincingly, comes before the office, as a proposed finding.
#pragma once

#include <map>

#include "signs/found.hpp"

namespace shian::signs {

enum class Stage {
  told,         // its own unit's affair
  explained,    // the unit says why; the office reads it
  accepted,     // and is convinced
  unconvinced,  // and is not; or the unit said it had corrected the records, and the sign is still there
  unanswered    // nobody answered in time
};
[[nodiscard]] Text text_of(Stage stage);
[[nodiscard]] std::string_view code_of(Stage stage);

struct Standing {
  Stage stage = Stage::told;
  std::optional<Day> since;       // from which day on its unit can have known of it
  std::optional<Day> answer_due;  // the last day on which it is the unit's own affair
  std::vector<RecordId> answers;  // in the register of answers, by owner; 0: none
  /// Whether the office is shown it; what has no owner is shown at once.
  bool is_for_office = false;
};

/// The answers that are there, read once.
class Answers {
 public:
  explicit Answers(city::City& city);
  /// A sign is known from the day on which the last of its records was entered, or the city took up its
  /// present pack if that was later: nobody is late with what he could not have been told. Working days of
  /// the calendar.
  /// A sign with several owners stands where the one stands who is farthest from having answered.
  [[nodiscard]] Standing standing_of(Found const& found, Day today);

 private:
  struct Answer {
    RecordId id = 0;
    bool is_answered = false, is_explained = false, is_accepted = false, is_refused = false;
  };
  city::City& city_;
  std::map<std::string, Answer, std::less<>> by_key_;
  std::optional<Day> pack_since_;
};

/// What a record in the register of answers begins with; the unit's words are its own. Errors: the pack has
/// no such register.
[[nodiscard]] Expected<std::vector<Value>> answer_of(city::City const& city, Found const& found,
                                                     Owner const& by);

}  // namespace shian::signs
