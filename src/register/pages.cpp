#include "register/pages.hpp"

#include <array>
#include <charconv>

#include "register/tables.hpp"

namespace shian::reg {
namespace {

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (char const c : bytes) {
    auto const byte = static_cast<unsigned char>(c);
    text += {kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return text;
}

std::optional<std::string> bytes_of(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (; !hex.empty(); hex.remove_prefix(2)) {
    unsigned byte = 0;
    constexpr int kBase = 16;
    auto const [end, failed] = std::from_chars(hex.data(), hex.data() + 2, byte, kBase);
    if (failed != std::errc() || end != hex.data() + 2) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

// Those whose field says something, and those that say nothing, are two lists: each is read along an index.
enum class Part { saying, silent };

struct Clauses {
  std::string condition, order;
  std::vector<Value> parameters;
};

Clauses clauses_of(store::Session const& session, Schema const& schema, RecordQuery const& query, Part part,
                   RecordPlace const* after) {
  Clauses made{query.condition.empty() ? "1 = 1" : "(" + query.condition + ")", "id", query.parameters};
  auto const& [field, descending] = query.order;
  std::string const sign = descending ? " < " : " > ";
  std::string const down = descending ? " DESC" : "";
  if (field < 0) {
    made.order += down;
    if (after != nullptr) {
      made.condition += " AND id" + sign + "?";
      made.parameters.emplace_back(after->id);
    }
    return made;
  }
  auto const compared = comparable(session, schema.fields[static_cast<std::size_t>(field)]);
  auto const column = sql_name("f_" + schema.fields[static_cast<std::size_t>(field)].definition.id);
  if (part == Part::silent) {
    made.condition += " AND " + column + " IS NULL";
    if (after != nullptr && is_null(after->value)) {
      made.condition += " AND id > ?";
      made.parameters.emplace_back(after->id);
    }
    return made;
  }
  made.condition += " AND " + column + " IS NOT NULL";
  made.order = compared.column + down + ", id" + down;
  if (after != nullptr) {
    made.condition += " AND (" + compared.column + ", id)" + sign + "(" + compared.mark + ", ?)";
    made.parameters.push_back(after->value);
    made.parameters.emplace_back(after->id);
  }
  return made;
}

void read(Ledger& ledger, Schema const& schema, Clauses const& clauses, std::int64_t offset,
          std::size_t limit, std::vector<Record>& into) {
  auto order = clauses.order + " LIMIT " + std::to_string(limit);
  if (offset > 0) order += " OFFSET " + std::to_string(offset);
  ledger.records().scan_where(schema, clauses.condition, clauses.parameters, order,
                              [&](Record const& record) {
                                into.push_back(record);
                                return true;
                              });
}

}  // namespace

RecordPlace RecordPlace::of(Record const& record, RecordOrder order) {
  return {record.id, order.field < 0 ? Value{} : record.values[static_cast<std::size_t>(order.field)]};
}

std::string RecordPlace::to_text() const {
  auto text = std::to_string(id);
  if (!is_null(value)) text += "." + hex_of(canonical(value));
  return text;
}

std::optional<RecordPlace> RecordPlace::parse(std::string_view text, Schema const& schema,
                                              RecordOrder order) {
  RecordPlace place;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), place.id);
  if (failed != std::errc() || place.id < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.empty()) return place;
  if (order.field < 0 || !text.starts_with('.')) return std::nullopt;
  auto const bytes = bytes_of(text.substr(1));
  if (!bytes || bytes->find('\0') != std::string::npos) return std::nullopt;
  auto value = value_from_canonical(*bytes, schema.fields[static_cast<std::size_t>(order.field)].column);
  if (!value || is_null(*value) || canonical(*value) != *bytes) return std::nullopt;
  place.value = std::move(*value);
  return place;
}

Comparable comparable(store::Session const& session, FieldSchema const& field) {
  auto const column = sql_name("f_" + field.definition.id);
  if (field.column == store::ColumnType::decimal && session.dialect() == store::Dialect::sqlite)
    return {"CAST(" + column + " AS REAL)", "CAST(? AS REAL)"};
  return {column, "?"};
}

std::vector<Record> records_behind(Ledger& ledger, Schema const& schema, RecordQuery const& query,
                                   std::optional<RecordPlace> const& after, std::size_t limit) {
  std::vector<Record> records;
  auto const* const place = after ? &*after : nullptr;
  bool const by_id = query.order.field < 0;
  if (by_id || place == nullptr || !is_null(place->value))
    read(ledger, schema, clauses_of(ledger.session(), schema, query, Part::saying, place), 0, limit, records);
  if (!by_id && records.size() < limit)
    read(ledger, schema, clauses_of(ledger.session(), schema, query, Part::silent, place), 0,
         limit - records.size(), records);
  return records;
}

std::vector<Record> records_from(Ledger& ledger, Schema const& schema, RecordQuery const& query,
                                 std::int64_t offset, std::size_t limit) {
  if (offset == 0) return records_behind(ledger, schema, query, std::nullopt, limit);
  std::vector<Record> records;
  auto const saying = clauses_of(ledger.session(), schema, query, Part::saying, nullptr);
  read(ledger, schema, saying, offset, limit, records);
  if (query.order.field < 0 || records.size() == limit) return records;
  std::int64_t passed = 0;
  if (records.empty()) {
    auto const before = count_records(ledger.session(), schema, {saying.condition, saying.parameters, {}});
    passed = offset - before.records;
  }
  read(ledger, schema, clauses_of(ledger.session(), schema, query, Part::silent, nullptr), passed,
       limit - records.size(), records);
  return records;
}

RecordCount count_records(store::Session& session, Schema const& schema, RecordQuery const& query) {
  RecordCount counted;
  auto const sql = "SELECT count(*), coalesce(max(id), 0) FROM " + sql_name(schema.table) +
                   " WHERE withdrawn = 0" +
                   (query.condition.empty() ? std::string() : " AND (" + query.condition + ")");
  session.scan(sql, query.parameters, [&](store::Statement const& row) {
    counted = {row.integer(0), row.integer(1)};
    return false;
  });
  return counted;
}

std::optional<Timestamp> entered_at(store::Session& session, Schema const& schema, RecordId id) {
  std::optional<Timestamp> at;
  auto const ask = [&](std::string const& sql, std::span<Value const> parameters) {
    session.scan(sql, parameters, [&](store::Statement const& row) {
      if (!row.is_null(0)) at = std::get<Timestamp>(row.value(0, store::ColumnType::timestamp));
      return false;
    });
  };
  std::array<Value, 1> const record = {Value(id)};
  ask("SELECT b.started_at FROM " + sql_name(schema.table) +
          " r JOIN shian_batch b ON b.id = r.batch WHERE r.id = ?",
      record);
  if (at) return at;
  std::array<Value, 2> const entry = {Value(schema.definition.id), Value(id)};
  ask("SELECT at FROM shian_journal WHERE register = ? AND record = ? AND action = 1 AND batch = 0", entry);
  return at;
}

}  // namespace shian::reg
