// Surveys as programs read them; figures are decimal texts, towns go by id and name.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "survey/result.hpp"

namespace shian::survey {

/// The design with its towns and how many answers came.
[[nodiscard]] nlohmann::ordered_json wave_json(city::City const& city, Wave const& wave, Came const& came,
                                               Day today);
[[nodiscard]] nlohmann::ordered_json result_json(city::City const& city, Result const& result, Day today);
[[nodiscard]] nlohmann::ordered_json comparison_json(Result const& earlier, Result const& later,
                                                     Comparison const& comparison);
/// What a person is asked: without points, and without what counts as aware.
[[nodiscard]] nlohmann::ordered_json questionnaire_json(pack::Questionnaire const& questionnaire);

/// "85.32"; of shares and points.
[[nodiscard]] std::string two_places(double figure);

}  // namespace shian::survey
