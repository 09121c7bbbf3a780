// What is PostgreSQL's own: a server that can go away, and its numbered parameters.
#include <gmock/gmock.h>

#include "store/drivers.hpp"
#include "store/session.hpp"
#include "support/fresh_store.hpp"
#include "support/postgresql_cluster.hpp"

namespace shian::store {
namespace {

using Kind = Failure::Kind;
using testing::HasSubstr;

class PostgresqlServer : public testing::Test {
 protected:
  void SetUp() override {
    auto const database = test::fresh_postgresql_database();
    if (!database) GTEST_SKIP() << "SHIAN_WITHOUT_POSTGRESQL=1";
    address = {Dialect::postgresql, *database};
  }
  static Failure failure_of(std::function<void()> const& act) {
    try {
      act();
    } catch (Failure const& failure) {
      return failure;
    }
    ADD_FAILURE() << "no failure";
    return {Kind::other, {}};
  }
  static std::int64_t backend(Session& session) {
    auto const pid = session.prepare("SELECT pg_backend_pid()");
    EXPECT_TRUE(pid->step());
    return pid->integer(0);
  }
  static std::string setting(Session& session, std::string const& name) {
    auto const statement = session.prepare("SHOW " + name);
    EXPECT_TRUE(statement->step());
    return std::string(statement->text(0));
  }
  void end_backend(std::int64_t pid) const {
    auto const killer = open(address);
    auto const end = killer->prepare("SELECT pg_terminate_backend(?, 5000)");
    end->bind_int(1, pid);
    ASSERT_TRUE(end->step());
    ASSERT_EQ(end->integer(0), 1);
  }

