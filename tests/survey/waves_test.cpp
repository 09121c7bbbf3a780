// A survey from its design to the figure of target K05, on the books of the city's own pack.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"
#include "survey/closing.hpp"
#include "survey/entering.hpp"
#include "survey/survey_json.hpp"

namespace shian::survey {
namespace {

Day day(std::string_view text) { return *Day::parse(text); }

class Surveys : public test::OnBothStores {
 protected:
  using Fields = std::vector<std::pair<std::string, Value>>;

  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    auto const prepared = city::prepare(address, std::string(test::kSourceDir) + "/packs/yueqing");
    ASSERT_TRUE(prepared) << prepared.error().front().to_string(Language::en);
    city = std::move(*city::City::open(address));
  }
  RecordId put(std::string_view register_id, Fields const& fields) {
    auto const& schema = *city->schemas().find(register_id);
    std::vector<Value> row(schema.fields.size());
    for (auto const& [field, value] : fields) row[static_cast<std::size_t>(schema.find(field))] = value;
    reg::Writing writing(city->ledger(), {"office", "B03"}, *Timestamp::parse("2022-09-01T08:00Z", 0));
    auto const made = writing.create(schema, std::move(row));
    EXPECT_TRUE(made) << made.error().front().error.to_string(Language::en);
    writing.commit();
    return made.value_or(0);
  }
  void design(char const* number, char const* code, std::optional<std::int64_t> second = 100'000) {
    auto const made = put(kDesigns, {{"wave_no", std::string(number)},
                                     {"questionnaire", std::string("2022-1")},
                                     {"from_on", day("2022-09-01")},
                                     {"until_on", day("2022-09-20")},
                                     {"mode", std::string("电话")},
                                     {"code", std::string(code)},
                                     {"target", std::int64_t{400}}});
    put(kStrata, {{"design", made},
                  {"area", std::string("T16")},
                  {"residents", std::int64_t{300'000}},
                  {"source", std::string("测试")}});
    Fields other = {{"design", made}, {"area", std::string("T01")}};
    if (second) {
      other.emplace_back("residents", *second);
      other.emplace_back("source", std::string("测试"));
    }
    put(kStrata, other);
  }
  Wave wave(char const* number) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    auto found = find_wave(*city, number);
    EXPECT_TRUE(found) << found.error().to_string(Language::en);
    return *found;
  }
  static Entry entry(int number, char const* area, bool aware, char const* step) {
    return {"receipt-" + std::to_string(1'000'000'000 + number),
            area,
            "30-44",
            "女",
            {{"adult", "y"},
             {"lives", "y"},
             {"aware", aware ? "y" : "n"},
             {"whole", step},
             {"market", step},
             {"eating", step},
             {"work", step}},
            false};
  }
  Expected<Kept> send(Wave const& to, Way way, Entry const& given, char const* on = "2022-09-05") {
    reg::Writing writing(city->ledger(), {"interviewer", "B03"}, *Timestamp::parse("2022-09-05T08:00Z", 0));
    auto made = enter(writing, *city, to, way, given, day(on));
    if (made) writing.commit();
    return made;
  }
  // `n` answers of a town in one write: every `out_of`-th does not know; steps go 5, 4, 3.
  void ask(Wave const& to, char const* area, int from, int n, int out_of) {
    constexpr std::array kSteps = {"5", "4", "3"};
    reg::Writing writing(city->ledger(), {"interviewer", "B03"}, *Timestamp::parse("2022-09-05T08:00Z", 0));
    for (int i = 0; i < n; ++i)
      ASSERT_TRUE(enter(writing, *city, to, Way::interview,
                        entry(from + i, area, i % out_of != 0, kSteps[static_cast<std::size_t>(i % 3)]),
                        day("2022-09-05")));
    writing.commit();
  }
  Result result_of(char const* number) {
    auto found = wave(number);
    store::Transaction const one_moment(city->session(), store::Access::read);
    return result(*city, std::move(found));
  }
  Expected<RecordId> end(char const* number, char const* on = "2022-09-21") {
    auto const found = wave(number);
    reg::Writing writing(city->ledger(), {"office", "B03"}, *Timestamp::parse("2022-09-21T08:00Z", 0));
    auto made = close(writing, *city, found, day(on));
    if (made) writing.commit();
    return made;
  }
  std::unique_ptr<city::City> city;
};
INSTANTIATE_TEST_SUITE_P(Stores, Surveys, test::kBothStores, test::store_name);

TEST_P(Surveys, ArePlannedByTheSizesOfTheTowns) {
  design("W1", "link-one");
  auto const found = wave("W1");
  ASSERT_EQ(found.strata.size(), 2U);
  EXPECT_TRUE(found.is_proportional);
  EXPECT_EQ(found.strata[*found.stratum_of("T16")].planned, 300);
  EXPECT_EQ(found.strata[*found.stratum_of("T01")].planned, 100);
  design("W2", "link-two", std::nullopt);
  EXPECT_FALSE(wave("W2").is_proportional) << "a size is not known";
  EXPECT_EQ(wave("W2").strata.front().planned, 200);
}

TEST_P(Surveys, TakeOnlyAnswersThatTheQuestionnaireHas) {
  design("W1", "link-one");
  auto const to = wave("W1");
  auto const refused = [&](char const* code, auto const& change, Way way = Way::interview) {
    auto given = entry(1, "T16", true, "4");
    change(given);
    auto const sent = send(to, way, given);
    ASSERT_FALSE(sent) << code;
    EXPECT_EQ(sent.error().code, code) << sent.error().to_string(Language::en);
  };
  refused("survey.receipt", [](Entry& e) { e.receipt = "short"; });
  refused("survey.area", [](Entry& e) { e.area = "T99"; });
  refused("survey.area", [](Entry& e) { e.area = "T02"; });
  refused("survey.area", [](Entry& e) { e.area = ""; });
  refused("survey.option", [](Entry& e) { e.sex = "x"; });
  refused("survey.question", [](Entry& e) { e.answers["name"] = "y"; });
  refused("survey.choice", [](Entry& e) { e.answers["whole"] = "9"; });
  refused("survey.open", [](Entry& e) { e.answers.erase("work"); });
  refused(
      "survey.refused", [](Entry& e) { e.is_refused = true; }, Way::open_link);
  EXPECT_EQ(send(to, Way::interview, entry(1, "T16", true, "4"), "2022-08-31").error().code,
            "survey.not_yet");
  EXPECT_EQ(send(to, Way::interview, entry(1, "T16", true, "4"), "2022-09-21").error().code, "survey.over");
  EXPECT_EQ(result_of("W1").came.all.valid, 0);
}

TEST_P(Surveys, KeepWhatIsSentTwiceOnce) {
  design("W1", "link-one");
  auto const to = wave("W1");
  EXPECT_EQ(send(to, Way::open_link, entry(1, "T02", true, "4")), Kept::created) << "of whatever town";
  EXPECT_EQ(send(to, Way::open_link, entry(1, "T02", true, "4")), Kept::there_already);
  EXPECT_EQ(result_of("W1").came.all.by_link, 1);
}

TEST_P(Surveys, EndAtAScreeningQuestionOrARefusal) {
  design("W1", "link-one");
  auto const to = wave("W1");
  Entry young{"receipt-0000000001", "T16", "", "", {{"adult", "n"}}, false};
  Entry silent{"receipt-0000000002", "T16", "", "", {}, true};
  EXPECT_EQ(send(to, Way::interview, young), Kept::created);
  EXPECT_EQ(send(to, Way::interview, silent), Kept::created);
  auto const found = result_of("W1");
  EXPECT_EQ(found.came.all.screened_out, 1);
  EXPECT_EQ(found.came.all.refused, 1);
  EXPECT_EQ(found.came.all.valid, 0);
  EXPECT_EQ(found.awareness.refusals, (std::vector{Refusal::no_answers, Refusal::not_covered}));
}

TEST_P(Surveys, NeverCountWhoCameThroughTheOpenLink) {
  design("W1", "link-one");
  auto const to = wave("W1");
  ask(to, "T16", 0, 10, 2);
  ask(to, "T01", 100, 10, 2);
  auto const before = result_of("W1");
  for (int i = 500; i < 530; ++i) ASSERT_TRUE(send(to, Way::open_link, entry(i, "T16", true, "5")));
  auto const after = result_of("W1");
  EXPECT_DOUBLE_EQ(before.awareness.estimate->weighted, after.awareness.estimate->weighted);
  EXPECT_EQ(after.awareness.estimate->answers, 20);
  EXPECT_EQ(after.link_awareness->answers, 30);
}

TEST_P(Surveys, GetNoVerdictFromASmallSample) {
  design("W1", "link-one");
  ask(wave("W1"), "T16", 0, 30, 10);
  ask(wave("W1"), "T01", 100, 10, 10);
  auto const found = result_of("W1");
  EXPECT_EQ(found.awareness.refusals, std::vector{Refusal::too_small});
  EXPECT_EQ(found.awareness.verdict, Verdict::refused);
  EXPECT_EQ(found.towns.front().awareness.refusals, std::vector{Refusal::too_small});
}

TEST_P(Surveys, AreNotClosedWithoutSizesOrWithATownLeftOut) {
  design("W1", "link-one", std::nullopt);
  EXPECT_EQ(end("W1").error().code, "survey.no_answers");
  ask(wave("W1"), "T16", 0, 10, 10);
  EXPECT_EQ(end("W1").error().code, "survey.no_sizes");
  design("W2", "link-two");
  ask(wave("W2"), "T16", 0, 10, 10);
  EXPECT_EQ(end("W2").error().code, "survey.not_covered");
}

TEST_P(Surveys, MoveTheFigureOfTheTargetByWhatTheyFound) {
  design("W1", "link-one");
  ask(wave("W1"), "T16", 0, 330, 20);     // 95 % aware
  ask(wave("W1"), "T01", 1'000, 120, 4);  // 75 %
  auto const found = result_of("W1");
  EXPECT_NEAR(found.awareness.estimate->weighted, 0.75 * 100 * 313 / 330.0 + 0.25 * 75, 1e-9);
  ASSERT_TRUE(end("W1"));
  EXPECT_EQ(end("W1").error().code, "survey.closed");
  store::Transaction const one_moment(city->session(), store::Access::read);
  for (auto const& [id, finding] : {std::pair("survey.awareness", found.awareness),
                                    std::pair("survey.satisfaction", found.satisfaction)}) {
    auto const reading = city->figures().read(*city->catalogue().find(id), day("2022-09-30"));
    ASSERT_EQ(reading.city.known, indicator::Known::value) << id;
    EXPECT_NEAR(reading.city.value->to_double(), finding.estimate->weighted, 0.006) << id;
    EXPECT_NEAR(reading.city.low->to_double(), finding.estimate->low, 0.02) << id;
    EXPECT_NEAR(reading.city.high->to_double(), finding.estimate->high, 0.02) << id;
    EXPECT_NEAR(reading.city.denominator->to_double(), finding.estimate->effective, 0.06) << id;
  }
}

TEST_P(Surveys, CompareOnlyWhatMayBeCompared) {
  design("W1", "link-one");
  design("W2", "link-two");
  ask(wave("W1"), "T16", 0, 330, 5);
  ask(wave("W1"), "T01", 1'000, 110, 5);
  ask(wave("W2"), "T16", 2'000, 330, 20);
  auto const first = result_of("W1");
  auto const without = compared(first, result_of("W2"));
  ASSERT_TRUE(without);
  EXPECT_FALSE(without->awareness);
  EXPECT_FALSE(without->why_not.empty());
  EXPECT_EQ(compared(first, first).error().code, "survey.same");
  ask(wave("W2"), "T01", 3'000, 110, 20);
  auto const found = compared(first, result_of("W2"));
  ASSERT_TRUE(found && found->awareness && found->satisfaction);
  EXPECT_TRUE(found->awareness->is_told()) << "80 % and 95 %";
  EXPECT_FALSE(found->satisfaction->is_told()) << "the same answers";
}

}  // namespace
}  // namespace shian::survey
