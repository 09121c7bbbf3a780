// The way of a sign: first its unit's own affair, then the office's.
#include "signs/standing.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "signs/books.hpp"
#include "signs/signs_json.hpp"

namespace shian::signs {
namespace {

class WayOfASign : public Books {
 protected:
  void SetUp() override {
    Books::SetUp();
    if (IsSkipped()) return;
    // The pack was taken up when the test began, which is later than any day of the test.
    city->session().execute("UPDATE shian_pack_application SET at = '2022-08-01T00:00:00.000Z'");
  }
  // Thursday 2022-09-01.
  RecordId future_visit(char const* unit = "one") {
    Given row = {{"area", text("east")}, {"person", text("Ann")}, {"day", day("2023-01-01")}};
    if (*unit != '\0') row.emplace_back("unit", text(unit));
    return enter("visit", row, "2022-09-01T08:00Z", "clerk", unit);
  }
  Standing standing(std::string_view today) {
    auto const outcome = look("future", today);
    EXPECT_EQ(outcome.found.size(), 1U);
    store::Transaction const one_moment(city->session(), store::Access::read);
    Answers answers(*city);
    return answers.standing_of(outcome.found.front(), day(today));
  }
  void answer(Given const& more) {
    auto const outcome = look("future");
    auto const values = answer_of(*city, outcome.found.front(), {"one", "east"});
    ASSERT_TRUE(values);
    auto const& schema = *city->signs().path->schema;
    Given row;
    for (std::size_t i = 0; i < values->size(); ++i)
      if (!is_null((*values)[i])) row.emplace_back(schema.fields[i].definition.id, (*values)[i]);
    row.insert(row.end(), more.begin(), more.end());
    (void)enter("answer", row, "2022-09-05T08:00Z");
  }
};
INSTANTIATE_TEST_SUITE_P(Stores, WayOfASign, test::kBothStores, test::store_name);

TEST_P(WayOfASign, BeginsWithItsOwnUnit) {
  (void)future_visit();
  auto const first = standing("2022-09-02");
  EXPECT_EQ(first.stage, Stage::told);
  EXPECT_FALSE(first.is_for_office);
  EXPECT_EQ(first.since, day("2022-09-01"));
  EXPECT_EQ(first.answer_due, day("2022-09-08")) << "five working days";
  EXPECT_FALSE(standing("2022-09-08").is_for_office);
  auto const late = standing("2022-09-09");
  EXPECT_EQ(late.stage, Stage::unanswered);
  EXPECT_TRUE(late.is_for_office);
}

TEST_P(WayOfASign, NobodyIsLateBeforeTheCityHadItsPack) {
  (void)future_visit();
  city->session().execute("UPDATE shian_pack_application SET at = '2022-09-20T00:00:00.000Z'");
  EXPECT_EQ(standing("2022-09-21").since, day("2022-09-20"));
  EXPECT_EQ(standing("2022-09-21").stage, Stage::told);
}

TEST_P(WayOfASign, AnExplanationIsReadByTheOffice) {
  (void)future_visit();
  answer({{"kind", text("told")}, {"words", text("计划登记成了检查")}, {"answered_on", day("2022-09-05")}});
  auto const explained = standing("2022-09-06");
  EXPECT_EQ(explained.stage, Stage::explained);
  EXPECT_TRUE(explained.is_for_office);
  EXPECT_NE(explained.answers, std::vector<RecordId>{0});
}

TEST_P(WayOfASign, AnAcceptedExplanationEndsIt) {
  (void)future_visit();
  answer({{"kind", text("told")}, {"answered_on", day("2022-09-05")}, {"accepted_on", day("2022-09-06")}});
  EXPECT_EQ(standing("2022-12-01").stage, Stage::accepted);
}

TEST_P(WayOfASign, WhatIsNotConvincingStaysOpen) {
  (void)future_visit();
  answer({{"kind", text("told")}, {"answered_on", day("2022-09-05")}, {"refused_on", day("2022-09-06")}});
  EXPECT_EQ(standing("2022-09-07").stage, Stage::unconvinced);
}

TEST_P(WayOfASign, WhoeverSaysItIsCorrectedHasCorrectedIt) {
  auto const id = future_visit();
  answer({{"kind", text("mended")}, {"answered_on", day("2022-09-05")}});
  EXPECT_EQ(standing("2022-09-06").stage, Stage::unconvinced) << "it is there still";
  auto const& schema = *city->schemas().find("visit");
  reg::Writing writing(city->ledger(), {"clerk", "one"}, *Timestamp::parse("2022-09-06T08:00Z", 0));
  ASSERT_TRUE(
      writing.correct(schema, id, {{schema.find("day"), Value(day("2022-08-31"))}}, "a slip of the pen"));
  writing.commit();
  EXPECT_TRUE(look("future").found.empty()) << "and then it is gone";
  EXPECT_EQ(reg::history(city->session(), schema, id).size(), 2U) << "with what was there before";
}

TEST_P(WayOfASign, ARecordThatOnlyNamesTheSignIsNoAnswer) {
  (void)future_visit();
  answer({});
  auto const made = standing("2022-09-06");
  EXPECT_EQ(made.stage, Stage::told);
  EXPECT_NE(made.answers, std::vector<RecordId>{0});
}

TEST_P(WayOfASign, WhatIsNobodysComesBeforeTheOfficeAtOnce) {
  (void)enter("visit", {{"day", day("2023-01-01")}}, "2022-09-01T08:00Z", "clerk", "");
  EXPECT_TRUE(standing("2022-09-02").is_for_office);
}

TEST_P(WayOfASign, IsToldWithoutNames) {
  for (int i = 0; i < 6; ++i)
    (void)enter("visit", {{"unit", text("one")}, {"person", text("Ann")}, {"day", day("2022-08-01")}});
  auto const outcome = look("load");
  ASSERT_EQ(outcome.found.size(), 1U);
  auto const told = found_json(outcome.found.front(), {}).dump();
  EXPECT_THAT(told, testing::Not(testing::HasSubstr("Ann")));
  EXPECT_THAT(told, testing::Not(testing::HasSubstr("clerk")));
  EXPECT_THAT(sign_json(*outcome.tally.sign).dump(), testing::HasSubstr("harmless"));
}

}  // namespace
}  // namespace shian::signs
