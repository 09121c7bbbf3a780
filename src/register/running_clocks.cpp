#include "register/running_clocks.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "register/lifecycle.hpp"
#include "register/secrecy.hpp"

namespace shian::reg {
namespace {

constexpr std::string_view kTable = "shian_clock";
std::array<std::string, 6> const kClockColumns = {"register", "record", "clock", "holder", "area", "due"};
constexpr std::array kClockTypes = {store::ColumnType::text, store::ColumnType::integer,
                                    store::ColumnType::text, store::ColumnType::text,
                                    store::ColumnType::text, store::ColumnType::date};

bool has_clocks(Schema const& schema) { return schema.lifecycle && !schema.lifecycle->clocks.empty(); }

// The clocks that run for a record, ready to be kept.
std::vector<RunningClock> running_of(Ledger& ledger, Schema const& schema, Record const& record) {
  std::vector<RunningClock> made;
  auto const context = ledger.context();
  for (auto const& face : schema.lifecycle->faces(record.values, context, clock::Explain::no)) {
    if (!face.runs()) continue;
    RunningClock row;
    row.schema = &schema;
    row.record = record.id;
    row.clock = face.clock;
    row.holder = schema.unit_of(record);
    row.area = schema.area_of(record.values);
    if (row.area.empty()) row.area = record.unit;
    if (is_secret(schema, record.values)) row.holder = row.area = record.unit;  // nobody else is told of it
    row.due = (*face.due)->day;
    made.push_back(std::move(row));
  }
  return made;
}

void forget(store::Session& session, Schema const& schema, RecordId id) {
  auto& statement = session.prepared("DELETE FROM shian_clock WHERE register = ? AND record = ?");
  statement.bind_text(1, schema.definition.id);
  statement.bind_int(2, id);
  statement.run();
}

void keep(store::Session& session, std::span<RunningClock const> rows) {
  constexpr std::size_t kFewRows = 16;
  if (rows.size() < kFewRows) {
    for (auto const& row : rows) {
      auto& statement = session.prepared(
          "INSERT INTO shian_clock (register, record, clock, holder, area, due) VALUES (?, ?, ?, ?, ?, ?)");
      statement.bind_text(1, row.schema->definition.id);
      statement.bind_int(2, row.record);
      statement.bind_text(3, row.clock->definition.id);
      statement.bind_text(4, row.holder);
      statement.bind_text(5, row.area);
      statement.bind(6, Value(row.due));
      statement.run();
    }
    return;
  }
  auto const bulk = session.bulk(kTable, kClockColumns, kClockTypes);
  for (auto const& row : rows) {
    bulk->add_text(row.schema->definition.id);
    bulk->add_int(row.record);
    bulk->add_text(row.clock->definition.id);
    bulk->add_text(row.holder);
    bulk->add_text(row.area);
    bulk->add(Value(row.due));
    bulk->end_row();
  }
  bulk->finish();
}

struct Where {
  std::string sql;
  std::vector<Value> parameters;
};

Where where_of(Whose const& whose, std::optional<Day> from, Day until) {
  Where made;
  if (whose.by != Whose::By::all) {
    made.sql = whose.by == Whose::By::holder ? "holder = ? AND " : "area = ? AND ";
    made.parameters.emplace_back(whose.id);
  }
  if (from) {
    made.sql += "due >= ? AND ";
    made.parameters.emplace_back(*from);
  }
  made.sql += "due <= ?";
  made.parameters.emplace_back(until);
  return made;
}

}  // namespace

void RunningClocks::changed(std::span<Change const> changes) {
  std::vector<RunningClock> rows;
  for (auto const& change : changes) {
    if (!has_clocks(*change.schema)) continue;
    if (change.action != Action::create) forget(ledger_.session(), *change.schema, change.id());
    if (change.after == nullptr) continue;
    auto made = running_of(ledger_, *change.schema, *change.after);
    std::ranges::move(made, std::back_inserter(rows));
  }
  keep(ledger_.session(), rows);
}

std::vector<RunningClock> running_clocks(store::Session& session, Schemas const& schemas, Whose const& whose,
                                         std::optional<Day> from, Day until, std::size_t limit) {
  auto const where = where_of(whose, from, until);
  std::vector<RunningClock> made;
  session.scan("SELECT register, record, clock, holder, area, due FROM shian_clock WHERE " + where.sql +
                   " ORDER BY due, register, record, clock LIMIT " + std::to_string(limit),
               where.parameters, [&](store::Statement const& row) {
                 RunningClock clock;
                 clock.schema = schemas.find(row.text(0));
                 if (clock.schema == nullptr || !clock.schema->lifecycle) return true;
                 auto const& clocks = clock.schema->lifecycle->clocks;
                 auto const found = std::ranges::find_if(
                     clocks, [&](auto const& candidate) { return candidate.definition.id == row.text(2); });
                 if (found == clocks.end()) return true;
                 clock.record = row.integer(1);
                 clock.clock = &*found;
                 clock.holder = row.text(3);
                 clock.area = row.text(4);
                 clock.due = std::get<Day>(row.value(5, store::ColumnType::date));
                 made.push_back(std::move(clock));
                 return true;
               });
  return made;
}

std::int64_t count_running_clocks(store::Session& session, Whose const& whose, std::optional<Day> from,
                                  Day until) {
  auto const where = where_of(whose, from, until);
  std::int64_t count = 0;
  session.scan("SELECT count(*) FROM shian_clock WHERE " + where.sql, where.parameters,
               [&](store::Statement const& row) {
                 count = row.integer(0);
                 return true;
               });
  return count;
}

void rebuild_clocks(Ledger& ledger, Schema const& schema) {
  auto& statement = ledger.session().prepared("DELETE FROM shian_clock WHERE register = ?");
  statement.bind_text(1, schema.definition.id);
  statement.run();
  if (!has_clocks(schema)) return;
  constexpr std::size_t kChunk = 10'000;
  std::vector<RunningClock> rows;
  ledger.records().scan(schema, [&](Record const& record) {
    auto made = running_of(ledger, schema, record);
    std::ranges::move(made, std::back_inserter(rows));
    if (rows.size() >= kChunk) {
      keep(ledger.session(), rows);
      rows.clear();
    }
    return true;
  });
  keep(ledger.session(), rows);
}

std::vector<RecordId> wrong_clocks(Ledger& ledger, Schema const& schema, std::size_t limit) {
  using Row = std::tuple<std::string, std::string, std::string, Day>;  // clock, holder, area, due
  std::map<RecordId, std::vector<Row>> kept;
  std::array<Value, 1> const of_register = {Value(schema.definition.id)};
  ledger.session().scan("SELECT record, clock, holder, area, due FROM shian_clock WHERE register = ?",
                        of_register, [&](store::Statement const& row) {
                          kept[row.integer(0)].emplace_back(
                              row.text(1), row.text(2), row.text(3),
                              std::get<Day>(row.value(4, store::ColumnType::date)));
                          return true;
                        });
  std::vector<RecordId> wrong;
  if (has_clocks(schema)) {
    ledger.records().scan(schema, [&](Record const& record) {
      std::vector<Row> right;
      for (auto const& row : running_of(ledger, schema, record))
        right.emplace_back(row.clock->definition.id, row.holder, row.area, row.due);
      std::vector<Row> there;
      if (auto found = kept.find(record.id); found != kept.end()) {
        there = std::move(found->second);
        kept.erase(found);
      }
      std::ranges::sort(right);
      std::ranges::sort(there);
      if (right != there) wrong.push_back(record.id);
      return wrong.size() < limit;
    });
  }
  for (auto const& [record, rows] : kept)  // of records that are not there
    if (wrong.size() < limit) wrong.push_back(record);
  return wrong;
}

}  // namespace shian::reg
