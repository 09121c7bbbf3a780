#include "supervise/letters.hpp"

#include <gtest/gtest.h>

#include "support/day.hpp"
#include "support/fresh_store.hpp"

namespace shian::supervise {
namespace {

using pack::Colour;

using test::day;

class Letters : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    auto const prepared = city::prepare(address, std::string(SHIAN_SOURCE_DIR) + "/packs/yueqing");
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
  EXPECT_TRUE(matters("2022-09-30").empty());
}

TEST_P(Letters, AreAboutTargetsThatAreNotMet) {
  store::Transaction const one_moment(city->session(), store::Access::read);
  LettersQuestion question;
  question.as_of = day("2022-09-30");
  for (auto const& letter : letters_due(*city, question)) {
    EXPECT_EQ(letter.rule->colour, Colour::yellow);
    EXPECT_FALSE(letter.unit.empty());
    EXPECT_FALSE(letter.why.empty()) << letter.target;
  }
}

}  // namespace
}  // namespace shian::supervise
