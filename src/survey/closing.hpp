// The end of a survey: its result is filed in the register that the indicators read.
#pragma once

#include "survey/result.hpp"

namespace shian::survey {

/// How the result came about, as it is filed: mode, days, answers, weights.
[[nodiscard]] std::string method_of(Result const& result, Day ended);

/// Files one record of survey_wave for the whole city and marks the design as closed, inside the caller's
/// write. The weighted figures go with what the answers are worth, so that the indicators' intervals are
/// those of the result. Towns' figures are not filed: they would be added to the city's. Gives back the
/// record. A sample that is too small is filed and gets no verdict. Errors: the survey has not begun; it is
/// closed; its number is filed already; answers cannot be weighted; a town has no valid answer; no answer at
/// all.
[[nodiscard]] Expected<RecordId> close(reg::Writing& writing, city::City& city, Wave const& wave, Day today);

}  // namespace shian::survey
