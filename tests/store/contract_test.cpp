// What both stores promise, case by case.
#include <gmock/gmock.h>

#include <numeric>
#include <string>

#include "store/session.hpp"
#include "support/fresh_store.hpp"

namespace shian::store {
namespace {

using Kind = Failure::Kind;

class StoreContract : public test::OnBothStores {
 protected:
  static std::string columns(Dialect dialect,
                             std::initializer_list<std::pair<char const*, ColumnType>> list) {
    std::string out;
    for (auto const& [name, type] : list) {
      out += (out.empty() ? "" : ", ") + std::string(name) + " " + std::string(sql_type(dialect, type));
    }
    return out;
  }
  static void create(Session& session, std::string const& table,
                     std::initializer_list<std::pair<char const*, ColumnType>> list,
                     std::string const& more = "") {
    session.execute("CREATE TABLE " + table + " (" + columns(session.dialect(), list) + more + ")");
  }
  static std::int64_t count(Session& session, std::string const& table) {
    auto const statement = session.prepare("SELECT count(*) FROM " + table);
    EXPECT_TRUE(statement->step());
    return statement->integer(0);
  }
  static void wait_at_most_ms(Session& session, int ms) {
    session.execute(session.dialect() == Dialect::sqlite ? "PRAGMA busy_timeout = " + std::to_string(ms)
                                                         : "SET lock_timeout = " + std::to_string(ms));
  }
};

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract, test::kBothStores, test::store_name);

template <class F>
void expect_failure(Kind kind, F&& act, std::string const& english = "") {
  try {
    act();
    ADD_FAILURE() << "no failure";
  } catch (Failure const& failure) {
    EXPECT_EQ(failure.kind(), kind) << failure.what();
    EXPECT_THAT(failure.text().en, testing::HasSubstr(english));
    EXPECT_EQ(failure.what(), failure.text().en);
    EXPECT_FALSE(failure.text().zh.empty());
  }
}

TEST_P(StoreContract, EveryValueComesBackAsItWasWritten) {
  auto const session = open();
  create(*session, "kept",
         {{"id", ColumnType::integer},
          {"n", ColumnType::integer},
          {"d", ColumnType::decimal},
          {"t", ColumnType::text},
          {"day", ColumnType::date},
          {"at", ColumnType::timestamp},
          {"b", ColumnType::boolean},
          {"x", ColumnType::blob}});
  std::string every_byte(256, '\0');
  std::iota(every_byte.begin(), every_byte.end(), '\0');
  auto const decimal = [](char const* text) { return Decimal::parse(text).value(); };
  auto const day = [](char const* text) { return Day::parse(text).value(); };
  auto const moment = [](char const* text) { return Timestamp::parse(text, 0).value(); };
  struct Row {
    Value n, d, t, day, at, b;
    std::string x;
  };
  std::vector<Row> const rows{
      {std::int64_t{0}, decimal("0"), std::string(""), day("1970-01-01"), moment("1970-01-01T00:00:00Z"),
       false, ""},
      {std::int64_t{-1}, decimal("-0.16"),
       std::string("投诉举报 ① 😀 e\u0301 \\ \t \r\n 'quoted' \"and\" \\N \\."), day("2024-02-29"),
       moment("2022-09-30T08:00:00.250Z"), true, every_byte},
      {INT64_MAX, decimal("0.000000000000000001"), std::string("\\x00"), day("9999-12-31"),
       moment("9999-12-31T23:59:59.999Z"), true, "\\"},
      {INT64_MIN, decimal("-9.223372036854775807"), std::string(" "), day("0001-01-01"),
       moment("1899-12-31T23:59:59.001Z"), false, std::string("\0", 1)},
      {Value{}, Value{}, Value{}, Value{}, Value{}, Value{}, "x"},
      {std::int64_t{9007199254740993}, decimal("9223372036854775807"), std::string("NULL"), day("1582-10-10"),
       moment("2038-01-19T03:14:08Z"), true, "y"},
  };
  // Once by statement, once in bulk.
  auto& insert =
      session->prepared("INSERT INTO kept (id, n, d, t, day, at, b, x) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  std::vector<std::string> const names{"id", "n", "d", "t", "day", "at", "b", "x"};
  std::vector<ColumnType> const types{ColumnType::integer, ColumnType::integer, ColumnType::decimal,
                                      ColumnType::text,    ColumnType::date,    ColumnType::timestamp,
                                      ColumnType::boolean, ColumnType::blob};
  Transaction transaction(*session, Access::write);
  auto const bulk = session->bulk("kept", names, types);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto const& row = rows[i];
    insert.bind_int(1, static_cast<std::int64_t>(i));
    int index = 2;
    bulk->add_int(static_cast<std::int64_t>(i + 100));
    for (Value const* value : {&row.n, &row.d, &row.t, &row.day, &row.at, &row.b}) {
      insert.bind(index++, *value);
      bulk->add(*value);
    }
    insert.bind_blob(8, row.x);
    EXPECT_EQ(insert.run(), 1);
    bulk->add_blob(row.x);
    bulk->end_row();
  }
  bulk->finish();
  transaction.commit();

  auto& select = session->prepared("SELECT n, d, t, day, at, b, x FROM kept ORDER BY id");
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      SCOPED_TRACE("row " + std::to_string(i) + (round == 0 ? " by statement" : " in bulk"));
      ASSERT_TRUE(select.step());
      EXPECT_EQ(select.value(0, ColumnType::integer), rows[i].n);
      EXPECT_EQ(select.value(1, ColumnType::decimal), rows[i].d);
      EXPECT_EQ(select.value(2, ColumnType::text), rows[i].t);
      EXPECT_EQ(select.value(3, ColumnType::date), rows[i].day);
      EXPECT_EQ(select.value(4, ColumnType::timestamp), rows[i].at);
      EXPECT_EQ(select.value(5, ColumnType::boolean), rows[i].b);
      EXPECT_EQ(select.blob(6), rows[i].x);
      EXPECT_EQ(select.is_null(0), is_null(rows[i].n));
      if (auto const* const text = std::get_if<std::string>(&rows[i].t)) {
        EXPECT_EQ(select.text(2), *text);
      }
      if (auto const* const n = std::get_if<std::int64_t>(&rows[i].n)) {
        EXPECT_EQ(select.integer(0), *n);
      }
      if (auto const* const b = std::get_if<bool>(&rows[i].b)) {
        EXPECT_EQ(select.integer(5), *b ? 1 : 0);
      }
    }
  }
  EXPECT_FALSE(select.step());
}

