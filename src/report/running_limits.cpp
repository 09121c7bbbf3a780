#include "report/running_limits.hpp"

#include <algorithm>

#include "indicator/legal_limit.hpp"
#include "register/pages.hpp"
#include "register/tables.hpp"
#include "report/record_names.hpp"

namespace shian::report {
namespace {

constexpr std::size_t kPage = 1'000;

// A limit found, before it is known whether it will be listed: names and clocks are looked up for those only.
struct Found {
  indicator::LegalLimit const* legal = nullptr;
  reg::Record record;
  indicator::RunningLimit running;
};

// The first by day, kept while more are found than will be listed.
class Earliest {
 public:
  explicit Earliest(std::size_t most) : most_(most) {}
  void put(Found found) {
    ++total_;
    auto const place = std::ranges::upper_bound(kept_, found.running.due, {}, due_of);
    if (kept_.size() >= most_ && place == kept_.end()) return;
    kept_.insert(place, std::move(found));
    if (kept_.size() > most_) kept_.pop_back();
  }
  [[nodiscard]] std::int64_t total() const { return total_; }
  [[nodiscard]] std::vector<Found> const& kept() const { return kept_; }

 private:
  static Day due_of(Found const& found) { return found.running.due; }
  std::size_t most_;
  std::int64_t total_ = 0;
  std::vector<Found> kept_;
};

reg::RecordQuery unfinished(indicator::LegalLimit const& legal, Condition const& visible) {
  auto const& field = legal.schema->fields[static_cast<std::size_t>(legal.limit.act)].definition.id;
  reg::RecordQuery query;
  query.condition = reg::quoted("f_" + field) + " IS NULL";
  if (!visible.sql.empty()) query.condition += " AND (" + visible.sql + ")";
  query.parameters = visible.parameters;
  return query;
}

DueRecords told(city::City& city, Earliest const& found, Language language) {
  RecordNames const names(city, reg::Personal::masked, language);
  DueRecords made;
  made.total = found.total();
  for (auto const& [legal, record, running] : found.kept()) {
    DueRecord item;
    item.schema = legal->schema;
    item.id = record.id;
    item.name = names.name(*legal->schema, record.values);
    item.rule = legal->limit.rule;
    item.start = running.start;
    item.due = running.due;
    if (running.start) {
      if (auto const due = city.rules().due(item.rule, *running.start)) {
        item.clock = due->clock;
        item.provisional = due->provisional && due->day == running.due;
      }
    }
    made.items.push_back(std::move(item));
  }
  return made;
}

}  // namespace

RunningLimits running_limits(city::City& city, Reach const& reach, LimitsQuestion const& question) {
  Earliest late(question.listed);
  Earliest soon(question.listed);
  RunningLimits made;
  std::size_t read = 0;
  expression::Context context;
  context.records = &city.ledger().records();
  context.rules = &city.rules();
  auto const limits = indicator::legal_limits(city.catalogue(), city.schemas());
  for (auto const& legal : limits) {
    auto const visible = reach.visible(*legal.schema);
    if (!visible) continue;
    auto const query = unfinished(legal, *visible);
    std::optional<reg::RecordPlace> behind;
    while (true) {
      auto page = reg::records_behind(city.ledger(), *legal.schema, query, behind, kPage);
      read += page.size();
      if (!page.empty()) behind = reg::RecordPlace::of(page.back(), query.order);
      bool const is_last = page.size() < kPage;
      for (auto& record : page) {
        auto const running = indicator::running_limit(legal, record.values, context);
        if (!running || running->due > question.as_of + question.days) continue;
        (running->due < question.as_of ? late : soon).put({&legal, std::move(record), *running});
      }
      if (is_last) break;
      if (read >= question.most_read) {
        made.complete = false;
        break;
      }
    }
  }
  made.late = told(city, late, question.language);
  made.due_soon = told(city, soon, question.language);
  return made;
}

}  // namespace shian::report
