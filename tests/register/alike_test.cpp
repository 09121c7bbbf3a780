#include "register/alike.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "register/on_ledger.hpp"
#include "register/steps.hpp"

namespace shian::reg {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

using test::day;

// Bans on people; staff, who may not be banned; letters, which tell of others from the same phone.
pack::Pack books() {
  using pack::FieldType;
  pack::Pack pack;
  pack.units = {test::unit("U1")};
  pack::Register ban;
  ban.id = "ban";
  ban.name = {"禁业", "Bans"};
  ban.fields = {test::field("no", FieldType::text), test::field("card", FieldType::code),
                test::field("from_on", FieldType::date), test::field("until_on", FieldType::date),
                test::field("lifted_on", FieldType::date)};
  ban.fields[1].indexed = true;
  ban.keys = {{"no"}};
  pack::Register staff;
  staff.id = "staff";
  staff.name = {"人员", "Staff"};
  staff.fields = {test::field("no", FieldType::text), test::field("id_card", FieldType::code)};
  staff.keys = {{"no"}};
  pack::Alike banned;
  banned.id = "ban";
  banned.name = {"禁业", "ban"};
  banned.register_id = "ban";
  banned.match = {{"id_card", "card"}};
  banned.when = {"lifted_on == null", {}};
  banned.from = "from_on";
  banned.until = "until_on";
  banned.refuses = true;
  banned.message = {"此人在禁业期内", "the person is banned"};
  staff.alike = {banned};
  pack::Register letter;
  letter.id = "letter";
  letter.name = {"来信", "Letters"};
  letter.fields = {test::field("no", FieldType::text), test::field("phone", FieldType::text),
                   test::field("came_on", FieldType::date)};
  letter.fields[1].indexed = true;
  letter.keys = {{"no"}};
  pack::Alike again;
  again.id = "again";
  again.name = {"同一电话", "the same phone"};
  again.register_id = "letter";
  again.match = {{"phone", "phone"}};
  again.near_own = again.near_theirs = "came_on";
  again.near_days = 30;
  letter.alike = {again};
  pack.registers = {ban, staff, letter};
  return pack;
}

class RecordsAlike : public test::OnLedger {
 protected:
  RecordsAlike() : OnLedger(books()) {}
  static Timestamp now() { return {1'650'000'000'000}; }  // 2022-04-15
  std::expected<RecordId, std::vector<Fault>> enter(char const* book, std::vector<Value> values) {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    auto made = writing.create(*schemas.find(book), std::move(values));
    if (made) writing.commit();
    return made;
  }
  RecordId banned(char const* no, char const* card, Value from, Value until, Value lifted = {}) {
    return enter("ban", {Value(std::string(no)), Value(std::string(card)), std::move(from), std::move(until),
                         std::move(lifted)})
        .value_or(0);
  }
  std::expected<RecordId, std::vector<Fault>> staff(char const* no, char const* card) {
    return enter("staff", {Value(std::string(no)), *card == 0 ? Value{} : Value(std::string(card))});
  }
};
INSTANTIATE_TEST_SUITE_P(Stores, RecordsAlike, test::kBothStores, test::store_name);

TEST_P(RecordsAlike, RefuseWhoIsBannedWhileTheBanHolds) {
  banned("J1", "330-1", Value(day("2021-01-01")), Value(day("2026-01-01")));
  banned("J2", "330-2", Value(day("2010-01-01")), Value(day("2015-01-01")));           // over
  banned("J3", "330-3", Value(day("2021-01-01")), Value{});                            // for life
  banned("J4", "330-4", Value(day("2021-01-01")), Value{}, Value(day("2022-01-01")));  // lifted
  banned("J5", "330-5", Value(day("2022-05-01")), Value{});                            // to come
  auto const refused = staff("A1", "330-1");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().field, 1);
  EXPECT_EQ(refused.error().front().error.code, "record.barred");
  EXPECT_THAT(refused.error().front().error.to_string(Language::zh), HasSubstr("禁业 J1，至 2026-01-01"));
  EXPECT_FALSE(staff("A3", "330-3"));
  for (auto const* card : {"330-2", "330-4", "330-5", "330-9", ""}) EXPECT_TRUE(staff(card, card)) << card;
  EXPECT_TRUE(staff("A0", ""));  // two without a card are not alike
}