TEST_P(StoreContract, WhatIsNotGivenIsNull) {
  auto const session = open();
  create(*session, "kept", {{"a", ColumnType::integer}, {"b", ColumnType::text}});
  auto& insert = session->prepared("INSERT INTO kept (a, b) VALUES (?, ?)");
  insert.bind_int(1, 1);
  insert.run();
  auto& again = session->prepared("INSERT INTO kept (a, b) VALUES (?, ?)");
  EXPECT_EQ(&again, &insert);
  again.bind_text(2, "");
  again.run();
  auto& select = session->prepared("SELECT a, b FROM kept ORDER BY a");
  int nulls = 0;
  while (select.step()) nulls += select.is_null(0) + select.is_null(1);
  EXPECT_EQ(nulls, 2) << "a kept statement is given out without the bindings of its last user";
}

TEST_P(StoreContract, BindingsStayThroughReset) {
  auto const session = open();
  create(*session, "kept", {{"a", ColumnType::integer}, {"b", ColumnType::text}});
  auto const insert = session->prepare("INSERT INTO kept (a, b) VALUES (?, ?)");
  insert->bind_text(2, "same");
  for (int i = 0; i < 3; ++i) {
    insert->bind_int(1, i);
    EXPECT_EQ(insert->run(), 1);
  }
  auto const select = session->prepare("SELECT count(*) FROM kept WHERE b = ?");
  select->bind_text(1, "same");
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(select->step());
    EXPECT_EQ(select->integer(0), 3);
    select->reset();
  }
  auto const update = session->prepare("UPDATE kept SET b = ? WHERE a > ?");
  update->bind_text(1, "other");
  update->bind_int(2, 0);
  EXPECT_EQ(update->run(), 2);
  EXPECT_EQ(session->prepare("DELETE FROM kept WHERE a = 77")->run(), 0);
  EXPECT_EQ(session->prepare("SELECT * FROM kept")->run(), 0);
}