  Address address;
};

TEST_F(PostgresqlServer, AConnectionThatIsCutIsGoneAndWhatWasNotCommittedWithIt) {
  {
    auto const session = open(address);
    session->execute("CREATE TABLE kept (a integer)");
    session->execute("INSERT INTO kept VALUES (1)");
    auto const pid = backend(*session);
    Transaction transaction(*session, Access::write);
    session->execute("INSERT INTO kept VALUES (2)");
    end_backend(pid);
    auto const failure = failure_of([&] { session->execute("INSERT INTO kept VALUES (3)"); });
    EXPECT_EQ(failure.kind(), Kind::gone) << failure.what();
    EXPECT_THAT(failure.text().en, HasSubstr("try again"));
    EXPECT_EQ(failure_of([&] { transaction.commit(); }).kind(), Kind::gone);
    EXPECT_EQ(failure_of([&] { (void)session->prepare("SELECT 1")->step(); }).kind(), Kind::gone);
  }
  auto const session = open(address);
  auto const count = session->prepare("SELECT count(*) FROM kept");
  ASSERT_TRUE(count->step());
  EXPECT_EQ(count->integer(0), 1);
}

TEST_F(PostgresqlServer, ACutDuringABulkInsertOrAScanIsGoneToo) {
  auto const session = open(address);
  session->execute("CREATE TABLE kept (a integer)");
  end_backend(backend(*session));
  EXPECT_EQ(failure_of([&] {
              auto const bulk =
                  session->bulk("kept", std::vector<std::string>{"a"}, std::vector{ColumnType::integer});
              bulk->add_int(1);
              bulk->end_row();
              bulk->finish();
            }).kind(),
            Kind::gone);
  auto const reader = open(address);
  auto const pid = backend(*reader);
  EXPECT_EQ(failure_of([&] {
              reader->scan("SELECT generate_series(1, 20000)", {}, [&](Statement const& row) {
                if (row.integer(0) == 1) end_backend(pid);
                return true;
              });
            }).kind(),
            Kind::gone);
}

TEST_F(PostgresqlServer, ABadRowInABulkInsertLeavesTheSessionUsable) {
  auto const session = open(address);
  session->execute("CREATE TABLE kept (a integer)");
  auto const failure = failure_of([&] {
    auto const bulk = session->bulk("kept", std::vector<std::string>{"a"}, std::vector{ColumnType::integer});
    bulk->add_text("no number");
    bulk->end_row();
    bulk->finish();
  });
  EXPECT_EQ(failure.kind(), Kind::other);
  EXPECT_THAT(failure.text().en, HasSubstr("no number"));
  session->execute("INSERT INTO kept VALUES (1)");
}

TEST_F(PostgresqlServer, WhereThereIsNoDatabaseTheMessageSaysSoWithoutThePassword) {
  auto const at = address.target.find("/test_");
  std::string const other = address.target.substr(0, at) + "/nowhere" +
                            address.target.substr(address.target.find('?')) + "&password=geheim";
  for (std::string const& uri : {other, std::string("postgresql://someone:geheim@127.0.0.1:1/nowhere")}) {
    auto const failure = failure_of([&] { (void)open({Dialect::postgresql, uri}); });
    EXPECT_EQ(failure.kind(), Kind::cannot_open);
    EXPECT_THAT(failure.text().en, HasSubstr("nowhere"));
    EXPECT_THAT(failure.text().en, Not(HasSubstr("geheim")));
    EXPECT_THAT(failure.text().zh, Not(HasSubstr("geheim")));
  }
  EXPECT_EQ(failure_of([&] {
              (void)open({Dialect::postgresql, "postgresql://[bad"});
            }).kind(),
            Kind::cannot_open);
}

TEST_F(PostgresqlServer, SessionsAreDurableAndReadTheSameWhateverTheDefaults) {
  auto const admin = open(address);
  std::string const name = address.target.substr(address.target.find("test_"),
                                                 address.target.find('?') - address.target.find("test_"));
  admin->execute("ALTER DATABASE " + name + " SET synchronous_commit = off");
  admin->execute("ALTER DATABASE " + name + " SET DateStyle = 'SQL, DMY'");
  admin->execute("ALTER DATABASE " + name + " SET TimeZone = 'Asia/Shanghai'");
  auto const session = open(address);
  EXPECT_EQ(setting(*session, "synchronous_commit"), "on");
  EXPECT_EQ(setting(*session, "TimeZone"), "UTC");
  auto const select = session->prepare("SELECT DATE '2022-09-30', TIMESTAMPTZ '2022-09-30 08:00+08'");
  ASSERT_TRUE(select->step());
  EXPECT_EQ(select->value(0, ColumnType::date), Value(*Day::parse("2022-09-30")));
  EXPECT_EQ(select->value(1, ColumnType::timestamp), Value(*Timestamp::parse("2022-09-30T00:00Z", 0)));
}

TEST_F(PostgresqlServer, AStatementNoLongerNeededIsForgottenEvenAfterAFailedTransaction) {
  auto const session = open(address);
  {
    Transaction transaction(*session, Access::write);
    auto const passing = session->prepare("SELECT 1");
    ASSERT_TRUE(passing->step());
    EXPECT_EQ(failure_of([&] { session->execute("SELEKT"); }).kind(), Kind::other);
  }
  auto& left = session->prepared("SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT 1'");
  session->execute("SELECT 2");
  ASSERT_TRUE(left.step());
  EXPECT_EQ(left.integer(0), 0);
}

TEST(Placeholders, AreNumberedOutsideOfQuotesAndComments) {
  struct Row {
    char const *sql, *numbered;
    int count;
  };
  for (auto const& row : {Row{"SELECT 1", "SELECT 1", 0}, Row{"a = ? AND b = ?", "a = $1 AND b = $2", 2},
                          Row{"a = ?2 AND b = ?1 AND c = ?", "a = $2 AND b = $1 AND c = $3", 3},
                          Row{"'?' \"?\" ?", "'?' \"?\" $1", 1}, Row{"'it''s ?' ?", "'it''s ?' $1", 1},
                          Row{"-- ?\n?", "-- ?\n$1", 1}, Row{"/* ? */ ? - 1 / 2", "/* ? */ $1 - 1 / 2", 1},
                          Row{"'open ?", "'open ?", 0}, Row{"?/* open ?", "$1/* open ?", 1},
                          Row{"?--", "$1--", 1}, Row{"?1?1", "$1$1", 1}}) {
    auto const numbered = numbered_placeholders(row.sql);
    EXPECT_EQ(numbered.sql, row.numbered);
    EXPECT_EQ(numbered.count, row.count) << row.sql;
  }
}

}  // namespace
}  // namespace shian::store
