// A figure month by month: every measure's months are read once and summed for each of them.
#include <algorithm>

#include "indicator/figure.hpp"

namespace shian::indicator {
namespace {

constexpr int kMonthsOfAYear = 12;

// What is summed of one measure: the city's total, and that of each area asked for by itself.
struct Totals {
  Sum city;
  std::vector<Sum> areas;
};

void add(Totals& into, AreaSums const& sums, std::vector<std::string> const& areas) {
  into.areas.resize(areas.size());
  for (auto const& [area, sum] : sums) {
    into.city += sum;
    auto const found = std::ranges::find(areas, area);
    if (found != areas.end()) into.areas[static_cast<std::size_t>(found - areas.begin())] += sum;
  }
}

void add(Totals& into, Totals const& other) {
  into.city += other.city;
  for (std::size_t i = 0; i < into.areas.size(); ++i) into.areas[i] += other.areas[i];
}

// The sums of one measure: before the first month, of each month, and of the last one up to its day.
class Months {
 public:
  Months(Cells& cells, Measure const& measure, Day first, Day last, std::string const& unit,
         std::vector<std::string> const& areas)
      : places_(areas.size()) {
    auto const sums = [&](Day from, Day to) {
      return unit.empty() ? cells.sums(measure.slot, from, to)
                          : cells.sums_of_unit(measure.slot, from, to, unit);
    };
    before_.areas.resize(places_);
    if (measure.is_stock()) add(before_, sums(kBeginning, first - 1), areas);
    Day const newest = last.first_of_month();
    bool const is_whole = last == last.last_of_month();
    for (auto const& [month, of_month] :
         cells.months(measure.slot, first, is_whole ? newest : newest - 1, unit)) {
      months_.emplace_back(month, Totals{});
      add(months_.back().second, of_month, areas);
    }
    if (!is_whole) {
      months_.emplace_back(newest, Totals{});
      add(months_.back().second, sums(newest, last), areas);
    }
  }

  // `span` begins with everything or with a month, and ends with a month or with the last day.
  [[nodiscard]] Totals over(Span span) const {
    Totals total;
    total.areas.resize(places_);
    if (span.first == kBeginning) add(total, before_);
    for (auto const& [month, totals] : months_)
      if (month >= span.first && month <= span.last) add(total, totals);
    return total;
  }

 private:
  std::size_t places_;
  Totals before_;
  std::vector<std::pair<Day, Totals>> months_;
};

}  // namespace

std::vector<std::pair<Day, Figure>> Figures::by_month(Indicator const& indicator, Monthly const& asked) {
  bool const by_weakest = asked.area.empty() && indicator.definition.place == pack::PlaceRule::minimum;
  // Areas may have been merged since: each is kept by the name it had, and counted where it belongs each day.
  std::vector<std::string> areas;
  for (auto const& area : pack_.areas)
    if (by_weakest || !asked.area.empty()) areas.push_back(area.id);
  Day const oldest = asked.as_of.first_of_month().plus_months(1 - asked.months);
  // A monthly figure may look back up to a year for a month that is judged.
  Day const first = oldest.first_of_year().plus_months(-kMonthsOfAYear);
  bool const is_survey = indicator.definition.period == pack::Period::survey;
  std::vector<std::optional<Months>> months(indicator.measures.size());
  for (std::size_t i = 0; i < months.size() && !is_survey; ++i) {
    auto const& measure = catalogue_.measure(indicator.measures[i]);
    if (!measure.is_areas()) months[i].emplace(cells_, measure, first, asked.as_of, asked.unit, areas);
  }
  auto const totals_of = [&](std::size_t i, Span stretch) {
    auto const& measure = catalogue_.measure(indicator.measures[i]);
    Span const span = summed_over(measure, stretch);
    if (months[i]) return months[i]->over(span);
    Totals totals;
    add(totals,
        asked.unit.empty() ? cells_.sums(measure.slot, span.first, span.last)
                           : cells_.sums_of_unit(measure.slot, span.first, span.last, asked.unit),
        areas);
    return totals;
  };

  std::vector<std::pair<Day, Figure>> made;
  for (Day month = oldest; month <= asked.as_of; month = month.plus_months(1)) {
    Day const day = std::min(month.last_of_month(), asked.as_of);
    Span const at = stretch(indicator, day);
    std::vector<Sum> city(indicator.measures.size());
    std::map<std::string, std::vector<Sum>> by_area;
    for (auto const& area : pack_.areas)
      if (!areas.empty() && exists(area, day))
        by_area.emplace(area.id, std::vector<Sum>(indicator.measures.size()));
    for (std::size_t i = 0; i < indicator.measures.size(); ++i) {
      if (catalogue_.measure(indicator.measures[i]).is_areas()) {
        city[i].amount = city[i].n =
            std::ranges::count_if(pack_.areas, [&](auto const& area) { return exists(area, day); });
        for (auto& [area, sums] : by_area) sums[i] = {1, 1};
        continue;
      }
      auto const totals = totals_of(i, at);
      city[i] = totals.city;
      for (std::size_t a = 0; a < areas.size(); ++a) {
        auto const found = by_area.find(counted_in(areas[a], day));
        if (found != by_area.end()) found->second[i] += totals.areas[a];
      }
    }
    if (!asked.area.empty()) {
      auto const found = by_area.find(asked.area);
      made.emplace_back(day,
                        found == by_area.end() ? Figure{} : figure(indicator, found->second, asked.area));
      continue;
    }
    made.emplace_back(day, figure(indicator, city, ""));
    auto& whole = made.back().second;
    if (by_weakest && whole.known == Known::value) {
      std::map<std::string, Figure> figures;
      for (auto const& [area, sums] : by_area) figures.emplace(area, figure(indicator, sums, area));
      std::vector<std::string> missing;
      judge_by_weakest(whole, figures, missing);
    }
  }
  return made;
}

}  // namespace shian::indicator
