// What a survey says: figures with their intervals, by town and in all, and when it may not say it.
#pragma once

#include "survey/waves.hpp"

namespace shian::survey {

/// Why a figure gets no verdict. Its answers are told all the same.
enum class Refusal {
  no_answers,
  too_small,   // worth less after weighting than the indicator's smallest sample
  no_sizes,    // a town's size is not known: answers cannot be weighted
  not_covered  // a town of the survey has no answer
};
[[nodiscard]] Text text_of(Refusal refusal);
[[nodiscard]] std::string_view code_of(Refusal refusal);

/// How a figure stands to its target.
enum class Verdict { refused, met, not_met, cannot_tell };  // cannot_tell: the interval holds the threshold
[[nodiscard]] Text text_of(Verdict verdict);
[[nodiscard]] std::string_view code_of(Verdict verdict);

struct Finding {
  std::optional<Estimate> estimate;
  std::vector<Refusal> refusals;
  Verdict verdict = Verdict::refused;
};

/// What the figures are held against.
struct Bar {
  std::string indicator, target;     // ids; target "": no target names the indicator
  std::optional<int> smallest;       // sample
  std::optional<Decimal> threshold;  // at least
};

struct TownResult {
  Finding awareness, satisfaction;
};

struct Result {
  Wave wave;
  Came came;
  Weights weights;
  Bar awareness_bar, satisfaction_bar;
  Finding awareness, satisfaction;
  std::vector<TownResult> towns;         // by stratum
  std::vector<std::size_t> not_covered;  // strata without a valid answer
  /// Of the open link: unweighted, for reading; never held against anything.
  std::optional<Estimate> link_awareness, link_satisfaction;
};

/// Inside a read transaction.
[[nodiscard]] Result result(city::City& city, Wave wave);

/// Two surveys' difference, later less earlier; nothing where either is refused for another reason than its
/// verdict's threshold, with why.
struct Comparison {
  std::optional<Difference> awareness, satisfaction;
  std::vector<Text> why_not;
};
/// Errors: both are one survey; their questionnaires differ (what was asked is not the same).
[[nodiscard]] Expected<Comparison> compared(Result const& earlier, Result const& later);

}  // namespace shian::survey
