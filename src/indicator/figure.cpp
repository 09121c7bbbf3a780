#include "indicator/figure.hpp"

#include <algorithm>
#include <cmath>

namespace shian::indicator {
namespace {

std::optional<Decimal> of_double(double value) {
  if (!std::isfinite(value) || std::abs(value) > 1e12) return std::nullopt;
  return Decimal::of(static_cast<std::int64_t>(std::llround(value * 1e4)), 4);
}

// Wilson score interval of a proportion, in percent (Wilson 1927).
void wilson(Figure& figure, double successes, double trials) {
  if (trials <= 0) return;
  constexpr double z = 1.959964;
  double const p = successes / trials;
  double const denominator = 1 + z * z / trials;
  double const centre = (p + z * z / (2 * trials)) / denominator;
  double const half = z * std::sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials)) / denominator;
  figure.low = of_double(100 * std::max(0.0, centre - half));
  figure.high = of_double(100 * std::min(1.0, centre + half));
}

// Mean of answers with their spread: the measures numerator (sum), denominator (n) and spread (sum of squares
// about the mean).
void mean_interval(Figure& figure, double mean, double answers, double spread) {
  if (answers < 2 || spread < 0) return;
  constexpr double z = 1.959964;
  double const half = z * std::sqrt(spread / (answers - 1) / answers);
  figure.low = of_double(mean - half);
  figure.high = of_double(mean + half);
}

}  // namespace

Text text_of(Known known) {
  switch (known) {
    case Known::value:
      return {"", ""};
    case Known::no_data:
      return {"没有数据", "no data"};
    case Known::zero_denominator:
      return {"分母为零", "the denominator is zero"};
    case Known::too_small:
      return {"样本太少", "too small a sample"};
    case Known::incomplete:
      return {"有镇街未报", "areas have not reported"};
    case Known::no_population:
      return {"缺人口数", "population not known"};
  }
  return {};
}

bool exists(pack::Area const& area, Day day) {
  return (!area.from || *area.from <= day) && (!area.until || day <= *area.until);
}

Span summed_over(Measure const& measure, Span stretch) {
  return {measure.is_stock() ? kBeginning : stretch.first, stretch.last};
}

Figures::Figures(pack::Pack const& pack, Catalogue const& catalogue, Cells& cells)
    : pack_(pack), catalogue_(catalogue), cells_(cells) {}

std::optional<Decimal> Figures::population(std::string_view area) const {
  for (auto const& year : pack_.population) {
    if (year.year == pack_.population_year && year.area == area) return year.thousand;
  }
  return std::nullopt;
}

Span Figures::stretch(Indicator const& indicator, Day as_of) {
  switch (indicator.definition.period) {
    case pack::Period::year:
      return {as_of.first_of_year(), as_of};
    case pack::Period::point:
      return {kBeginning, as_of};
    case pack::Period::survey: {
      std::optional<Day> latest;
      for (int const slot : indicator.measures) {
        auto const day = cells_.last_day(slot, as_of);
        if (day && (!latest || *latest < *day)) latest = day;
      }
      Day const day = latest.value_or(as_of);
      return {day, day};
    }
    case pack::Period::month: {
      Day last = as_of.last_of_month() == as_of ? as_of : as_of.first_of_month() - 1;
      auto const& judged = indicator.definition.months;
      for (int back = 0; back < 12 && !judged.empty(); ++back) {
        if (std::find(judged.begin(), judged.end(), last.month()) != judged.end()) break;
        last = last.first_of_month() - 1;
      }
      return {last.first_of_month(), last};
    }
  }
  return {as_of, as_of};
}

std::string Figures::counted_in(std::string const& area, Day day) const {
  std::string current = area;
  for (int hops = 0; hops < 8; ++hops) {
    auto const* found = pack_.find_area(current);
    if (found == nullptr || !found->until || day <= *found->until || found->merged_into.empty())
      return current;
    current = found->merged_into;
  }
  return current;
}

