#include "indicator/cells.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "store/migration.hpp"

namespace shian::indicator {
namespace {

using store::ColumnType;

constexpr std::size_t kEntryBytes = 18;  // area number (2), amount (8), n (8), little-endian

void create_tables(store::Session& session) {
  auto const type = [&](ColumnType column) {
    return std::string(store::sql_type(session.dialect(), column));
  };
  auto const integer = type(ColumnType::integer);
  auto const text = type(ColumnType::text);
  auto const blob = type(ColumnType::blob);
  // On SQLite a table that is its own index saves half the space and the second look-up.
  std::string const clustered = session.dialect() == store::Dialect::sqlite ? " WITHOUT ROWID" : "";
  session.execute("CREATE TABLE shian_measure (id " + integer + " PRIMARY KEY, indicator " + text +
                  " NOT NULL, measure " + text + " NOT NULL, fingerprint " + text +
                  " NOT NULL, UNIQUE (indicator, measure))");
  session.execute("CREATE TABLE shian_cell (measure " + integer + " NOT NULL, day " + integer +
                  " NOT NULL, area " + text + " NOT NULL, unit " + text + " NOT NULL, dimension " + text +
                  " NOT NULL, amount " + integer + " NOT NULL, n " + integer +
                  " NOT NULL, PRIMARY KEY (measure, day, area, unit, dimension))" + clustered);
  session.execute("CREATE TABLE shian_rollup (measure " + integer + " NOT NULL, grain " + integer +
                  " NOT NULL, day " + integer + " NOT NULL, sums " + blob +
                  " NOT NULL, PRIMARY KEY (measure, grain, day))" + clustered);
  session.execute("CREATE TABLE shian_keyed (measure " + integer + " NOT NULL, item " + text +
                  " NOT NULL, bucket " + integer + " NOT NULL, day " + integer + " NOT NULL, slot " +
                  integer + " NOT NULL, record " + integer + " NOT NULL, amount " + integer +
                  " NOT NULL, n " + integer + " NOT NULL, area " + text + " NOT NULL, unit " + text +
                  " NOT NULL, PRIMARY KEY (measure, item, bucket, day, slot, record))" + clustered);
  session.execute("CREATE TABLE shian_area (number " + integer + " PRIMARY KEY, area " + text +
                  " NOT NULL UNIQUE)");
}

void put(std::string& bytes, std::uint64_t number, int size) {
  for (int i = 0; i < size; ++i) bytes += static_cast<char>((number >> (8 * i)) & 0xFFU);
}

std::uint64_t get(std::string_view bytes, int size) {
  std::uint64_t number = 0;
  for (int i = 0; i < size; ++i)
    number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]))
              << (8 * i);
  return number;
}

KeyedRow keyed_of(store::Statement const& row) {
  KeyedRow made;
  made.key = row.text(0);
  made.bucket = static_cast<int>(row.integer(1));
  made.day = Day{static_cast<std::int32_t>(row.integer(2))};
  made.slot = static_cast<int>(row.integer(3));
  made.record = row.integer(4);
  made.amount = row.integer(5);
  made.n = row.integer(6);
  made.area = row.text(7);
  made.unit = row.text(8);
  return made;
}

constexpr char const* kKeyedColumns = "item, bucket, day, slot, record, amount, n, area, unit";

// A stretch as few roll-ups: whole years, then months, ten-day periods, days.
struct Stretch {
  Grain grain;
  Day first, end;  // [first, end)
};

std::vector<Stretch> cover(Day from, Day to) {
  std::vector<Stretch> parts;
  Day const end = to + 1;
  auto const add = [&](Grain grain, Day first, Day until) {
    if (first < until) parts.push_back({grain, first, until});
  };
  if (from == to) {
    add(Grain::day, from, end);
    return parts;
  }
  Day at = from;
  // Each grain takes the stretch up to the last border of its own before the end.
  for (Grain const grain : {Grain::year, Grain::month, Grain::ten_days}) {
    Day const border = start_of(grain, end);
    if (border > at && start_of(grain, at) == at) {
      add(grain, at, border);
      at = border;
    }
  }
  add(Grain::day, at, end);
  return parts;
}

}  // namespace

