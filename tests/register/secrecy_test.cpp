// Secret records: revealed together, told to nobody before; and what a step takes over from a record alike.
#include "register/secrecy.hpp"

#include <gtest/gtest.h>

#include "register/on_ledger.hpp"
#include "register/running_clocks.hpp"
#include "register/steps.hpp"

namespace shian::reg {
namespace {

using test::day;

constexpr Timestamp kNow{1'650'000'000'000};

pack::Field reference(std::string id, std::string to) {
  auto made = test::field(std::move(id), pack::FieldType::reference);
  made.refers_to = std::move(to);
  return made;
}

pack::Step office_step(std::string id, std::vector<std::string> from, std::vector<std::string> to,
                       std::string on) {
  pack::Step made;
  made.id = id;
  made.name = {id, id};
  made.from = std::move(from);
  made.to = std::move(to);
  made.by = {"office"};
  made.day = std::move(on);
  return made;
}

// Rounds, their points and what they find; a finding is closed after a rectification that passed.
pack::Pack rounds() {
  using pack::FieldType;
  using test::field;
  pack::Pack pack;
  pack.units = {test::unit("U1"), test::unit("U2")};
  pack::Area area;
  area.id = "T1";
  area.name = {"T1", "T1"};
  pack.areas = {area};
  pack::Register round;
  round.id = "round";
  round.name = {"轮次", "Rounds"};
  round.fields = {field("no", FieldType::text), field("secret", FieldType::boolean),
                  field("revealed_on", FieldType::date)};
  round.keys = {{"no"}};
  round.secrecy = {"secret", "revealed_on"};
  pack::Register point = round;
  point.id = "point";
  point.name = {"点位", "Points"};
  point.fields.push_back(reference("round", "round"));
  pack::Register finding = point;
  finding.id = "finding";
  finding.name = {"问题", "Findings"};
  for (auto const* id : {"found_on", "due_on", "closed_on", "mended_on"})
    finding.fields.push_back(field(id, FieldType::date));
  finding.fields.push_back(field("measure", FieldType::text));
  finding.fields.push_back(field("town", FieldType::area));
  finding.fields.push_back(field("by", FieldType::unit));
  finding.area_field = "town";
  finding.unit_field = "by";
  pack::CrossRule rule;
  rule.id = "revealed";
  rule.check = {"revealed_on >= found_on", {}};
  rule.message = {"公开早于发现", "revealed before it was found"};
  finding.rules = {rule};
  pack::Alike passed;
  passed.id = "passed";
  passed.name = {"通过", "passed"};
  passed.register_id = "mending";
  passed.match = {{"id", "finding"}};
  passed.when = {"passed", {}};
  finding.alike = {passed};
  pack::Register mending;
  mending.id = "mending";
  mending.name = {"整改", "Mendings"};
  mending.fields = {reference("finding", "finding"), field("done_on", FieldType::date),
                    field("measure", FieldType::text), field("passed", FieldType::boolean)};
  pack.registers = {round, point, finding, mending};

  pack::LifecycleState const secret = {
      "secret", {"未公开", "secret"}, {"secret and revealed_on == null", {}}, {}, false, {}};
  pack::LifecycleState const open = {"open", {"待办", "open"}, {}, {}, true, {}};
  auto seal = office_step("seal", {"open"}, {"secret"}, "");
  seal.sets = {{"secret", "true"}};
  pack::Lifecycle of_rounds;
  of_rounds.id = "round";
  of_rounds.states = {secret, open};
  of_rounds.steps = {seal, office_step("reveal", {"secret"}, {"open"}, "revealed_on")};
  pack::Lifecycle of_findings = of_rounds;
  of_findings.id = "finding";
  of_findings.states = {
      secret, {"closed", {"已销号", "closed"}, {"closed_on != null", {}}, {}, true, {}}, open};
  auto close = office_step("close", {"open"}, {"closed"}, "closed_on");
  close.sets = {{"measure", "=passed.measure"}, {"mended_on", "=passed.done_on"}};
  close.guard = {"mended_on != null", {}};
  close.guard_message = {"须有通过的整改", "a rectification must have passed"};
  of_findings.steps.push_back(close);
  pack::LifecycleClock due;
  due.id = "mend";
  due.name = {"限期", "due"};
  due.due = {"due_on", {}};
  due.act = {"closed_on", {}};
  of_findings.clocks = {due};
  pack.lifecycles = {of_rounds, of_findings};
  return pack;
}

class Secrecy : public test::OnLedger {
 protected:
  Secrecy() : OnLedger(rounds()) {}
  void SetUp() override {
    OnLedger::SetUp();
    if (IsSkipped()) return;
    clocks.emplace(*ledger);
    ledger->observe(*clocks);
  }
  Schema const& of(char const* id) { return *schemas.find(id); }
  RecordId enter(char const* register_id, std::vector<std::pair<char const*, Value>> const& given) {
    auto const& schema = of(register_id);
    Writing writing(*ledger, {"clerk", "U1"}, kNow);
    std::vector<Value> values(schema.fields.size());
    for (auto const& [field, value] : given) values[static_cast<std::size_t>(schema.find(field))] = value;
    auto const made = writing.create(schema, std::move(values));
    EXPECT_TRUE(made) << register_id;
    writing.commit();
    return made.value_or(0);
  }
  RecordId enter_finding(char const* no, RecordId round, char const* found_on) {
    return enter("finding", {{"no", Value(std::string(no))},
                             {"secret", Value(true)},
                             {"round", Value(round)},
                             {"found_on", Value(day(found_on))},
                             {"due_on", Value(day("2022-09-20"))},
                             {"town", Value(std::string("T1"))},
                             {"by", Value(std::string("U2"))}});
  }
  std::string take(char const* register_id, RecordId id, char const* name, char const* on) {
    Writing writing(*ledger, {"office", ""}, kNow);
    StepTaking taking;
    taking.step = of(register_id).lifecycle->find_step(name);
    taking.on = day(on);
    taking.today = day("2022-09-30");
    auto const done = take_step(writing, {"office", ""}, kNow, of(register_id), id, std::move(taking));
    if (!done) return done.error().front().error.code;
    writing.commit();
    return "";
  }
  bool secret(char const* register_id, RecordId id) {
    return is_secret(of(register_id), ledger->records().get(of(register_id), id)->values);
  }
  std::int64_t running(Whose const& whose) {
    return count_running_clocks(*session, whose, std::nullopt, day("2022-12-31"));
  }
  Value said(RecordId finding, char const* field) {
    return ledger->records()
        .get(of("finding"), finding)
        ->values[static_cast<std::size_t>(of("finding").find(field))];
  }

