#include "register/tables.hpp"

#include <algorithm>
#include <array>

#include "store/migration.hpp"

namespace shian::reg {
namespace {

using store::ColumnType;
using store::Dialect;

std::string type(store::Session const& session, ColumnType column) {
  return std::string(store::sql_type(session.dialect(), column));
}

void create_own_tables(store::Session& session) {
  auto const integer = type(session, ColumnType::integer);
  auto const text = type(session, ColumnType::text);
  auto const moment = type(session, ColumnType::timestamp);
  auto const blob = type(session, ColumnType::blob);
  session.execute("CREATE TABLE shian_meta (name " + text + " PRIMARY KEY, value " + text + " NOT NULL)");
  // What the positions in a journal body mean: the register's fields at the time.
  session.execute("CREATE TABLE shian_layout (id " + integer + " PRIMARY KEY, register " + text +
                  " NOT NULL, fields " + text + " NOT NULL)");
  session.execute("CREATE TABLE shian_batch (id " + integer + " PRIMARY KEY, register " + text +
                  " NOT NULL, actor " + text + " NOT NULL, unit " + text + " NOT NULL, started_at " + moment +
                  " NOT NULL, file_name " + text + " NOT NULL, file_hash " + text + " NOT NULL, created " +
                  integer + " NOT NULL, corrected " + integer + " NOT NULL, same " + integer +
                  " NOT NULL, refused " + integer + " NOT NULL, undone_at " + moment + ")");
  session.execute("CREATE INDEX shian_batch_file ON shian_batch (file_hash)");
  session.execute("CREATE TABLE shian_journal (seq " + integer + " PRIMARY KEY, at " + moment +
                  " NOT NULL, actor " + text + " NOT NULL, unit " + text + " NOT NULL, register " + text +
                  " NOT NULL, record " + integer + " NOT NULL, action " + integer + " NOT NULL, batch " +
                  integer + " NOT NULL, reason " + text + " NOT NULL, layout " + integer +
                  " NOT NULL, body " + text + " NOT NULL, hash " + blob + " NOT NULL)");
  // A record's history is asked for one record at a time; creations are found through the record itself.
  session.execute("CREATE INDEX shian_journal_record ON shian_journal (register, record) WHERE action > 1");
  session.execute("CREATE TABLE shian_mapping (sender " + text + " NOT NULL, register " + text +
                  " NOT NULL, mapping " + text + " NOT NULL, confirmed_at " + moment +
                  " NOT NULL, PRIMARY KEY (sender, register))");
  session.execute("CREATE TABLE shian_evidence (hash " + text + " PRIMARY KEY, name " + text +
                  " NOT NULL, bytes " + integer + " NOT NULL, stored_at " + moment + " NOT NULL, actor " +
                  text + " NOT NULL, unit " + text + " NOT NULL)");
}

// Where each batch begins in the journal: a record that came in a batch is found there by halves. Those
// entered one by one are few, and indexed.
void find_creations(store::Session& session) {
  session.execute("ALTER TABLE shian_batch ADD COLUMN first_entry " + type(session, ColumnType::integer) +
                  " NOT NULL DEFAULT 0");
  std::vector<std::pair<std::int64_t, std::int64_t>> firsts;
  session.scan("SELECT batch, min(seq) FROM shian_journal WHERE batch > 0 GROUP BY batch", {},
               [&](store::Statement const& row) {
                 firsts.emplace_back(row.integer(0), row.integer(1));
                 return true;
               });
  for (auto const& [batch, first] : firsts) {
    auto& statement = session.prepared("UPDATE shian_batch SET first_entry = ? WHERE id = ?");
    statement.bind_int(1, first);
    statement.bind_int(2, batch);
    statement.run();
  }
  session.execute(
      "CREATE INDEX shian_journal_single ON shian_journal (register, record) WHERE action = 1 AND batch = 0");
}

// What whoever attached a file called it: the store's own note of the bytes tells of whoever brought them
// first.
void create_attachments(store::Session& session) {
  auto const integer = type(session, ColumnType::integer);
  auto const text = type(session, ColumnType::text);
  session.execute("CREATE TABLE shian_attachment (register " + text + " NOT NULL, record " + integer +
                  " NOT NULL, field " + text + " NOT NULL, hash " + text + " NOT NULL, name " + text +
                  " NOT NULL, type " + text + " NOT NULL, bytes " + integer + " NOT NULL, at " +
                  type(session, ColumnType::timestamp) + " NOT NULL, actor " + text + " NOT NULL, unit " +
                  text + " NOT NULL, PRIMARY KEY (register, record, field, hash))");
}

// Who took which step of a record's way, and the limits that run: see steps.hpp and running_clocks.hpp.
void create_ways(store::Session& session) {
  auto const integer = type(session, ColumnType::integer);
  auto const text = type(session, ColumnType::text);
  auto const day = type(session, ColumnType::date);
  session.execute("CREATE TABLE shian_step (entry " + integer + " PRIMARY KEY, register " + text +
                  " NOT NULL, record " + integer + " NOT NULL, step " + text + " NOT NULL, actor " + text +
                  " NOT NULL, unit " + text + " NOT NULL, at " + type(session, ColumnType::timestamp) +
                  " NOT NULL, day " + day + " NOT NULL, note " + text + " NOT NULL)");
  session.execute("CREATE INDEX shian_step_record ON shian_step (register, record)");
  session.execute("CREATE TABLE shian_clock (register " + text + " NOT NULL, record " + integer +
                  " NOT NULL, clock " + text + " NOT NULL, holder " + text + " NOT NULL, area " + text +
                  " NOT NULL, due " + day + " NOT NULL, PRIMARY KEY (register, record, clock))");
  session.execute("CREATE INDEX shian_clock_holder ON shian_clock (holder, due)");
  session.execute("CREATE INDEX shian_clock_area ON shian_clock (area, due)");
  session.execute("CREATE INDEX shian_clock_due ON shian_clock (due)");
}

std::span<store::Migration const> migrations() {
  static std::array<store::Migration, 4> const steps = {{{1, "journal, batches, layouts", create_own_tables},
                                                         {2, "where batches begin", find_creations},
                                                         {3, "who attached which file", create_attachments},
                                                         {4, "steps taken, clocks running", create_ways}}};
  return steps;
}

std::vector<std::string> columns_of(store::Session& session, std::string const& table) {
  std::vector<std::string> names;
  std::array<Value, 1> const parameters = {Value(table)};
  session.scan(session.dialect() == Dialect::sqlite
                   ? "SELECT name FROM pragma_table_info(?)"
                   : "SELECT column_name FROM information_schema.columns WHERE table_schema = "
                     "current_schema() AND table_name = ?",
               parameters, [&](store::Statement const& row) {
                 names.emplace_back(row.text(0));
                 return true;
               });
  return names;
}

void create_index(store::Session& session, std::string const& name, std::string const& rest) {
  session.execute("CREATE INDEX IF NOT EXISTS " + sql_name(name) + " " + rest);
}

void prepare_register(store::Session& session, Schema const& schema) {
  auto const table = sql_name(schema.table);
  if (!session.has_table(schema.table)) {
    std::string sql = "CREATE TABLE " + table + " (id " + type(session, ColumnType::integer) +
                      " PRIMARY KEY, unit " + type(session, ColumnType::text) + " NOT NULL, batch " +
                      type(session, ColumnType::integer) + " NOT NULL, withdrawn " +
                      type(session, ColumnType::integer) + " NOT NULL DEFAULT 0, row_hash " +
                      type(session, ColumnType::text);
    for (auto const& field : schema.fields) {
      sql += ", " + sql_name("f_" + field.definition.id) + " " + type(session, field.column);
    }
    session.execute(sql + ")");
  } else {
    auto const present = columns_of(session, schema.table);
    for (auto const& field : schema.fields) {
      auto const name = "f_" + field.definition.id;
      if (std::find(present.begin(), present.end(), name) != present.end()) continue;
      session.execute("ALTER TABLE " + table + " ADD COLUMN " + sql_name(name) + " " +
                      type(session, field.column));
    }
  }
  for (std::size_t i = 0; i < schema.keys.size(); ++i) {
    std::string columns;
    for (FieldIndex const field : schema.keys[i]) {
      columns += (columns.empty() ? "" : ", ") +
                 sql_name("f_" + schema.fields[static_cast<std::size_t>(field)].definition.id);
    }
    session.execute("CREATE UNIQUE INDEX IF NOT EXISTS " +
                    sql_name(schema.table + "_key" + std::to_string(i + 1)) + " ON " + table + " (" +
                    columns + ") WHERE withdrawn = 0");
  }
  if (schema.keys.empty()) {
    session.execute("CREATE UNIQUE INDEX IF NOT EXISTS " + sql_name(schema.table + "_row") + " ON " + table +
                    " (row_hash) WHERE withdrawn = 0");
  }
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    auto const& field = schema.fields[i];
    bool const leads_key = std::any_of(schema.keys.begin(), schema.keys.end(), [&](auto const& key) {
      return !key.empty() && key.front() == static_cast<int>(i);
    });
    if (leads_key || (!field.definition.indexed && field.target_register < 0)) continue;
    // Without the rows that say nothing: most references and dates of most records are empty.
    auto const column = sql_name("f_" + field.definition.id);
    create_index(session, schema.table + "_" + field.definition.id,
                 "ON " + table + " (" + column + ") WHERE " + column + " IS NOT NULL");
  }
}

}  // namespace

