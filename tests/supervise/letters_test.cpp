#include "supervise/letter_drafts.hpp"

#include <gmock/gmock.h>

#include "support/day.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::supervise {
namespace {

using pack::Colour;

using test::day;

class Letters : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    auto const prepared = city::prepare(address, std::string(test::kSourceDir) + "/packs/yueqing");
    ASSERT_TRUE(prepared) << prepared.error().front().to_string(Language::en);
    city = std::move(*city::City::open(address));
  }
  using Given = std::vector<std::pair<std::string, Value>>;
  RecordId enter(char const* register_id, Given const& given) {
    auto const& schema = *city->schemas().find(register_id);
    std::vector<Value> values(schema.fields.size());
    for (auto const& [field, value] : given) values[static_cast<std::size_t>(schema.find(field))] = value;
    return write(schema, std::move(values));
  }
  RecordId write(reg::Schema const& schema, std::vector<Value> values) {
    reg::Writing writing(city->ledger(), {"clerk", "U20"}, *Timestamp::parse("2022-09-30T08:00Z", 0));
    auto const made = writing.create(schema, std::move(values));
    EXPECT_TRUE(made) << made.error().front().error.to_string(Language::en);
    writing.commit();
    return made ? *made : 0;
  }
  RecordId finding(std::string const& number, std::string_view due_on) {
    return enter("finding", {{"finding_no", number},
                             {"found_on", day("2022-08-01")},
                             {"area", std::string("T16")},
                             {"unit", std::string("U07")},
                             {"content", std::string("冷藏温度不符")},
                             {"due_on", day(due_on)}});
  }
  Expected<DraftedLetters> draft_all(std::string_view as_of, std::vector<std::string> const& numbers = {}) {
    reg::Writing writing(city->ledger(), {"clerk", "U20"}, *Timestamp::parse("2022-09-30T08:00Z", 0));
    auto made = draft_letters(writing, *city, day(as_of), numbers, "U20");
    if (made) writing.commit();
    return made;
  }
  std::string field_of(RecordId id, char const* field) {
    auto const& circulars = *circulars_of(*city);
    auto const record = city->ledger().records().get(circulars, id);
    EXPECT_TRUE(record);
    return record ? canonical(record->values[static_cast<std::size_t>(circulars.find(field))]) : "";
  }
  std::vector<KeptLetter> kept(std::string_view as_of, LettersQuestion question = {}) {
    question.as_of = day(as_of);
    store::Transaction const one_moment(city->session(), store::Access::read);
    return kept_letters(*city, question);
  }
  // Of matters alone: an empty store is behind all its targets.
  std::vector<Letter> matters(std::string_view as_of, LettersQuestion question = {}) {
    question.as_of = day(as_of);
    store::Transaction const one_moment(city->session(), store::Access::read);
    auto all = letters_due(*city, question);
    std::erase_if(all, [](Letter const& letter) { return letter.schema == nullptr; });
    return all;
  }
  void draft(Letter const& letter, std::string_view as_of) {
    auto const& circulars = *circulars_of(*city);
    (void)write(circulars, draft_of(*city, circulars, letter, "U20", day(as_of)));
  }
  std::string colour_on(std::string_view as_of) {
    auto const all = matters(as_of);
    return all.empty() ? "" : std::string(code_of(all.front().rule->colour));
  }

  std::unique_ptr<city::City> city;
};
INSTANTIATE_TEST_SUITE_P(Stores, Letters, test::kBothStores, test::store_name);

TEST_P(Letters, GoToTheTownWhatAGroupOfTownsHoldsInIt) {
  auto const of_the_towns = [&](char const* number, Value area) {
    (void)enter("finding", {{"finding_no", std::string(number)},
                            {"found_on", day("2022-08-01")},
                            {"area", std::move(area)},
                            {"unit", std::string("U30")},
                            {"due_on", day("2022-09-09")}});
  };
  of_the_towns("WT-1", std::string("T16"));
  of_the_towns("WT-2", Value{});
  auto const all = matters("2022-09-13");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].about, "WT-1");
  EXPECT_EQ(all[0].unit, "");
  EXPECT_EQ(all[0].area, "T16");
  EXPECT_EQ(all[1].unit, "U30") << "of no town in particular: all of them";
  auto const made = draft_all("2022-09-13", {draft_number(all[0])});
  ASSERT_TRUE(made) << made.error().to_string(Language::en);
  ASSERT_EQ(made->letters.size(), 1U);
  auto const draft = made->letters.front().record;
  EXPECT_EQ(field_of(draft, "addressed_to"), city->pack().find_area("T16")->name.zh);
  EXPECT_EQ(field_of(draft, "area_to"), "T16");
  EXPECT_EQ(field_of(draft, "unit_to"), "");
}

