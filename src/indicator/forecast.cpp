#include "indicator/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace shian::indicator {
namespace {

constexpr double kEighty = 1.281552;  // two-sided 80 %
constexpr std::size_t kMostPeriods = 18;
constexpr std::size_t kFewestPeriods = 3;

// Whole ten-day periods of the year that ended by `last`, oldest first.
std::vector<Day> periods(Day first, Day last) {
  std::vector<Day> starts;
  for (Day at = start_of(Grain::ten_days, first); at <= last;) {
    Day next = start_of(Grain::ten_days, at + 11);
    if (next == at) next = start_of(Grain::ten_days, at + 12);
    if (next - 1 > last) break;
    starts.push_back(at);
    at = next;
  }
  return starts;
}

std::vector<double> paces(Figures& figures, int slot, std::vector<Day> const& starts) {
  std::map<Day, double> known;
  auto const scale = std::pow(10.0, scale_of(figures.catalogue().measure(slot)));
  for (auto const& [day, sum] :
       figures.cells().series(slot, Grain::ten_days, starts.front(), starts.back())) {
    known[day] = static_cast<double>(sum.amount) / scale;
  }
  std::vector<double> values;
  for (Day const day : starts) values.push_back(known.contains(day) ? known[day] : 0.0);
  return values;
}

struct Spread {
  double mean = 0;
  double deviation = 0;
};

Spread spread(std::vector<double> const& values) {
  Spread made;
  for (double const value : values) made.mean += value;
  made.mean /= static_cast<double>(values.size());
  for (double const value : values) made.deviation += (value - made.mean) * (value - made.mean);
  made.deviation = std::sqrt(made.deviation / static_cast<double>(values.size() - 1));
  return made;
}

double as_double(std::optional<Decimal> const& value) { return value ? value->to_double() : 0.0; }

std::optional<Forecast> of_months(Figures& figures, Indicator const& indicator, Reading const& now) {
  std::vector<double> values;
  Day month = now.stretch.last;
  for (int back = 0; back < 6; ++back) {
    auto const figure = figures.read(indicator, month).city;
    if (figure.known == Known::value) values.push_back(figure.value->to_double());
    month = month.first_of_month() - 1;
  }
  if (values.size() < kFewestPeriods) return std::nullopt;
  auto const s = spread(values);
  double const half = kEighty * s.deviation * std::sqrt(1 + 1 / static_cast<double>(values.size()));
  return Forecast{s.mean, s.mean - half, s.mean + half, static_cast<int>(values.size())};
}

void keep_percent(pack::Indicator const& definition, Forecast& made) {
  if (definition.scale != pack::Scale::percent) return;
  made.value = std::clamp(made.value, 0.0, 100.0);
  made.low = std::clamp(made.low, 0.0, 100.0);
  made.high = std::clamp(made.high, 0.0, 100.0);
}

}  // namespace

std::optional<Forecast> forecast(Figures& figures, Indicator const& indicator, Reading const& now,
                                 Day deadline) {
  auto const& definition = indicator.definition;
  if (now.city.known != Known::value || deadline <= now.as_of || !indicator.value.empty() ||
      definition.place == pack::PlaceRule::minimum || definition.period == pack::Period::survey ||
      indicator.numerator < 0) {
    return std::nullopt;
  }
  std::optional<Forecast> made;
  if (definition.period == pack::Period::month) {
    made = of_months(figures, indicator, now);
  } else {
    Day const year_end = now.as_of.last_of_year();
    Day const until = definition.period == pack::Period::year ? std::min(deadline, year_end) : deadline;
    auto starts = periods(now.as_of.first_of_year(), now.as_of);
    if (starts.size() < kFewestPeriods) return std::nullopt;
    if (starts.size() > kMostPeriods) starts.erase(starts.begin(), starts.end() - kMostPeriods);
    double const left = static_cast<double>(until - now.as_of) / (365.25 / 36.0);
    auto const count = static_cast<double>(starts.size());
    auto const n = paces(figures, indicator.numerator, starts);
    double const widening = std::sqrt(left + left * left / count);
    double const numerator = as_double(now.city.numerator);
    bool const ratio = definition.scale == pack::Scale::percent ||
                       (definition.scale == pack::Scale::plain && indicator.denominator >= 0);
    double const factor = definition.scale == pack::Scale::percent ? 100.0 : 1.0;
    Forecast next;
    next.periods = static_cast<int>(starts.size());
    if (!ratio) {
      double const per =
          definition.scale == pack::Scale::per_thousand_residents ? as_double(now.city.denominator) : 1.0;
      auto const s = spread(n);
      double const half = kEighty * s.deviation * widening;
      next.value = (numerator + s.mean * left) / per;
      next.low = std::max(numerator / per, next.value - half / per);
      next.high = next.value + half / per;
    } else {
      double const denominator = as_double(now.city.denominator);
      std::vector<double> d(n.size(), 0.0);
      if (!figures.catalogue().measure(indicator.denominator).is_areas())
        d = paces(figures, indicator.denominator, starts);
      double const rate = numerator / denominator;
      std::vector<double> residual;
      for (std::size_t i = 0; i < n.size(); ++i) residual.push_back(n[i] - rate * d[i]);
      double const pace_n = spread(n).mean;
      double const pace_d = spread(d).mean;
      double const whole = std::max(denominator + pace_d * left, 1e-9);
      double const half = kEighty * spread(residual).deviation * widening / whole;
      next.value = factor * (numerator + pace_n * left) / whole;
      next.low = next.value - factor * half;
      next.high = next.value + factor * half;
    }
    made = next;
  }
  if (made) keep_percent(definition, *made);
  return made;
}

}  // namespace shian::indicator
