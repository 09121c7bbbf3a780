// What a pack file says is what the model holds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "folder.hpp"
#include "pack/points.hpp"

namespace shian::pack {
namespace {

using test::Folder;
using test::source_file;
using testing::ElementsAre;
using testing::IsEmpty;

Pack elmwood() {
  auto loaded = load(source_file("tests/packs/elmwood"));
  if (!loaded) throw std::runtime_error(loaded.error().front().to_string(Language::en));
  return std::move(*loaded);
}

TEST(PackModel, ACityOfAnotherLanguageIsDataAndNoCode) {
  auto const pack = elmwood();
  EXPECT_THAT(pack.chain, ElementsAre("elmwood"));
  EXPECT_EQ(pack.name, (Text{"Elmwood Safe Kitchens Plan",
                             "Elmwood Safe Kitchens Plan"}));  // one language for both sides
  EXPECT_EQ(pack.utc_offset_minutes, -300);
  EXPECT_EQ(pack.population_year, 2030);
  EXPECT_EQ(pack.units.size(), 3U);
  EXPECT_EQ(pack.bodies.size(), 1U);
  EXPECT_EQ(pack.areas.size(), 4U);
  EXPECT_EQ(pack.registers.size(), 3U);
  EXPECT_EQ(pack.indicators.size(), 4U);
  EXPECT_EQ(pack.targets.size(), 4U);
  EXPECT_EQ(pack.clocks.size(), 2U);
}

TEST(PackModel, AnAreaThatEndedNamesWhereItIsCounted) {
  auto const pack = elmwood();
  auto const* const dock = pack.find_area("dock");
  ASSERT_NE(dock, nullptr);
  EXPECT_EQ(dock->until, Day::parse("2030-12-31"));
  EXPECT_EQ(dock->merged_into, "quay");
  auto const* const quay = pack.find_area("quay");
  EXPECT_EQ(quay->longitude, Decimal::parse("-71.20"));
  EXPECT_EQ(quay->latitude, Decimal::parse("42.31"));
  EXPECT_EQ(quay->villages, 1);
}

TEST(PackModel, ARegisterHoldsItsFieldsAsWritten) {
  auto const pack = elmwood();
  auto const* const check = pack.find_register("check");
  ASSERT_NE(check, nullptr);
  EXPECT_EQ(check->pack, "elmwood");
  EXPECT_THAT(check->keys, ElementsAre(ElementsAre("kitchen", "checked_on")));
  EXPECT_EQ(check->area_field, "ward");
  EXPECT_EQ(check->unit_field, "office");
  ASSERT_EQ(check->fields.size(), 6U);
  EXPECT_EQ(check->fields[0].type, FieldType::reference);
  EXPECT_EQ(check->fields[0].refers_to, "kitchen");
  EXPECT_TRUE(check->fields[1].indexed);
  auto const& outcome = check->fields[4];
  ASSERT_EQ(outcome.options.size(), 3U);
  EXPECT_EQ(outcome.options[2].code, "void");
  EXPECT_THAT(outcome.options[2].aliases, ElementsAre("cancelled"));
  auto const& coldest = check->fields[5];
  EXPECT_EQ(coldest.minimum, Decimal(-60));
  EXPECT_EQ(coldest.maximum, Decimal(30));
  EXPECT_EQ(coldest.scale, 1);
  EXPECT_EQ(coldest.unit, "°C");

  auto const* const kitchen = pack.find_register("kitchen");
  EXPECT_THAT(kitchen->keys, ElementsAre(ElementsAre("number")));  // a bare name is a key of one field
  EXPECT_EQ(kitchen->label_field, "sign");
  EXPECT_EQ(kitchen->fields[0].max_length, 12);  // `max` of a text is its length
  EXPECT_THAT(kitchen->fields[0].aliases, ElementsAre("Kitchen no."));
  EXPECT_TRUE(kitchen->fields[5].personal) << "a person is personal data";
  ASSERT_EQ(kitchen->rules.size(), 1U);
  EXPECT_EQ(kitchen->rules[0].check.text, "closed_on == null or closed_on >= opened_on");
}

TEST(PackModel, AnIndicatorHoldsItsMeasuresExclusionsAndParameters) {
  auto const pack = elmwood();
  auto const* const rate = pack.find_indicator("check.pass_rate");
  ASSERT_NE(rate, nullptr);
  EXPECT_EQ(rate->definition_certainty, Certainty::printed);
  EXPECT_EQ(rate->scale, Scale::percent);
  EXPECT_EQ(rate->decimals, 1);
  EXPECT_EQ(rate->smallest_sample, 10);
  ASSERT_EQ(rate->measures.size(), 2U);
  EXPECT_EQ(rate->measures[0].id, "numerator");
  EXPECT_THAT(rate->measures[0].exclusions, IsEmpty());
  ASSERT_EQ(rate->measures[1].exclusions.size(), 1U);
  EXPECT_EQ(rate->measures[1].exclusions[0].when.text, "outcome == \"void\"");
  EXPECT_EQ(rate->measures[1].exclusions[0].reason.en, "the check is void");
  EXPECT_EQ(pack.find_indicator("check.per_thousand")->dimension, "outcome");
}

TEST(PackModel, ASignedDecisionSettlesWhatThePlanLeavesOpen) {
  auto const pack = elmwood();
  auto const* const target = pack.find_target("E3");
  ASSERT_NE(target, nullptr);
  EXPECT_EQ(target->comparator, Comparator::qualitative);
  EXPECT_EQ(target->threshold, Decimal(95));
  EXPECT_EQ(target->threshold_certainty, Certainty::decided);
  EXPECT_EQ(target->deadline_certainty, Certainty::printed);
  auto const* const indicator = pack.find_indicator("grievance.in_time");
  EXPECT_EQ(indicator->parameters[0].value, Decimal(10));
  EXPECT_EQ(indicator->parameters[0].certainty, Certainty::decided);
  EXPECT_EQ(indicator->definition_certainty, Certainty::to_be_confirmed) << "its wording was not decided";
  EXPECT_EQ(pack.find_task("A2")->lead_certainty, Certainty::to_be_confirmed);
}

TEST(PackModel, TheLatestDecisionHolds) {
  Folder const folder;
  folder.copy(source_file("tests/packs/elmwood"), "elmwood");
  folder.write("elmwood/more.yaml",
               "decisions:\n"
               "  - {id: M9, subject: \"target:E3.threshold\", value: 97, decided_on: 2031-05-01, "
               "decided_by: Head, document_no: HO 9}\n"
               "  - {id: M8, subject: \"target:E3.threshold\", value: 80, decided_on: 2031-01-01, "
               "decided_by: Head, document_no: HO 1}\n"
               "  - {id: M7, subject: \"target:E3.deadline\", value: 2031-10-31, decided_on: 2031-05-01, "
               "decided_by: Head, document_no: HO 9}\n"
               "  - {id: M6, subject: \"task:A2.lead\", value: trade, decided_on: 2031-05-01, decided_by: "
               "Head, document_no: HO 9}\n"
               "  - {id: M5, subject: \"indicator:grievance.in_time.definition\", value: \"1\", decided_on: "
               "2031-05-01, decided_by: Head, document_no: HO 9}\n");
  auto const loaded = folder.load("elmwood");
  ASSERT_TRUE(loaded) << loaded.error().front().to_string(Language::en);
  EXPECT_EQ(loaded->find_target("E3")->threshold, Decimal(97));
  EXPECT_EQ(loaded->find_target("E3")->deadline, *Day::parse("2031-10-31"));
  EXPECT_EQ(loaded->find_target("E3")->deadline_certainty, Certainty::decided);
  EXPECT_EQ(loaded->find_task("A2")->lead, "trade");
  EXPECT_EQ(loaded->find_task("A2")->lead_certainty, Certainty::decided);
  EXPECT_EQ(loaded->find_indicator("grievance.in_time")->definition_certainty, Certainty::decided);
}

Decision signed_decision(std::string id, std::string subject, std::string value, std::string replaces = "") {
  Decision decision;
  decision.id = std::move(id);
  decision.subject = std::move(subject);
  decision.value = std::move(value);
  decision.decided_on = *Day::parse("2031-06-01");
  decision.decided_by = "Head of the Health Office";
  decision.document_no = "HO 12";
  decision.replaces = std::move(replaces);
  decision.account = "office";
  decision.entered_at = *Timestamp::parse("2031-06-02T08:00Z", 0);
  return decision;
}

TEST(PackModel, WhatWasSignedAtTheDeskIsPartOfEveryVersion) {
  auto const folder = source_file("tests/packs/elmwood");
  auto const loaded = load(folder, {signed_decision("signed-1", "target:E3.threshold", "96"),
                                    signed_decision("signed-2", "target:E3.threshold", "91", "signed-1"),
                                    signed_decision("signed-3", "clock:answer-2.roll", "none"),
                                    signed_decision("signed-4", "target:E9.threshold", "1"),
                                    signed_decision("signed-5", "task:A2.lead", "nobody"),
                                    signed_decision("signed-6", "clock:answer-2.roll", "statutory_holiday")});
  ASSERT_TRUE(loaded) << loaded.error().front().to_string(Language::en);
  EXPECT_EQ(loaded->find_target("E3")->threshold, Decimal(91))
      << "the one that replaces, and not the pack's own";
  EXPECT_EQ(loaded->clocks[1].roll, Clock::Roll::none);
  std::vector<std::string> idle;
  for (auto const& decision : loaded->decisions)
    if (decision.idle) idle.push_back(decision.id);
  EXPECT_EQ(idle, (std::vector<std::string>{"signed-4", "signed-5", "signed-6"}))
      << "no subject, no unit, and a second one of one day: kept, without effect";
  auto const point = point_of(*loaded, "target:E3.threshold");
  ASSERT_TRUE(point);
  EXPECT_EQ(point->value, "91");
  ASSERT_NE(point->decision, nullptr);
  EXPECT_EQ(point->decision->id, "signed-2");
  ASSERT_EQ(point->earlier.size(), 2U) << "signed-1 and the pack's own";
  EXPECT_EQ(point->earlier[0]->id, "signed-1");
}

TEST(PackModel, PointsAreWhatIsOpenOrDecided) {
  auto const open = points(elmwood());
  std::set<std::string> subjects;
  for (auto const& point : open) {
    subjects.insert(point.subject);
    EXPECT_NE(point.certainty, Certainty::printed) << point.subject;
    EXPECT_TRUE(subject_of(point.subject)) << point.subject;
  }
  EXPECT_TRUE(subjects.contains("target:E3.threshold"));
  EXPECT_TRUE(subjects.contains("task:A2.lead"));
  EXPECT_TRUE(subjects.contains("indicator:grievance.in_time.days"));
  EXPECT_TRUE(subjects.contains("indicator:grievance.in_time.definition"));
  EXPECT_FALSE(subjects.contains("target:E1.threshold")) << "printed";
  EXPECT_FALSE(point_of(elmwood(), "target:E9.threshold"));
  ASSERT_TRUE(point_of(elmwood(), "target:E1.threshold")) << "what is printed can be decided otherwise";
}

TEST(PackModel, AnExpressionKnowsThePlaceOfItsFirstCharacter) {
  Folder const folder;
  folder.write("town/pack.yaml", "pack: {id: town, name: Town, version: \"1\"}\n");
  folder.write(
      "town/indicators.yaml",
      "indicators:\n"
      "  - id: i\n"
      "    name: 指标\n"
      "    definition: d\n"
      "    measures:\n"
      "      plain: count r\n"
      "      quoted: \"count r\"\n"
      "      single:   'count r'\n"
      "      flow: {expression: count r, exclude: [{when: 品名 == null, reason: 无}, {when: a, reason: b}]}\n"
      "      block: |\n"
      "\n"
      "        count r\n"
      "      folded: >-\n"
      "        count r\n"
      "        where a\n"
      "      later:\n"
      "        count r\n"
      "      anchored: &same \"count r\"\n"
      "    value: plain / quoted\n");
  auto const loaded = folder.load("town");
  ASSERT_TRUE(loaded) << loaded.error().front().to_string(Language::en);
  struct Row {
    char const* measure;
    int line, column;
  };
  Row const rows[] = {{"plain", 6, 14}, {"quoted", 7, 16}, {"single", 8, 18}, {"flow", 9, 26},
                      {"block", 12, 9}, {"folded", 14, 9}, {"later", 17, 9},  {"anchored", 18, 24}};
  auto const& measures = loaded->indicators[0].measures;
  ASSERT_EQ(measures.size(), std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    EXPECT_EQ(measures[i].id, rows[i].measure);
    EXPECT_EQ(measures[i].expression.where, (Position{"town/indicators.yaml", rows[i].line, rows[i].column}))
        << rows[i].measure;
  }
  EXPECT_EQ(measures[3].exclusions[0].when.where.column, 52);
  EXPECT_EQ(measures[3].exclusions[1].when.where.column, 83);  // characters, not bytes
  EXPECT_EQ(measures[5].expression.text, "count r where a");
  EXPECT_EQ(loaded->indicators[0].value.where, (Position{"town/indicators.yaml", 19, 12}));
}

}  // namespace
}  // namespace shian::pack
