// What is SQLite's own: its file.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "store/session.hpp"
#include "support/fresh_store.hpp"

namespace shian::store {
namespace {

using Kind = Failure::Kind;
using testing::HasSubstr;

class SqliteFile : public testing::Test {
 protected:
  static Failure failure_of(std::function<void()> const& act) {
    try {
      act();
    } catch (Failure const& failure) {
      return failure;
    }
    ADD_FAILURE() << "no failure";
    return {Kind::other, {}};
  }
  static std::string pragma(Session& session, std::string const& name) {
    auto const statement = session.prepare("PRAGMA " + name);
    EXPECT_TRUE(statement->step());
    return std::string(statement->text(0));
  }

  test::TemporaryFolder folder;
  Address address{Dialect::sqlite, folder.path() / "store.db"};
};

TEST_F(SqliteFile, IsOpenedForDurableWritesBesideReaders) {
  auto const session = open(address, Create::if_missing);
  EXPECT_EQ(pragma(*session, "journal_mode"), "wal");
  EXPECT_EQ(pragma(*session, "synchronous"), "2") << "FULL";
  EXPECT_EQ(pragma(*session, "foreign_keys"), "1");
  EXPECT_EQ(pragma(*session, "busy_timeout"), "10000");
  EXPECT_EQ(pragma(*session, "temp_store"), "2") << "memory";
}

TEST_F(SqliteFile, AMissingFileIsNotMadeUnlessWished) {
  auto const missing = failure_of([&] { (void)open(address, Create::no); });
  EXPECT_EQ(missing.kind(), Kind::cannot_open);
  EXPECT_THAT(missing.text().en, HasSubstr("does not exist"));
  EXPECT_FALSE(std::filesystem::exists(address.target));
  auto const no_folder = failure_of([&] {
    (void)open({Dialect::sqlite, folder.path() / "none" / "store.db"}, Create::if_missing);
  });
  EXPECT_EQ(no_folder.kind(), Kind::cannot_open);
  EXPECT_THAT(no_folder.text().en, HasSubstr("folder"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "none"));
  EXPECT_EQ(failure_of([&] {
              (void)open({Dialect::sqlite, folder.path()}, Create::no);
            }).kind(),
            Kind::cannot_open)
      << "a folder";
}

TEST_F(SqliteFile, AFileThatIsNoDatabaseIsTold) {
  std::ofstream(address.target) << std::string(8192, 'x');
  auto const failure = failure_of([&] { (void)open(address); });
  EXPECT_EQ(failure.kind(), Kind::corrupt);
  EXPECT_THAT(failure.text().en, HasSubstr("backup"));
}

TEST_F(SqliteFile, ADamagedFileIsTold) {
  {
    auto const session = open(address, Create::if_missing);
    session->execute("CREATE TABLE kept (a INTEGER PRIMARY KEY, t TEXT)");
    session->execute(
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO kept SELECT i, "
        "'row ' || i FROM n");
  }
  {
    std::fstream file(address.target, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    file << std::string(20 * 4096, '\x5A');
  }
  auto const failure = failure_of([&] {
    auto const session = open(address);
    session->scan("SELECT a, t FROM kept", {}, [](Statement const&) { return true; });
  });
  EXPECT_EQ(failure.kind(), Kind::corrupt) << failure.what();
}

TEST_F(SqliteFile, AFullDiskIsToldAndNothingHalfDoneStays) {
  auto const session = open(address, Create::if_missing);
  session->execute("CREATE TABLE kept (t TEXT); PRAGMA max_page_count = 20");
  auto const failure = failure_of([&] {
    Transaction transaction(*session, Access::write);
    auto& insert = session->prepared("INSERT INTO kept VALUES (?)");
    for (int i = 0; i < 1000; ++i) {
      insert.bind_text(1, std::string(1000, 'x'));
      insert.run();
    }
    transaction.commit();
  });
  EXPECT_EQ(failure.kind(), Kind::full);
  EXPECT_THAT(failure.text().en, HasSubstr("free some space"));
  session->execute("PRAGMA max_page_count = 100000");
  session->execute("INSERT INTO kept VALUES ('goes on')");
  auto& count = session->prepared("SELECT count(*) FROM kept");
  ASSERT_TRUE(count.step());
  EXPECT_EQ(count.integer(0), 1);
}

TEST_F(SqliteFile, APathIsAPathEvenIfItReadsLikeAUri) {
  auto const before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  (void)open({Dialect::sqlite, "file:odd?mode=memory"}, Create::if_missing);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "file:odd?mode=memory"));
  std::filesystem::current_path(before);
}

TEST_F(SqliteFile, AnAcknowledgedWriteSurvivesAKilledProcess) {
  open(address, Create::if_missing)->execute("CREATE TABLE kept (a INTEGER)");
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  pid_t const child = fork();
  if (child == 0) {
    try {
      auto const session = open(address);
      for (std::int64_t i = 1;; ++i) {
        Transaction transaction(*session, Access::write);
        auto& insert = session->prepared("INSERT INTO kept VALUES (?)");
        insert.bind_int(1, i);
        insert.run();
        transaction.commit();
        if (write(ends[1], &i, sizeof i) != sizeof i) _exit(1);
      }
    } catch (...) {
      _exit(1);  // the parent misses the acknowledgements
    }
  }
  close(ends[1]);
  std::int64_t acknowledged = 0;
  while (acknowledged < 50 && read(ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged) {
  }
  kill(child, SIGKILL);
  for (std::int64_t more = 0; read(ends[0], &more, sizeof more) == sizeof more;) acknowledged = more;
  waitpid(child, nullptr, 0);
  close(ends[0]);
  auto const session = open(address);
  auto& kept = session->prepared("SELECT count(*), max(a) FROM kept");
  ASSERT_TRUE(kept.step());
  EXPECT_GE(acknowledged, 50);
  EXPECT_GE(kept.integer(1), acknowledged);
  EXPECT_EQ(kept.integer(0), kept.integer(1)) << "no gap";
}

}  // namespace
}  // namespace shian::store