TEST_P(StoreContract, SixteenMegabytesOfTextAndOfBytes) {
  auto const session = open();
  create(*session, "kept", {{"t", ColumnType::text}, {"x", ColumnType::blob}});
  std::string text;
  while (text.size() < (std::size_t{16} << 20)) text += "食品安全\n";
  std::string bytes(std::size_t{16} << 20, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7919 >> 3);
  auto const insert = session->prepare("INSERT INTO kept (t, x) VALUES (?, ?)");
  insert->bind_text(1, text);
  insert->bind_blob(2, bytes);
  insert->run();
  auto const bulk = session->bulk("kept", std::vector<std::string>{"t", "x"},
                                  std::vector{ColumnType::text, ColumnType::blob});
  bulk->add_text(text);
  bulk->add(bytes);
  bulk->end_row();
  bulk->finish();
  auto const select = session->prepare("SELECT t, x FROM kept");
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(select->step());
    EXPECT_TRUE(select->text(0) == text);
    EXPECT_TRUE(select->blob(1) == bytes);
  }
  EXPECT_FALSE(select->step());
}

TEST_P(StoreContract, TextThatOneStoreWouldRefuseIsRefusedByBoth) {
  auto const session = open();
  create(*session, "kept", {{"t", ColumnType::text}});
  using namespace std::string_view_literals;
  auto& insert = session->prepared("INSERT INTO kept (t) VALUES (?)");
  auto const bulk = session->bulk("kept", std::vector<std::string>{"t"}, std::vector{ColumnType::text});
  Transaction transaction(*session, Access::write);
  expect_failure(
      Kind::other, [&] { insert.bind_text(1, "a\0b"sv); }, "NUL");
  expect_failure(
      Kind::other, [&] { insert.bind(1, std::string("\0", 1)); }, "NUL");
  expect_failure(
      Kind::other, [&] { insert.bind_text(1, "\xCA\xB3\xC6\xB7\xB0\xB2"); }, "UTF-8");
  expect_failure(
      Kind::other, [&] { bulk->add_text("a\0"sv); }, "NUL");
  expect_failure(
      Kind::other, [&] { session->execute("INSERT INTO kept VALUES ('a\0b')"sv); }, "NUL");
  // Nothing has reached the store, so the transaction goes on.
  insert.bind_text(1, "good");
  insert.run();
  transaction.commit();
  EXPECT_EQ(count(*session, "kept"), 1);
}

TEST_P(StoreContract, AnExceptionRollsTheTransactionBack) {
  auto const session = open();
  create(*session, "kept", {{"a", ColumnType::integer}});
  EXPECT_THROW(
      {
        Transaction transaction(*session, Access::write);
        session->execute("INSERT INTO kept VALUES (1)");
        EXPECT_EQ(count(*session, "kept"), 1);
        throw std::runtime_error("the caller's own");
      },
      std::runtime_error);
  EXPECT_EQ(count(*session, "kept"), 0);
  Transaction transaction(*session, Access::write);
  session->execute("INSERT INTO kept VALUES (2)");
  transaction.commit();
  EXPECT_EQ(count(*open(), "kept"), 1);
}

