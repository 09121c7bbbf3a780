#include "indicator/maintain.hpp"

#include <algorithm>
#include <charconv>

namespace shian::indicator {
namespace {

// Rows held back before the keys they touch are worked out: bounds memory in an import of millions.
constexpr std::size_t kMostPendingRows = 200'000;

bool by_place(KeyedRow const& a, KeyedRow const& b) {
  return std::tie(a.bucket, a.day, a.slot, a.record) < std::tie(b.bucket, b.day, b.slot, b.record);
}

RecordId id_of(std::string const& key) {
  RecordId id = 0;
  std::from_chars(key.data(), key.data() + key.size(), id);
  return id;
}

}  // namespace

std::vector<expression::Aggregate const*> aggregates_of(Measure const& measure) {
  std::vector<expression::Aggregate const*> all;
  for (auto const* part : {&measure.expression.value, &measure.expression.having}) {
    for (auto const& aggregate : part->aggregates()) all.push_back(&aggregate);
  }
  return all;
}

std::vector<expression::Compiled const*> expressions_of(Measure const& measure, int slot) {
  std::vector<expression::Compiled const*> all;
  auto const timing = [&](expression::Timing const& timed) {
    for (auto const* part : {&timed.on, &timed.from, &timed.until}) all.push_back(part);
  };
  if (slot < 0) {
    auto const& expression = measure.expression;
    for (auto const* part : {&expression.value, &expression.where, &expression.having}) all.push_back(part);
    timing(expression.timing);
    for (auto const& exclusion : measure.exclusions) all.push_back(&exclusion.when);
  } else {
    auto const* aggregate = aggregates_of(measure)[static_cast<std::size_t>(slot)];
    all.push_back(&aggregate->value);
    all.push_back(&aggregate->where);
    timing(aggregate->timing);
  }
  std::erase_if(all, [](auto const* part) { return part->empty(); });
  return all;
}

Maintainer::Maintainer(reg::Ledger& ledger, Catalogue const& catalogue, Cells& cells)
    : ledger_(ledger), catalogue_(catalogue), cells_(cells) {
  for (auto const& measure : catalogue.measures()) {
    if (measure.is_areas()) continue;
    int const base = measure.expression.register_index;
    Part const own{measure.slot, -1};
    parts_[base].push_back(own);
    for (auto const* part : expressions_of(measure, -1)) index(*part, base, own);
    auto const aggregates = aggregates_of(measure);
    for (std::size_t slot = 0; slot < aggregates.size(); ++slot) {
      Part const part{measure.slot, static_cast<int>(slot)};
      int const child = aggregates[slot]->register_index;
      parts_[child].push_back(part);
      for (auto const* expression : expressions_of(measure, part.slot)) index(*expression, child, part);
    }
  }
}

void Maintainer::index(expression::Compiled const& expression, int base_register, Part part) {
  for (auto const& dependency : expression.dependencies()) {
    through_[dependency.path.back().to].push_back({part, base_register, dependency});
  }
}

void Maintainer::begun(bool others_wrote) {
  if (others_wrote) cells_.load_ids();
}

void Maintainer::rolled_back() noexcept {
  pending_.clear();
  pending_rows_ = 0;
  cells_.discard();
}

void Maintainer::finishing() {
  flush_keys();
  cells_.flush();
}

void Maintainer::changed(std::span<reg::Change const> changes) {
  for (auto const& change : changes) {
    auto const& schema = *change.schema;
    if (auto const found = parts_.find(schema.index); found != parts_.end()) {
      for (auto const& part : found->second) {
        auto const& measure = catalogue_.measure(part.measure);
        bool const direct = part.slot < 0 && !measure.is_keyed();
        bool const entity = part.slot < 0 && measure.expression.is_entity();
        if (direct) {
          if (change.before != nullptr) apply_direct(measure, schema, *change.before, -1);
          if (change.after != nullptr) apply_direct(measure, schema, *change.after, 1);
        } else if (entity) {
          if (change.before != nullptr) apply_entity(measure, schema, change);
        } else {
          int const slot = std::max(part.slot, 0);
          if (change.before != nullptr) apply_rows(measure, slot, schema, *change.before, false);
          if (change.after != nullptr) apply_rows(measure, slot, schema, *change.after, true);
        }
      }
    }
    // A record that is new cannot have been referred to.
    if (change.before != nullptr && through_.contains(schema.index)) apply_through(change);
  }
  if (pending_rows_ > kMostPendingRows) flush_keys();
}

void Maintainer::apply_direct(Measure const& measure, reg::Schema const& schema, reg::Record const& record,
                              int sign) {
  for (auto& delta : deltas(measure, schema, record, ledger_.context())) {
    delta.amount *= sign;
    delta.n *= sign;
    cells_.add(measure.slot, delta);
  }
}

void Maintainer::apply_rows(Measure const& measure, int slot, reg::Schema const& schema,
                            reg::Record const& record, bool add) {
  for (auto& row : keyed_rows(measure, slot, schema, record, ledger_.context())) {
    auto& pending = pending_[{measure.slot, row.key}];
    // Taking back a row that is itself still held back leaves nothing to do.
    auto& opposite = add ? pending.removed : pending.added;
    if (auto const same = std::find(opposite.begin(), opposite.end(), row); same != opposite.end()) {
      opposite.erase(same);
      --pending_rows_;
      continue;
    }
    (add ? pending.added : pending.removed).push_back(std::move(row));
    ++pending_rows_;
  }
}

reg::Record const* Maintainer::entity(Measure const& measure, std::string const& key) {
  if (!measure.expression.is_entity()) return nullptr;
  return ledger_.records().find(measure.expression.register_index, id_of(key));
}

void Maintainer::add_steps(Measure const& measure, std::span<KeyedRow const> rows, reg::Record const* record,
                           int sign) {
  std::optional<Entity> entity;
  if (measure.expression.is_entity()) {
    entity = Entity{&ledger_.schemas().at(measure.expression.register_index), record};
  }
  std::size_t first = 0;
  while (first < rows.size()) {
    std::size_t last = first;
    while (last < rows.size() && rows[last].bucket == rows[first].bucket) ++last;
    for (auto& delta :
         steps(measure, rows[first].bucket, rows.subspan(first, last - first), entity, ledger_.context())) {
      delta.amount *= sign;
      delta.n *= sign;
      cells_.add(measure.slot, delta);
    }
    first = last;
  }
}

void Maintainer::apply_entity(Measure const& measure, reg::Schema const&, reg::Change const& change) {
  KeyId const id{measure.slot, std::to_string(change.id())};
  if (auto const found = pending_.find(id); found != pending_.end()) {
    flush_key(id, found->second, change.before, true);  // what was held back saw the entity as it was
    pending_.erase(found);
  }
  auto const rows = cells_.keyed(measure.slot, id.second, std::nullopt);
  add_steps(measure, rows, change.before, -1);
  add_steps(measure, rows, change.after, 1);
}

std::vector<RecordId> Maintainer::dependents(expression::Dependency const& dependency, RecordId id) {
  std::vector<RecordId> ids{id};
  for (auto step = dependency.path.rbegin(); step != dependency.path.rend(); ++step) {
    std::set<RecordId> before;
    auto const& schema = ledger_.schemas().at(step->from);
    for (RecordId const here : ids) {
      for (RecordId const record : ledger_.records().referring(schema, step->field, here))
        before.insert(record);
    }
    ids.assign(before.begin(), before.end());
  }
  return ids;
}

void Maintainer::apply_through(reg::Change const& change) {
  auto const& schema = *change.schema;
  auto& records = ledger_.records();
  auto const* before = &change.before->values;
  for (auto const& through : through_[schema.index]) {
    bool const matters =
        change.after == nullptr ||
        std::any_of(through.dependency.fields.begin(), through.dependency.fields.end(), [&](int field) {
          auto const index = static_cast<std::size_t>(field);
          return canonical((*before)[index]) != canonical(change.after->values[index]);
        });
    if (!matters) continue;
    auto const& measure = catalogue_.measure(through.part.measure);
    auto const& base = ledger_.schemas().at(through.base_register);
    bool const entity = through.part.slot < 0 && measure.expression.is_entity();
    if (entity) flush_keys();
    for (RecordId const id : dependents(through.dependency, change.id())) {
      auto const* found = records.find(base.index, id);
      if (found == nullptr) continue;
      reg::Record const record = *found;
      if (entity) {
        auto const rows = cells_.keyed(measure.slot, std::to_string(id), std::nullopt);
        records.pretend(schema.index, change.id(), before);
        add_steps(measure, rows, &record, -1);
        records.stop_pretending();
        add_steps(measure, rows, &record, 1);
      } else if (measure.is_keyed()) {
        int const slot = std::max(through.part.slot, 0);
        records.pretend(schema.index, change.id(), before);
        apply_rows(measure, slot, base, record, false);
        records.stop_pretending();
        apply_rows(measure, slot, base, record, true);
      } else {
        records.pretend(schema.index, change.id(), before);
        apply_direct(measure, base, record, -1);
        records.stop_pretending();
        apply_direct(measure, base, record, 1);
      }
    }
  }
}

void Maintainer::flush_keys() {
  for (auto& [id, pending] : pending_) flush_key(id, pending, nullptr, false);
  pending_.clear();
  pending_rows_ = 0;
}

void Maintainer::flush_key(KeyId const& id, PendingKey& pending, reg::Record const* entity_override,
                           bool overridden) {
  if (pending.removed.empty() && pending.added.empty()) return;
  auto const& measure = catalogue_.measure(id.first);
  auto const* record = overridden ? entity_override : entity(measure, id.second);
  std::set<int> buckets;
  for (auto const* rows : {&pending.removed, &pending.added}) {
    for (auto const& row : *rows) buckets.insert(row.bucket);
  }
  for (int const bucket : buckets) {
    auto rows = cells_.keyed(id.first, id.second, bucket);
    add_steps(measure, rows, record, -1);
    for (auto const& row : pending.removed) {
      if (row.bucket == bucket) std::erase(rows, row);
    }
    for (auto const& row : pending.added) {
      if (row.bucket == bucket) rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end(), by_place);
    add_steps(measure, rows, record, 1);
  }
  for (auto const& row : pending.removed) cells_.remove_keyed(id.first, row);
  cells_.add_keyed(id.first, pending.added);
}

}  // namespace shian::indicator