std::size_t CellHash::operator()(CellKey const& key) const {
  std::size_t hash = std::hash<std::string>{}(key.area);
  auto const mix = [&](std::size_t next) {
    hash ^= next + 0x9E3779B97F4A7C15ULL + (hash << 6U) + (hash >> 2U);
  };
  mix(std::hash<std::string>{}(key.unit));
  if (!key.dimension.empty()) mix(std::hash<std::string>{}(key.dimension));
  mix(static_cast<std::size_t>(key.measure) << 32U | static_cast<std::uint32_t>(key.day.since_epoch));
  return hash;
}

Day start_of(Grain grain, Day day) {
  switch (grain) {
    case Grain::day:
      return day;
    case Grain::ten_days: {
      int const of_month = day.civil().day;
      int const start = of_month <= 10 ? 1 : of_month <= 20 ? 11 : 21;
      return day - (of_month - start);
    }
    case Grain::month:
      return day.first_of_month();
    case Grain::year:
      return day.first_of_year();
  }
  return day;
}

void prepare_cell_tables(store::Session& session) {
  std::array<store::Migration, 1> const migrations = {{{1, "cells, roll-ups, keyed rows", create_tables}}};
  store::migrate(session, migrations, "indicator");
}

Cells::Cells(store::Session& session, Catalogue const& catalogue)
    : session_(session), catalogue_(catalogue), ids_(catalogue.measures().size(), 0) {}

void Cells::load_ids() {
  std::fill(ids_.begin(), ids_.end(), 0);
  session_.scan("SELECT id, indicator, measure, fingerprint FROM shian_measure", {},
                [&](store::Statement const& row) {
                  auto const* indicator = catalogue_.find(row.text(1));
                  if (indicator == nullptr) return true;
                  for (int const slot : indicator->measures) {
                    auto const& measure = catalogue_.measure(slot);
                    if (measure.id == row.text(2) && measure.fingerprint == row.text(3))
                      ids_[static_cast<std::size_t>(slot)] = row.integer(0);
                  }
                  return true;
                });
  load_areas();
}

void Cells::load_areas() {
  areas_.clear();
  area_numbers_.clear();
  session_.scan("SELECT number, area FROM shian_area ORDER BY number", {}, [&](store::Statement const& row) {
    auto const number = static_cast<std::size_t>(row.integer(0));
    if (areas_.size() <= number) areas_.resize(number + 1);
    areas_[number] = row.text(1);
    area_numbers_[std::string(row.text(1))] = static_cast<int>(number);
    return true;
  });
}

std::vector<int> Cells::adopt() {
  std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::string>> known;
  std::int64_t newest = 0;
  session_.scan("SELECT id, indicator, measure, fingerprint FROM shian_measure", {},
                [&](store::Statement const& row) {
                  known[{std::string(row.text(1)), std::string(row.text(2))}] = {row.integer(0),
                                                                                 std::string(row.text(3))};
                  newest = std::max(newest, row.integer(0));
                  return true;
                });
  std::vector<int> to_build;
  for (auto const& measure : catalogue_.measures()) {
    auto const slot = static_cast<std::size_t>(measure.slot);
    auto const& indicator = catalogue_.indicators()[static_cast<std::size_t>(measure.indicator)].id();
    auto const found = known.find({indicator, measure.id});
    if (found != known.end() && found->second.second == measure.fingerprint) {
      ids_[slot] = found->second.first;
      continue;
    }
    to_build.push_back(measure.slot);
    if (found != known.end()) {
      ids_[slot] = found->second.first;
      auto& statement = session_.prepared("UPDATE shian_measure SET fingerprint = ? WHERE id = ?");
      statement.bind_text(1, measure.fingerprint);
      statement.bind_int(2, ids_[slot]);
      statement.run();
      erase(measure.slot);
    } else {
      ids_[slot] = ++newest;
      auto& statement = session_.prepared(
          "INSERT INTO shian_measure (id, indicator, measure, fingerprint) VALUES (?, ?, ?, ?)");
      statement.bind_int(1, ids_[slot]);
      statement.bind_text(2, indicator);
      statement.bind_text(3, measure.id);
      statement.bind_text(4, measure.fingerprint);
      statement.run();
    }
  }
  load_areas();
  return to_build;
}

