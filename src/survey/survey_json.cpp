#include "survey/survey_json.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace shian::survey {
namespace {

using Json = nlohmann::ordered_json;

Json both(Text const& text) { return {{"zh", text.zh}, {"en", text.en}}; }

std::string fixed(double figure, int scale) {
  auto const whole =
      Decimal::of(static_cast<std::int64_t>(std::llround(figure * std::pow(10.0, scale))), scale);
  SHIAN_ASSERT(whole.has_value());
  return whole->to_fixed(scale);
}

Json text_or_null(std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json day_or_null(std::optional<Day> const& day) { return day ? Json(day->to_string()) : Json(nullptr); }

Json town_name(city::City const& city, std::string const& id) {
  auto const* area = city.pack().find_area(id);
  return {{"id", id}, {"name", area == nullptr ? both({id, id}) : both(area->name)}};
}

Json estimate_json(std::optional<Estimate> const& estimate) {
  if (!estimate) return nullptr;
  return {{"answers", estimate->answers},
          {"effective", fixed(estimate->effective, 1)},
          {"design_effect", fixed(estimate->design_effect(), 2)},
          {"plain", two_places(estimate->plain)},
          {"value", two_places(estimate->weighted)},
          {"low", estimate->has_interval ? Json(two_places(estimate->low)) : Json(nullptr)},
          {"high", estimate->has_interval ? Json(two_places(estimate->high)) : Json(nullptr)}};
}

Json finding_json(Finding const& finding) {
  Json refusals = Json::array();
  for (auto const refusal : finding.refusals)
    refusals.push_back({{"code", code_of(refusal)}, {"text", both(text_of(refusal))}});
  return {{"estimate", estimate_json(finding.estimate)},
          {"verdict", code_of(finding.verdict)},
          {"verdict_text", both(text_of(finding.verdict))},
          {"refusals", std::move(refusals)}};
}

Json bar_json(Bar const& bar) {
  return {{"indicator", bar.indicator},
          {"target", text_or_null(bar.target)},
          {"smallest_sample", bar.smallest ? Json(*bar.smallest) : Json(nullptr)},
          {"threshold", bar.threshold ? Json(bar.threshold->to_string()) : Json(nullptr)}};
}

Json counts_json(TownAnswers const& answers) {
  return {{"valid", answers.valid},
          {"screened_out", answers.screened_out},
          {"refused", answers.refused},
          {"by_link", answers.by_link}};
}

Json difference_json(std::optional<Difference> const& difference) {
  if (!difference) return nullptr;
  return {{"by", two_places(difference->by)},
          {"low", two_places(difference->low)},
          {"high", two_places(difference->high)},
          {"is_told", difference->is_told()}};
}

}  // namespace

std::string two_places(double figure) { return fixed(figure, 2); }

Json wave_json(city::City const& city, Wave const& wave, Came const& came, Day today) {
  Json towns = Json::array();
  for (std::size_t i = 0; i < wave.strata.size(); ++i) {
    auto const& stratum = wave.strata[i];
    towns.push_back({{"area", town_name(city, stratum.area)},
                     {"residents", stratum.residents ? Json(*stratum.residents) : Json(nullptr)},
                     {"source", text_or_null(stratum.source)},
                     {"planned", stratum.planned},
                     {"came", counts_json(came.towns[i])}});
  }
  return {{"record", wave.record},
          {"number", wave.number},
          {"questionnaire", wave.questionnaire->id},
          {"from", wave.from.to_string()},
          {"until", wave.until.to_string()},
          {"mode", wave.mode},
          {"code", text_or_null(wave.code)},
          {"target", wave.target},
          {"needed", wave.needed ? Json(*wave.needed) : Json(nullptr)},
          {"margin", wave.margin ? Json(wave.margin->to_string()) : Json(nullptr)},
          {"expected", wave.expected.to_string()},
          {"design_effect", wave.design_effect.to_string()},
          {"is_proportional", wave.is_proportional},
          {"unplanned", wave.unplanned ? both(wave.unplanned->what) : Json(nullptr)},
          {"frame", text_or_null(wave.frame)},
          {"surveyor", text_or_null(wave.surveyor)},
          {"is_open", wave.is_open(today)},
          {"closed_on", day_or_null(wave.closed)},
          {"came", counts_json(came.all)},
          {"elsewhere", came.elsewhere},
          {"unreadable", came.unreadable},
          {"towns", std::move(towns)}};
}

Json result_json(city::City const& city, Result const& result, Day today) {
  Json towns = Json::array();
  for (std::size_t i = 0; i < result.towns.size(); ++i)
    towns.push_back({{"area", town_name(city, result.wave.strata[i].area)},
                     {"awareness", finding_json(result.towns[i].awareness)},
                     {"satisfaction", finding_json(result.towns[i].satisfaction)}});
  Json missing = Json::array();
  for (auto const i : result.not_covered) missing.push_back(town_name(city, result.wave.strata[i].area));
  return {{"wave", wave_json(city, result.wave, result.came, today)},
          {"is_weighted", result.weights.is_weighted},
          {"trimmed", result.weights.trimmed},
          {"largest_weight", result.wave.questionnaire->largest_weight.to_string()},
          {"awareness_bar", bar_json(result.awareness_bar)},
          {"satisfaction_bar", bar_json(result.satisfaction_bar)},
          {"awareness", finding_json(result.awareness)},
          {"satisfaction", finding_json(result.satisfaction)},
          {"not_covered", std::move(missing)},
          {"towns", std::move(towns)},
          {"link",
           {{"awareness", estimate_json(result.link_awareness)},
            {"satisfaction", estimate_json(result.link_satisfaction)}}}};
}

Json comparison_json(Result const& earlier, Result const& later, Comparison const& comparison) {
  Json why_not = Json::array();
  for (auto const& why : comparison.why_not) why_not.push_back(both(why));
  return {{"earlier", earlier.wave.number},
          {"later", later.wave.number},
          {"awareness", difference_json(comparison.awareness)},
          {"satisfaction", difference_json(comparison.satisfaction)},
          {"why_not", std::move(why_not)}};
}

Json questionnaire_json(pack::Questionnaire const& questionnaire) {
  Json questions = Json::array();
  for (auto const& question : questionnaire.questions) {
    Json choices = Json::array();
    for (auto const& choice : question.choices)
      choices.push_back(
          {{"id", choice.id}, {"name", both(choice.name)}, {"screened_out", choice.is_screened_out}});
    questions.push_back({{"id", question.id}, {"ask", both(question.ask)}, {"choices", std::move(choices)}});
  }
  return {{"id", questionnaire.id},
          {"name", both(questionnaire.name)},
          {"intro", both(questionnaire.intro)},
          {"questions", std::move(questions)}};
}

}  // namespace shian::survey
