#include "survey/closing.hpp"

#include <algorithm>
#include <cmath>

namespace shian::survey {
namespace {

Decimal rounded_to(double figure, int scale) {
  return Decimal::of(static_cast<std::int64_t>(std::llround(figure * std::pow(10.0, scale))), scale)
      .value_or(Decimal(0));
}

std::optional<Error> cannot_close(city::City const& city, Result const& result, Day today) {
  auto const& wave = result.wave;
  if (wave.closed)
    return Error::make("survey.closed",
                       "调查 " + wave.number + " 已于 " + wave.closed->to_string() + " 结束登记",
                       "the survey " + wave.number + " was closed on " + wave.closed->to_string());
  if (today < wave.from)
    return Error::make("survey.not_yet", "调查从 " + wave.from.to_string() + " 开始，还没有结果",
                       "the survey begins on " + wave.from.to_string() + " and has no result yet");
  if (!result.awareness.estimate || !result.satisfaction.estimate)
    return Error::make("survey.no_answers", "没有可以计算的答卷", "there are no answers to work with")
        .hinting("公开链接的答卷不计入结果", "answers of the open link do not count in the result");
  if (!wave.has_sizes())
    return Error::make("survey.no_sizes", text_of(Refusal::no_sizes).zh, text_of(Refusal::no_sizes).en)
        .hinting("在“调查样本”里补上各镇街的抽样框人数和出处",
                 "enter the towns' sizes with their source in the register of samples");
  if (!result.not_covered.empty()) {
    Text towns;
    for (auto const i : result.not_covered) {
      auto const* area = city.pack().find_area(wave.strata[i].area);
      auto const name = area == nullptr ? Text{wave.strata[i].area, wave.strata[i].area} : area->name;
      towns.zh += (towns.zh.empty() ? "" : "、") + name.zh;
      towns.en += (towns.en.empty() ? "" : ", ") + name.en;
    }
    return Error::make("survey.not_covered", text_of(Refusal::not_covered).zh + "：" + towns.zh,
                       text_of(Refusal::not_covered).en + ": " + towns.en)
        .hinting("补访这些镇街，或把没有调查的镇街移出样本并说明",
                 "ask people there, or withdraw the towns that were not asked from the sample, saying why");
  }
  return std::nullopt;
}

}  // namespace

std::string method_of(Result const& result, Day ended) {
  auto const& wave = result.wave;
  auto const& all = result.came.all;
  std::string text = wave.mode + "，" + wave.from.to_string() + " 至 " + ended.to_string() + "；分 " +
                     std::to_string(wave.strata.size()) + " 个镇街抽样，计划 " + std::to_string(wave.target) +
                     " 份，有效 " + std::to_string(all.valid) + " 份，拒访 " + std::to_string(all.refused) +
                     "，不符合条件 " + std::to_string(all.screened_out) + "；";
  if (result.weights.is_weighted) {
    text += "按镇街人数事后分层加权，权重不超过均值的 " + wave.questionnaire->largest_weight.to_string() +
            " 倍（截尾 " + std::to_string(result.weights.trimmed) + " 份）";
    if (result.awareness.estimate)
      text += "，设计效应 " + rounded_to(result.awareness.estimate->design_effect(), 2).to_fixed(2);
    text += "；";
  } else {
    text += "未加权；";
  }
  if (!wave.frame.empty()) text += "抽样框：" + wave.frame + "；";
  text += "公开链接 " + std::to_string(all.by_link) + " 份不计入";
  return text;
}

Expected<RecordId> close(reg::Writing& writing, city::City& city, Wave const& wave, Day today) {
  auto const found = result(city, wave);
  if (auto error = cannot_close(city, found, today)) return std::unexpected(std::move(*error));
  auto const& filed = *city.schemas().find(kResults);
  auto const& aware = *found.awareness.estimate;
  auto const& score = *found.satisfaction.estimate;
  Day const ended = std::min(today, wave.until);
  auto const plain_aware =
      std::ranges::count_if(found.came.sampled, [](Given const& one) { return one.aware.value_or(false); });
  auto const text_or_nothing = [](std::string text) {
    return text.empty() ? Value{} : Value(std::move(text));
  };
  // The indicator makes an error of sd / sqrt(effective): the linearised one, whatever the weights.
  std::vector<std::pair<std::string_view, Value>> const values = {
      {"wave_no", wave.number},
      {"held_on", ended},
      {"ended_on", ended},
      {"valid_answers", found.came.all.valid},
      {"aware_answers", std::int64_t{plain_aware}},
      {"effective_answers", rounded_to(aware.effective, 1)},
      {"aware_percent", rounded_to(aware.weighted, 2)},
      {"satisfaction_score", rounded_to(score.weighted, 2)},
      {"satisfaction_sd", rounded_to(score.error * std::sqrt(score.effective), 2)},
      {"scored_effective", rounded_to(score.effective, 1)},
      {"refused", found.came.all.refused},
      {"method", method_of(found, ended)},
      {"sampling", text_or_nothing(wave.frame)},
      {"surveyor", text_or_nothing(wave.surveyor)},
      {"confirmed_by", text_or_nothing(wave.unit)},
      {"questionnaire", wave.questionnaire->id}};
  std::vector<Value> row(filed.fields.size());
  for (auto const& [field, value] : values)
    if (auto const index = filed.find(field); index >= 0) row[static_cast<std::size_t>(index)] = value;
  auto const made = writing.create(filed, std::move(row));
  if (!made) return std::unexpected(made.error().front().error);
  auto const& designs = *city.schemas().find(kDesigns);
  auto const closed = writing.correct(designs, wave.record, {{designs.find("closed_on"), today}},
                                      "结束调查，结果登记为 " + wave.number);
  if (!closed) return std::unexpected(closed.error().front().error);
  return *made;
}

}  // namespace shian::survey
