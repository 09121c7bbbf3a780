#include "register/ledger.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>

#include "register/audit.hpp"
#include "register/evidence.hpp"
#include "register/mask.hpp"
#include "register/on_ledger.hpp"

namespace shian::reg {
namespace {

using testing::HasSubstr;

using test::field;

pack::Pack two_registers() {
  using pack::FieldType;
  pack::Pack pack;
  pack::Area area;
  area.id = "north";
  area.name = {"北镇", "North"};
  pack.areas.push_back(area);
  pack::Register place;
  place.id = "place";
  place.name = {"场所", "Places"};
  auto no = field("no", FieldType::text);
  no.required = true;
  no.max_length = 8;
  auto kind = field("kind", FieldType::enumeration);
  kind.options = {{"shop", {"店", "shop"}, {}}, {"mill", {"坊", "mill"}, {}}};
  auto phone = field("phone", FieldType::text);
  phone.personal = true;
  phone.check = "mobile";
  auto kg = field("kg", FieldType::decimal);
  kg.scale = 2;
  kg.minimum = Decimal(0);
  kg.maximum = Decimal(100);
  place.fields = {no,
                  kind,
                  phone,
                  kg,
                  field("area", FieldType::area),
                  field("opened_on", FieldType::date),
                  field("closed_on", FieldType::date)};
  place.keys = {{"no"}};
  place.rules = {{"order", {"closed_on >= opened_on", {}}, {"先关后开", "closed before opened"}}};
  pack::Register visit;
  visit.id = "visit";
  visit.name = {"走访", "Visits"};
  auto where = field("place", FieldType::reference);
  where.refers_to = "place";
  visit.fields = {where, field("made_on", FieldType::date), field("note", FieldType::text)};
  pack.registers = {place, visit};
  return pack;
}

class Ledgers : public test::OnLedger {
 protected:
  Ledgers() : OnLedger(two_registers()) {}
  Schema const& place() { return *schemas.find("place"); }
  Schema const& visit() { return *schemas.find("visit"); }
  Timestamp now() { return {1'650'000'000'000 + 1000 * ++tick}; }
  static std::vector<Value> shop(std::string no, char const* opened = "2022-01-01") {
    return {Value(std::move(no)),        Value(std::string("shop")), Value{}, Value{},
            Value(std::string("north")), Value(*Day::parse(opened)), Value{}};
  }
  RecordId enter(Schema const& schema, std::vector<Value> values) {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    auto const id = writing.create(schema, std::move(values));
    EXPECT_TRUE(id) << id.error().front().error.to_string(Language::en);
    writing.commit();
    return id.value_or(0);
  }

  std::int64_t tick = 0;
};
INSTANTIATE_TEST_SUITE_P(Stores, Ledgers, test::kBothStores, test::store_name);

TEST_P(Ledgers, RefuseWhatCannotStandAndSayWhy) {
  struct Row {
    int field;
    Value value;
    char const* code;
  };
  for (auto const& row : {
           Row{0, Value{}, "record.required"},
           Row{0, Value(std::string("123456789")), "record.length"},
           Row{0, Value(std::string("a\0b", 3)), "record.encoding"},
           Row{1, Value(std::string("shoo")), "record.option"},
           Row{2, Value(std::string("12345")), ""},
           Row{3, Value(*Decimal::parse("1.234")), "record.scale"},
           Row{3, Value(*Decimal::parse("100.01")), "record.range"},
           Row{3, Value(*Decimal::parse("-1")), "record.range"},
           Row{3, Value(std::string("5")), "record.type"},
           Row{4, Value(std::string("nroth")), "record.name"},
           Row{6, Value(*Day::parse("2021-01-01")), "record.rule.order"},
       }) {
    auto values = shop("A1");
    values[static_cast<std::size_t>(row.field)] = row.value;
    Writing writing(*ledger, {"clerk", "U1"}, now());
    auto const made = writing.create(place(), values);
    ASSERT_FALSE(made) << row.code;
    auto const& error = made.error().front().error;
    if (*row.code != 0) {
      EXPECT_EQ(error.code, row.code);
    }
    EXPECT_FALSE(error.what.zh.empty());
    EXPECT_FALSE(error.what.en.empty());
  }
  EXPECT_EQ(ledger->records().count(place()), 0);
}

TEST_P(Ledgers, KeepTheHistoryOfACorrectionAndItsReason) {
  auto const id = enter(place(), shop("A1"));
  {
    Writing writing(*ledger, {"clerk", "U2"}, now());
    EXPECT_FALSE(writing.correct(place(), id, {{3, Value(Decimal(5))}}, ""));  // no reason
    ASSERT_TRUE(writing.correct(
        place(), id, {{3, Value(*Decimal::parse("5.50"))}, {1, Value(std::string("mill"))}}, "weighed"));
    writing.commit();
  }
  auto const entries = history(*session, place(), id);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].action, Action::create);
  EXPECT_EQ(entries[1].reason, "weighed");
  EXPECT_EQ(entries[1].author.unit, "U2");
  auto const changes = decode_changes(entries[1].body);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].before, "shop");
  EXPECT_EQ(changes[0].after, "mill");
  EXPECT_EQ(changes[1].after, "5.5");
  EXPECT_TRUE(audit(*session, schemas).findings.empty());
}

