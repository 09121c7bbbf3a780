#include "report/explanation.hpp"

#include <algorithm>
#include <map>

#include "pack/points.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

bool concerns(std::vector<std::string> const& ids, pack::Pack const& pack, pack::Target const& target) {
  auto const names = [&](std::string const& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  if (names(target.id)) return true;
  if (std::any_of(target.indicators.begin(), target.indicators.end(), names)) return true;
  return std::any_of(pack.tasks.begin(), pack.tasks.end(), [&](pack::Task const& task) {
    bool const of_target =
        std::find(target.task_rows.begin(), target.task_rows.end(), task.row) != target.task_rows.end();
    return task.row > 0 && of_target && names(task.id);
  });
}

std::vector<UnitShare> by_unit(city::City& city, indicator::Indicator const& indicator,
                               indicator::Span stretch) {
  std::map<std::string, UnitShare> shares;
  auto const add = [&](int slot, std::optional<Decimal> UnitShare::*amount) {
    if (slot < 0 || city.catalogue().measure(slot).is_areas()) return;
    auto const& measure = city.catalogue().measure(slot);
    auto const span = indicator::summed_over(measure, stretch);
    for (auto const& [unit, sum] : city.cells().sums_by(slot, span.first, span.last, "unit")) {
      if (sum.n == 0 && sum.amount == 0) continue;
      auto& share = shares[unit];
      share.unit = unit;
      share.*amount = Decimal::of(sum.amount, indicator::scale_of(measure));
    }
  };
  add(indicator.numerator, &UnitShare::numerator);
  add(indicator.denominator, &UnitShare::denominator);
  std::vector<UnitShare> made;
  for (auto& [unit, share] : shares) made.push_back(std::move(share));
  auto const weight = [](UnitShare const& share) {
    return share.denominator.value_or(share.numerator.value_or(Decimal(0)));
  };
  std::stable_sort(made.begin(), made.end(),
                   [&](auto const& a, auto const& b) { return weight(b) < weight(a); });
  return made;
}

}  // namespace

Explanation explain(city::City& city, pack::Target const& target, ExplainQuestion question) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  return explanation_at_moment(city, target, std::move(question));
}

Explanation explanation_at_moment(city::City& city, pack::Target const& target, ExplainQuestion question) {
  Explanation made;
  made.pack = &city.pack();
  made.question = std::move(question);
  made.simulated = city.has_simulated_records();
  auto& line = made.line;
  line.standing = indicator::stand(city.figures(), target, made.question.as_of);
  line.group = group_of(city.pack(), target);
  line.state = line.standing.state;
  line.reason = line.standing.reason;
  auto const& area = made.question.area;
  for (auto const& part : line.standing.parts) {
    if (area.empty()) {
      line.parts.push_back({&part, part.reading.city, part.state, part.reason, true});
    } else {
      auto const found = part.reading.areas.find(area);
      line.parts.push_back(scoped(line.standing, part,
                                  found == part.reading.areas.end() ? indicator::Figure{} : found->second,
                                  Scope::area));
    }
    ExplainedPart explained;
    explained.shown = line.parts.back();
    auto const judged_on = line.standing.judged_on;
    explained.months =
        city.figures().by_month(*part.indicator, {judged_on, judged_on.month(), area, std::string()});
    explained.units = by_unit(city, *part.indicator, part.reading.stretch);
    if (made.question.records > 0) {
      explained.records = lineage_pages(city, *part.indicator, part.reading.stretch, area,
                                        made.question.records, made.question.language);
    }
    made.parts.push_back(std::move(explained));
  }
  if (!area.empty() && !line.parts.empty()) {
    auto const& worst = worst_of(line.parts);
    line.state = worst.state;
    line.reason = worst.reason;
  }
  for (auto const& open : city.pack().open_questions) {
    if (open.answer.empty() && concerns(open.concerns, city.pack(), target))
      made.open_questions.push_back(&open);
  }
  for (auto const& point : pack::points(city.pack())) {
    if (point.decision != nullptr && concerns(point.concerns, city.pack(), target))
      made.decisions.push_back(point.decision);
  }
  return made;
}

}  // namespace shian::report
