#include "register/lifecycle.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <random>

#include "register/on_ledger.hpp"
#include "register/running_clocks.hpp"
#include "register/steps.hpp"

namespace shian::reg {
namespace {

using testing::HasSubstr;

using test::day;

using test::field;

pack::LifecycleState state(std::string id, std::string when, std::string from = "") {
  pack::LifecycleState made;
  made.id = std::move(id);
  made.name = {made.id, made.id};
  made.when = {std::move(when), {}};
  made.from = {std::move(from), {}};
  return made;
}

pack::Step step(std::string id, std::vector<std::string> from, std::vector<std::string> to, std::string on) {
  pack::Step made;
  made.id = std::move(id);
  made.name = {made.id, made.id};
  made.from = std::move(from);
  made.to = std::move(to);
  made.by = {"unit_officer"};
  made.day = std::move(on);
  return made;
}

// A letter: it is opened, answered within 10 days, and over 30 days after the answer unless somebody objects.
pack::Pack letters() {
  using pack::FieldType;
  pack::Pack pack;
  pack.units = {test::unit("U1"), test::unit("U2")};
  pack::Clock rule;
  rule.id = "ANSWER";
  rule.rule = "letter.answer";
  rule.name = {"答复", "answer"};
  rule.limit = 10;
  rule.unit = pack::ClockUnit::calendar_day;
  rule.effective_from = day("2020-01-01");
  pack.clocks = {rule};
  pack::Register letter;
  letter.id = "letter";
  letter.name = {"来信", "Letters"};
  auto outcome = field("outcome", FieldType::enumeration);
  outcome.options = {{"granted", {"准", "granted"}, {}}, {"refused", {"驳", "refused"}, {}}};
  letter.fields = {field("no", FieldType::text),
                   field("came_on", FieldType::date),
                   field("answered_on", FieldType::date),
                   outcome,
                   field("objected_on", FieldType::date),
                   field("closed_on", FieldType::date),
                   field("extended_to", FieldType::date),
                   field("waited", FieldType::integer),
                   field("assigned_unit", FieldType::unit),
                   field("came_at", FieldType::timestamp),
                   field("called_at", FieldType::timestamp)};
  letter.keys = {{"no"}};
  letter.unit_field = "assigned_unit";
  pack.registers = {letter};
  pack::Lifecycle way;
  way.id = "letter";
  way.states = {state("closed", "closed_on != null"), state("objected", "objected_on != null"),
                state("over", "answered_on != null", "answered_on + 30"),
                state("answered", "answered_on != null"), state("open", "")};
  way.states[0].is_end = true;
  pack::LifecycleClock answer;
  answer.id = "answer";
  answer.rule = "letter.answer";
  answer.start = {"came_on", {}};
  answer.act = {"answered_on", {}};
  answer.extended = "extended_to";
  answer.excluded = {"waited", {}};
  way.clocks = {answer};
  auto reply = step("reply", {"open"}, {"answered"}, "answered_on");
  reply.needs = {"outcome"};
  auto object = step("object", {"answered"}, {"objected"}, "objected_on");
  object.guard = {"outcome == \"refused\"", {}};
  object.guard_message = {"准了的不能异议", "what was granted is not objected to"};
  auto back = step("back", {"answered"}, {"open"}, "");
  back.sets = {{"answered_on", ""}, {"outcome", ""}};
  back.needs_reason = true;
  auto close = step("close", {"over", "objected"}, {"closed"}, "closed_on");
  close.other_than = "reply";
  auto note = step("wait", {"open"}, {}, "");
  note.takes = {"waited"};
  way.steps = {reply, object, back, close, note};
  pack.lifecycles = {way};
  return pack;
}

TEST(Lifecycles, ThatCannotRunAreRefusedWhenTheyAreLoaded) {
  struct Row {
    char const* why;
    std::function<void(pack::Lifecycle&)> spoil;
    char const* code;
  };
  for (auto const& row : {
           Row{"as it is", [](auto&) {}, ""},
           Row{"no states", [](auto& way) { way.states.clear(), way.steps.clear(); }, "lifecycle.states"},
           Row{"the first has a condition",
               [](auto& way) {
                 way.states.back().when = {"no != null", {}};
               },
               "lifecycle.first"},
           Row{"one before the first has none", [](auto& way) { way.states[1].when = {}; },
               "lifecycle.always"},
           Row{"nothing leads there", [](auto& way) { way.steps[1].to = {"closed"}; },
               "lifecycle.unreachable"},
           Row{"nothing leads on",
               [](auto& way) {
                 way.states.erase(way.states.begin() + 2);
                 way.steps[3].from = {"open"};
               },
               "lifecycle.dead_end"},
           Row{"a state that is not there", [](auto& way) { way.steps[0].to = {"answred"}; },
               "lifecycle.state"},
           Row{"a field that is not there", [](auto& way) { way.steps[0].needs = {"outcom"}; },
               "lifecycle.field"},
           Row{"a day that is no day", [](auto& way) { way.steps[0].day = "outcome"; }, "lifecycle.day"},
           Row{"a value that the field has not",
               [](auto& way) {
                 way.steps[2].sets = {{"outcome", "lost"}};
               },
               "lifecycle.value"},
           Row{"a value of a field of another type",
               [](auto& way) {
                 way.steps[2].sets = {{"outcome", "=came_on"}};
               },
               "lifecycle.value"},
           Row{"counts what is not there",
               [](auto& way) {
                 way.steps[4].counts = {{"waited", "others"}};
               },
               "lifecycle.count"},
           Row{"moments of a limit in days",
               [](auto& way) {
                 way.clocks[0].start_at = way.clocks[0].act_at = {"came_at", {}};
               },
               "lifecycle.hours"},
           Row{"from nowhere", [](auto& way) { way.steps[0].from.clear(); }, "lifecycle.from"},
           Row{"by nobody", [](auto& way) { way.steps[0].by.clear(); }, "lifecycle.nobody"},
           Row{"other than of no step", [](auto& way) { way.steps[3].other_than = "replay"; },
               "lifecycle.step"},
           Row{"fills nothing that a state is told from",
               [](auto& way) {
                 way.steps[0].day = "extended_to";
                 way.steps[0].needs = {"outcome"};
               },
               "lifecycle.moves_nothing"},
           Row{"a clock that nothing stops",
               [](auto& way) {
                 way.clocks[0].act = {"extended_to", {}};
               },
               "lifecycle.endless"},
           Row{"a rule that no law has", [](auto& way) { way.clocks[0].rule = "letter.anser"; },
               "clock.unknown"},
           Row{"an expression that does not read",
               [](auto& way) {
                 way.states[0].when = {"closed_on !=", {}};
               },
               "expression.expected"},
       }) {
    auto pack = letters();
    row.spoil(pack.lifecycles[0]);
    clock::Rules const rules(pack.clocks, pack.calendar, kShanghaiOffsetMinutes);
    auto const compiled = Schemas::compile(pack, &rules);
    std::vector<std::string> codes;
    if (!compiled)
      for (auto const& error : compiled.error()) codes.push_back(error.code);
    if (*row.code == '\0') {
      EXPECT_TRUE(codes.empty()) << row.why << ": " << compiled.error().front().to_string(Language::en);
    } else {
      EXPECT_THAT(codes, testing::Contains(row.code)) << row.why;
    }
  }
}

class Matters : public test::OnLedger {
 protected:
  Matters() : OnLedger(letters()) {}
  void SetUp() override {
    OnLedger::SetUp();
    if (IsSkipped()) return;
    clocks.emplace(*ledger);
    ledger->observe(*clocks);
  }
  Schema const& letter() { return *schemas.find("letter"); }
  Lifecycle const& way() { return *letter().lifecycle; }
  FieldIndex at(char const* name) { return letter().find(name); }
  std::vector<Value> blank(std::string no, char const* came_on) {
    std::vector<Value> values(letter().fields.size());
    values[static_cast<std::size_t>(at("no"))] = std::move(no);
    values[static_cast<std::size_t>(at("came_on"))] = day(came_on);
    return values;
  }
  RecordId enter(std::vector<Value> values) {
    Writing writing(*ledger, {"clerk", "U1"}, Timestamp{1'650'000'000'000});
    auto const id = writing.create(letter(), std::move(values));
    EXPECT_TRUE(id) << id.error().front().error.to_string(Language::en);
    writing.commit();
    return id.value_or(0);
  }
  std::string state_on(RecordId id, char const* today) {
    store::Transaction const one_moment(*session, store::Access::read);
    expression::Context context;
    context.rules = &rules;
    auto const stage = way().stage(ledger->records().find(letter().index, id)->values, day(today), context);
    return way().states[static_cast<std::size_t>(stage.state)].definition.id;
  }
  // "" when it was taken, else the code of what speaks against it.
  std::string take(RecordId id, char const* name, char const* on, char const* today,
                   std::vector<std::pair<FieldIndex, Value>> given = {}, char const* actor = "clerk",
                   std::string note = "") {
    Writing writing(*ledger, {actor, "U1"}, Timestamp{1'650'000'000'000});
    StepTaking taking;
    taking.step = way().find_step(name);
    taking.on = day(on);
    taking.today = day(today);
    taking.given = std::move(given);
    taking.note = std::move(note);
    auto const done =
        take_step(writing, {actor, "U1"}, Timestamp{1'650'000'000'000}, letter(), id, std::move(taking));
    if (!done) return done.error().front().error.code;
    writing.commit();
    return "";
  }
  std::vector<std::pair<FieldIndex, Value>> outcome(char const* what) {
    return {{at("outcome"), Value(std::string(what))}};
  }