TEST_P(RecordsAlike, RefuseACorrectionAndOneRowOfMany) {
  banned("J1", "330-1", Value{}, Value{});
  auto const id = staff("A1", "330-7");
  ASSERT_TRUE(id);
  auto const& book = *schemas.find("staff");
  Writing writing(*ledger, {"clerk", "U1"}, now());
  EXPECT_FALSE(writing.correct(book, *id, {{1, Value(std::string("330-1"))}}, "typed wrong"));
  writing.begin_batch(book, {"staff.csv", "x"});
  std::vector<std::vector<Value>> rows = {{Value(std::string("B1")), Value(std::string("330-8"))},
                                          {Value(std::string("B2")), Value(std::string("330-1"))}};
  auto const outcomes = writing.create_many(book, rows, OnExisting::refuse);
  EXPECT_EQ(outcomes[0].kind, Outcome::Kind::created);
  EXPECT_EQ(outcomes[1].kind, Outcome::Kind::refused);
  writing.commit();
  EXPECT_EQ(ledger->records().count(book), 2);
}

TEST_P(RecordsAlike, AreToldWithinTheirDaysAndWithoutTheRecordItself) {
  auto const letter = [&](char const* no, char const* phone, char const* on) {
    return enter("letter", {Value(std::string(no)), Value(std::string(phone)), Value(day(on))}).value_or(0);
  };
  auto const first = letter("L1", "138", "2022-01-01");
  auto const second = letter("L2", "138", "2022-01-31");
  auto const third = letter("L3", "138", "2022-03-03");
  letter("L4", "139", "2022-01-01");
  auto const& book = *schemas.find("letter");
  auto const found = [&](RecordId id) {
    auto const record = ledger->records().get(book, id);
    return alike(*ledger, book, *book.alike.front(), record->values, id, day("2022-04-15"));
  };
  EXPECT_THAT(found(first), ElementsAre(second));
  EXPECT_THAT(found(second), ElementsAre(first));
  EXPECT_THAT(found(third), ElementsAre());
}

TEST(RecordsAlikeOfAPack, AreHeldAgainstBothRegisters) {
  struct Row {
    char const* why;
    std::function<void(pack::Alike&)> spoil;
    char const* code;
  };
  for (auto const& row : {Row{"as it is", [](auto&) {}, ""},
                          Row{"own field",
                              [](auto& one) {
                                one.match = {{"id_crad", "card"}};
                              },
                              "alike.field"},
                          Row{"their field",
                              [](auto& one) {
                                one.match = {{"id_card", "crad"}};
                              },
                              "alike.field"},
                          Row{"other types",
                              [](auto& one) {
                                one.match = {{"id_card", "from_on"}};
                              },
                              "alike.type"},
                          Row{"not indexed",
                              [](auto& one) {
                                one.match = {{"no", "lifted_on"}};
                              },
                              "alike.index"},
                          Row{"no day", [](auto& one) { one.until = "card"; }, "alike.day"},
                          Row{"a condition",
                              [](auto& one) {
                                one.when = {"lifted == null", {}};
                              },
                              "expression.field"}}) {
    auto pack = books();
    row.spoil(pack.registers[1].alike[0]);
    clock::Rules const rules(pack.clocks, pack.calendar, kShanghaiOffsetMinutes);
    auto const compiled = Schemas::compile(pack, &rules);
    std::vector<std::string> codes;
    if (!compiled)
      for (auto const& error : compiled.error()) codes.push_back(error.code);
    if (*row.code == '\0')
      EXPECT_THAT(codes, ElementsAre()) << row.why;
    else
      EXPECT_THAT(codes, Contains(row.code)) << row.why;
  }
}

