#include "register/records.hpp"

#include <array>

#include "base/text.hpp"
#include "register/tables.hpp"

namespace shian::reg {
namespace {

// Enough for every operator, school and person of a city; beyond it the cache starts anew.
constexpr std::size_t kMostCached = 400'000;

}  // namespace

std::optional<Value> value_from_canonical(std::string_view text, store::ColumnType column) {
  if (text.empty()) return Value{};
  switch (column) {
    case store::ColumnType::integer: {
      auto const number = Decimal::parse(text);
      if (!number || number->scale() != 0) return std::nullopt;
      return Value(number->mantissa());
    }
    case store::ColumnType::decimal: {
      auto const number = Decimal::parse(text);
      if (!number) return std::nullopt;
      return Value(*number);
    }
    case store::ColumnType::date: {
      auto const day = Day::parse(text);
      if (!day) return std::nullopt;
      return Value(*day);
    }
    case store::ColumnType::boolean:
      return text == "true" ? Value(true) : Value(false);
    case store::ColumnType::timestamp: {
      auto const moment = Timestamp::parse(text, 0);
      if (!moment) return std::nullopt;
      return Value(*moment);
    }
    case store::ColumnType::text:
    case store::ColumnType::blob:
      return Value(std::string(text));
  }
  return std::nullopt;
}

std::vector<Value> const* Records::fetch(int register_index, RecordId id) {
  if (register_index == pretended_register_ && id == pretended_id_) return pretended_;
  auto const* record = find(register_index, id);
  return record != nullptr ? &record->values : nullptr;
}

Record const* Records::find(int register_index, RecordId id) {
  auto& cached = cache_[register_index];
  if (auto const found = cached.find(id); found != cached.end())
    return found->second.id == 0 ? nullptr : &found->second;
  auto const& schema = schemas_.at(register_index);
  auto& statement = session_.prepared("SELECT " + record_columns(schema) + " FROM " + sql_name(schema.table) +
                                      " WHERE id = ? AND withdrawn = 0");
  statement.reset();
  statement.bind_int(1, id);
  Record record;  // id 0: known not to be there
  if (statement.step()) record = record_of(schema, statement);
  statement.reset();
  if (++cached_ > kMostCached) {
    forget_all();
    cached_ = 1;
  }
  auto const& kept = cache_[register_index].insert_or_assign(id, std::move(record)).first->second;
  return kept.id == 0 ? nullptr : &kept;
}

std::optional<Record> Records::get(Schema const& schema, RecordId id) {
  auto& statement = session_.prepared("SELECT " + record_columns(schema) + " FROM " + sql_name(schema.table) +
                                      " WHERE id = ?");
  statement.reset();
  statement.bind_int(1, id);
  std::optional<Record> record;
  if (statement.step()) record = record_of(schema, statement);
  statement.reset();
  return record;
}

void Records::scan(Schema const& schema, std::function<bool(Record const&)> const& each) {
  scan_where(schema, "", {}, "id", each);
}

void Records::scan_where(Schema const& schema, std::string_view condition, std::span<Value const> parameters,
                         std::string_view order, std::function<bool(Record const&)> const& each) {
  std::string sql =
      "SELECT " + record_columns(schema) + " FROM " + sql_name(schema.table) + " WHERE withdrawn = 0";
  if (!condition.empty()) sql += " AND (" + std::string(condition) + ")";
  sql += " ORDER BY " + std::string(order);
  session_.scan(sql, parameters, [&](store::Statement const& row) { return each(record_of(schema, row)); });
}

std::int64_t Records::count(Schema const& schema) {
  auto& statement =
      session_.prepared("SELECT count(*) FROM " + sql_name(schema.table) + " WHERE withdrawn = 0");
  statement.reset();
  statement.step();
  auto const rows = statement.integer(0);
  statement.reset();
  return rows;
}

RecordId Records::find_by_key(Schema const& schema, std::string_view key) {
  if (schema.keys.empty()) return 0;
  auto& known = keys_[schema.index];
  if (auto const found = known.find(std::string(key)); found != known.end()) return found->second;
  auto const& fields = schema.keys.front();
  auto parts = split(key, '/');
  if (fields.size() == 1) parts = {key};
  if (parts.size() != fields.size()) return 0;
  std::string sql = "SELECT id FROM " + sql_name(schema.table) + " WHERE withdrawn = 0";
  std::vector<Value> values;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    auto const& field = schema.fields[static_cast<std::size_t>(fields[i])];
    if (field.target_register >= 0 && field.definition.type == pack::FieldType::reference) {
      RecordId const inner = find_by_key(schemas_.at(field.target_register), parts[i]);
      if (inner == 0) return 0;
      values.emplace_back(inner);
    } else {
      auto value = value_from_canonical(parts[i], field.column);
      if (!value) return 0;
      values.push_back(std::move(*value));
    }
    sql += " AND " + sql_name("f_" + field.definition.id) + " = ?";
  }
  auto& statement = session_.prepared(sql);
  statement.reset();
  for (std::size_t i = 0; i < values.size(); ++i) statement.bind(static_cast<int>(i) + 1, values[i]);
  RecordId const id = statement.step() ? statement.integer(0) : 0;
  statement.reset();
  if (id != 0) keys_[schema.index].emplace(std::string(key), id);
  return id;
}

std::vector<RecordId> Records::referring(Schema const& schema, FieldIndex reference, RecordId id) {
  std::vector<RecordId> ids;
  auto const column = sql_name("f_" + schema.fields[static_cast<std::size_t>(reference)].definition.id);
  std::array<Value, 1> const parameters = {Value(id)};
  session_.scan(
      "SELECT id FROM " + sql_name(schema.table) + " WHERE withdrawn = 0 AND " + column + " = ? ORDER BY id",
      parameters, [&](store::Statement const& row) {
        ids.push_back(row.integer(0));
        return true;
      });
  return ids;
}

void Records::remember(Schema const& schema, Record record) {
  if (++cached_ > kMostCached) forget_all();
  keys_[schema.index].clear();
  RecordId const id = record.id;
  cache_[schema.index].insert_or_assign(id, std::move(record));
}

void Records::created(Schema const& schema, RecordId id) {
  if (auto const cached = cache_.find(schema.index); cached != cache_.end()) cached->second.erase(id);
}

void Records::forget(Schema const& schema, RecordId id) {
  cache_[schema.index].erase(id);
  keys_[schema.index].clear();
}

void Records::forget_all() {
  cache_.clear();
  keys_.clear();
  cached_ = 0;
}

void Records::pretend(int register_index, RecordId id, std::vector<Value> const* values) {
  pretended_register_ = register_index;
  pretended_id_ = id;
  pretended_ = values;
}

}  // namespace shian::reg
