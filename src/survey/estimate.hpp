// From answers to figures about everybody: weights by town, the weighted share and mean with their 95 %
// intervals, the difference of two waves. Statistics only; knows nothing of records.
//
// Post-stratification: a town's answers weigh together what its part of the frame is (Holt & Smith, J. R.
//   Stat. Soc. A 142 (1979) 33). Weights are trimmed at a number of times their mean: a little bias for much
//   less variance (Potter, Proc. ASA Survey Research Methods (1990) 225).
// What weights cost: effective size n' = (sum w)^2 / sum w^2, design effect n / n' (Kish, Survey Sampling,
// 1965,
//   11.7). It is a cautious measure: what stratification gains is not taken into account.
// Share: Wilson's score interval (J. Am. Stat. Assoc. 22 (1927) 209) on the effective size (Korn & Graubard,
//   Survey Methodology 24 (1998) 193, do so with the exact interval).
// Mean: a ratio of weighted sums, linearised (Woodruff, J. Am. Stat. Assoc. 66 (1971) 411):
//   se^2 = n/(n-1) * sum w^2 (x - m)^2 / (sum w)^2.
// Difference of shares: Newcombe's hybrid score interval (Stat. Med. 17 (1998) 873, method 10); of means:
//   normal, standard errors added in squares. Waves are taken to be drawn independently.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace shian::survey {

/// What one person's answers count for.
struct Given {
  std::size_t stratum = 0;
  std::optional<bool> aware;
  std::optional<double> points;  // 0 to 100
};

/// Weights by answer, their mean 1.
struct Weights {
  std::vector<double> of;
  std::int64_t trimmed = 0;  // answers whose weight was cut
  bool is_weighted = false;  // false: all are 1, as a size is not known
};
/// `sizes`: of the strata, in the frame; one not known (nothing) leaves all answers unweighted. `largest`: in
/// means, at least 1. Answers' strata lie within `sizes`. Strata without an answer weigh nothing.
[[nodiscard]] Weights weights(std::span<Given const> given,
                              std::span<std::optional<std::int64_t> const> sizes, double largest);

struct Estimate {
  std::int64_t answers = 0;
  double effective = 0;
  double plain = 0;     // every answer counting alike
  double weighted = 0;  // shares are in percent, as scores are in points
  /// False: too few answers for a mean's normal interval; `low` and `high` say nothing then.
  bool has_interval = true;
  double low = 0, high = 0;
  double error = 0;  // standard error of the weighted figure
  [[nodiscard]] double design_effect() const { return static_cast<double>(answers) / effective; }
};

inline constexpr double kFewestForMean = 30;

/// Percent of those who answered. Nothing without an answer.
[[nodiscard]] std::optional<Estimate> awareness(std::span<Given const> given,
                                                std::span<double const> weights);
/// Mean points. Nothing with fewer than two answers: there is no spread then. No interval where they are
/// worth fewer than kFewestForMean: points are far from a normal curve, and a few alike would seem exact.
[[nodiscard]] std::optional<Estimate> satisfaction(std::span<Given const> given,
                                                   std::span<double const> weights);

struct Difference {
  double by = 0, low = 0, high = 0;
  /// False: the interval holds 0, and no change can be told.
  [[nodiscard]] bool is_told() const { return low > 0 || high < 0; }
};
[[nodiscard]] Difference difference_of_shares(Estimate const& earlier, Estimate const& later);
[[nodiscard]] Difference difference_of_means(Estimate const& earlier, Estimate const& later);

}  // namespace shian::survey
