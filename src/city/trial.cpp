#include "city/trial.hpp"

#include <algorithm>

#include "register/tables.hpp"

namespace shian::city {
namespace {

void add_reached(std::set<int>& registers, expression::Compiled const& expression) {
  for (auto const& dependency : expression.dependencies())
    for (auto const& step : dependency.path) registers.insert(step.to);
}

}  // namespace

std::set<int> registers_of(indicator::Measure const& measure) {
  std::set<int> registers;
  if (measure.is_areas()) return registers;
  auto const& expression = measure.expression;
  registers.insert(expression.register_index);
  for (auto const* part : {&expression.value, &expression.where, &expression.having, &expression.timing.on,
                           &expression.timing.from, &expression.timing.until}) {
    add_reached(registers, *part);
    for (auto const& aggregate : part->aggregates()) {
      registers.insert(aggregate.register_index);
      for (auto const* inner : {&aggregate.value, &aggregate.where, &aggregate.timing.on,
                                &aggregate.timing.from, &aggregate.timing.until})
        add_reached(registers, *inner);
    }
  }
  for (auto const& exclusion : measure.exclusions) add_reached(registers, exclusion.when);
  return registers;
}

Trial::Trial(City& city, Compiled compiled)
    : compiled_(std::move(compiled)),
      session_(city.session()),
      kept_cells_(session_, *compiled_.catalogue),
      kept_figures_(compiled_.pack, *compiled_.catalogue, kept_cells_) {
  kept_cells_.load_ids();
  auto const changed = changed_indicators(city.catalogue());
  std::set<int> slots;
  for (auto const& target : compiled_.pack.targets) {
    auto const has = [&](auto const& test) { return std::ranges::any_of(target.indicators, test); };
    if (!has([&](auto const& id) { return changed.contains(id); })) continue;
    auto const is_unreadable = [&](auto const& id) { return !is_readable(*compiled_.catalogue->find(id)); };
    if (has(is_unreadable)) {
      unreadable_.insert(target.id);
      continue;
    }
    recomputed_.insert(target.id);
    for (auto const& id : target.indicators) {
      auto const& measures = compiled_.catalogue->find(id)->measures;
      slots.insert(measures.begin(), measures.end());
    }
  }
  if (recomputed_.empty()) return;
  own_ = store::open({store::Dialect::sqlite, (files_.path() / "figures.db").string()},
                     store::Create::if_missing);
  indicator::prepare_cell_tables(*own_);
  own_cells_ = std::make_unique<indicator::Cells>(*own_, *compiled_.catalogue);
  own_figures_ = std::make_unique<indicator::Figures>(compiled_.pack, *compiled_.catalogue, *own_cells_);
  reg::Ledger ledger(session_, compiled_.pack, *compiled_.schemas, *compiled_.rules);
  store::Transaction transaction(*own_, store::Access::write);
  (void)own_cells_->adopt();
  indicator::rebuild(ledger, *compiled_.catalogue, *own_cells_, std::vector<int>(slots.begin(), slots.end()));
  transaction.commit();
}

std::optional<indicator::Standing> Trial::stand(pack::Target const& target, Day as_of) {
  if (unreadable_.contains(target.id)) return std::nullopt;
  auto& figures = recomputed_.contains(target.id) ? *own_figures_ : kept_figures_;
  return indicator::stand(figures, target, as_of, indicator::WithForecast::no);
}

bool Trial::is_readable(indicator::Indicator const& indicator) const {
  return std::ranges::all_of(indicator.measures, [&](int slot) {
    return std::ranges::all_of(registers_of(compiled_.catalogue->measure(slot)), [&](int index) {
      return reg::is_prepared(session_, compiled_.schemas->at(index));
    });
  });
}

std::set<std::string> Trial::changed_indicators(indicator::Catalogue const& present) const {
  std::set<std::string> changed;
  for (auto const& measure : compiled_.catalogue->measures()) {
    auto const& id = compiled_.catalogue->indicators()[static_cast<std::size_t>(measure.indicator)].id();
    auto const* there = present.find(id);
    bool const is_known = there != nullptr && std::ranges::any_of(there->measures, [&](int slot) {
                            auto const& other = present.measure(slot);
                            return other.id == measure.id && other.fingerprint == measure.fingerprint;
                          });
    if (!is_known) changed.insert(id);
  }
  return changed;
}

}  // namespace shian::city
