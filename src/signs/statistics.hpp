// The tests behind signs: how likely figures such as these come about by chance.
//
// Binomial tail: P(X >= k) of n independent trials is the regularized incomplete beta function I_p(k, n-k+1)
//   (Abramowitz & Stegun 26.5.24), by the continued fraction of Lentz (Press et al., Numerical Recipes, 6.4).
// Chi-square: Pearson's goodness of fit, Phil. Mag. 50 (1900) 157; tails by the regularized incomplete gamma
//   function (Abramowitz & Stegun 6.5). Last digits of figures with several places are even; those that
//   people make up are not: Mosimann, Wiseman & Edelman, Accountability in Research 4 (1995) 31; Mosimann et
//   al., ibid. 9 (2002) 75. Every digit should be expected five times or more (Cochran, Biometrics 10 (1954)
//   417).
// Too little variance: (n-1) s2/sigma2 against chi-square with n-1 degrees; for coefficients of variation the
//   approximation of McKay, J. R. Stat. Soc. 95 (1932) 695, is good below one third. Figures with shorter
//   tails than the normal curve's make the test more careful, longer ones less.
// Many groups are tested: the probability is multiplied by their number (Bonferroni; Dunn, J. Am. Stat.
//   Assoc. 56 (1961) 52), so that `alpha` bounds the chance of any false alarm of a sign in one run, as long
//   as figures are independent. Where they are not (one sheet, one device, one habit), that is the harmless
//   explanation the pack tells of; the rate measured on the simulated year stands there too.
#pragma once

#include <array>
#include <cstdint>

namespace shian::signs {

/// P(X >= k) for X ~ Binomial(n, p); 0 <= p <= 1. 1 for k <= 0, 0 for k > n.
[[nodiscard]] double binomial_at_least(std::int64_t n, std::int64_t k, double p);

/// P(X <= x) and P(X >= x) for a chi-square variable; degrees > 0, x >= 0.
[[nodiscard]] double chi_square_at_most(double x, double degrees);
[[nodiscard]] double chi_square_at_least(double x, double degrees);

/// Pearson's statistic of last digits against an even spread: nine degrees of freedom.
[[nodiscard]] double even_digits_statistic(std::array<std::int64_t, 10> const& counts);
inline constexpr double kDigitDegrees = 9;

/// Mean and variance of figures as they come (Welford, Technometrics 4 (1962) 419).
class Spread {
 public:
  void add(double figure);
  [[nodiscard]] std::int64_t count() const { return count_; }
  [[nodiscard]] double mean() const { return mean_; }
  /// Of the sample (n-1). 0 for fewer than two.
  [[nodiscard]] double variance() const;
  /// Variance / mean squared; 0 where the mean is 0.
  [[nodiscard]] double relative_variance() const;

 private:
  std::int64_t count_ = 0;
  double mean_ = 0, squares_ = 0;
};

}  // namespace shian::signs
