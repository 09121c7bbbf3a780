// Records that pass from one unit to another: handed over, received, returned.
#include "pack/hand_over.hpp"

#include <gmock/gmock.h>

#include "register/lifecycle.hpp"
#include "register/on_ledger.hpp"
#include "register/running_clocks.hpp"
#include "register/steps.hpp"

namespace shian::reg {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using test::day;

// Letters that one unit may hand over to another.
pack::Pack handed_letters() {
  using pack::FieldType;
  pack::Pack pack;
  pack.units = {test::unit("U1"), test::unit("U2")};
  pack::Register letter;
  letter.id = "letter";
  letter.name = {"来信", "Letters"};
  letter.fields = {test::field("no", FieldType::text),
                   test::field("unit", FieldType::unit),
                   test::field("closed_on", FieldType::date),
                   test::field(std::string(pack::kHandedOverOn), FieldType::date),
                   test::field(std::string(pack::kHandedOverFrom), FieldType::unit),
                   test::field(std::string(pack::kTakenOverOn), FieldType::date)};
  letter.keys = {{"no"}};
  letter.unit_field = "unit";
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
  pack::HandOver hand_over;
  hand_over.from = {"open"};
  hand_over.by = hand_over.received_by = {"unit_officer"};
  auto parts = pack::parts_of(hand_over);
  way.steps = std::move(parts.steps);
  way.steps.push_back(close);
  way.clocks = {parts.receipt};
  way.hands_over = true;
  pack.lifecycles = {way};
  return pack;
}

class HandOvers : public test::OnLedger {
 protected:
  HandOvers() : OnLedger(handed_letters()) {}
  void SetUp() override {
    OnLedger::SetUp();
    if (IsSkipped()) return;
    clocks.emplace(*ledger);
    ledger->observe(*clocks);
  }
  static Timestamp now() { return {1'650'000'000'000}; }  // 2022-04-15
  Schema const& letter() { return *schemas.find("letter"); }
  RecordId entered() {
    Writing writing(*ledger, {"clerk", "U1"}, now());
    std::vector<Value> values(letter().fields.size());
    values[0] = std::string("1");
    values[1] = std::string("U1");
    auto const id = writing.create(letter(), std::move(values));
    writing.commit();
    return id.value_or(0);
  }
  // "" when it was taken, else the code of what speaks against it.
  std::string take(RecordId id, char const* unit, char const* name, char const* on,
                   char const* to = nullptr) {
    Author const author{"clerk", unit};
    Writing writing(*ledger, author, now());
    StepTaking taking;
    taking.step = letter().lifecycle->find_step(name);
    taking.on = day(on);
    taking.today = day("2022-04-15");
    taking.note = "not ours";
    if (to != nullptr) taking.given = {{letter().find("unit"), Value(std::string(to))}};
    auto const done = take_step(writing, author, now(), letter(), id, std::move(taking));
    if (!done) return done.error().front().error.code;
    writing.commit();
    return "";
  }
  // Unit, the day of the hand-over, from whom, the day of the receipt.
  std::vector<std::string> said(RecordId id) {
    auto const record = ledger->records().get(letter(), id);
    std::vector<std::string> made;
    for (auto const* name : {"unit", "handed_over_on", "handed_over_from", "taken_over_on"})
      made.push_back(canonical(record->values[static_cast<std::size_t>(letter().find(name))]));
    return made;
  }
  std::vector<std::string> offered(RecordId id) {
    expression::Context context;
    context.rules = &rules;
    auto const record = ledger->records().get(letter(), id);
    auto const stage = letter().lifecycle->stage(record->values, day("2022-04-15"), context);
    std::vector<std::string> ids;
    for (auto const* step : letter().lifecycle->steps_from(stage, record->values, context))
      ids.push_back(step->definition.id);
    return ids;
  }
  std::vector<std::string> running() {
    std::vector<std::string> all;
    for (auto const& clock : running_clocks(*session, schemas, {}, std::nullopt, day("2099-12-31"), 10))
      all.push_back(clock.holder + " " + clock.clock->definition.id + " " + clock.due.to_string());
    return all;
  }

