// One person's answers, as a questionnaire understands them and as a record holds them: "aware=y;whole=4".
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "pack/questionnaires.hpp"
#include "survey/estimate.hpp"

namespace shian::survey {

/// Question -> choice, by their ids.
using Answers = std::map<std::string, std::string, std::less<>>;

/// In the order of the questionnaire.
[[nodiscard]] std::string text_of(pack::Questionnaire const& questionnaire, Answers const& answers);
/// Errors: a question or a choice that the questionnaire does not have; a question answered twice.
[[nodiscard]] Expected<Answers> answers_from(pack::Questionnaire const& questionnaire, std::string_view text);

/// A screening question was answered so that the person is not among those who are asked.
[[nodiscard]] bool is_screened_out(pack::Questionnaire const& questionnaire, Answers const& answers);
/// The first question without an answer; null: all have one.
[[nodiscard]] pack::Question const* first_open(pack::Questionnaire const& questionnaire,
                                               Answers const& answers);
/// Awareness, and the points: the mean of the satisfaction questions with an opinion, by their weights;
/// nothing where there is none.
[[nodiscard]] Given counted(pack::Questionnaire const& questionnaire, Answers const& answers);

}  // namespace shian::survey