// Jobs with the visits that count for them: those that name the job, those at its shop within its days.
pack::Pack jobs() {
  using pack::FieldType;
  pack::Pack pack;
  pack.units = {test::unit("U1")};
  pack::Register visit;
  visit.id = "visit";
  visit.name = {"检查", "Visits"};
  auto of = test::field("job", FieldType::reference);
  of.refers_to = "job";
  auto shop = test::field("shop", FieldType::text);
  shop.indexed = true;
  visit.fields = {test::field("no", FieldType::text), of, shop, test::field("on", FieldType::date),
                  test::field("again", FieldType::boolean)};
  visit.keys = {{"no"}};
  pack::Register job;
  job.id = "job";
  job.name = {"任务", "Jobs"};
  job.fields = {test::field("no", FieldType::text),      test::field("shop", FieldType::text),
                test::field("from_on", FieldType::date), test::field("until_on", FieldType::date),
                test::field("done", FieldType::integer), test::field("closed_on", FieldType::date)};
  job.keys = {{"no"}};
  pack::Alike named;
  named.id = "named";
  named.name = {"本任务的检查", "its visits"};
  named.register_id = "visit";
  named.match = {{"id", "job"}};
  named.when = {"again == null or not again", {}};
  pack::Alike there = named;
  there.id = "there";
  there.match = {{"shop", "shop"}};
  there.when = {};
  there.within_theirs = "on";
  there.within_from = "from_on";
  there.within_until = "until_on";
  job.alike = {named, there};
  pack.registers = {visit, job};
  pack::Lifecycle way;
  way.id = "job";
  way.states = {{"closed", {"办结", "closed"}, {"closed_on != null", {}}, {}, true, {}},
                {"open", {"待办", "open"}, {}, {}, false, {}}};
  pack::Step close;
  close.id = "close";
  close.name = {"办结", "close"};
  close.from = {"open"};
  close.to = {"closed"};
  close.by = {"unit_officer"};
  close.day = "closed_on";
  close.needs = {"done"};
  close.counts = {{"done", "named"}};
  way.steps = {close};
  pack.lifecycles = {way};
  return pack;
}

class RecordsCounted : public test::OnLedger {
 protected:
  RecordsCounted() : OnLedger(jobs()) {}
  static Timestamp now() { return {1'650'000'000'000}; }  // 2022-04-15
  RecordId enter(char const* book, std::vector<Value> values) {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    auto made = writing.create(*schemas.find(book), std::move(values));
    writing.commit();
    return made.value_or(0);
  }
  RecordId job(char const* no, Value until) {
    return enter("job", {Value(std::string(no)), Value(std::string("S1")), Value(day("2022-03-01")),
                         std::move(until), Value{}, Value{}});
  }
  void visit(std::string no, Value job, char const* on, Value again = {}) {
    enter("visit",
          {Value(std::move(no)), std::move(job), Value(std::string("S1")), Value(day(on)), std::move(again)});
  }
  std::int64_t count(RecordId id, std::size_t which) {
    auto const& book = *schemas.find("job");
    auto const record = ledger->records().get(book, id);
    return count_alike(*ledger, book, *book.alike[which], record->values, id, day("2022-04-15"));
  }
  // What the job says is done once it is closed.
  std::string closed(RecordId id, std::vector<std::pair<FieldIndex, Value>> given) {
    auto const& book = *schemas.find("job");
    Writing writing(*ledger, {"clerk", "U1"}, now());
    StepTaking taking{book.lifecycle->find_step("close"), day("2022-04-15"), day("2022-04-15"),
                      std::move(given), ""};
    EXPECT_TRUE(take_step(writing, {"clerk", "U1"}, now(), book, id, std::move(taking)));
    writing.commit();
    return canonical(ledger->records().get(book, id)->values[static_cast<std::size_t>(book.find("done"))]);
  }
};
INSTANTIATE_TEST_SUITE_P(Stores, RecordsCounted, test::kBothStores, test::store_name);

TEST_P(RecordsCounted, NameTheRecordOrLieWithinItsDays) {
  auto const first = job("J1", Value(day("2022-03-31")));
  auto const second = job("J2", Value{});  // no last day: nothing lies within
  visit("V1", Value(first), "2022-02-28");
  visit("V2", Value(first), "2022-03-01");
  visit("V3", Value(first), "2022-03-31", Value(true));
  visit("V4", Value{}, "2022-04-01");
  EXPECT_EQ(count(first, 0), 2) << "one again does not count";
  EXPECT_EQ(count(second, 0), 0);
  EXPECT_EQ(count(first, 1), 2) << "the ends lie within";
  EXPECT_EQ(count(second, 1), 0);
}

TEST_P(RecordsCounted, AreWhatAStepFillsInUnlessSomethingElseIsSaid) {
  auto const first = job("J1", Value{});
  auto const second = job("J2", Value{});
  for (int i = 0; i < 600; ++i) visit("V" + std::to_string(i), Value(first), "2022-03-05");
  EXPECT_EQ(closed(first, {}), "600") << "however many are shown";
  EXPECT_EQ(closed(second, {{schemas.find("job")->find("done"), Value(std::int64_t{7})}}), "7");
}

}  // namespace
}  // namespace shian::reg