TEST_P(StoreContract, TablesAreMadeAndUnmadeWithTheirTransaction) {
  auto const session = open();
  {
    Transaction transaction(*session, Access::write);
    create(*session, "passing", {{"a", ColumnType::integer}});
    EXPECT_TRUE(session->has_table("passing"));
  }
  EXPECT_FALSE(session->has_table("passing"));
  session->execute(
      "CREATE TABLE one (a integer); CREATE TABLE two (a integer);\n INSERT INTO two VALUES (7); -- done");
  EXPECT_TRUE(session->has_table("one"));
  EXPECT_EQ(count(*session, "two"), 1);
  session->execute("CREATE TEMPORARY TABLE staging (a integer)");
  EXPECT_TRUE(session->has_table("staging"));
  EXPECT_FALSE(session->has_table("n'o\"ne"));
}

TEST_P(StoreContract, TwoStatementsAreReadSideBySide) {
  auto const session = open();
  create(*session, "kept", {{"a", ColumnType::integer}, {"b", ColumnType::integer}});
  session->execute("INSERT INTO kept VALUES (1, 10), (1, 11), (2, 20), (3, 30), (3, 31)");
  auto& outer = session->prepared("SELECT DISTINCT a FROM kept ORDER BY a");
  auto& inner = session->prepared("SELECT b FROM kept WHERE a = ? ORDER BY b");
  std::vector<std::int64_t> seen;
  while (outer.step()) {
    inner.bind_int(1, outer.integer(0));
    while (inner.step()) seen.push_back(outer.integer(0) * 100 + inner.integer(0));
  }
  EXPECT_THAT(seen, testing::ElementsAre(110, 111, 220, 330, 331));
}