  std::optional<RunningClocks> clocks;
};
INSTANTIATE_TEST_SUITE_P(Stores, Secrecy, test::kBothStores, test::store_name);

TEST_P(Secrecy, EndsForAllOfARoundWithTheRound) {
  auto const round = enter("round", {{"no", Value(std::string("R1"))}, {"secret", Value(true)}});
  auto const other = enter("round", {{"no", Value(std::string("R2"))}, {"secret", Value(true)}});
  auto const point =
      enter("point", {{"no", Value(std::string("P1"))}, {"secret", Value(true)}, {"round", Value(round)}});
  auto const one = enter_finding("F1", round, "2022-09-01");
  auto const two = enter_finding("F2", round, "2022-09-02");
  auto const elsewhere = enter_finding("F3", other, "2022-09-02");
  EXPECT_EQ(secrets_under(*ledger, of("round"), round).size(), 3U);
  EXPECT_EQ(take("round", round, "reveal", "2022-09-05"), "");
  for (auto const& [id, of_register] :
       {std::pair{round, "round"}, {point, "point"}, {one, "finding"}, {two, "finding"}})
    EXPECT_FALSE(secret(of_register, id)) << of_register << " " << id;
  EXPECT_EQ(said(one, "revealed_on"), Value(day("2022-09-05")));
  EXPECT_TRUE(secret("finding", elsewhere)) << "of another round";
  auto const taken = taken_steps(*session, of("finding"), one);
  ASSERT_EQ(taken.size(), 1U) << "its own step, by whoever revealed the round";
  EXPECT_EQ(taken.front().step, "reveal");
  EXPECT_EQ(taken.front().author.actor, "office");
}

TEST_P(Secrecy, EndsForNothingWhereOneThingCannotBeRevealed) {
  auto const round = enter("round", {{"no", Value(std::string("R1"))}, {"secret", Value(true)}});
  auto const early = enter_finding("F1", round, "2022-09-01");
  auto const late = enter_finding("F2", round, "2022-09-09");
  EXPECT_EQ(take("round", round, "reveal", "2022-09-05"), "step.reveal") << "F2 was found after that day";
  EXPECT_TRUE(secret("round", round) && secret("finding", early) && secret("finding", late));
}

TEST_P(Secrecy, KeepsALimitWithWhoeverEnteredIt) {
  auto const round = enter("round", {{"no", Value(std::string("R1"))}});
  auto const finding = enter_finding("F1", round, "2022-09-01");
  EXPECT_EQ(running({Whose::By::holder, "U2"}), 0) << "the unit that will have to mend it";
  EXPECT_EQ(running({Whose::By::area, "T1"}), 0) << "its town";
  EXPECT_EQ(running({Whose::By::holder, "U1"}), 1) << "whoever entered it";
  EXPECT_EQ(running({Whose::By::all, ""}), 1) << "the office";
  EXPECT_EQ(take("finding", finding, "reveal", "2022-09-05"), "");
  EXPECT_EQ(running({Whose::By::holder, "U2"}), 1);
  EXPECT_EQ(running({Whose::By::area, "T1"}), 1);
  EXPECT_EQ(running({Whose::By::holder, "U1"}), 0);
}

TEST_P(Secrecy, AFindingIsClosedWithWhatTheRectificationThatPassedSays) {
  auto const round = enter("round", {{"no", Value(std::string("R1"))}});
  auto const finding = enter_finding("F1", round, "2022-09-01");
  EXPECT_EQ(take("finding", finding, "reveal", "2022-09-05"), "");
  EXPECT_EQ(take("finding", finding, "close", "2022-09-20"), "step.guard") << "nothing was mended";
  auto const mend = [&](char const* measure, bool passed) {
    enter("mending", {{"finding", Value(finding)},
                      {"done_on", Value(day("2022-09-10"))},
                      {"measure", Value(std::string(measure))},
                      {"passed", Value(passed)}});
  };
  mend("擦洗", false);
  EXPECT_EQ(take("finding", finding, "close", "2022-09-20"), "step.guard") << "it did not pass";
  mend("更换冷柜", true);
  EXPECT_EQ(take("finding", finding, "close", "2022-09-20"), "");
  EXPECT_EQ(said(finding, "measure"), Value(std::string("更换冷柜")));
  EXPECT_EQ(said(finding, "mended_on"), Value(day("2022-09-10")));
}

}  // namespace
}  // namespace shian::reg
