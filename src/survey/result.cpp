#include "survey/result.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace shian::survey {
namespace {

// Exact from here on: nothing is held against a threshold as a binary fraction.
Decimal exact(double figure, int scale) {
  auto const whole =
      Decimal::of(static_cast<std::int64_t>(std::llround(figure * std::pow(10.0, scale))), scale);
  SHIAN_ASSERT(whole.has_value());
  return *whole;
}

Bar bar_of(pack::Pack const& pack, std::string const& id) {
  Bar made;
  made.indicator = id;
  if (auto const* indicator = pack.find_indicator(id)) made.smallest = indicator->smallest_sample;
  for (auto const& target : pack.targets) {
    if (std::ranges::find(target.indicators, id) == target.indicators.end()) continue;
    made.target = target.id;
    if (target.comparator == pack::Comparator::at_least) made.threshold = target.threshold;
    break;
  }
  return made;
}

void judge(Finding& finding, Bar const& bar) {
  if (!finding.estimate) {
    finding.refusals.insert(finding.refusals.begin(), Refusal::no_answers);
    return;
  }
  if (!finding.estimate->has_interval ||
      (bar.smallest && exact(finding.estimate->effective, 1) < Decimal(*bar.smallest)))
    finding.refusals.push_back(Refusal::too_small);
  if (!finding.refusals.empty()) return;
  finding.verdict = Verdict::cannot_tell;
  if (!bar.threshold) return;
  if (exact(finding.estimate->low, 2) >= *bar.threshold) finding.verdict = Verdict::met;
  if (exact(finding.estimate->high, 2) < *bar.threshold) finding.verdict = Verdict::not_met;
}

struct RefusalWord {
  Refusal refusal;
  std::string_view code;
  char const *zh, *en;
};
constexpr RefusalWord kRefusalWords[] = {
    {Refusal::no_answers, "no_answers", "答卷不足以计算", "not enough answers to work with"},
    {Refusal::too_small, "too_small", "样本太少", "too small a sample"},
    {Refusal::no_sizes, "no_sizes", "有镇街的抽样框人数不知道，不能加权",
     "the size of a town is not known: answers cannot be weighted"},
    {Refusal::not_covered, "not_covered", "有镇街没有有效答卷，代表不了全部",
     "a town has no valid answer: the figure does not speak for all"}};

struct VerdictWord {
  Verdict verdict;
  std::string_view code;
  char const *zh, *en;
};
constexpr VerdictWord kVerdictWords[] = {
    {Verdict::refused, "refused", "不作判定", "no verdict"},
    {Verdict::met, "met", "达到目标（整个区间不低于目标）", "met: the whole interval reaches the target"},
    {Verdict::not_met, "not_met", "未达到目标（整个区间低于目标）",
     "not met: the whole interval is below the target"},
    {Verdict::cannot_tell, "cannot_tell", "不能断定（区间跨过目标，或没有目标值）",
     "cannot be told: the interval holds the threshold, or there is none"}};

}  // namespace

Text text_of(Refusal refusal) {
  auto const& word = *std::ranges::find(kRefusalWords, refusal, &RefusalWord::refusal);
  return {word.zh, word.en};
}
std::string_view code_of(Refusal refusal) {
  return std::ranges::find(kRefusalWords, refusal, &RefusalWord::refusal)->code;
}
Text text_of(Verdict verdict) {
  auto const& word = *std::ranges::find(kVerdictWords, verdict, &VerdictWord::verdict);
  return {word.zh, word.en};
}
std::string_view code_of(Verdict verdict) {
  return std::ranges::find(kVerdictWords, verdict, &VerdictWord::verdict)->code;
}

Result result(city::City& city, Wave wave) {
  Result made;
  made.came = came(city, wave);
  made.wave = std::move(wave);
  auto const& strata = made.wave.strata;
  auto const& sampled = made.came.sampled;
  made.awareness_bar = bar_of(city.pack(), made.wave.questionnaire->awareness);
  made.satisfaction_bar = bar_of(city.pack(), made.wave.questionnaire->satisfaction);
  std::vector<std::optional<std::int64_t>> sizes;
  for (auto const& stratum : strata) sizes.push_back(stratum.residents);
  made.weights = weights(sampled, sizes, made.wave.questionnaire->largest_weight.to_double());
  made.awareness.estimate = awareness(sampled, made.weights.of);
  made.satisfaction.estimate = satisfaction(sampled, made.weights.of);
  for (std::size_t i = 0; i < strata.size(); ++i)
    if (made.came.towns[i].valid == 0) made.not_covered.push_back(i);
  for (auto* const finding : {&made.awareness, &made.satisfaction}) {
    if (!made.wave.has_sizes()) finding->refusals.push_back(Refusal::no_sizes);
    if (!made.not_covered.empty()) finding->refusals.push_back(Refusal::not_covered);
  }
  judge(made.awareness, made.awareness_bar);
  judge(made.satisfaction, made.satisfaction_bar);
  for (std::size_t i = 0; i < strata.size(); ++i) {
    std::vector<Given> of_town;
    for (auto const& one : sampled)
      if (one.stratum == i) of_town.push_back(one);
    std::vector<double> const alike(of_town.size(), 1.0);
    TownResult town;
    town.awareness.estimate = awareness(of_town, alike);
    town.satisfaction.estimate = satisfaction(of_town, alike);
    judge(town.awareness, made.awareness_bar);
    judge(town.satisfaction, made.satisfaction_bar);
    made.towns.push_back(std::move(town));
  }
  std::vector<double> const alike(made.came.by_link.size(), 1.0);
  made.link_awareness = awareness(made.came.by_link, alike);
  made.link_satisfaction = satisfaction(made.came.by_link, alike);
  return made;
}

Expected<Comparison> compared(Result const& earlier, Result const& later) {
  if (earlier.wave.record == later.wave.record)
    return fail("survey.same", "两次是同一个调查", "both are the same survey");
  if (earlier.wave.questionnaire != later.wave.questionnaire)
    return std::unexpected(
        Error::make("survey.questionnaire", "两次调查的问卷版次不同，不能直接比较",
                    "the surveys asked different questionnaires: their figures do not compare")
            .hinting("选用同一版问卷的两次调查", "choose two surveys with one questionnaire"));
  Comparison made;
  auto const told = [&](Finding const& before, Finding const& after, Text const& of, auto const& difference) {
    for (auto const& [finding, wave] : {std::pair(&before, &earlier.wave), std::pair(&after, &later.wave)})
      for (auto const refusal : finding->refusals) {
        auto const why = text_of(refusal);
        made.why_not.push_back(
            {of.zh + "：" + wave->number + " " + why.zh, of.en + ": " + wave->number + ": " + why.en});
      }
    return before.refusals.empty() && after.refusals.empty()
               ? std::optional(difference(*before.estimate, *after.estimate))
               : std::nullopt;
  };
  made.awareness = told(earlier.awareness, later.awareness, {"知晓率", "awareness"}, difference_of_shares);
  made.satisfaction =
      told(earlier.satisfaction, later.satisfaction, {"满意度", "satisfaction"}, difference_of_means);
  return made;
}

}  // namespace shian::survey
