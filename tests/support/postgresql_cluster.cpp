#include "support/postgresql_cluster.hpp"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace shian::test {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> programs_folder() {
  std::optional<fs::path> best;
  int best_version = 0;
  std::error_code none;
  for (auto const& entry : fs::directory_iterator("/usr/lib/postgresql", none)) {
    std::string const name = entry.path().filename();
    int version = 0;
    std::from_chars(name.data(), name.data() + name.size(), version);
    auto const folder = entry.path() / "bin";
    if (version <= best_version || !fs::exists(folder / "initdb") || !fs::exists(folder / "postgres"))
      continue;
    best_version = version;
    best = folder;
  }
  return best;
}

// A socket's path has room for 107 bytes, so a long TMPDIR will not do.
fs::path temporary_folder() {
  std::string pattern = fs::temp_directory_path() / "shian-pg-XXXXXX";
  if (pattern.size() > 80) pattern = "/tmp/shian-pg-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error("cannot make a temporary folder for PostgreSQL");
  return pattern;
}

// The shell owns the server: it makes the cluster, and when its input closes - because the test process has
// ended, whatever the reason - it stops the server and removes the folder. No fsync: this cluster is for
// tests only.
constexpr char kKeeper[] = R"(
trap '' INT TERM HUP
"$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$2/log" 2>&1 </dev/null || exec touch "$2/broken"
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses='' -c fsync=off -c full_page_writes=off -c wal_level=minimal \
  -c max_wal_senders=0 -c shared_buffers=32MB -c max_connections=40 >>"$2/log" 2>&1 </dev/null &
server=$!
read -r ignored
kill -INT $server
wait $server
rm -rf "$2"
)";

class Cluster {
 public:
  Cluster(fs::path const& programs, fs::path folder) : folder_(std::move(folder)) {
    passwd const* const user = geteuid() == 0 ? getpwnam("postgres") : nullptr;
    if (geteuid() == 0 && user == nullptr)
      throw std::runtime_error("PostgreSQL does not run as root, and there is no user 'postgres'");
    if (user && chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("cannot give a folder to 'postgres'");
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::string const bin = programs;
    std::string const at = folder_;
    keeper_ = fork();
    if (keeper_ == 0) {
      setsid();
      dup2(ends[0], STDIN_FILENO);
      bool const ready =
          !user || (setgroups(0, nullptr) == 0 && setgid(user->pw_gid) == 0 && setuid(user->pw_uid) == 0);
      if (ready && chdir("/") == 0) {
        execl("/bin/sh", "sh", "-c", kKeeper, "keeper", bin.c_str(), at.c_str(), static_cast<char*>(nullptr));
      }
      _exit(127);
    }
    close(ends[0]);
    lifeline_ = ends[1];
    if (keeper_ < 0) throw std::runtime_error("cannot start PostgreSQL: fork failed");
    wait_until_it_answers();
  }
  ~Cluster() {
    close(lifeline_);
    if (getpid() == owner_) waitpid(keeper_, nullptr, 0);
  }
  Cluster(Cluster const&) = delete;
  Cluster& operator=(Cluster const&) = delete;

  std::string fresh_database() {
    std::string const name = "test_" + std::to_string(++databases_);
    PGconn* const connection = PQconnectdb(address("postgres").c_str());
    PGresult* const made = PQexec(connection, ("CREATE DATABASE " + name).c_str());
    std::string const fault = PQresultStatus(made) == PGRES_COMMAND_OK ? "" : PQerrorMessage(connection);
    PQclear(made);
    PQfinish(connection);
    if (!fault.empty()) throw std::runtime_error("cannot create a test database: " + fault);
    return address(name);
  }

 private:
  [[nodiscard]] std::string address(std::string const& database) const {
    return "postgresql:///" + database + "?host=" + folder_.string() + "&user=postgres";
  }

  void wait_until_it_answers() {
    using namespace std::chrono_literals;
    auto const deadline = std::chrono::steady_clock::now() + 60s;
    while (PQping(address("postgres").c_str()) != PQPING_OK) {
      if (fs::exists(folder_ / "broken") || std::chrono::steady_clock::now() > deadline) {
        std::ifstream log(folder_ / "log");
        std::string const said{std::istreambuf_iterator<char>(log), {}};
        throw std::runtime_error("PostgreSQL did not start: " + said);
      }
      std::this_thread::sleep_for(20ms);
    }
  }

  fs::path folder_;
  pid_t keeper_ = -1;
  pid_t owner_ = getpid();
  int lifeline_ = -1;
  int databases_ = 0;
};

Cluster& cluster() {
  static Cluster instance = [] {
    auto const programs = programs_folder();
    if (!programs) {
      throw std::runtime_error(
          "PostgreSQL's programs are not in /usr/lib/postgresql/*/bin: install postgresql-15, "
          "or set SHIAN_WITHOUT_POSTGRESQL=1 to leave these tests out");
    }
    return Cluster(*programs, temporary_folder());
  }();
  return instance;
}

}  // namespace

std::optional<std::string> fresh_postgresql_database() {
  char const* const without = std::getenv("SHIAN_WITHOUT_POSTGRESQL");
  if (without && std::string_view(without) == "1") {
    [[maybe_unused]] static bool const said =
        std::puts("SHIAN_WITHOUT_POSTGRESQL=1: the tests on PostgreSQL are left out") >= 0;
    return std::nullopt;
  }
  return cluster().fresh_database();
}

}  // namespace shian::test