  std::optional<RunningClocks> clocks;
};
INSTANTIATE_TEST_SUITE_P(Stores, HandOvers, test::kBothStores, test::store_name);

TEST_P(HandOvers, AreReceivedWithinTheDaysAgreed) {
  auto const id = entered();
  EXPECT_THAT(offered(id), ElementsAre("hand_over", "close"));
  EXPECT_EQ(take(id, "U1", "take_over", "2022-04-01"), "step.not_now");
  ASSERT_EQ(take(id, "U1", "hand_over", "2022-04-06", "U2"), "");
  EXPECT_THAT(said(id), ElementsAre("U2", "2022-04-06", "U1", ""));
  EXPECT_THAT(offered(id), ElementsAre("hand_over", "take_over", "give_back", "close"));
  EXPECT_THAT(running(), ElementsAre("U2 take_over 2022-04-08"))
      << "two working days, for whoever has it now";
  EXPECT_EQ(take(id, "U2", "take_over", "2022-04-05"), "step.guard") << "before it was handed over";
  EXPECT_EQ(take(id, "U1", "take_over", "2022-04-07"), "step.not_holder")
      << "who sent it does not receive it";
  ASSERT_EQ(take(id, "U2", "take_over", "2022-04-07"), "");
  EXPECT_THAT(said(id), ElementsAre("U2", "2022-04-06", "U1", "2022-04-07"));
  EXPECT_THAT(running(), IsEmpty());
  EXPECT_EQ(take(id, "U2", "take_over", "2022-04-08"), "step.not_now") << "once";
  EXPECT_EQ(take(id, "U2", "give_back", "2022-04-08"), "step.not_now") << "what was received is handed on";
  ASSERT_EQ(take(id, "U2", "hand_over", "2022-04-11", "U1"), "");
  EXPECT_THAT(said(id), ElementsAre("U1", "2022-04-11", "U2", "")) << "a receipt of before is none of this";
}

TEST_P(HandOvers, GoBackToWhoeverSentThem) {
  auto const id = entered();
  ASSERT_EQ(take(id, "U1", "hand_over", "2022-04-06", "U2"), "");
  ASSERT_EQ(take(id, "U2", "give_back", "2022-04-07"), "");
  EXPECT_THAT(said(id), ElementsAre("U1", "", "", ""));
  EXPECT_THAT(running(), IsEmpty());
  EXPECT_THAT(offered(id), ElementsAre("hand_over", "close"));
}

TEST_P(HandOvers, AreReceivedByWhoeverWorksOnThem) {
  auto const id = entered();
  ASSERT_EQ(take(id, "U1", "hand_over", "2022-04-06", "U2"), "");
  ASSERT_EQ(take(id, "U2", "close", "2022-04-12"), "");
  EXPECT_THAT(said(id), ElementsAre("U2", "2022-04-06", "U1", "2022-04-12"));
}

TEST_P(HandOvers, AreNotReceivedByAnybodyElse) {
  auto const id = entered();
  ASSERT_EQ(take(id, "U1", "hand_over", "2022-04-06", "U2"), "");
  ASSERT_EQ(take(id, "U1", "close", "2022-04-12"), "");
  EXPECT_THAT(said(id), ElementsAre("U2", "2022-04-06", "U1", "")) << "who sent it has not received it";
}

TEST(HandOver, NeedsItsFields) {
  auto pack = handed_letters();
  pack.registers[0].fields.pop_back();
  clock::Rules const rules(pack.clocks, pack.calendar, kShanghaiOffsetMinutes);
  auto const compiled = Schemas::compile(pack, &rules);
  ASSERT_FALSE(compiled);
  EXPECT_NE(compiled.error().front().to_string(Language::en).find("taken_over_on"), std::string::npos);
}

}  // namespace
}  // namespace shian::reg
