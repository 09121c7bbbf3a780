#include "signs/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace shian::signs {
namespace {

double summed(std::int64_t n, std::int64_t k, double p) {
  auto const all = static_cast<double>(n);
  double sum = 0;
  for (auto i = static_cast<double>(k); i <= all; ++i)
    sum += std::exp(std::lgamma(all + 1) - std::lgamma(i + 1) - std::lgamma(all - i + 1) + i * std::log(p) +
                    (all - i) * std::log1p(-p));
  return sum;
}

TEST(BinomialTail, IsTheSumOfItsTerms) {
  EXPECT_NEAR(binomial_at_least(10, 8, 0.5), 56.0 / 1024, 1e-12);
  EXPECT_EQ(binomial_at_least(10, 0, 0.5), 1);
  EXPECT_EQ(binomial_at_least(10, 11, 0.5), 0);
  for (std::int64_t const n : {1, 7, 50, 400})
    for (double const p : {0.01, 0.2, 0.5, 0.93})
      for (std::int64_t k = 1; k <= n; k += std::max<std::int64_t>(1, n / 13)) {
        auto const expected = summed(n, k, p);
        EXPECT_NEAR(binomial_at_least(n, k, p), expected, 1e-9 * std::max(expected, 1e-3))
            << n << ' ' << k << ' ' << p;
      }
}

TEST(BinomialTail, KeepsSmallChancesApart) {
  auto const small = binomial_at_least(80, 75, 0.05);
  EXPECT_GT(small, 0);
  EXPECT_NEAR(small / summed(80, 75, 0.05), 1, 1e-6);
}

// Abramowitz & Stegun, table 26.8.
TEST(ChiSquare, AgreesWithTheTable) {
  struct Row {
    double degrees, x, above;
  };
  for (auto const& [degrees, x, above] :
       {Row{9, 16.919, 0.05}, Row{9, 21.666, 0.01}, Row{9, 27.877, 0.001}, Row{9, 3.325, 0.95},
        Row{19, 10.117, 0.95}, Row{19, 7.633, 0.99}, Row{1, 3.841, 0.05}, Row{100, 135.807, 0.01}}) {
    EXPECT_NEAR(chi_square_at_least(x, degrees), above, 2e-4) << degrees << ' ' << x;
    EXPECT_NEAR(chi_square_at_most(x, degrees), 1 - above, 2e-4) << degrees << ' ' << x;
  }
  EXPECT_EQ(chi_square_at_least(0, 9), 1);
  EXPECT_EQ(chi_square_at_most(0, 9), 0);
}

TEST(LastDigits, AreEvenOrNot) {
  EXPECT_EQ(even_digits_statistic({10, 10, 10, 10, 10, 10, 10, 10, 10, 10}), 0);
  EXPECT_EQ(even_digits_statistic({}), 0);
  EXPECT_NEAR(even_digits_statistic({100, 0, 0, 0, 0, 0, 0, 0, 0, 0}), 900, 1e-9);
}

TEST(SpreadOfFigures, IsThatOfTheSample) {
  Spread spread;
  for (double const figure : {2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0}) spread.add(figure);
  EXPECT_EQ(spread.count(), 8);
  EXPECT_NEAR(spread.mean(), 5, 1e-12);
  EXPECT_NEAR(spread.variance(), 32.0 / 7, 1e-12);
  EXPECT_NEAR(spread.relative_variance(), 32.0 / 7 / 25, 1e-12);
  EXPECT_EQ(Spread{}.variance(), 0);
}

// Alpha bounds the chance of a false alarm: of a thousand innocent months no more than its share, with room
// for luck (three standard deviations).
TEST(Tests, KeepTheirRateOfFalseAlarms) {
  std::mt19937_64 dice(20220930);
  std::uniform_int_distribution<int> digit(0, 9);
  std::normal_distribution<double> figure(100, 12);
  constexpr int kMonths = 4000;
  constexpr double kAlpha = 0.01;
  int round = 0, heaped = 0, regular = 0;
  for (int month = 0; month < kMonths; ++month) {
    std::array<std::int64_t, 10> counts{};
    Spread spread;
    for (int i = 0; i < 200; ++i) ++counts.at(static_cast<std::size_t>(digit(dice)));
    for (int i = 0; i < 30; ++i) spread.add(figure(dice));
    round += binomial_at_least(200, counts[0] + counts[5], 0.2) <= kAlpha;
    heaped += chi_square_at_least(even_digits_statistic(counts), kDigitDegrees) <= kAlpha;
    regular += chi_square_at_most(29 * spread.relative_variance() / 0.0144, 29) <= kAlpha;
  }
  double const most = kAlpha * kMonths + 3 * std::sqrt(kAlpha * kMonths);
  EXPECT_LE(round, most);
  EXPECT_LE(heaped, most);
  EXPECT_LE(regular, most);
  EXPECT_GT(heaped, 0) << "and the test is one";
}

}  // namespace
}  // namespace shian::signs