void Cells::erase(int measure) {
  for (char const* table : {"shian_cell", "shian_rollup", "shian_keyed"}) {
    auto& statement = session_.prepared(std::string("DELETE FROM ") + table + " WHERE measure = ?");
    statement.bind_int(1, id(measure));
    statement.run();
  }
}

// ---------------------------------------------------------------- writing

void Cells::add(int measure, Delta const& delta) {
  auto& sum = pending_[CellKey{measure, delta.day, delta.area, delta.unit, delta.dimension}];
  sum.amount += delta.amount;
  sum.n += delta.n;
}

void Cells::flush() {
  std::erase_if(pending_, [](auto const& cell) { return cell.second == Sum{}; });
  if (pending_.empty()) return;
  constexpr char const* kUpsert =
      " ON CONFLICT (measure, day, area, unit, dimension) DO UPDATE SET amount = shian_cell.amount + "
      "excluded.amount, "
      "n = shian_cell.n + excluded.n";
  if (session_.dialect() == store::Dialect::sqlite || pending_.size() < 8) {
    // In key order, so that neighbouring cells share pages and concurrent writers cannot lock crosswise.
    std::vector<std::pair<CellKey const*, Sum>> ordered;
    ordered.reserve(pending_.size());
    for (auto const& [key, sum] : pending_) ordered.emplace_back(&key, sum);
    std::sort(ordered.begin(), ordered.end(), [](auto const& a, auto const& b) {
      return std::tie(a.first->measure, a.first->day, a.first->area, a.first->unit, a.first->dimension) <
             std::tie(b.first->measure, b.first->day, b.first->area, b.first->unit, b.first->dimension);
    });
    auto& statement = session_.prepared(std::string("INSERT INTO shian_cell (measure, day, area, unit, "
                                                    "dimension, amount, n) VALUES (?, ?, ?, ?, ?, ?, ?)") +
                                        kUpsert);
    for (auto const& [key, sum] : ordered) {
      statement.bind_int(1, id(key->measure));
      statement.bind_int(2, key->day.since_epoch);
      statement.bind_text(3, key->area);
      statement.bind_text(4, key->unit);
      statement.bind_text(5, key->dimension);
      statement.bind_int(6, sum.amount);
      statement.bind_int(7, sum.n);
      statement.run();
    }
  } else {
    session_.execute(
        "CREATE TEMPORARY TABLE IF NOT EXISTS shian_cell_delta (LIKE shian_cell) ON COMMIT DELETE ROWS");
    std::vector<std::string> const columns = {"measure", "day", "area", "unit", "dimension", "amount", "n"};
    std::vector<ColumnType> const types = {ColumnType::integer, ColumnType::integer, ColumnType::text,
                                           ColumnType::text,    ColumnType::text,    ColumnType::integer,
                                           ColumnType::integer};
    auto const bulk = session_.bulk("shian_cell_delta", columns, types);
    for (auto const& [key, sum] : pending_) {
      bulk->add_int(id(key.measure));
      bulk->add_int(key.day.since_epoch);
      bulk->add_text(key.area);
      bulk->add_text(key.unit);
      bulk->add_text(key.dimension);
      bulk->add_int(sum.amount);
      bulk->add_int(sum.n);
      bulk->end_row();
    }
    bulk->finish();
    session_.execute(std::string("INSERT INTO shian_cell (measure, day, area, unit, dimension, amount, n) "
                                 "SELECT measure, day, area, "
                                 "unit, dimension, amount, n FROM shian_cell_delta ORDER BY 1, 2, 3, 4, 5") +
                     kUpsert + "; DELETE FROM shian_cell_delta");
  }
  flush_rollups();
  pending_.clear();
}

void Cells::flush_rollups() {
  std::map<std::tuple<std::int64_t, int, std::int32_t>, AreaSums> grouped;
  for (auto const& [key, sum] : pending_) {
    for (Grain const grain : {Grain::day, Grain::ten_days, Grain::month, Grain::year}) {
      grouped[{id(key.measure), static_cast<int>(grain), start_of(grain, key.day).since_epoch}][key.area] +=
          sum;
    }
  }
  auto& select =
      session_.prepared("SELECT sums FROM shian_rollup WHERE measure = ? AND grain = ? AND day = ?");
  auto& upsert = session_.prepared(
      "INSERT INTO shian_rollup (measure, grain, day, sums) VALUES (?, ?, ?, ?) ON CONFLICT (measure, grain, "
      "day) DO UPDATE SET "
      "sums = excluded.sums");
  for (auto& [where, sums] : grouped) {
    auto const& [measure, grain, day] = where;
    select.reset();
    select.bind_int(1, measure);
    select.bind_int(2, grain);
    select.bind_int(3, day);
    if (select.step()) decode(select.blob(0), sums);
    select.reset();
    upsert.bind_int(1, measure);
    upsert.bind_int(2, grain);
    upsert.bind_int(3, day);
    upsert.bind_blob(4, encode(sums));
    upsert.run();
  }
}