TEST_P(Ledgers, FindTheCreationOfEveryRecordOfABatch) {
  auto const alone = enter(place(), shop("A0"));
  std::vector<std::vector<Value>> rows;
  for (int i = 1; i <= 40; ++i) rows.push_back(shop(i == 7 ? "A0" : "A" + std::to_string(i)));
  std::vector<Outcome> outcomes;
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    writing.begin_batch(place(), {"places.csv", "hash"});
    outcomes = writing.create_many(place(), rows, OnExisting::correct);
    writing.commit();
  }
  auto const later = enter(place(), shop("B1"));
  auto expected = std::vector{alone, later};
  for (auto const& outcome : outcomes)
    if (outcome.kind == Outcome::Kind::created) expected.push_back(outcome.id);
  ASSERT_GT(expected.size(), 35U);
  for (auto const id : expected) {
    auto const entries = history(*session, place(), id);
    ASSERT_FALSE(entries.empty()) << id;
    EXPECT_EQ(entries.front().action, Action::create);
    EXPECT_EQ(entries.front().record, id);
  }
  EXPECT_TRUE(history(*session, place(), 10'000).empty());
}

TEST_P(Ledgers, NothingOfAnUncommittedWritingStays) {
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    ASSERT_TRUE(writing.create(place(), shop("A1")));
  }
  EXPECT_EQ(ledger->records().count(place()), 0);
  EXPECT_EQ(last_entry(*session), 0);
  EXPECT_EQ(enter(place(), shop("A1")), 1);
}

TEST_P(Ledgers, AKeyIsHeldByOneRecordThatIsNotWithdrawn) {
  auto const id = enter(place(), shop("A1"));
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    auto const again = writing.create(place(), shop("A1", "2022-02-02"));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().front().error.code, "record.differs");
    EXPECT_THAT(again.error().front().error.what.en, HasSubstr("2022-02-02"));
  }
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    ASSERT_TRUE(writing.withdraw(place(), id, "entered twice"));
    ASSERT_TRUE(writing.create(place(), shop("A1", "2022-02-02")));
    writing.commit();
  }
  EXPECT_EQ(ledger->records().count(place()), 1);
  EXPECT_TRUE(audit(*session, schemas).findings.empty());
}

TEST_P(Ledgers, ARecordThatOthersReferToIsNotWithdrawn) {
  auto const id = enter(place(), shop("A1"));
  enter(visit(), {Value(id), Value(*Day::parse("2022-03-01")), Value{}});
  Writing writing(*ledger, {"clerk", "U1"}, now());
  auto const refused = writing.withdraw(place(), id, "gone");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().error.code, "record.referred");
  EXPECT_FALSE(writing.create(visit(), {Value(std::int64_t{99}), Value{}, Value{}}));  // refers to nothing
}

TEST_P(Ledgers, EqualRowsOfARegisterWithoutAKeyAreOneRowEachTimeTheFileComes) {
  auto const id = enter(place(), shop("A1"));
  auto const sheet = [&] {
    std::vector<std::vector<Value>> rows(
        3, {Value(id), Value(*Day::parse("2022-03-01")), Value(std::string("ok"))});
    rows.push_back({Value(id), Value(*Day::parse("2022-03-02")), Value{}});
    return rows;
  };
  for (bool const first : {true, false}) {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    writing.begin_batch(visit(), {"visits.csv", first ? "h1" : "h2"});
    auto rows = sheet();
    for (auto const& outcome : writing.create_many(visit(), rows, OnExisting::refuse)) {
      EXPECT_EQ(outcome.kind, first ? Outcome::Kind::created : Outcome::Kind::same);
    }
    writing.commit();
  }
  EXPECT_EQ(ledger->records().count(visit()), 4);  // three equal rows of one sheet are three visits
}

