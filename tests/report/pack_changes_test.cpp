// What another version of a pack is told to change: everything that a reader of the plan would notice.
#include "report/pack_changes.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "pack/load.hpp"
#include "support/source_dir.hpp"

namespace shian::report {
namespace {

pack::Pack elmwood() {
  auto loaded = pack::load(std::string(test::kSourceDir) + "/tests/packs/elmwood");
  EXPECT_TRUE(loaded);
  return std::move(*loaded);
}

TEST(PackChanges, NothingIsToldOfTheSamePack) { EXPECT_TRUE(pack_changes(elmwood(), elmwood()).empty()); }

pack::Lifecycle way(std::string register_id) {
  pack::Lifecycle made;
  made.id = std::move(register_id);
  made.states.resize(2);
  made.states[0].id = "closed";
  made.states[1].id = "open";
  made.clocks.resize(1);
  made.clocks[0].id = "close";
  made.steps.resize(1);
  made.steps[0].id = "close";
  made.steps[0].sets = {{"closed", "true"}};
  return made;
}

void add_supervision(pack::Pack& pack) {
  pack.letters.resize(1);
  pack.letters[0].id = "late";
  pack.letters[0].after = 1;
  pack.appraisals.resize(1);
  auto& scheme = pack.appraisals[0];
  scheme.id = "wards";
  scheme.items.resize(1);
  scheme.items[0].id = "A";
  scheme.bonuses.resize(1);
  scheme.bonuses[0].id = "J";
  scheme.vetoes.resize(1);
  scheme.vetoes[0].id = "V";
  scheme.grades = {{"good", {"", "good"}, Decimal(90)}};
  pack.signs.resize(1);
  pack.signs[0].id = "copied";
  pack.sign_path.register_id = pack.registers[0].id;
  auto& list = pack.acceptance;
  list.name = {"", "The list"};
  list.filings.resize(1);
  list.filings[0].register_id = pack.registers[0].id;
  list.own.register_id = pack.registers[1].id;
  list.items.resize(1);
  list.items[0].id = "1";
  list.items[0].proofs.resize(1);
  list.items[0].proofs[0].id = "minutes";
}

TEST(PackChanges, EachIsToldOnceUnderItsKind) {
  struct Row {
    char const* kind;
    std::function<void(pack::Pack&)> change;
  };
  Day const day = *Day::parse("2031-05-02");
  std::vector<Row> const rows = {
      {"plan", [&](auto& pack) { pack.sample_day = day; }},
      {"plan", [](auto& pack) { pack.population_year = 2029; }},
      {"target", [](auto& pack) { pack.targets[0].subject.en = "cooks"; }},
      {"target", [](auto& pack) { pack.targets[0].task_rows = {2}; }},
      {"threshold", [](auto& pack) { pack.targets[0].threshold = Decimal(99); }},
      {"deadline", [&](auto& pack) { pack.targets[0].deadline = day; }},
      {"deadline", [](auto& pack) { pack.targets[1].deadline_basis.en = "the paper of May"; }},
      {"indicator", [](auto& pack) { pack.indicators[0].scale = pack::Scale::plain; }},
      {"indicator",
       [](auto& pack) {
         pack.indicators[0].months = {3, 6};
       }},
      {"indicator", [](auto& pack) { pack.indicators[0].place = pack::PlaceRule::minimum; }},
      {"indicator", [](auto& pack) { pack.indicators[0].stale_after_days = 30; }},
      {"indicator", [](auto& pack) { pack.indicators[0].lower_is_better = true; }},
      {"indicator", [](auto& pack) { pack.indicators[0].proxy = true; }},
      {"indicator", [](auto& pack) { pack.indicators[0].interval = "wilson"; }},
      {"indicator", [](auto& pack) { pack.indicators[1].measures[1].exclusions[0].reason.en = "void"; }},
      {"register", [](auto& pack) { pack.registers[0].label_field = ""; }},
      {"register", [](auto& pack) { pack.registers[0].help.en = "Keep it."; }},
      {"field", [](auto& pack) { pack.registers[0].fields[0].scale = 1; }},
      {"field", [](auto& pack) { pack.registers[0].fields[0].name.en = "No."; }},
      {"field", [](auto& pack) { pack.registers[0].fields[0].aliases = {"No."}; }},
      {"lifecycle", [](auto& pack) { pack.lifecycles[0].states[0].when.text = "closed_on != null"; }},
      {"lifecycle", [](auto& pack) { pack.lifecycles[0].clocks[0].extended = "extended_to"; }},
      {"lifecycle", [](auto& pack) { pack.lifecycles[0].steps[0].by = {"inspector"}; }},
      {"lifecycle", [](auto& pack) { pack.lifecycles[0].steps[0].sets[0].second = ""; }},
      {"lifecycle", [](auto& pack) { pack.lifecycles[0].clocks[0].start_at.text = "came_at"; }},
      {"lifecycle", [](auto& pack) { pack.lifecycles[0].steps[0].when.text = "closed_on == null"; }},
      {"lifecycle",
       [](auto& pack) {
         pack.lifecycles[0].steps[0].counts = {{"done", "visits"}};
       }},
      {"lifecycle", [](auto& pack) { pack.lifecycles[0].steps[0].by_holder = true; }},
      {"lifecycle", [](auto& pack) { pack.lifecycles[0].steps[0].opens.register_id = "lead"; }},
      {"task", [](auto& pack) { pack.tasks[0].group.en = "People"; }},
      {"task", [](auto& pack) { pack.tasks[1].lead_basis.en = "the paper of May"; }},
      {"unit", [](auto& pack) { pack.units[0].duty_items[0].text = "Checks."; }},
      {"unit", [](auto& pack) { pack.bodies[0].host = "trade"; }},
      {"area", [](auto& pack) { pack.areas[0].villages = 7; }},
      {"population", [](auto& pack) { pack.population[0].thousand = Decimal(40); }},
      {"clock",
       [](auto& pack) {
         pack.clocks[0].excluded_time = {"听证的时间", "the time of a hearing"};
       }},
      {"calendar", [&](auto& pack) { pack.calendar.years[0].holidays[1] = day; }},
      {"phase", [](auto& pack) { pack.phases[0].deliverables = {}; }},
      {"date", [&](auto& pack) { pack.dates[0].date = day; }},
      {"safeguard", [](auto& pack) { pack.safeguards[0].text = "None."; }},
      {"system", [](auto& pack) { pack.systems[0].must = "Keep it well."; }},
      {"register", [](auto& pack) { pack.registers[0].secrecy.until = "revealed_on"; }},
      {"letter", [](auto& pack) { pack.letters[0].colour = pack::Colour::red; }},
      {"letter", [](auto& pack) { pack.letters[0].after = 6; }},
      {"letter", [](auto& pack) { pack.letters[0].to = {"unit_leader"}; }},
      {"appraisal", [](auto& pack) { pack.appraisals[0].objection_days = 9; }},
      {"appraisal", [](auto& pack) { pack.appraisals[0].items[0].score.text = "points / 2"; }},
      {"appraisal", [](auto& pack) { pack.appraisals[0].bonuses[0].points = Decimal(3); }},
      {"appraisal", [](auto& pack) { pack.appraisals[0].vetoes[0].cap = "poor"; }},
      {"appraisal", [](auto& pack) { pack.appraisals[0].grades[0].from = Decimal(91); }},
      {"sign", [](auto& pack) { pack.signs[0].harmless.en = "A form that is filled by default."; }},
      {"sign", [](auto& pack) { pack.signs[0].numbers["least"] = Decimal(5); }},
      {"sign", [](auto& pack) { pack.signs[0].other.emplace().register_id = "E1"; }},
      {"sign", [](auto& pack) { pack.signs[0].rate.judged = 100; }},
      {"sign", [](auto& pack) { pack.sign_path.answer_days = 5; }},
      {"acceptance", [](auto& pack) { pack.acceptance.years = {2031}; }},
      {"acceptance", [](auto& pack) { pack.acceptance.filings[0].checked = "seen_on"; }},
      {"acceptance", [](auto& pack) { pack.acceptance.own.words = {{"photo", pack::ProofKind::photo}}; }},
      {"acceptance_item", [](auto& pack) { pack.acceptance.items[0].units = {"health"}; }},
      {"acceptance_item", [](auto& pack) { pack.acceptance.items[0].proofs[0].least = 2; }},
      {"open_question", [](auto& pack) { pack.open_questions[0].concerns = {"E2"}; }},
  };
  auto before = elmwood();
  before.lifecycles = {way(before.registers[0].id)};
  add_supervision(before);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto after = before;
    rows[i].change(after);
    auto const changes = pack_changes(before, after);
    ASSERT_EQ(changes.size(), 1U) << rows[i].kind << ", row " << i;
    EXPECT_EQ(changes[0].kind, rows[i].kind) << "row " << i;
    EXPECT_EQ(changes[0].change(), "changed") << "row " << i;
  }
}

}  // namespace
}  // namespace shian::report