Figure Figures::figure(Indicator const& indicator, std::vector<Sum> const& sums, std::string_view area,
                       std::map<std::string, Decimal>* named) const {
  Figure made;
  auto const& definition = indicator.definition;
  std::vector<Value> values(sums.size());
  bool anything = false;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    auto const& measure = catalogue_.measure(indicator.measures[i]);
    anything = anything || (sums[i].n != 0 && !measure.is_areas());
    // A count of nothing is 0; a sum of nothing is not known.
    if (measure.expression.kind == expression::Measure::Kind::sum && sums[i].n == 0) continue;
    auto const amount = Decimal::of(sums[i].amount, scale_of(measure));
    if (!amount) continue;
    values[i] = *amount;
    if (named != nullptr) named->emplace(measure.id, *amount);
    if (measure.slot == indicator.numerator) {
      made.numerator = amount;
      made.records = sums[i].n;
    }
    if (measure.slot == indicator.denominator) made.denominator = amount;
  }
  if (!anything) return made;

  std::optional<Decimal> value;
  if (!indicator.value.empty()) {
    auto const result = indicator.value.evaluate(values, {});
    if (!result.is_null()) value = result.number;
    if (!value && made.denominator && made.denominator->is_zero()) {
      made.known = Known::zero_denominator;
      return made;
    }
  } else {
    switch (definition.scale) {
      case pack::Scale::plain:
        if (indicator.denominator >= 0) {
          if (made.denominator && made.denominator->is_zero()) {
            made.known = Known::zero_denominator;
            return made;
          }
          if (made.numerator && made.denominator) value = made.numerator->divided_by(*made.denominator);
        } else {
          value = made.numerator;
        }
        break;
      case pack::Scale::percent:
        if (made.denominator && made.denominator->is_zero()) {
          made.known = Known::zero_denominator;
          return made;
        }
        if (made.numerator && made.denominator) {
          if (auto const hundred = made.numerator->times(Decimal(100)))
            value = hundred->divided_by(*made.denominator);
        }
        break;
      case pack::Scale::per_thousand_residents:
        made.denominator = population(area);
        if (!made.denominator) {
          made.known = Known::no_population;
          return made;
        }
        if (made.numerator) value = made.numerator->divided_by(*made.denominator);
        break;
    }
  }
  if (!value) return made;
  made.value = value;
  made.known = Known::value;
  if (definition.smallest_sample && made.denominator &&
      *made.denominator < Decimal(*definition.smallest_sample)) {
    made.known = Known::too_small;
  }
  if (definition.interval == "wilson" && made.numerator && made.denominator) {
    wilson(made, made.numerator->to_double(), made.denominator->to_double());
  } else if (definition.interval == "mean" && made.denominator) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      if (catalogue_.measure(indicator.measures[i]).id != "spread") continue;
      if (auto const* spread = std::get_if<Decimal>(&values[i])) {
        mean_interval(made, value->to_double(), made.denominator->to_double(), spread->to_double());
      }
    }
  }
  return made;
}

Reading Figures::read(Indicator const& indicator, Day as_of) { return read(indicator, as_of, std::nullopt); }

Reading Figures::read_unit(Indicator const& indicator, Day as_of, std::string const& unit) {
  return read(indicator, as_of, unit);
}

Reading Figures::read(Indicator const& indicator, Day as_of, std::optional<std::string> const& unit) {
  Reading reading;
  reading.indicator = &indicator;
  reading.as_of = as_of;
  reading.stretch = stretch(indicator, as_of);
  std::size_t const count = indicator.measures.size();
  std::vector<Sum> city(count);
  std::map<std::string, std::vector<Sum>> by_area;
  for (auto const& area : pack_.areas) {
    if (exists(area, as_of)) by_area.emplace(area.id, std::vector<Sum>(count));
  }
  std::vector<Sum> nowhere(count);
  for (std::size_t i = 0; i < count; ++i) {
    auto const& measure = catalogue_.measure(indicator.measures[i]);
    if (measure.is_areas()) {
      for (auto& [area, sums] : by_area) {
        sums[i] = {1, 1};
        city[i] += {1, 1};
      }
      continue;
    }
    Span const span = summed_over(measure, reading.stretch);
    auto const sums = unit ? cells_.sums_of_unit(measure.slot, span.first, span.last, *unit)
                           : cells_.sums(measure.slot, span.first, span.last);
    for (auto const& [area, sum] : sums) {
      city[i] += sum;
      auto const found = by_area.find(counted_in(area, as_of));
      (found == by_area.end() ? nowhere : found->second)[i] += sum;
    }
  }
  reading.city = figure(indicator, city, "", &reading.measures);
  reading.no_area = figure(indicator, nowhere, "?");
  for (auto const& [area, sums] : by_area) reading.areas.emplace(area, figure(indicator, sums, area));
  if (indicator.definition.place == pack::PlaceRule::minimum && reading.city.known == Known::value) {
    judge_by_weakest(reading.city, reading.areas, reading.missing_areas);
  }
  return reading;
}

void Figures::judge_by_weakest(Figure& city, std::map<std::string, Figure> const& areas,
                               std::vector<std::string>& missing) {
  std::optional<Decimal> least;
  for (auto const& [area, at] : areas) {
    if (at.known != Known::value) {
      missing.push_back(area);
    } else if (!least || *at.value < *least) {
      least = at.value;
    }
  }
  city.value = least;
  if (!missing.empty()) city.known = Known::incomplete;
}

}  // namespace shian::indicator
