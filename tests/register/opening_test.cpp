#include "register/opening.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "register/on_ledger.hpp"

namespace shian::reg {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

using test::day;

// Letters; one that holds two matters is split.
pack::Pack opening_letters() {
  using pack::FieldType;
  pack::Pack pack;
  pack.units = {test::unit("U1")};
  pack::Register letter;
  letter.id = "letter";
  letter.name = {"来信", "Letters"};
  auto kind = test::field("kind", FieldType::enumeration);
  kind.options = {{"complaint", {"投诉", "complaint"}, {}}, {"report", {"举报", "report"}, {}}};
  kind.required = true;
  auto from = test::field("split_from", FieldType::reference);
  from.refers_to = "letter";
  letter.fields = {test::field("no", FieldType::text),       kind, test::field("came_on", FieldType::date),
                   test::field("split_on", FieldType::date), from, test::field("closed_on", FieldType::date)};
  letter.keys = {{"no"}};
  pack::CrossRule rule;
  rule.id = "closed";
  rule.check = {"closed_on >= came_on", {}};
  rule.message = {"办结早于来信", "closed before it came"};
  letter.rules = {rule};
  pack.registers = {letter};
  pack::Lifecycle way;
  way.id = "letter";
  way.states = {{"closed", {"办结", "closed"}, {"closed_on != null", {}}, {}, true, {}},
                {"open", {"待办", "open"}, {}, {}, false, {}}};
  pack::Step close;
  close.id = "close";
  close.name = {"办结", "close"};
  close.from = {"open"};
  close.to = {"closed"};
  close.by = {"unit_officer"};
  close.day = "closed_on";
  pack::Step split = close;
  split.id = "split";
  split.name = {"拆分", "split"};
  split.to = {};
  split.day = "split_on";
  split.opens = {"letter", "split_from", "no", {{"kind", "report"}, {"came_on", "=came_on"}}};
  way.steps = {close, split};
  pack.lifecycles = {way};
  return pack;
}

class Openings : public test::OnLedger {
 protected:
  Openings() : OnLedger(opening_letters()) {}
  Schema const& book() { return *schemas.find("letter"); }
  RecordId enter(char const* no) {
    Writing writing(*ledger, {"clerk", "U1"}, Timestamp{1'650'000'000'000});
    std::vector<Value> values(6);
    values[0] = Value(std::string(no));
    values[1] = Value(std::string("complaint"));
    values[2] = Value(day("2022-03-01"));
    auto const made = writing.create(book(), std::move(values));
    writing.commit();
    return made.value_or(0);
  }
  std::expected<Opened, std::vector<Fault>> split(RecordId id, char const* on, OpeningBar const& bar = {}) {
    Writing writing(*ledger, {"clerk", "U1"}, Timestamp{1'650'000'000'000});
    StepTaking taking;
    taking.step = book().lifecycle->find_step("split");
    taking.on = day(on);
    taking.today = day("2022-04-15");
    auto made =
        take_step(writing, {"clerk", "U1"}, Timestamp{1'650'000'000'000}, book(), id, std::move(taking), bar);
    if (made) writing.commit();
    return made;
  }
};
INSTANTIATE_TEST_SUITE_P(Stores, Openings, test::kBothStores, test::store_name);

TEST_P(Openings, StartARecordThatIsLinkedAndNumberedAfterIts) {
  auto const id = enter("L1");
  auto const first = split(id, "2022-03-02");
  ASSERT_TRUE(first) << first.error().front().error.to_string(Language::en);
  auto const record = ledger->records().get(book(), first->id);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->values[0], Value(std::string("L1-1")));
  EXPECT_EQ(record->values[1], Value(std::string("report")));
  EXPECT_EQ(record->values[2], Value(day("2022-03-01")));
  EXPECT_EQ(record->values[4], Value(id));
  auto const again = split(id, "2022-03-05");
  ASSERT_TRUE(again);
  EXPECT_EQ(ledger->records().get(book(), again->id)->values[0], Value(std::string("L1-2")));
  std::vector<RecordId> ids;
  for (auto const& one : opened_by(*ledger, book(), id)) ids.push_back(one.id);
  EXPECT_THAT(ids, ElementsAre(first->id, again->id));
}

TEST_P(Openings, ThatCannotStandLeaveTheStepUntaken) {
  auto const id = enter("L1");
  auto const refused = split(id, "2022-03-02", [](Schema const&, Record const&) {
    return std::optional(Fault{-1, Error::make("no", "不许", "not allowed")});
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().error.code, "step.opening");
  EXPECT_THAT(refused.error().front().error.to_string(Language::zh), HasSubstr("不许"));
  EXPECT_EQ(ledger->records().count(book()), 1);
  EXPECT_TRUE(is_null(ledger->records().get(book(), id)->values[3]));
  EXPECT_TRUE(taken_steps(*session, book(), id).empty());
}

TEST(OpeningsOfAPack, AreHeldAgainstBothRegisters) {
  struct Row {
    char const* why;
    std::function<void(pack::Opening&)> spoil;
    char const* code;
  };
  for (auto const& row :
       {Row{"as it is", [](auto&) {}, ""},
        Row{"a link that is not there", [](auto& one) { one.link = "split_form"; }, "opening.field"},
        Row{"a link that is none", [](auto& one) { one.link = "came_on"; }, "opening.link"},
        Row{"a number that is no key", [](auto& one) { one.number = "split_on"; }, "opening.number"},
        Row{"a field that is not there",
            [](auto& one) {
              one.values[1] = {"come_on", "=came_on"};
            },
            "opening.field"},
        Row{"an own field that is not there",
            [](auto& one) {
              one.values[1] = {"came_on", "=come_on"};
            },
            "opening.field"},
        Row{"another type",
            [](auto& one) {
              one.values[1] = {"came_on", "=no"};
            },
            "opening.type"},
        Row{"no option",
            [](auto& one) {
              one.values[0] = {"kind", "praise"};
            },
            "opening.value"},
        Row{"a required field", [](auto& one) { one.values.erase(one.values.begin()); },
            "opening.required"}}) {
    auto pack = opening_letters();
    row.spoil(pack.lifecycles[0].steps[1].opens);
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

}  // namespace
}  // namespace shian::reg
