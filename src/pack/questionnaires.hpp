// Questionnaires as a plan keeps them: what people are asked, and which answers count as what.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/error.hpp"

namespace shian::pack {

/// What a question is asked for.
enum class QuestionUse {
  screening,     // whether a person belongs to those who are asked
  awareness,     // whether he knows of the work; one a questionnaire
  satisfaction,  // points
  other          // for reading, in no figure
};

[[nodiscard]] std::string_view code_of(QuestionUse use);

struct Choice {
  std::string id;  // as answers hold it
  Text name;
  bool is_screened_out = false;   // of a screening question: ends the interview
  bool is_aware = false;          // of the awareness question
  std::optional<Decimal> points;  // of a satisfaction question, 0 to 100; nothing: has no opinion
};

struct Question {
  std::string id;
  Text ask;
  QuestionUse use = QuestionUse::other;
  Decimal weight = Decimal(1);  // in the index of satisfaction
  std::vector<Choice> choices;

  [[nodiscard]] Choice const* find(std::string_view choice) const;
};

struct Questionnaire {
  std::string id;  // its edition, too: what was asked is never changed, a new edition is added
  Text name;
  Text intro;  // told before the first question
  Text basis;
  std::string awareness, satisfaction;  // the indicators that its results are for
  Decimal largest_weight = Decimal(5);  // answers' weights are trimmed at so many times their mean
  std::vector<Question> questions;
  Position where;

  [[nodiscard]] Question const* find(std::string_view question) const;
};

}  // namespace shian::pack
