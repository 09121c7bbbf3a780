#include "store/migration.hpp"

#include <algorithm>

namespace shian::store {
namespace {

void make_table(Session& session) {
  if (session.has_table("shian_migration")) return;
  Transaction transaction(session, Access::write);
  Dialect const dialect = session.dialect();
  std::string const text(sql_type(dialect, ColumnType::text));
  std::string const integer(sql_type(dialect, ColumnType::integer));
  std::string const timestamp(sql_type(dialect, ColumnType::timestamp));
  session.execute("CREATE TABLE IF NOT EXISTS shian_migration (component " + text + " NOT NULL, version " +
                  integer + " NOT NULL, name " + text + " NOT NULL, applied_at " + timestamp +
                  " NOT NULL, PRIMARY KEY (component, version))");
  transaction.commit();
}

Failure newer_store(std::string_view component, std::int64_t version, std::string_view name) {
  std::string const step =
      std::string(component) + " " + std::to_string(version) + " '" + std::string(name) + "'";
  return {Failure::Kind::other,
          {"数据库由更新版本的程序建立（" + step + "），请升级本程序",
           "the store was made by a newer program (" + step + "); upgrade this one"}};
}

// Throws for a step of the store that the program does not know. The last version that was applied, or 0.
std::int64_t applied_version(Session& session, std::span<Migration const> migrations,
                             std::string_view component) {
  auto& statement =
      session.prepared("SELECT version, name FROM shian_migration WHERE component = ? ORDER BY version");
  statement.bind_text(1, component);
  std::int64_t last = 0;
  while (statement.step()) {
    last = statement.integer(0);
    bool const known = std::ranges::any_of(migrations, [&](Migration const& step) {
      return step.version == last && step.name == statement.text(1);
    });
    if (known) continue;
    Failure const failure = newer_store(component, last, statement.text(1));
    statement.reset();
    throw failure;
  }
  return last;
}

}  // namespace

void create(Session& session, std::string sql) {
  struct Word {
    std::string_view mark;
    ColumnType type;
  };
  for (auto const& [mark, type] : {Word{"{text}", ColumnType::text}, Word{"{int}", ColumnType::integer},
                                   Word{"{time}", ColumnType::timestamp}, Word{"{date}", ColumnType::date},
                                   Word{"{blob}", ColumnType::blob}}) {
    auto const spelled = sql_type(session.dialect(), type);
    for (auto at = sql.find(mark); at != std::string::npos; at = sql.find(mark, at + spelled.size()))
      sql.replace(at, mark.size(), spelled);
  }
  session.execute(sql);
}

bool is_current(Session& session, std::span<Migration const> migrations, std::string_view component) {
  return migrations.empty() || (session.has_table("shian_migration") &&
                                applied_version(session, migrations, component) >= migrations.back().version);
}

void migrate(Session& session, std::span<Migration const> migrations, std::string_view component) {
  SHIAN_ASSERT(std::ranges::adjacent_find(migrations, std::greater_equal<>{}, &Migration::version) ==
               migrations.end());
  SHIAN_ASSERT(migrations.empty() || migrations.front().version > 0);
  make_table(session);
  if (migrations.empty() || applied_version(session, migrations, component) >= migrations.back().version)
    return;
  for (auto const& step : migrations) {
    Transaction transaction(session, Access::write);
    // Asked again under the writer's lock: another program may have been here.
    if (applied_version(session, migrations, component) >= step.version) continue;
    step.apply(session);
    auto& note = session.prepared(
        "INSERT INTO shian_migration (component, version, name, applied_at) VALUES (?, ?, ?, ?)");
    note.bind_text(1, component);
    note.bind_int(2, step.version);
    note.bind_text(3, step.name);
    note.bind(4, Timestamp::now());
    note.run();
    transaction.commit();
  }
}

}  // namespace shian::store
