#include "register/existing.hpp"

#include "register/tables.hpp"

namespace shian::reg {
namespace {

std::vector<RecordId> one_by_one(store::Session& session, Schema const& schema,
                                 std::vector<KeyColumn> const& columns,
                                 std::vector<std::vector<Value>> const& keys) {
  std::string sql = "SELECT id FROM " + sql_name(schema.table) + " WHERE withdrawn = 0";
  for (auto const& column : columns) sql += " AND " + sql_name(column.name) + " = ?";
  auto& statement = session.prepared(sql);
  std::vector<RecordId> ids;
  ids.reserve(keys.size());
  for (auto const& key : keys) {
    statement.reset();
    for (std::size_t i = 0; i < key.size(); ++i) statement.bind(static_cast<int>(i) + 1, key[i]);
    ids.push_back(statement.step() ? statement.integer(0) : 0);
  }
  statement.reset();
  return ids;
}

void append_element(std::string& array, Value const& value) {
  if (array.size() > 1) array += ',';
  array += '"';
  for (char c : canonical(value)) {
    if (c == '"' || c == '\\') array += '\\';
    array += c;
  }
  array += '"';
}

std::vector<RecordId> all_at_once(store::Session& session, Schema const& schema,
                                  std::vector<KeyColumn> const& columns,
                                  std::vector<std::vector<Value>> const& keys) {
  std::string arrays;
  std::string names;
  std::string joined;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto const name = "c" + std::to_string(i);
    arrays += std::string(i ? ", " : "") + "?::text[]";
    names += (i ? ", " : "") + name;
    joined += std::string(i ? " AND " : "") + "r." + sql_name(columns[i].name) + " = k." + name +
              "::" + std::string(store::sql_type(store::Dialect::postgresql, columns[i].type));
  }
  // Planned for the table as it is now: a kept plan is one for the table as it was once, and within the
  // transaction that fills it nothing tells the store that it grew.
  auto const statement =
      session.prepare("SELECT k.n, r.id FROM unnest(" + arrays + ") WITH ORDINALITY AS k(" + names +
                      ", n) JOIN " + sql_name(schema.table) + " r ON " + joined + " WHERE r.withdrawn = 0");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::string array = "{";
    for (auto const& key : keys) append_element(array, key[i]);
    statement->bind_text(static_cast<int>(i) + 1, array + "}");
  }
  std::vector<RecordId> ids(keys.size(), 0);
  while (statement->step()) ids[static_cast<std::size_t>(statement->integer(0)) - 1] = statement->integer(1);
  return ids;
}

}  // namespace

std::vector<RecordId> existing(store::Session& session, Schema const& schema,
                               std::vector<KeyColumn> const& columns,
                               std::vector<std::vector<Value>> const& keys) {
  if (keys.empty()) return {};
  bool const is_asked_by_one = session.dialect() == store::Dialect::sqlite || keys.size() == 1;
  return is_asked_by_one ? one_by_one(session, schema, columns, keys)
                         : all_at_once(session, schema, columns, keys);
}

}  // namespace shian::reg