int Cells::area_number(std::string const& area) {
  if (auto const found = area_numbers_.find(area); found != area_numbers_.end()) return found->second;
  auto const number = static_cast<int>(areas_.size());
  auto& statement = session_.prepared("INSERT INTO shian_area (number, area) VALUES (?, ?)");
  statement.bind_int(1, number);
  statement.bind_text(2, area);
  statement.run();
  areas_.push_back(area);
  area_numbers_[area] = number;
  return number;
}

std::string Cells::encode(AreaSums const& sums) {
  std::vector<std::pair<int, Sum>> ordered;
  for (auto const& [area, sum] : sums) {
    if (sum == Sum{}) continue;
    ordered.emplace_back(area_number(area), sum);
  }
  std::sort(ordered.begin(), ordered.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  std::string bytes;
  bytes.reserve(ordered.size() * kEntryBytes);
  for (auto const& [area, sum] : ordered) {
    put(bytes, static_cast<std::uint64_t>(area), 2);
    put(bytes, static_cast<std::uint64_t>(sum.amount), 8);
    put(bytes, static_cast<std::uint64_t>(sum.n), 8);
  }
  return bytes;
}

void Cells::decode(std::string_view bytes, AreaSums& into) const {
  for (std::size_t i = 0; i + kEntryBytes <= bytes.size(); i += kEntryBytes) {
    auto const area = static_cast<std::size_t>(get(bytes.substr(i, 2), 2));
    SHIAN_ASSERT(area < areas_.size());
    into[areas_[area]] += Sum{static_cast<std::int64_t>(get(bytes.substr(i + 2, 8), 8)),
                              static_cast<std::int64_t>(get(bytes.substr(i + 10, 8), 8))};
  }
}

// ---------------------------------------------------------------- keyed rows

std::vector<KeyedRow> Cells::keyed(int measure, std::string const& key, std::optional<int> bucket) {
  std::vector<KeyedRow> rows;
  auto& statement = session_.prepared(
      std::string("SELECT ") + kKeyedColumns + " FROM shian_keyed WHERE measure = ? AND item = ?" +
      (bucket ? " AND bucket = ?" : "") + " ORDER BY bucket, day, slot, record");
  statement.reset();
  statement.bind_int(1, id(measure));
  statement.bind_text(2, key);
  if (bucket) statement.bind_int(3, *bucket);
  while (statement.step()) rows.push_back(keyed_of(statement));
  statement.reset();
  return rows;
}

void Cells::remove_keyed(int measure, KeyedRow const& row) {
  auto& statement = session_.prepared(
      "DELETE FROM shian_keyed WHERE measure = ? AND item = ? AND bucket = ? AND day = ? AND slot = ? AND "
      "record = ?");
  statement.bind_int(1, id(measure));
  statement.bind_text(2, row.key);
  statement.bind_int(3, row.bucket);
  statement.bind_int(4, row.day.since_epoch);
  statement.bind_int(5, row.slot);
  statement.bind_int(6, row.record);
  statement.run();
}

void Cells::add_keyed(int measure, std::span<KeyedRow const> rows) {
  std::vector<std::string> const columns = {"measure", "item",   "bucket", "day",  "slot",
                                            "record",  "amount", "n",      "area", "unit"};
  constexpr std::size_t kFewRows = 8;
  if (session_.dialect() == store::Dialect::sqlite || rows.size() < kFewRows) {
    auto& statement = session_.prepared(std::string("INSERT INTO shian_keyed (measure, ") + kKeyedColumns +
                                        ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (auto const& row : rows) {
      statement.bind_int(1, id(measure));
      statement.bind_text(2, row.key);
      statement.bind_int(3, row.bucket);
      statement.bind_int(4, row.day.since_epoch);
      statement.bind_int(5, row.slot);
      statement.bind_int(6, row.record);
      statement.bind_int(7, row.amount);
      statement.bind_int(8, row.n);
      statement.bind_text(9, row.area);
      statement.bind_text(10, row.unit);
      statement.run();
    }
    return;
  }
  std::vector<ColumnType> const types = {
      ColumnType::integer, ColumnType::text,    ColumnType::integer, ColumnType::integer, ColumnType::integer,
      ColumnType::integer, ColumnType::integer, ColumnType::integer, ColumnType::text,    ColumnType::text};
  auto const bulk = session_.bulk("shian_keyed", columns, types);
  for (auto const& row : rows) {
    bulk->add_int(id(measure));
    bulk->add_text(row.key);
    bulk->add_int(row.bucket);
    bulk->add_int(row.day.since_epoch);
    bulk->add_int(row.slot);
    bulk->add_int(row.record);
    bulk->add_int(row.amount);
    bulk->add_int(row.n);
    bulk->add_text(row.area);
    bulk->add_text(row.unit);
    bulk->end_row();
  }
  bulk->finish();
}

void Cells::scan_keyed(int measure, std::optional<int> bucket,
                       std::function<bool(KeyedRow const&)> const& each) {
  std::vector<Value> parameters = {Value(id(measure))};
  std::string sql = std::string("SELECT ") + kKeyedColumns + " FROM shian_keyed WHERE measure = ?";
  if (bucket) {
    sql += " AND bucket = ?";
    parameters.emplace_back(static_cast<std::int64_t>(*bucket));
  }
  session_.scan(sql + " ORDER BY item, bucket, day, slot, record", parameters,
                [&](store::Statement const& row) { return each(keyed_of(row)); });
}

// ---------------------------------------------------------------- reading

AreaSums Cells::sums(int measure, Day from, Day to) {
  AreaSums found;
  if (id(measure) == 0 || to < from) return found;
  auto& statement = session_.prepared(
      "SELECT sums FROM shian_rollup WHERE measure = ? AND grain = ? AND day >= ? AND day < ?");
  for (auto const& part : cover(from, to)) {
    statement.reset();
    statement.bind_int(1, id(measure));
    statement.bind_int(2, static_cast<std::int64_t>(part.grain));
    statement.bind_int(3, part.first.since_epoch);
    statement.bind_int(4, part.end.since_epoch);
    while (statement.step()) decode(statement.blob(0), found);
  }
  statement.reset();
  return found;
}

AreaSums Cells::sums_of_unit(int measure, Day from, Day to, std::string const& unit) {
  AreaSums found;
  if (id(measure) == 0) return found;
  auto& statement = session_.prepared(
      "SELECT area, sum(amount), sum(n) FROM shian_cell WHERE measure = ? AND day >= ? AND day <= ? AND unit "
      "= ? GROUP BY area");
  statement.reset();
  statement.bind_int(1, id(measure));
  statement.bind_int(2, from.since_epoch);
  statement.bind_int(3, to.since_epoch);
  statement.bind_text(4, unit);
  while (statement.step())
    found[std::string(statement.text(0))] = {statement.integer(1), statement.integer(2)};
  statement.reset();
  return found;
}

std::unordered_map<std::string, Sum> Cells::sums_by(int measure, Day from, Day to, std::string_view column) {
  SHIAN_ASSERT(column == "unit" || column == "dimension");
  std::unordered_map<std::string, Sum> found;
  if (id(measure) == 0) return found;
  auto& statement = session_.prepared(
      "SELECT " + std::string(column) +
      ", sum(amount), sum(n) FROM shian_cell WHERE measure = ? AND day >= ? AND day <= ? GROUP BY " +
      std::string(column));
  statement.reset();
  statement.bind_int(1, id(measure));
  statement.bind_int(2, from.since_epoch);
  statement.bind_int(3, to.since_epoch);
  while (statement.step())
    found[std::string(statement.text(0))] = {statement.integer(1), statement.integer(2)};
  statement.reset();
  return found;
}

std::optional<Day> Cells::last_day(int measure, Day to) {
  if (id(measure) == 0) return std::nullopt;
  auto& statement = session_.prepared(
      "SELECT day, sums FROM shian_rollup WHERE measure = ? AND grain = 0 AND day <= ? ORDER BY day DESC");
  statement.reset();
  statement.bind_int(1, id(measure));
  statement.bind_int(2, to.since_epoch);
  std::optional<Day> found;
  while (!found && statement.step()) {
    AreaSums sums;
    decode(statement.blob(1), sums);
    bool const counted =
        std::any_of(sums.begin(), sums.end(), [](auto const& entry) { return entry.second.n != 0; });
    if (counted) found = Day{static_cast<std::int32_t>(statement.integer(0))};
  }
  statement.reset();
  return found;
}

std::vector<std::pair<Day, Sum>> Cells::series(int measure, Grain grain, Day from, Day to) {
  std::vector<std::pair<Day, Sum>> days;
  if (id(measure) == 0) return days;
  auto& statement = session_.prepared(
      "SELECT day, sums FROM shian_rollup WHERE measure = ? AND grain = ? AND day >= ? AND day <= ? ORDER BY "
      "day");
  statement.reset();
  statement.bind_int(1, id(measure));
  statement.bind_int(2, static_cast<std::int64_t>(grain));
  statement.bind_int(3, from.since_epoch);
  statement.bind_int(4, to.since_epoch);
  while (statement.step()) {
    AreaSums sums;
    decode(statement.blob(1), sums);
    Sum total;
    for (auto const& [area, sum] : sums) total += sum;
    days.emplace_back(Day{static_cast<std::int32_t>(statement.integer(0))}, total);
  }
  statement.reset();
  return days;
}

std::vector<std::pair<Day, AreaSums>> Cells::months(int measure, Day from, Day to, std::string const& unit) {
  std::vector<std::pair<Day, AreaSums>> found;
  if (id(measure) == 0) return found;
  auto& statement = session_.prepared(
      unit.empty()
          ? "SELECT day, sums FROM shian_rollup WHERE measure = ? AND day >= ? AND day <= ? AND "
            "grain = ? ORDER BY day"
          : "SELECT day, area, sum(amount), sum(n) FROM shian_cell WHERE measure = ? AND day >= ? AND "
            "day <= ? AND unit = ? GROUP BY day, area ORDER BY day");
  statement.reset();
  statement.bind_int(1, id(measure));
  statement.bind_int(2, from.since_epoch);
  statement.bind_int(3, unit.empty() ? to.since_epoch : to.last_of_month().since_epoch);
  if (unit.empty()) {
    statement.bind_int(4, static_cast<std::int64_t>(Grain::month));
  } else {
    statement.bind_text(4, unit);
  }
  while (statement.step()) {
    Day const month = Day{static_cast<std::int32_t>(statement.integer(0))}.first_of_month();
    if (found.empty() || found.back().first != month) found.emplace_back(month, AreaSums{});
    auto& sums = found.back().second;
    if (unit.empty()) {
      decode(statement.blob(1), sums);
    } else {
      sums[std::string(statement.text(1))] += Sum{statement.integer(2), statement.integer(3)};
    }
  }
  statement.reset();
  return found;
}

void Cells::scan(int measure, std::function<void(CellKey const&, Sum)> const& each) {
  std::array<Value, 1> const parameters = {Value(id(measure))};
  session_.scan("SELECT day, area, unit, dimension, amount, n FROM shian_cell WHERE measure = ?", parameters,
                [&](store::Statement const& row) {
                  each({measure, Day{static_cast<std::int32_t>(row.integer(0))}, std::string(row.text(1)),
                        std::string(row.text(2)), std::string(row.text(3))},
                       {row.integer(4), row.integer(5)});
                  return true;
                });
}

void Cells::scan_rollups(int measure, Grain grain, std::function<void(Day, AreaSums const&)> const& each) {
  std::array<Value, 2> const parameters = {Value(id(measure)), Value(static_cast<std::int64_t>(grain))};
  session_.scan("SELECT day, sums FROM shian_rollup WHERE measure = ? AND grain = ?", parameters,
                [&](store::Statement const& row) {
                  AreaSums sums;
                  decode(row.blob(1), sums);
                  each(Day{static_cast<std::int32_t>(row.integer(0))}, sums);
                  return true;
                });
}

}  // namespace shian::indicator