TEST_P(Ledgers, ABatchIsUndoneAsAWholeUnlessItsRecordsWereChangedSince) {
  enter(place(), shop("A1"));
  std::int64_t batch = 0;
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    writing.begin_batch(place(), {"sheet.csv", "h"});
    std::vector<std::vector<Value>> rows = {shop("A1", "2022-05-05"), shop("B1"), shop("B2"), shop("B2")};
    auto const outcomes = writing.create_many(place(), rows, OnExisting::correct);
    EXPECT_EQ(outcomes[0].kind, Outcome::Kind::corrected);
    EXPECT_EQ(outcomes[1].kind, Outcome::Kind::created);
    EXPECT_EQ(outcomes[3].kind, Outcome::Kind::same);
    batch = writing.batch().id;
    writing.commit();
  }
  auto const created = ledger->records().find_by_key(place(), "B1");
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    ASSERT_TRUE(writing.correct(place(), created, {{3, Value(Decimal(1))}}, "weighed"));
    writing.commit();
  }
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    auto const refused = writing.undo(batch, "wrong file");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "batch.changed");
  }
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    ASSERT_TRUE(writing.withdraw(place(), created, "wrong file"));
    writing.commit();
  }
  EXPECT_TRUE(audit(*session, schemas).findings.empty());
}

TEST_P(Ledgers, AnUndoneBatchLeavesTheRecordsAsTheyWere) {
  auto const id = enter(place(), shop("A1"));
  std::int64_t batch = 0;
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    writing.begin_batch(place(), {"sheet.csv", "h"});
    std::vector<std::vector<Value>> rows = {shop("A1", "2022-05-05"), shop("B1")};
    (void)writing.create_many(place(), rows, OnExisting::correct);
    batch = writing.batch().id;
    writing.commit();
  }
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    ASSERT_TRUE(writing.undo(batch, "wrong file"));
    writing.commit();
  }
  EXPECT_EQ(ledger->records().count(place()), 1);
  EXPECT_EQ(canonical(ledger->records().get(place(), id)->values[5]), "2022-01-01");
  EXPECT_TRUE(batches(*session).front().undone_at.has_value());
  Writing writing(*ledger, {"clerk", "U1"}, now());
  EXPECT_EQ(writing.undo(batch, "again").error().code, "batch.undone");
  EXPECT_EQ(writing.undo(77, "none").error().code, "batch.unknown");
}

TEST_P(Ledgers, AlteredRemovedAndSmuggledRecordsAreFound) {
  for (int i = 0; i < 5; ++i) enter(place(), shop("A" + std::to_string(i)));
  EXPECT_TRUE(audit(*session, schemas).findings.empty());
  for (char const* sql :
       {"UPDATE r_place SET f_kind = 'mill' WHERE id = 2", "DELETE FROM r_place WHERE id = 3",
        "INSERT INTO r_place (id, unit, batch, withdrawn, f_no) VALUES (9, 'U1', 0, 0, 'Z')",
        "UPDATE shian_journal SET reason = 'x' WHERE seq = 4", "DELETE FROM shian_journal WHERE seq = 1"}) {
    auto const before = audit(*session, schemas).findings.size();
    session->execute(sql);
    EXPECT_GT(audit(*session, schemas).findings.size(), before) << sql;
  }
}

TEST_P(Ledgers, TheBooksAsTheyStoodAtAMomentAreReplayedFromTheJournal) {
  auto const id = enter(place(), shop("A1"));
  Timestamp const then{1'650'000'000'000 + 1000 * tick};
  {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    ASSERT_TRUE(writing.correct(place(), id, {{5, Value(*Day::parse("2022-06-06"))}}, "typing error"));
    ASSERT_TRUE(writing.create(place(), shop("A2")));
    writing.commit();
  }
  std::vector<std::string> books;
  replay(*session, schemas, then, [&](Schema const& schema, Record const& record) {
    books.push_back(schema.definition.id + " " + canonical(record.values[0]) + " " +
                    canonical(record.values[5]));
  });
  EXPECT_THAT(books, testing::ElementsAre("place A1 2022-01-01"));
}