std::string sql_name(std::string_view name) {
  std::string text = "\"";
  for (char c : name) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

void prepare_tables(store::Session& session, Schemas const& schemas) {
  store::migrate(session, migrations(), "register");
  store::Transaction transaction(session, store::Access::write);
  for (auto const& schema : schemas.all()) prepare_register(session, schema);
  transaction.commit();
}

bool is_current(store::Session& session) { return store::is_current(session, migrations(), "register"); }

bool is_prepared(store::Session& session, Schema const& schema) {
  if (!session.has_table(schema.table)) return false;
  auto const present = columns_of(session, schema.table);
  return std::all_of(schema.fields.begin(), schema.fields.end(), [&](FieldSchema const& field) {
    return std::find(present.begin(), present.end(), "f_" + field.definition.id) != present.end();
  });
}

std::string meta(store::Session& session, std::string_view name) {
  auto& statement = session.prepared("SELECT value FROM shian_meta WHERE name = ?");
  statement.reset();
  statement.bind_text(1, name);
  std::string value = statement.step() ? std::string(statement.text(0)) : "";
  statement.reset();
  return value;
}

void set_meta(store::Session& session, std::string_view name, std::string_view value) {
  auto& statement = session.prepared(
      "INSERT INTO shian_meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value");
  statement.bind_text(1, name);
  statement.bind_text(2, value);
  statement.run();
}

std::string record_columns(Schema const& schema) {
  std::string columns = "id, unit";
  for (auto const& field : schema.fields) columns += ", " + sql_name("f_" + field.definition.id);
  return columns;
}

Record record_of(Schema const& schema, store::Statement const& row) {
  Record record;
  record.id = row.integer(0);
  record.unit = row.text(1);
  record.values.reserve(schema.fields.size());
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    record.values.push_back(row.value(static_cast<int>(i) + 2, schema.fields[i].column));
  }
  return record;
}

}  // namespace shian::reg
