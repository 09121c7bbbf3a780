#include "survey/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"

namespace shian::survey {
namespace {

constexpr double kZ = 1.959964;  // 97.5 % of the normal curve
constexpr double kPercent = 100;

double kish(double sum, double squares) { return squares > 0 ? sum * sum / squares : 0; }

// Those who gave a figure, with their weights.
struct Told {
  std::vector<double> value, weight;
};

template <class Figure>
Told told(std::span<Given const> given, std::span<double const> weights, Figure const& figure) {
  SHIAN_ASSERT(given.size() == weights.size());
  Told made;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (std::optional<double> const value = figure(given[i])) {
      made.value.push_back(*value);
      made.weight.push_back(weights[i]);
    }
  }
  return made;
}

// All but the interval.
Estimate estimated(Told const& told) {
  Estimate made;
  auto const n = told.value.size();
  double sum = 0, squares = 0, weighted = 0, plain = 0;
  for (std::size_t i = 0; i < n; ++i) {
    sum += told.weight[i];
    squares += told.weight[i] * told.weight[i];
    weighted += told.weight[i] * told.value[i];
    plain += told.value[i];
  }
  made.answers = static_cast<std::int64_t>(n);
  made.effective = kish(sum, squares);
  made.weighted = weighted / sum;
  made.plain = plain / static_cast<double>(n);
  double spread = 0;
  for (std::size_t i = 0; i < n; ++i) {
    double const away = told.weight[i] * (told.value[i] - made.weighted);
    spread += away * away;
  }
  if (n > 1) made.error = std::sqrt(spread * static_cast<double>(n) / static_cast<double>(n - 1)) / sum;
  return made;
}

}  // namespace

Weights weights(std::span<Given const> given, std::span<std::optional<std::int64_t> const> sizes,
                double largest) {
  Weights made;
  made.of.assign(given.size(), 1.0);
  if (given.empty() || std::ranges::any_of(sizes, [](auto const& size) { return !size; })) return made;
  std::vector<std::int64_t> answers(sizes.size());
  for (auto const& one : given) {
    SHIAN_ASSERT(one.stratum < sizes.size());
    ++answers[one.stratum];
  }
  for (std::size_t i = 0; i < given.size(); ++i)
    made.of[i] =
        static_cast<double>(*sizes[given[i].stratum]) / static_cast<double>(answers[given[i].stratum]);
  auto const to_mean_one = [&] {
    double const mean =
        std::accumulate(made.of.begin(), made.of.end(), 0.0) / static_cast<double>(made.of.size());
    for (auto& weight : made.of) weight /= mean;
  };
  to_mean_one();
  for (auto& weight : made.of) {
    if (weight <= largest) continue;
    weight = largest;
    ++made.trimmed;
  }
  to_mean_one();
  made.is_weighted = true;
  return made;
}

std::optional<Estimate> awareness(std::span<Given const> given, std::span<double const> weights) {
  auto const those = told(given, weights, [](Given const& one) -> std::optional<double> {
    return one.aware ? std::optional(*one.aware ? 1.0 : 0.0) : std::nullopt;
  });
  if (those.value.empty()) return std::nullopt;
  auto made = estimated(those);
  double const n = made.effective, p = made.weighted;
  double const denominator = 1 + kZ * kZ / n;
  double const centre = (p + kZ * kZ / (2 * n)) / denominator;
  double const half = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n)) / denominator;
  made.low = kPercent * std::max(0.0, centre - half);
  made.high = kPercent * std::min(1.0, centre + half);
  made.weighted *= kPercent;
  made.plain *= kPercent;
  made.error *= kPercent;
  return made;
}

std::optional<Estimate> satisfaction(std::span<Given const> given, std::span<double const> weights) {
  auto const those = told(given, weights, [](Given const& one) { return one.points; });
  if (those.value.size() < 2) return std::nullopt;
  auto made = estimated(those);
  made.has_interval = made.effective >= kFewestForMean;
  if (!made.has_interval) return made;
  made.low = std::max(0.0, made.weighted - kZ * made.error);
  made.high = std::min(kPercent, made.weighted + kZ * made.error);
  return made;
}

Difference difference_of_shares(Estimate const& earlier, Estimate const& later) {
  double const by = later.weighted - earlier.weighted;
  return {by, by - std::hypot(later.weighted - later.low, earlier.high - earlier.weighted),
          by + std::hypot(later.high - later.weighted, earlier.weighted - earlier.low)};
}

Difference difference_of_means(Estimate const& earlier, Estimate const& later) {
  double const by = later.weighted - earlier.weighted;
  double const half = kZ * std::hypot(earlier.error, later.error);
  return {by, by - half, by + half};
}

}  // namespace shian::survey
