#include "signs/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shian::signs {
namespace {

constexpr int kMostSteps = 100'000;
constexpr double kClose = 1e-15;
constexpr double kTiny = std::numeric_limits<double>::min() / kClose;

// std::lgamma writes a global; several threads look for signs at once.
double log_gamma(double x) {
  int sign = 0;
  return lgamma_r(x, &sign);
}

double away_from_zero(double x) { return std::abs(x) < kTiny ? kTiny : x; }

double beta_fraction(double a, double b, double x) {
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double h = d;
  for (int m = 1; m <= kMostSteps; ++m) {
    double const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    h *= d * c;
    double const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    h *= d * c;
    if (std::abs(d * c - 1) < kClose) break;
  }
  return h;
}

// I_x(a, b)
double regularized_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  double const front =
      std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) + b * std::log1p(-x));
  // The fraction converges fast on this side of the mean, and the function is its own mirror image.
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double gamma_front(double a, double x) { return std::exp(a * std::log(x) - x - log_gamma(a)); }

double gamma_series(double a, double x) {
  double term = 1 / a;
  double sum = term;
  for (int n = 1; n <= kMostSteps; ++n) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * kClose) break;
  }
  return sum * gamma_front(a, x);
}

double gamma_fraction(double a, double x) {
  double b = x + 1 - a;
  double c = 1 / kTiny;
  double d = 1 / away_from_zero(b);
  double h = d;
  for (int i = 1; i <= kMostSteps; ++i) {
    double const step = -i * (i - a);
    b += 2;
    d = 1 / away_from_zero(step * d + b);
    c = away_from_zero(b + step / c);
    h *= d * c;
    if (std::abs(d * c - 1) < kClose) break;
  }
  return h * gamma_front(a, x);
}

}  // namespace

double binomial_at_least(std::int64_t n, std::int64_t k, double p) {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return regularized_beta(static_cast<double>(k), static_cast<double>(n - k + 1), p);
}

double chi_square_at_most(double x, double degrees) {
  if (x <= 0) return 0;
  double const a = degrees / 2;
  return x / 2 < a + 1 ? gamma_series(a, x / 2) : 1 - gamma_fraction(a, x / 2);
}

double chi_square_at_least(double x, double degrees) {
  if (x <= 0) return 1;
  double const a = degrees / 2;
  return x / 2 < a + 1 ? 1 - gamma_series(a, x / 2) : gamma_fraction(a, x / 2);
}

double even_digits_statistic(std::array<std::int64_t, 10> const& counts) {
  double all = 0;
  for (auto const count : counts) all += static_cast<double>(count);
  if (all <= 0) return 0;
  double const expected = all / static_cast<double>(counts.size());
  double sum = 0;
  for (auto const count : counts) {
    double const off = static_cast<double>(count) - expected;
    sum += off * off / expected;
  }
  return sum;
}

void Spread::add(double figure) {
  ++count_;
  double const before = figure - mean_;
  mean_ += before / static_cast<double>(count_);
  squares_ += before * (figure - mean_);
}

double Spread::variance() const { return count_ < 2 ? 0 : squares_ / static_cast<double>(count_ - 1); }

double Spread::relative_variance() const { return mean_ == 0 ? 0 : variance() / (mean_ * mean_); }

}  // namespace shian::signs
