#include "store/postgresql_copy.hpp"

#include <chrono>
#include <memory>
#include <thread>

#include "base/durable_file.hpp"
#include "base/temporary_folder.hpp"
#include "store/client_program.hpp"
#include "store/drivers.hpp"

namespace shian::store {
namespace {

namespace fs = std::filesystem;
using Kind = Failure::Kind;

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

// How a program of PostgreSQL's reaches the same database. The password goes by the environment: arguments
// are seen by every user of the machine.
struct Way {
  std::string address;
  std::vector<std::string> variables;
};

Way way_of(PGconn* handle) {
  Way way;
  std::unique_ptr<PQconninfoOption, FreeOptions> const options(PQconninfo(handle));
  for (auto const* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
    if (option->val == nullptr || *option->val == '\0') continue;
    std::string_view const name(option->keyword);
    if (name == "password") way.variables.push_back("PGPASSWORD=" + std::string(option->val));
    if (*option->dispchar == '*') continue;  // a secret
    way.address += (way.address.empty() ? "" : " ") + std::string(name) + "='";
    for (char const c : std::string_view(option->val)) {
      if (c == '\'' || c == '\\') way.address += '\\';
      way.address += c;
    }
    way.address += "'";
  }
  return way;
}

void must_succeed(std::vector<std::string> arguments, Way const& way, Text const& what) {
  auto const end = run_client_program(std::move(arguments), way.variables);
  if (end.exit_code == 0) return;
  bool const is_full = end.messages.find("No space left") != std::string::npos;
  throw Failure(is_full ? Kind::full : Kind::other, with_detail(what.zh, what.en, end.messages));
}

std::string one_text(Connection& connection, std::string const& sql) {
  Result const result = connection.execute(sql);
  return PQgetvalue(result.get(), 0, 0);
}

// All tables of the schema, before the saved ones come: those of a newer program, too, which the dump does
// not name.
constexpr char const* kDropAll = R"(
  DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
      EXECUTE 'DROP TABLE ' || name || ' CASCADE';
    END LOOP;
  END $$)";

// A server's process outlives its closed connection by a moment.
void must_be_alone(Connection& connection) {
  std::string others;
  for (int tries = 0; tries < 20; ++tries) {
    others = one_text(connection,
                      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                      "application_name = 'shian' AND pid <> pg_backend_pid()");
    if (others == "0") return;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  throw Failure(Kind::busy, {"数据库正在使用（" + others + " 个连接）；请先停止服务（systemctl stop shian）",
                             "the store is in use (" + others +
                                 " connections); stop the servers first (systemctl stop shian)"});
}

}  // namespace

void save_postgresql(Connection& connection, fs::path const& file) {
  auto const snapshot = one_text(connection, "SELECT pg_export_snapshot()");
  auto const way = way_of(connection.raw());
  must_succeed({"pg_dump", "--format=custom", "--schema=public", "--no-owner", "--no-privileges",
                "--lock-wait-timeout=10s", "--snapshot=" + snapshot, "--file=" + file.string(),
                "--dbname=" + way.address},
               way, {"pg_dump 未能导出数据库", "pg_dump could not dump the database"});
  sync_to_disk(file);
}

bool postgresql_holds_anything(std::string const& uri) {
  Connection connection(uri);
  return one_text(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") != "0";
}

void replace_postgresql(std::string const& uri, std::string const& saved) {
  Connection connection(uri);
  must_be_alone(connection);
  auto const way = way_of(connection.raw());
  // Dropped and filled in one transaction, which pg_restore alone cannot: by way of its script.
  TemporaryFolder const folder("restore");
  auto const script = folder.path() / "restore.sql";
  must_succeed(
      {"pg_restore", "--no-owner", "--no-privileges", "--schema=public", "--file=" + script.string(), saved},
      way, {"pg_restore 未能读取备份", "pg_restore could not read the backup"});
  must_succeed({"psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
                "--dbname=" + way.address, std::string("--command=") + kDropAll, "--file=" + script.string()},
               way,
               {"psql 未能写入数据库，原有内容未变", "psql could not fill the database; it is as it was"});
}

}  // namespace shian::store