  std::optional<RunningClocks> clocks;
};
INSTANTIATE_TEST_SUITE_P(Stores, Matters, test::kBothStores, test::store_name);

TEST_P(Matters, AreRefusedAStepThatIsOutOfOrderAndSayWhy) {
  auto const id = enter(blank("1", "2022-03-01"));
  struct Row {
    char const *step, *on, *today, *outcome, *actor, *note, *code;
  };
  for (auto const& row : {
           Row{"close", "2022-03-05", "2022-03-05", "", "clerk", "", "step.not_from_here"},
           Row{"reply", "2022-03-06", "2022-03-05", "granted", "clerk", "", "step.to_come"},
           Row{"reply", "2022-03-05", "2022-03-05", "", "clerk", "", "step.needs"},
           Row{"reply", "2022-03-05", "2022-03-05", "granted", "clerk", "", ""},
           Row{"reply", "2022-03-05", "2022-03-05", "granted", "clerk", "", "step.not_from_here"},  // twice
           Row{"object", "2022-03-06", "2022-03-06", "", "clerk", "", "step.guard"},
           Row{"object", "2022-03-06", "2022-03-06", "refused", "clerk", "", "step.not_taken"},
           Row{"back", "2022-03-06", "2022-03-06", "", "clerk", "", "step.reason"},
           Row{"back", "2022-03-06", "2022-03-06", "", "clerk", "wrong letter", ""},
           Row{"reply", "2022-03-07", "2022-03-08", "refused", "clerk", "", ""},
           Row{"object", "2022-03-06", "2022-03-08", "", "clerk", "", "step.before_last"},
           Row{"object", "2022-03-08", "2022-03-08", "", "clerk", "", ""},
           Row{"close", "2022-03-09", "2022-03-09", "", "clerk", "", "step.same_person"},
           Row{"close", "2022-03-09", "2022-03-09", "", "chief", "", ""},
       }) {
    auto given = *row.outcome == '\0' ? std::vector<std::pair<FieldIndex, Value>>{} : outcome(row.outcome);
    EXPECT_EQ(take(id, row.step, row.on, row.today, std::move(given), row.actor, row.note), row.code)
        << row.step << " on " << row.on;
  }
  EXPECT_EQ(state_on(id, "2022-03-09"), "closed");
  std::vector<std::string> taken;
  for (auto const& one : taken_steps(*session, letter(), id))
    taken.push_back(one.step + " " + one.day.to_string() + " " + one.author.actor);
  EXPECT_THAT(
      taken, testing::ElementsAre("reply 2022-03-05 clerk", "back 2022-03-06 clerk", "reply 2022-03-07 clerk",
                                  "object 2022-03-08 clerk", "close 2022-03-09 chief"));
}

TEST_P(Matters, MoveOnByThemselvesWhenTheDayComes) {
  auto const id = enter(blank("1", "2022-03-01"));
  ASSERT_EQ(take(id, "reply", "2022-03-05", "2022-03-05", outcome("granted")), "");
  EXPECT_EQ(state_on(id, "2022-04-03"), "answered");
  EXPECT_EQ(state_on(id, "2022-04-04"), "over");
  EXPECT_EQ(take(id, "close", "2022-04-03", "2022-04-10", {}, "chief"), "step.not_from_here");
  EXPECT_EQ(take(id, "close", "2022-04-04", "2022-04-04", {}, "chief"), "");
}

TEST_P(Matters, AreMovedByWhatWasDoneInTimeAndWrittenDownLater) {
  auto const id = enter(blank("1", "2022-03-01"));
  ASSERT_EQ(take(id, "reply", "2022-03-05", "2022-06-01", outcome("refused")), "");
  EXPECT_EQ(state_on(id, "2022-06-01"), "over");
  EXPECT_EQ(take(id, "object", "2022-04-04", "2022-06-01"), "step.not_from_here") << "it was over by then";
  EXPECT_EQ(take(id, "object", "2022-04-03", "2022-06-01"), "");
  EXPECT_EQ(state_on(id, "2022-06-01"), "objected");
}

// 10 days from 1 March end on 11 March.
TEST_P(Matters, RunUntilTheActAndAreLateByTheDayAlone) {
  auto const plain = enter(blank("1", "2022-03-01"));
  auto waits = blank("2", "2022-03-01");
  waits[static_cast<std::size_t>(at("waited"))] = std::int64_t{5};
  (void)enter(waits);
  auto extended = blank("3", "2022-03-01");
  extended[static_cast<std::size_t>(at("extended_to"))] = day("2022-03-31");
  extended[static_cast<std::size_t>(at("assigned_unit"))] = std::string("U2");
  (void)enter(extended);
  auto answered = blank("4", "2022-03-01");
  answered[static_cast<std::size_t>(at("answered_on"))] = day("2022-03-02");
  (void)enter(answered);

  auto closed = blank("5", "2022-03-01");  // whoever closed it forgot to say when it was answered
  closed[static_cast<std::size_t>(at("closed_on"))] = day("2022-03-30");
  (void)enter(closed);

  auto const late_on = [&](char const* today) {
    std::vector<RecordId> ids;
    for (auto const& running : running_clocks(*session, schemas, {}, std::nullopt, day(today) + -1, 100))
      ids.push_back(running.record);
    return ids.size();
  };
  EXPECT_EQ(late_on("2022-03-11"), 0U);
  EXPECT_EQ(late_on("2022-03-12"), 1U);
  EXPECT_EQ(late_on("2022-03-17"), 2U);
  EXPECT_EQ(late_on("2022-04-01"), 3U);
  EXPECT_EQ(count_running_clocks(*session, {Whose::By::holder, "U2"}, std::nullopt, day("2022-12-31")), 1);
  EXPECT_EQ(count_running_clocks(*session, {Whose::By::holder, "U1"}, std::nullopt, day("2022-12-31")), 2);
  EXPECT_EQ(count_running_clocks(*session, {Whose::By::area, "U1"}, std::nullopt, day("2022-12-31")), 3)
      << "no town is said, so it is theirs who entered it";
  ASSERT_EQ(take(plain, "reply", "2022-03-11", "2022-03-20", outcome("granted")), "");
  EXPECT_EQ(late_on("2022-04-01"), 2U) << "an act stops its clock, in time or not";
}

// Whoever closed it forgot to say when it was answered: that it is late nobody can say.
TEST_P(Matters, AreNotLateWithWhatNoStepLeadsToAnyMore) {
  struct Row {
    char const* why;
    std::vector<std::pair<char const*, char const*>> days;
    bool untold;
  };
  expression::Context context;
  context.rules = &rules;
  for (auto const& row : {
           Row{"open: the answer is still to come", {}, false},
           Row{"closed", {{"closed_on", "2022-03-30"}}, true},
           Row{"objected to, and nothing leads back", {{"objected_on", "2022-03-20"}}, true},
           Row{"answered", {{"answered_on", "2022-03-05"}}, false},
           Row{"answered and closed", {{"answered_on", "2022-03-05"}, {"closed_on", "2022-03-30"}}, false},
       }) {
    auto letter = blank("1", "2022-03-01");
    for (auto const& [name, on] : row.days) letter[static_cast<std::size_t>(at(name))] = day(on);
    auto const face = way().faces(letter, context, clock::Explain::no).front();
    EXPECT_EQ(face.is_untold, row.untold) << row.why;
    EXPECT_EQ(face.runs(), row.days.empty()) << row.why;
  }
}

// 36 hours from the moment; by the end of the day after next where only the day is known.
TEST(Lifecycles, CountHoursFromMomentsWhereTheyAreKnown) {
  auto pack = letters();
  pack.clocks[0].unit = pack::ClockUnit::hour;
  pack.clocks[0].limit = 36;
  auto& clock = pack.lifecycles[0].clocks[0];
  clock.start_at = {"came_at", {}};
  clock.act_at = {"called_at", {}};
  clock::Rules const rules(pack.clocks, pack.calendar, kShanghaiOffsetMinutes);
  auto const compiled = Schemas::compile(pack, &rules);
  ASSERT_TRUE(compiled) << compiled.error().front().to_string(Language::en);
  auto const& schema = *compiled->find("letter");
  expression::Context context;
  context.rules = &rules;
  struct Row {
    char const *why, *came_at, *answered_on, *called_at, *due, *due_at, *act_at;
  };
  for (auto const& row : {
           Row{"only the day", "", "", "", "2022-03-03", "", ""},
           Row{"the moment", "2022-03-01T08:15", "", "", "2022-03-02", "2022-03-02T20:15:00+08:00", ""},
           Row{"of another day, so it is none of it", "2022-02-28T08:15", "", "", "2022-03-03", "", ""},
           Row{"answered at a moment", "2022-03-01T08:15", "2022-03-02", "2022-03-02T21:00", "2022-03-02",
               "2022-03-02T20:15:00+08:00", "2022-03-02T21:00:00+08:00"},
           Row{"answered on a day", "2022-03-01T08:15", "2022-03-02", "", "2022-03-02",
               "2022-03-02T20:15:00+08:00", ""},
       }) {
    std::vector<Value> letter(schema.fields.size());
    auto const put = [&](char const* name, char const* text) {
      if (*text == '\0') return;
      auto const moment = Timestamp::parse(text, kShanghaiOffsetMinutes);
      auto& value = letter[static_cast<std::size_t>(schema.find(name))];
      if (std::string_view(text).size() > 10)
        value = *moment;
      else
        value = day(text);
    };
    put("came_on", "2022-03-01");
    put("came_at", row.came_at);
    put("answered_on", row.answered_on);
    put("called_at", row.called_at);
    auto const shown = [](std::optional<Timestamp> const& moment) {
      return moment ? moment->to_string(kShanghaiOffsetMinutes) : std::string();
    };
    auto const face = schema.lifecycle->faces(letter, context, clock::Explain::no).front();
    ASSERT_TRUE(face.due && *face.due) << row.why;
    EXPECT_EQ((*face.due)->day, day(row.due)) << row.why;
    EXPECT_EQ(shown((*face.due)->at), row.due_at) << row.why;
    EXPECT_EQ(shown(face.act_at), row.act_at) << row.why;
  }
}

TEST_P(Matters, KeepTheSameClocksAsIfAllWereWorkedOutAnew) {
  std::mt19937 random(20220301);
  auto const pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  std::vector<RecordId> ids;
  for (int round = 0; round < 200; ++round) {
    Writing writing(*ledger, {"clerk", "U1"}, Timestamp{1'650'000'000'000});
    if (ids.empty() || pick(3) == 0) {
      auto values = blank(std::to_string(round), "2022-03-01");
      values[static_cast<std::size_t>(at("came_on"))] = day("2022-01-01") + pick(300);
      ids.push_back(writing.create(letter(), std::move(values)).value());
    } else {
      auto const id = ids[static_cast<std::size_t>(pick(static_cast<int>(ids.size())))];
      std::string const reason = "r";
      switch (pick(5)) {
        case 0:
          (void)writing.withdraw(letter(), id, reason);
          break;
        case 1:
          (void)writing.correct(letter(), id, {{at("waited"), std::int64_t{pick(9)}}}, reason);
          break;
        case 2:
          (void)writing.correct(letter(), id, {{at("answered_on"), Value{}}}, reason);
          break;
        case 3:
          (void)writing.correct(letter(), id, {{at("assigned_unit"), std::string("U2")}}, reason);
          break;
        default:
          (void)writing.correct(letter(), id, {{at("answered_on"), day("2022-06-01") + pick(90)}}, reason);
      }
    }
    if (pick(10) != 0) writing.commit();  // else it is given up
  }
  {
    store::Transaction const one_moment(*session, store::Access::read);
    EXPECT_TRUE(wrong_clocks(*ledger, letter(), 10).empty());
  }
  auto const all = [&] { return count_running_clocks(*session, {}, std::nullopt, day("2030-12-31")); };
  auto const before = all();
  EXPECT_GT(before, 10);
  session->execute("DELETE FROM shian_clock WHERE record % 2 = 0");
  EXPECT_FALSE(wrong_clocks(*ledger, letter(), 10).empty()) << "a proof that cannot fail proves nothing";
  {
    store::Transaction change(*session, store::Access::write);
    rebuild_clocks(*ledger, letter());
    change.commit();
  }
  EXPECT_TRUE(wrong_clocks(*ledger, letter(), 10).empty());
  EXPECT_EQ(all(), before);
}

}  // namespace
}  // namespace shian::reg
