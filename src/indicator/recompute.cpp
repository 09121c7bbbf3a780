#include "indicator/recompute.hpp"

#include <algorithm>
#include <map>

namespace shian::indicator {
namespace {

std::string text_of(Sum const& sum) { return std::to_string(sum.amount) + " / " + std::to_string(sum.n); }

std::string place(CellKey const& key) {
  return key.day.to_string() + " " + (key.area.empty() ? "-" : key.area) + " " +
         (key.unit.empty() ? "-" : key.unit) + (key.dimension.empty() ? "" : " " + key.dimension);
}

using KeyedByKey = std::map<std::pair<std::string, int>, std::vector<KeyedRow>>;

// Everything one measure says, worked out from nothing but the records.
struct Fresh {
  CellMap cells;
  KeyedByKey rows;
};

void add(CellMap& cells, int measure, Delta const& delta) {
  auto& sum = cells[CellKey{measure, delta.day, delta.area, delta.unit, delta.dimension}];
  sum.amount += delta.amount;
  sum.n += delta.n;
}

Fresh fresh(reg::Ledger& ledger, Measure const& measure) {
  Fresh made;
  if (measure.is_areas()) return made;
  auto const context = ledger.context();
  auto const& schemas = ledger.schemas();
  auto const& base = schemas.at(measure.expression.register_index);
  // A store cannot stream one register and look up another on some connections: read, then look up.
  std::vector<reg::Record> chunk;
  auto const each_record = [&](reg::Schema const& schema, auto const& use) {
    RecordId last = 0;
    constexpr std::size_t kChunk = 20'000;
    while (true) {
      chunk.clear();
      std::vector<Value> const parameters = {Value(last)};
      ledger.records().scan_where(schema, "id > ?", parameters, "id", [&](reg::Record const& record) {
        chunk.push_back(record);
        return chunk.size() < kChunk;
      });
      if (chunk.empty()) return;
      last = chunk.back().id;
      for (auto const& record : chunk) use(record);
    }
  };
  if (!measure.is_keyed()) {
    each_record(base, [&](reg::Record const& record) {
      for (auto const& delta : deltas(measure, base, record, context)) add(made.cells, measure.slot, delta);
    });
  } else {
    auto const aggregates = aggregates_of(measure);
    auto const gather = [&](reg::Schema const& schema, int slot) {
      each_record(schema, [&](reg::Record const& record) {
        for (auto& row : keyed_rows(measure, slot, schema, record, context))
          made.rows[{row.key, row.bucket}].push_back(std::move(row));
      });
    };
    if (aggregates.empty()) {
      gather(base, 0);
    } else {
      for (std::size_t slot = 0; slot < aggregates.size(); ++slot) {
        gather(schemas.at(aggregates[slot]->register_index), static_cast<int>(slot));
      }
    }
    for (auto& [id, rows] : made.rows) {
      std::sort(rows.begin(), rows.end(), [](auto const& a, auto const& b) {
        return std::tie(a.day, a.slot, a.record) < std::tie(b.day, b.slot, b.record);
      });
      std::optional<Entity> entity;
      if (measure.expression.is_entity()) {
        entity =
            Entity{&base, ledger.records().find(base.index, std::strtoll(id.first.c_str(), nullptr, 10))};
      }
      for (auto const& delta : steps(measure, id.second, rows, entity, context))
        add(made.cells, measure.slot, delta);
    }
  }
  std::erase_if(made.cells, [](auto const& cell) { return cell.second == Sum{}; });
  return made;
}

std::string text_of(KeyedRow const& row) {
  return row.day.to_string() + " #" + std::to_string(row.record) + " " + std::to_string(row.amount) + " / " +
         std::to_string(row.n);
}

}  // namespace

void rebuild(reg::Ledger& ledger, Catalogue const& catalogue, Cells& cells, std::span<int const> measures) {
  for (int const slot : measures) {
    auto const& measure = catalogue.measure(slot);
    auto const made = fresh(ledger, measure);
    for (auto const& [id, rows] : made.rows) cells.add_keyed(slot, rows);
    for (auto const& [key, sum] : made.cells)
      cells.add(slot, {key.day, key.area, key.unit, key.dimension, sum.amount, sum.n});
    cells.flush();
  }
}

Check verify(reg::Ledger& ledger, Catalogue const& catalogue, Cells& cells,
             std::function<void(int, int)> const& progress) {
  constexpr std::size_t kMostTold = 10;
  Check check;
  int done = 0;
  for (auto const& measure : catalogue.measures()) {
    auto made = fresh(ledger, measure);
    auto const& indicator = catalogue.indicators()[static_cast<std::size_t>(measure.indicator)].id();
    std::size_t told = 0;
    auto const tell = [&](std::string where, std::string kept, std::string recomputed) {
      if (told++ < kMostTold)
        check.differences.push_back(
            {indicator, measure.id, std::move(where), std::move(kept), std::move(recomputed)});
    };
    // Roll-ups are sums of the cells as they should be.
    std::map<std::pair<int, Day>, AreaSums> rollups;
    for (auto const& [key, sum] : made.cells) {
      for (Grain const grain : {Grain::day, Grain::ten_days, Grain::month, Grain::year}) {
        rollups[{static_cast<int>(grain), start_of(grain, key.day)}][key.area] += sum;
      }
    }
    check.cells += static_cast<std::int64_t>(made.cells.size());
    cells.scan(measure.slot, [&](CellKey const& key, Sum sum) {
      auto const found = made.cells.find(key);
      Sum const right = found == made.cells.end() ? Sum{} : found->second;
      if (!(sum == right)) tell(place(key), text_of(sum), text_of(right));
      if (found != made.cells.end()) made.cells.erase(found);
    });
    for (auto const& [key, sum] : made.cells) tell(place(key), "-", text_of(sum));
    for (Grain const grain : {Grain::day, Grain::ten_days, Grain::month, Grain::year}) {
      cells.scan_rollups(measure.slot, grain, [&](Day day, AreaSums const& kept) {
        auto& right = rollups[{static_cast<int>(grain), day}];
        for (auto const& [area, sum] : kept) {
          if (!(right[area] == sum))
            tell("roll-up " + day.to_string() + " " + area, text_of(sum), text_of(right[area]));
          right.erase(area);
        }
      });
    }
    for (auto const& [where, sums] : rollups) {
      for (auto const& [area, sum] : sums) {
        if (!(sum == Sum{})) tell("roll-up " + where.second.to_string() + " " + area, "-", text_of(sum));
      }
    }
    if (measure.is_keyed()) {
      cells.scan_keyed(measure.slot, std::nullopt, [&](KeyedRow const& row) {
        auto const found = made.rows.find({row.key, row.bucket});
        bool known = false;
        if (found != made.rows.end()) {
          auto const same = std::find(found->second.begin(), found->second.end(), row);
          known = same != found->second.end();
          if (known) found->second.erase(same);
        }
        if (!known) tell("key " + row.key, text_of(row), "-");
        return true;
      });
      for (auto const& [id, rows] : made.rows) {
        for (auto const& row : rows) tell("key " + id.first, "-", text_of(row));
      }
    }
    ++check.measures;
    if (progress) progress(++done, static_cast<int>(catalogue.measures().size()));
  }
  return check;
}

}  // namespace shian::indicator