TEST_P(Letters, TellNothingOfASecretFindingUntilItIsRevealed) {
  auto const secret = enter("finding", {{"finding_no", std::string("AF-1")},
                                        {"found_on", day("2022-08-01")},
                                        {"area", std::string("T16")},
                                        {"unit", std::string("U07")},
                                        {"content", std::string("暗访所见")},
                                        {"secret", true},
                                        {"due_on", day("2022-09-09")}});
  EXPECT_TRUE(matters("2022-09-19").empty());
  auto const asked = draft_all("2022-09-19", {"待编号-红色-finding-" + std::to_string(secret) + "-U07"});
  ASSERT_TRUE(asked);
  EXPECT_TRUE(asked->letters.empty()) << "nor is a draft made for who guesses its number";
  EXPECT_EQ(asked->not_due.size(), 1U);
  auto const& schema = *city->schemas().find("finding");
  reg::Writing writing(city->ledger(), {"office", "U20"}, *Timestamp::parse("2022-09-19T08:00Z", 0));
  ASSERT_TRUE(writing.correct(schema, secret, {{schema.find("revealed_on"), day("2022-09-19")}}, "revealed"));
  writing.commit();
  auto const revealed = matters("2022-09-19");
  ASSERT_EQ(revealed.size(), 1U);
  EXPECT_EQ(revealed.front().about, "AF-1");
}

TEST_P(Letters, AreDraftedTogetherAndNeverTwice) {
  (void)finding("WT-1", "2022-09-09");
  (void)finding("WT-2", "2022-09-09");
  auto const due = matters("2022-09-13");
  ASSERT_EQ(due.size(), 2U);
  std::vector<std::string> const numbers = {draft_number(due[0]), draft_number(due[1]), "待编号-无"};
  auto const first = draft_all("2022-09-13", numbers);
  ASSERT_TRUE(first) << first.error().to_string(Language::en);
  ASSERT_EQ(first->letters.size(), 2U);
  EXPECT_TRUE(first->letters[0].is_new && first->letters[1].is_new);
  EXPECT_EQ(first->not_due, std::vector<std::string>{"待编号-无"});
  auto const again = draft_all("2022-09-13", numbers);
  ASSERT_TRUE(again);
  ASSERT_EQ(again->letters.size(), 2U);
  EXPECT_FALSE(again->letters[0].is_new || again->letters[1].is_new);
  EXPECT_EQ(again->letters[0].record, first->letters[0].record);
  auto const there = kept("2022-09-13");
  ASSERT_EQ(there.size(), 2U);
  EXPECT_EQ(there[0].about, "WT-2") << "the newest first";
  EXPECT_EQ(there[0].colour, Colour::orange);
  EXPECT_EQ(there[0].state_id, "draft");
  EXPECT_NE(there[0].about_record, 0);
  LettersQuestion question;
  question.unit = "U08";
  EXPECT_TRUE(kept("2022-09-13", question).empty());
}

TEST_P(Letters, SayToWhichPostsTheyGo) {
  (void)finding("WT-1", "2022-09-09");
  auto const made = draft_all("2022-09-19", {draft_number(matters("2022-09-19").front())});
  ASSERT_TRUE(made);
  EXPECT_THAT(field_of(made->letters.front().record, "text"),
              testing::HasSubstr("送：单位经办、镇街经办、单位负责人、创建办。"));
}

// Due on Friday 2022-09-09; the 12th is a day off (Mid-autumn).
TEST_P(Letters, TakeTheirColourFromTheWorkingDaysToTheDueDay) {
  (void)finding("WT-1", "2022-09-09");
  struct Row {
    char const *as_of, *colour;
  };
  for (auto const& row : {Row{"2022-09-05", ""}, Row{"2022-09-06", "blue"}, Row{"2022-09-09", "blue"},
                          Row{"2022-09-12", "blue"}, Row{"2022-09-13", "orange"}, Row{"2022-09-16", "orange"},
                          Row{"2022-09-18", "orange"}, Row{"2022-09-19", "red"}, Row{"2022-12-01", "red"}})
    EXPECT_EQ(colour_on(row.as_of), row.colour) << row.as_of;
}

TEST_P(Letters, SayWhyLineByLine) {
  (void)finding("WT-1", "2022-09-09");
  auto const all = matters("2022-09-13");
  ASSERT_EQ(all.size(), 1U);
  auto const& letter = all.front();
  EXPECT_EQ(letter.unit, "U07");
  EXPECT_EQ(letter.area, "T16");
  EXPECT_EQ(letter.about, "WT-1");
  EXPECT_EQ(letter.working_days, 1);
  ASSERT_EQ(letter.why.size(), 3U);
  EXPECT_EQ(letter.why[0].zh, "期限 2022-09-09");
  EXPECT_EQ(letter.why[1].zh, "至 2022-09-13 已超期 1 个工作日");
  EXPECT_EQ(letter.why[2].zh, "超期督办（拟）：橙色，自 2022-09-13 起适用");
}