TEST_P(StoreContract, HundredThousandRowsInBulkAreVisibleAtOnceAndScannedAsFarAsWished) {
  constexpr std::int64_t kRows = 100'000;
  auto const session = open();
  create(*session, "kept", {{"a", ColumnType::integer}, {"t", ColumnType::text}});
  create(*session, "beside", {{"a", ColumnType::integer}});
  std::vector<std::string> const names{"a", "t"};
  std::vector<ColumnType> const types{ColumnType::integer, ColumnType::text};
  Transaction transaction(*session, Access::write);
  auto const rows = session->bulk("kept", names, types);
  auto const beside = session->bulk("beside", std::span(names).first(1), std::span(types).first(1));
  for (std::int64_t i = 0; i < kRows; ++i) {
    rows->add_int(i);
    i % 3 == 0 ? rows->add_null() : rows->add_text("第" + std::to_string(i) + "号");
    rows->end_row();
    beside->add_int(i);
    beside->end_row();
  }
  rows->finish();
  beside->finish();
  EXPECT_EQ(count(*session, "kept"), kRows);
  EXPECT_EQ(count(*session, "beside"), kRows);

  auto const scan = [&](std::int64_t from, std::int64_t stop_after) {
    std::int64_t next = from;
    session->scan("SELECT a, t FROM kept WHERE a >= ? ORDER BY a", std::vector<Value>{from},
                  [&](Statement const& row) {
                    EXPECT_EQ(row.integer(0), next);
                    EXPECT_EQ(row.is_null(1), next % 3 == 0);
                    if (next % 3 != 0 && next % 1000 == 1) {
                      EXPECT_EQ(row.text(1), "第" + std::to_string(next) + "号");
                    }
                    ++next;
                    return next - from < stop_after;
                  });
    return next - from;
  };
  EXPECT_EQ(scan(0, kRows + 1), kRows);
  EXPECT_EQ(scan(90'000, kRows + 1), 10'000) << "two full chunks and nothing after them";
  EXPECT_EQ(scan(0, 7), 7);
  EXPECT_EQ(scan(0, 5'001), 5'001);
  EXPECT_EQ(scan(kRows, 1), 0);
  transaction.commit();
  EXPECT_EQ(scan(0, kRows + 1), kRows) << "without a transaction of the caller";
  EXPECT_EQ(scan(0, 3), 3);
}

TEST_P(StoreContract, WithinAScanOtherStatementsAndScansRun) {
  auto const session = open();
  create(*session, "kept", {{"a", ColumnType::integer}});
  create(*session, "copied", {{"a", ColumnType::integer}});
  session->execute("INSERT INTO kept VALUES (1), (2), (3)");
  Transaction transaction(*session, Access::write);
  std::int64_t pairs = 0;
  session->scan("SELECT a FROM kept", {}, [&](Statement const& row) {
    auto& insert = session->prepared("INSERT INTO copied VALUES (?)");
    insert.bind(1, row.value(0, ColumnType::integer));
    insert.run();
    session->scan("SELECT a FROM kept", {}, [&](Statement const&) { return ++pairs > 0; });
    return true;
  });
  transaction.commit();
  EXPECT_EQ(pairs, 9);
  EXPECT_EQ(count(*session, "copied"), 3);
  EXPECT_THROW(session->scan("SELECT a FROM kept", {},
                             [](Statement const&) -> bool { throw std::logic_error("stop"); }),
               std::logic_error);
  EXPECT_EQ(count(*session, "kept"), 3);
}

TEST_P(StoreContract, ABrokenConstraintIsToldAndEndsTheTransaction) {
  auto const session = open();
  create(*session, "kept", {{"a", ColumnType::integer}, {"t", ColumnType::text}}, ", UNIQUE (a)");
  create(*session, "child", {{"parent", ColumnType::integer}}, ", FOREIGN KEY (parent) REFERENCES kept (a)");
  session->execute("INSERT INTO kept VALUES (1, 'first')");
  expect_failure(
      Kind::constraint, [&] { session->execute("INSERT INTO kept VALUES (1, 'again')"); }, "constraint");
  expect_failure(Kind::constraint, [&] { session->execute("INSERT INTO child VALUES (9)"); });
  {
    Transaction transaction(*session, Access::write);
    session->execute("INSERT INTO kept VALUES (2, 'second')");
    auto& insert = session->prepared("INSERT INTO kept VALUES (?, ?)");
    insert.bind_int(1, 1);
    insert.bind_text(2, "again");
    expect_failure(Kind::constraint, [&] { insert.run(); });
    expect_failure(
        Kind::other, [&] { session->execute("INSERT INTO kept VALUES (3, 'third')"); }, "rolled back");
    expect_failure(
        Kind::other, [&] { insert.run(); }, "rolled back");
    expect_failure(
        Kind::other, [&] { transaction.commit(); }, "rolled back");
  }
  EXPECT_EQ(count(*session, "kept"), 1);
  {
    Transaction transaction(*session, Access::write);
    auto const bulk = session->bulk("kept", std::vector<std::string>{"a", "t"},
                                    std::vector{ColumnType::integer, ColumnType::text});
    expect_failure(Kind::constraint, [&] {
      for (int i = 0; i < 2; ++i) {
        bulk->add_int(5);
        bulk->add_text("twice");
        bulk->end_row();
      }
      bulk->finish();
    });
  }
  session->execute("INSERT INTO kept VALUES (5, 'once')");
  EXPECT_EQ(count(*session, "kept"), 2);
}

TEST_P(StoreContract, AStatementThatIsNoSqlIsToldAndTheSessionGoesOn) {
  auto const session = open();
  expect_failure(
      Kind::other, [&] { session->execute("SELEKT 1"); }, "SELEKT");
  expect_failure(
      Kind::other, [&] { session->prepare("SELECT a FROM nowhere")->step(); }, "nowhere");
  expect_failure(
      Kind::other, [&] { session->scan("SELECT a FROM nowhere", {}, [](Statement const&) { return true; }); },
      "nowhere");
  auto& one = session->prepared("SELECT 1");
  ASSERT_TRUE(one.step());
  EXPECT_EQ(one.integer(0), 1);
}

TEST_P(StoreContract, QuestionMarksInTextsAndCommentsAreNoParameters) {
  auto const session = open();
  auto const select = session->prepare(
      "SELECT '?' || 'it''s ?', CAST(?2 AS integer) - CAST(?1 AS integer) /* ? */ AS \"why?\" -- ?\n");
  select->bind_int(1, 2);
  select->bind_int(2, 44);
  ASSERT_TRUE(select->step());
  EXPECT_EQ(select->text(0), "?it's ?");
  EXPECT_EQ(select->integer(1), 42);
}

TEST_P(StoreContract, AReaderSeesItsMomentWhileAnotherWrites) {
  auto const writer = open();
  create(*writer, "kept", {{"a", ColumnType::integer}});
  writer->execute("INSERT INTO kept VALUES (1)");
  auto const reader = store::open(address);
  {
    Transaction reading(*reader, Access::read);
    Transaction writing(*writer, Access::write);
    writer->execute("INSERT INTO kept VALUES (2)");
    EXPECT_EQ(count(*reader, "kept"), 1) << "not yet committed";
    writing.commit();
    EXPECT_EQ(count(*reader, "kept"), 1) << "committed after this reader's moment";
    reading.commit();
  }
  EXPECT_EQ(count(*reader, "kept"), 2);
  {
    Transaction reading(*reader, Access::read);
    writer->execute("DELETE FROM kept WHERE a = 2");
    EXPECT_EQ(count(*reader, "kept"), 2) << "the moment is that of the beginning, not of the first look";
    reading.commit();
  }
  writer->execute("INSERT INTO kept VALUES (2)");
  auto& left_standing = reader->prepared("SELECT a FROM kept");
  {
    Transaction reading(*reader, Access::read);
    ASSERT_TRUE(left_standing.step());
    reading.commit();
  }
  writer->execute("INSERT INTO kept VALUES (3)");
  EXPECT_EQ(count(*reader, "kept"), 3) << "a statement that was not read to its end does not hold the moment";
}

TEST_P(StoreContract, AReadTransactionDoesNotWrite) {
  auto const session = open();
  create(*session, "kept", {{"a", ColumnType::integer}});
  {
    Transaction reading(*session, Access::read);
    expect_failure(
        Kind::other, [&] { session->execute("INSERT INTO kept VALUES (1)"); }, "read transaction");
  }
  session->execute("INSERT INTO kept VALUES (1)");
  EXPECT_EQ(count(*session, "kept"), 1);
}

TEST_P(StoreContract, WritersAreOneAtATime) {
  auto const first = open();
  create(*first, "kept", {{"a", ColumnType::integer}});
  auto const second = store::open(address);
  wait_at_most_ms(*second, 100);
  {
    Transaction writing(*first, Access::write);
    expect_failure(
        Kind::busy, [&] { Transaction also(*second, Access::write); }, "try again");
    first->execute("INSERT INTO kept VALUES (1)");
    writing.commit();
  }
  Transaction writing(*second, Access::write);
  second->execute("INSERT INTO kept VALUES (2)");
  writing.commit();
  EXPECT_EQ(count(*first, "kept"), 2);
}

TEST_P(StoreContract, ACommittedWriteIsThereWhenTheStoreIsOpenedAgain) {
  {
    auto const session = open();
    create(*session, "kept", {{"a", ColumnType::integer}});
    Transaction transaction(*session, Access::write);
    session->execute("INSERT INTO kept VALUES (1)");
    transaction.commit();
    Transaction lost(*session, Access::write);
    session->execute("INSERT INTO kept VALUES (2)");
  }
  EXPECT_EQ(count(*store::open(address), "kept"), 1);
}

}  // namespace
}  // namespace shian::store