TEST_P(Ledgers, ANewFieldIsANewColumnAndOldRecordsStay) {
  auto const id = enter(place(), shop("A1"));
  pack.registers[0].fields.push_back(field("remark", pack::FieldType::text));
  auto grown = Schemas::compile(pack, &rules);
  ASSERT_TRUE(grown);
  schemas = std::move(*grown);
  prepare_tables(*session, schemas);
  Ledger later(*session, pack, schemas, rules);
  EXPECT_TRUE(is_null(later.records().get(place(), id)->values.back()));
  Writing writing(later, {"clerk", "U1"}, now());
  ASSERT_TRUE(writing.correct(place(), id, {{7, Value(std::string("new"))}}, "now known"));
  writing.commit();
  EXPECT_TRUE(audit(*session, schemas).findings.empty());
}

TEST_P(Ledgers, EvidenceIsKeptOnceByItsHashAndAnAlteredFileIsFound) {
  auto const source = folder.path() / "photo.jpg";
  std::ofstream(source) << "bytes of a picture";
  Evidence evidence(*session, folder.path() / "files");
  std::string hash;
  for (int i = 0; i < 2; ++i) {
    store::Transaction transaction(*session, store::Access::write);
    auto const kept = evidence.add(source, {"clerk", "U1"}, now());
    ASSERT_TRUE(kept);
    hash = *kept;
    transaction.commit();
  }
  EXPECT_EQ(hash, hex(sha256("bytes of a picture")));
  EXPECT_TRUE(evidence.damaged().empty());
  std::ofstream(evidence.path_of(hash)) << "other bytes";
  EXPECT_EQ(evidence.damaged(), std::vector<std::string>{hash});
  EXPECT_EQ(evidence.add(folder.path() / "none", {"clerk", "U1"}, now()).error().code, "evidence.missing");
}

TEST_P(Ledgers, EvidenceOfARefusedChangeIsTakenAwayUnlessItIsKnownOrWasThere) {
  auto const source = folder.path() / "photo.jpg";
  Evidence evidence(*session, folder.path() / "files");
  struct Row {
    std::string bytes;
    bool is_noted, was_there, is_left;
  };
  for (auto const& [bytes, is_noted, was_there, is_left] :
       {Row{"refused", false, false, false}, Row{"noted meanwhile", true, false, true},
        Row{"there before", false, true, true}}) {
    std::ofstream(source) << bytes;
    ASSERT_TRUE(!was_there || evidence.keep(source));
    auto const kept = evidence.keep(source);
    ASSERT_TRUE(kept);
    store::Transaction transaction(*session, store::Access::write);
    if (is_noted) evidence.note(*kept, "photo.jpg", {"clerk", "U1"}, now());
    evidence.drop(*kept);
    transaction.commit();
    EXPECT_EQ(std::filesystem::exists(evidence.path_of(kept->hash)), is_left) << bytes;
  }
  EXPECT_TRUE(evidence.damaged().empty());
}

TEST(Masking, HidesPersonsAndLeavesEnoughToTellThemApart) {
  struct Row {
    char const* text;
    char const* shown;
  };
  for (auto const& row : {Row{"张三丰", "张**"}, Row{"李", "*"}, Row{"13800001234", "138******34"},
                          Row{"330382199001011234", "330*************34"}}) {
    EXPECT_EQ(masked(row.text), row.shown);
  }
}

// A session that once asked for the keys of a small table must not ask in the same way while it fills it.
TEST_P(Ledgers, EnterTheLastRowsOfALargeTableAsFastAsTheFirst) {
  constexpr int kChunk = 4'000;
  int number = 0;
  auto const enter_chunk = [&](Writing& writing, int rows) {
    std::vector<std::vector<Value>> chunk;
    for (int i = 0; i < rows; ++i) chunk.push_back(shop(std::to_string(++number)));
    auto const start = std::chrono::steady_clock::now();
    auto const outcomes = writing.create_many(place(), chunk, OnExisting::refuse);
    EXPECT_TRUE(std::ranges::all_of(outcomes, [](auto const& one) { return one.faults.empty(); }));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  for (int i = 0; i < 10; ++i) {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    (void)enter_chunk(writing, 3);
    writing.commit();
  }
  Writing writing(*ledger, {"clerk", "U1"}, now());
  double const first = enter_chunk(writing, kChunk);
  double last = 0;
  for (int i = 0; i < 5; ++i) last = enter_chunk(writing, kChunk);
  writing.commit();
  EXPECT_LT(last, 8 * first + 0.3) << "the first " << kChunk << " rows took " << first << " s";
}

}  // namespace
}  // namespace shian::reg