TEST_P(Letters, GoByTheDayThatWasExtended) {
  (void)enter("decision_followup", {{"entry_no", std::string("DB-1")},
                                    {"decided_on", day("2022-08-01")},
                                    {"matter", std::string("冷链追溯")},
                                    {"unit", std::string("U07")},
                                    {"due_on", day("2022-09-09")},
                                    {"extended_to", day("2022-09-23")}});
  EXPECT_EQ(colour_on("2022-09-19"), "");
  auto const all = matters("2022-09-26");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.front().rule->colour, Colour::orange);
  EXPECT_EQ(all.front().why.front().zh, "原定期限 2022-09-09，经批准延长至 2022-09-23");
}

TEST_P(Letters, AreWrittenOnceForEachColour) {
  (void)finding("WT-1", "2022-09-09");
  draft(matters("2022-09-13").front(), "2022-09-13");
  EXPECT_TRUE(matters("2022-09-14").empty());
  auto const graver = matters("2022-09-19");
  ASSERT_EQ(graver.size(), 1U);
  EXPECT_EQ(graver.front().rule->colour, Colour::red);
  ASSERT_EQ(graver.front().written.size(), 1U);
  EXPECT_EQ(graver.front().written.front().colour, Colour::orange);
  draft(graver.front(), "2022-09-19");
  EXPECT_TRUE(matters("2022-12-01").empty()) << "and none that is less grave afterwards";
}

TEST_P(Letters, CannotBeDraftedTwiceAtTheSameTime) {
  (void)finding("WT-1", "2022-09-09");
  auto const letter = matters("2022-09-13").front();
  draft(letter, "2022-09-13");
  auto const& circulars = *circulars_of(*city);
  reg::Writing writing(city->ledger(), {"clerk", "U20"}, *Timestamp::parse("2022-09-30T08:00Z", 0));
  EXPECT_FALSE(writing.create(circulars, draft_of(*city, circulars, letter, "U20", day("2022-09-13"))));
}

TEST_P(Letters, WaitForASignature) {
  (void)finding("WT-1", "2022-09-09");
  draft(matters("2022-09-13").front(), "2022-09-13");
  auto const& circulars = *circulars_of(*city);
  int seen = 0;
  city->ledger().records().scan(circulars, [&](reg::Record const& record) {
    auto const text = [&](char const* field) {
      return std::get<std::string>(record.values[static_cast<std::size_t>(circulars.find(field))]);
    };
    EXPECT_EQ(text("kind"), "督办函");
    EXPECT_EQ(text("colour"), "橙色");
    EXPECT_EQ(text("about_register"), "finding");
    EXPECT_TRUE(text("document_no").starts_with("待编号"));
    EXPECT_TRUE(is_null(record.values[static_cast<std::size_t>(circulars.find("issued_on"))]));
    ++seen;
    return true;
  });
  EXPECT_EQ(seen, 1);
}

TEST_P(Letters, AreSeenByWhomTheyGoTo) {
  (void)finding("WT-1", "2022-09-09");
  auto const for_unit = [](char const* unit, char const* area) {
    LettersQuestion question;
    question.unit = unit;
    question.area = area;
    return question;
  };
  EXPECT_EQ(matters("2022-09-13", for_unit("U07", "")).size(), 1U);
  EXPECT_EQ(matters("2022-09-13", for_unit("", "T16")).size(), 1U);
  EXPECT_TRUE(matters("2022-09-13", for_unit("U08", "")).empty());
  EXPECT_TRUE(matters("2022-09-13", for_unit("U08", "T01")).empty());
}

TEST_P(Letters, AreNotAboutWhatIsClosedOrLeftToALegalLimit) {
  (void)enter("finding", {{"finding_no", std::string("WT-1")},
                          {"found_on", day("2022-08-01")},
                          {"due_on", day("2022-08-10")},
                          {"closed_on", day("2022-08-09")}});
  (void)enter("complaint", {{"complaint_no", std::string("TS-1")},
                            {"kind", std::string("投诉")},
                            {"area", std::string("T16")},
                            {"received_on", day("2022-03-01")},
                            {"accepted_on", day("2022-03-01")}});
  (void)finding("WT-2", "2022-08-10");  // that such a matter is written about while it is open
  auto const all = matters("2022-09-30");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.front().about, "WT-2");
}

TEST_P(Letters, AreAboutTargetsThatAreNotMet) {
  store::Transaction const one_moment(city->session(), store::Access::read);
  LettersQuestion question;
  question.as_of = day("2022-09-30");
  auto const all = letters_due(*city, question);
  ASSERT_FALSE(all.empty());  // of an empty store
  for (auto const& letter : all) {
    EXPECT_EQ(letter.rule->colour, Colour::yellow);
    EXPECT_FALSE(letter.unit.empty());
    EXPECT_FALSE(letter.why.empty()) << letter.target;
  }
}

}  // namespace
}  // namespace shian::supervise
