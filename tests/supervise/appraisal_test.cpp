// The appraisal of an invented town: points, clamps, what cannot be judged, vetoes, places, drafts.
#include "supervise/appraisal.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "supervise/appraisal_results.hpp"
#include "support/day.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::supervise {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

fs::path const kSource = test::kSourceDir;

using test::day;
Value text(std::string words) { return words.empty() ? Value{} : Value(std::move(words)); }

class AppraisalOf : public test::OnBothStores {
 protected:
  void SetUp() override {
    test::OnBothStores::SetUp();
    if (IsSkipped()) return;
    auto const pack = folder.path() / "packs" / "elmwood";
    fs::create_directories(pack.parent_path());
    fs::copy(kSource / "tests" / "packs" / "elmwood", pack);
    fs::copy(kSource / "tests" / "supervise" / "appraisal.yaml", pack / "appraisal.yaml");
    auto const prepared = city::prepare(address, pack);
    ASSERT_TRUE(prepared) << prepared.error().front().to_string(Language::en);
    auto opened = city::City::open(address);
    ASSERT_TRUE(opened) << opened.error().front().to_string(Language::en);
    city = std::move(*opened);
    schemes_ = schemes(*city);
  }

  RecordId create(std::string_view register_id, std::vector<Value> values) {
    reg::Writing writing(city->ledger(), {"clerk", "health"}, *Timestamp::parse("2031-06-30T08:00Z", 0));
    auto const id = writing.create(*city->schemas().find(register_id), std::move(values));
    EXPECT_TRUE(id) << (id ? "" : id.error().front().error.to_string(Language::en));
    writing.commit();
    return id.value_or(0);
  }

  // So many checks of a kitchen of the ward, of which some were passed.
  void checks(std::string const& ward, int passed, int failed, int year = 2031) {
    auto const kitchen = create("kitchen", {text(ward + std::to_string(year)), text(ward), text(ward),
                                            day("2029-01-01"), Value{}, Value{}});
    for (int i = 0; i < passed + failed; ++i)
      create("check", {kitchen, *Day::from_civil(year, 1, 1) + i, text(ward), text("health"),
                       text(i < passed ? "pass" : "fail"), Value{}});
  }

  void grievance(std::string const& ward, bool in_time) {
    create("grievance", {text(ward + std::to_string(++tickets_)), text(ward), text("health"),
                         day("2031-02-01"), in_time ? Value(day("2031-02-03")) : Value{}, Value{}});
  }

  void mark(std::string const& ward, std::string const& item, char const* points, std::string reason,
            std::string paper) {
    create("mark", {std::int64_t{2031}, text(ward), text(item), text(ward), Value{},
                    points == nullptr ? Value{} : Value(*Decimal::parse(points)), text(std::move(reason)),
                    text(std::move(paper)), day("2031-06-01")});
  }

  ScoreSheet sheet(indicator::Appraisal const& scheme) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    auto made = score(*city, scheme, 2031, day("2031-06-30"));
    EXPECT_TRUE(made);
    return std::move(*made);
  }
  ScoreSheet sheet() { return sheet(schemes_.front()); }

  std::map<std::string, FiledResult> filed(std::string_view today) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    return filed_results(*city, schemes_.front(), 2031, day(today));
  }

  Expected<Published> publish(std::string_view today) {
    auto const now = Timestamp::at_start_of(day(today), 0);
    reg::Writing writing(city->ledger(), {"office", "health"}, now);
    auto made = publish_drafts(writing, *city, schemes_.front(), 2031, day("2031-06-30"), day(today));
    writing.commit();
    return made;
  }

  // One item with this formula, tried on the records.
  std::expected<std::vector<indicator::Appraisal>, Errors> tried(std::string const& item) {
    auto const file = folder.path() / "tried.yaml";
    std::ofstream(file) << "appraisals:\n  - id: tried\n    name_en: Tried\n    subjects: areas\n"
                           "    from_year: 2031\n    items:\n      - {id: X, name_en: X, " +
                               item + "}\n    grades:\n      - {id: all, name_en: all, from: 0}\n";
    store::Transaction const one_moment(city->session(), store::Access::read);
    return schemes_of_file(*city, file);
  }

  std::unique_ptr<city::City> city;
  std::vector<indicator::Appraisal> schemes_;
  int tickets_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Stores, AppraisalOf, test::kBothStores, test::store_name);

std::string said(ItemScore const& item) {
  if (item.outcome == Outcome::scored) return item.points.to_string();
  return std::string(code_of(item.outcome)) + ": " + item.reason.en;
}

TEST_P(AppraisalOf, GivesPointsByTheFormulaBetweenNothingAndFullMarks) {
  checks("hill", 9, 3);        // 75 %
  checks("mill", 3, 0);        // too few
  checks("hill", 4, 6, 2030);  // 40 % a year before: of a whole year, the days up to the same one count
  checks("quay", 10, 0);       // 100 %
  struct Row {
    char const* item;
    char const* hill;
    char const* mill;
    char const* quay;
  };
  constexpr char const* kRate = "indicator: check.pass_rate, target: E2";
  for (auto const& [score, hill, mill, quay] : std::initializer_list<Row>{
           {"points", "10", "not_judged: too small a sample", "10"},
           {"points * min(1, value / threshold)", "8.33", "not_judged: too small a sample", "10"},
           {"points * (value - 80) / 20", "0", "not_judged: too small a sample", "10"},
           {"points * value / 50", "10", "not_judged: too small a sample", "10"},
           {"points * value / city", "8.52", "not_judged: too small a sample", "10"},
           {"points * if(value > before, 1, 0)", "10", "not_judged: too small a sample",
            "not_judged: no figure a year before"},
           {"points * coalesce(before, 50) / 100", "4", "not_judged: too small a sample", "5"},
           {"residents", "10", "not_judged: too small a sample", "10"},
           {"points / (value - 75)", "not_judged: the formula has no result",
            "not_judged: too small a sample", "0.4"}}) {
    auto const made = tried("points: 10, " + std::string(kRate) + ", score: '" + score + "'");
    ASSERT_TRUE(made) << made.error().front().to_string(Language::en);
    auto const result = sheet(made->front());
    EXPECT_EQ(said(result.find("hill")->items.front()), hill) << score;
    EXPECT_EQ(said(result.find("mill")->items.front()), mill) << score;
    EXPECT_EQ(said(result.find("quay")->items.front()), quay) << score;
  }
}

TEST_P(AppraisalOf, TellsWhatTheFormulaGaveWhereItWasClamped) {
  checks("hill", 10, 0);
  auto const made = tried("points: 10, indicator: check.pass_rate, score: 'value / 5'");
  ASSERT_TRUE(made);
  auto const result = sheet(made->front());
  auto const& item = result.find("hill")->items.front();
  EXPECT_EQ(item.points, Decimal(10));
  EXPECT_EQ(item.unclamped, Decimal(20));
  EXPECT_EQ(item.own->numerator, Decimal(10));
  EXPECT_EQ(item.own->denominator, Decimal(10));
}

TEST_P(AppraisalOf, LeavesTheMarksOutOfWhatCannotBeJudged) {
  checks("hill", 9, 1);
  grievance("hill", true);
  grievance("mill", false);
  mark("hill", "H1", "8", "met twice", "minutes 4");
  auto const result = sheet();
  auto const& hill = *result.find("hill");
  EXPECT_EQ(hill.points, Decimal(38));  // 10 + 20 + 8
  EXPECT_EQ(hill.full, Decimal(40));
  EXPECT_EQ(hill.share, Decimal(95));
  auto const& mill = *result.find("mill");
  EXPECT_EQ(mill.points, Decimal(0));  // a real zero: its only grievance was not answered in time
  EXPECT_EQ(mill.full, Decimal(20));
  EXPECT_EQ(mill.whole, Decimal(40));
  auto const& quay = *result.find("quay");
  EXPECT_FALSE(quay.share);
  EXPECT_EQ(quay.grade, nullptr);
  EXPECT_EQ(quay.not_ranked.en, "nothing could be judged");
}

TEST_P(AppraisalOf, CountsAScoreByHandOnlyWithItsReasonAndItsPaper) {
  mark("hill", "H1", "8", "met twice", "minutes 4");
  mark("hill", "Good idea", "5", "a new way", "letter 1");  // by the bonus's name; more than it may give
  mark("mill", "H1", "9", "", "minutes 5");
  mark("quay", "H1", nullptr, "met once", "minutes 6");
  auto const result = sheet();
  EXPECT_EQ(said(result.find("hill")->items[2]), "8");
  EXPECT_EQ(said(result.find("hill")->bonuses[0]), "2");
  EXPECT_EQ(result.find("hill")->share, Decimal(100));  // 8 and 2 of the 10 that were judged
  EXPECT_EQ(said(result.find("mill")->items[2]), "not_proven: lacks: Reason");
  EXPECT_FALSE(result.find("mill")->share);
  EXPECT_EQ(said(result.find("quay")->items[2]), "not_judged: the record gives no points");
}

TEST_P(AppraisalOf, CapsTheGradeByVetoesAndNeverWithoutProof) {
  struct Row {
    int passed, failed;
    char const* reason;  // of a falsified book; null: none was found
    char const* earned;
    char const* grade;
  };
  int number = 0;
  for (auto const& ward : {"hill", "mill", "quay"}) {
    Row const row = std::array<Row, 3>{{{10, 0, "two sets of books", "top", "poor"},
                                        {4, 8, nullptr, "poor", "poor"},
                                        {10, 0, "", "top", "top"}}}[static_cast<std::size_t>(number++)];
    checks(ward, row.passed, row.failed);
    if (row.reason != nullptr) mark(ward, "V1", nullptr, row.reason, "protocol 1");
    auto const result = sheet();
    EXPECT_EQ(result.find(ward)->earned->id, row.earned) << ward;
    EXPECT_EQ(result.find(ward)->grade->id, row.grade) << ward;
  }
  auto const result = sheet();
  EXPECT_EQ(result.find("quay")->vetoes[0].state, VetoFinding::State::not_proven);
  EXPECT_EQ(result.find("mill")->vetoes[1].state, VetoFinding::State::holds);
}

TEST_P(AppraisalOf, GivesPlacesAmongThoseJudgedOnTheSameMarks) {
  checks("hill", 12, 0);
  checks("mill", 6, 6);
  checks("quay", 12, 0);
  grievance("quay", true);
  auto const result = sheet();
  EXPECT_EQ(result.ranked_on, Decimal(10));
  EXPECT_EQ(result.ranked, 2);
  EXPECT_EQ(result.find("hill")->rank, 1);
  EXPECT_EQ(result.find("mill")->rank, 2);
  EXPECT_FALSE(result.find("quay")->rank);
  EXPECT_EQ(result.find("quay")->not_ranked.en, "judged on 30 marks, those with a place on 10");
}

TEST_P(AppraisalOf, TellsADraftKeepsWhatWasToldAndShowsWhatMoved) {
  checks("hill", 9, 3);
  auto const published = publish("2031-07-01");
  ASSERT_TRUE(published) << published.error().to_string(Language::en);
  EXPECT_EQ(published->created, 1);
  EXPECT_EQ(published->without, 2);
  auto const told = filed("2031-07-01").at("hill");
  EXPECT_EQ(told.state_id, "told");
  EXPECT_EQ(told.points, *Decimal::parse("8.33"));
  // Five working days: Friday the 4th is a day off, Saturday the 5th is worked.
  EXPECT_EQ(told.objection_until, day("2031-07-08"));
  EXPECT_FALSE(told.differs);
  EXPECT_EQ(filed("2031-07-09").at("hill").state_id, "unopposed");
  grievance("hill", true);
  auto const moved = filed("2031-07-02").at("hill");
  EXPECT_TRUE(moved.differs);
  EXPECT_EQ(moved.points, *Decimal::parse("8.33"));
  EXPECT_EQ(moved.points_now, *Decimal::parse("28.33"));
  // Told anew with other figures, the days begin anew.
  EXPECT_EQ(publish("2031-07-02")->corrected, 1);
  EXPECT_EQ(filed("2031-07-02").at("hill").objection_until, day("2031-07-09"));
  EXPECT_EQ(publish("2031-07-02")->same, 1);
}

TEST_P(AppraisalOf, LeavesAloneWhatIsObjectedToAndWhatIsFinal) {
  checks("hill", 9, 3);
  ASSERT_TRUE(publish("2031-07-01"));
  auto const record = filed("2031-07-01").at("hill").record;
  auto const& schema = *city->schemas().find(kResultRegister);
  auto const put = [&](std::string_view field, Value value) {
    reg::Writing writing(city->ledger(), {"office", "health"}, *Timestamp::parse("2031-07-03T08:00Z", 0));
    ASSERT_TRUE(writing.correct(schema, record, {{schema.find(field), std::move(value)}}, "a step"));
    writing.commit();
  };
  put("objected_on", day("2031-07-02"));
  grievance("hill", true);
  EXPECT_EQ(publish("2031-07-03")->objected, 1);
  put("answered_on", day("2031-07-03"));
  EXPECT_EQ(publish("2031-07-04")->corrected, 1);
  EXPECT_EQ(filed("2031-07-04").at("hill").told_on, day("2031-07-01"));  // not told anew: it was answered
  put("final_on", day("2031-07-04"));
  grievance("hill", false);
  EXPECT_EQ(publish("2031-07-05")->final, 1);
  EXPECT_TRUE(filed("2031-07-05").at("hill").differs);
}

TEST_P(AppraisalOf, ComparesASchemeOnTrialWithTheOneInForceAndWritesNothing) {
  checks("hill", 9, 3);
  auto const made = tried("points: 10, indicator: check.pass_rate, score: 'value / 100'");
  ASSERT_TRUE(made);
  auto const from = sheet();
  auto const to = sheet(made->front());
  auto const rows = compare(from, to);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].subject, "hill");
  EXPECT_TRUE(rows[0].flips());  // fair, then "all"
  EXPECT_FALSE(rows[1].flips());
  EXPECT_TRUE(filed("2031-07-01").empty());
}

TEST_P(AppraisalOf, RefusesAFaultySchemeWithItsPlace) {
  struct Row {
    char const* item;
    char const* what;
    char const* hint;
  };
  for (auto const& [item, what, hint] : std::initializer_list<Row>{
           {"points: 10, indicator: check.pass_rate, score: 'valeu / 2'", "'valeu'", "value"},
           {"points: 10, indicator: check.pass_rate, score: 'value > 2'", "", ""},
           {"points: 10, indicator: check.pass_rat, score: 'value'", "check.pass_rat", "check.pass_rate"},
           {"points: 10, indicator: check.pass_rate, score: 'value / threshold'", "needs a target", ""},
           {"points: 10, score: 'sum(points) of check where outcome != null on checked_on'", "points", ""},
           {"points: 10, score: 'count mark on given_on'", "sum(FIELD)", ""},
           {"points: 10, score: 'sum(coldest) of check on checked_on'", "year, subject and item", ""},
           {"points: 10, indicator: check.pass_rate, subjects: [hil], score: 'value'", "'hil'", "hill"},
           {"points: 10, indicator: check.pass_rate", "score", ""},
           {"points: 0, indicator: check.pass_rate, score: 'value'", "more than nothing", ""}}) {
    auto const made = tried(item);
    ASSERT_FALSE(made) << item;
    auto const& error = made.error().front();
    EXPECT_THAT(error.what.en, HasSubstr(what)) << item;
    EXPECT_THAT(error.hint.en, HasSubstr(hint)) << item;
    EXPECT_GT(error.where.line, 0) << item;
    EXPECT_THAT(error.where.file, HasSubstr("tried.yaml")) << item;
  }
}

TEST_P(AppraisalOf, APackWithAFaultySchemeDoesNotLoad) {
  auto const pack = folder.path() / "packs" / "elmwood";
  std::ifstream in(pack / "appraisal.yaml");
  std::string words((std::istreambuf_iterator<char>(in)), {});
  words.replace(words.find("value / threshold"), 5, "valeu");
  std::ofstream(pack / "appraisal.yaml") << words;
  auto const made = city::compile(pack);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().front().code, "expression.name");
  EXPECT_THAT(made.error().front().where.to_string(), HasSubstr("appraisal.yaml:"));
}

TEST(Appraisal, YueqingsTownsAndUnitsAreScoredByDraftsThatCompile) {
  auto const made = city::compile(kSource / "packs" / "yueqing");
  ASSERT_TRUE(made) << made.error().front().to_string(Language::en);
  std::vector<std::pair<std::string, std::size_t>> scored;
  for (auto const& scheme : made->pack.appraisals) {
    scored.emplace_back(scheme.id, subjects(made->pack, scheme, day("2022-09-30")).size());
    EXPECT_EQ(scheme.document_no, "") << "proposed here, adopted by nobody";
    EXPECT_EQ(scheme.objection_days, 5);
  }
  EXPECT_THAT(scored, testing::ElementsAre(std::pair("towns-2022", 25u), std::pair("units-2022", 31u)));
  Decimal whole;
  for (auto const& item : made->pack.appraisals.front().items) whole = *whole.plus(item.points);
  EXPECT_EQ(whole, Decimal(100));
}

class AppraisalOfYueqing : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    auto const prepared = city::prepare(address, kSource / "packs" / "yueqing");
    ASSERT_TRUE(prepared) << prepared.error().front().to_string(Language::en);
    city = std::move(*city::City::open(address));
  }
  void enter(char const* register_id, std::vector<std::pair<std::string, Value>> const& given) {
    auto const& schema = *city->schemas().find(register_id);
    std::vector<Value> values(schema.fields.size());
    for (auto const& [field, value] : given) values[static_cast<std::size_t>(schema.find(field))] = value;
    reg::Writing writing(city->ledger(), {"clerk", "U20"}, *Timestamp::parse("2022-09-30T08:00Z", 0));
    auto const made = writing.create(schema, std::move(values));
    ASSERT_TRUE(made) << made.error().front().error.to_string(Language::en);
    writing.commit();
  }
  void incident(char const* number, char const* grade, char const* area) {
    enter("incident", {{"incident_no", std::string(number)},
                       {"grade", std::string(grade)},
                       {"occurred_on", day("2022-06-01")},
                       {"area", std::string(area)}});
  }

  std::unique_ptr<city::City> city;
};
INSTANTIATE_TEST_SUITE_P(Stores, AppraisalOfYueqing, test::kBothStores, test::store_name);

// K04: no major incident. One caps the grade of the town it happened in, whatever its points.
TEST_P(AppraisalOfYueqing, AMajorIncidentBreaksTheGradeOfItsTownAlone) {
  for (auto const* area : {"T15", "T16", "T17"})
    enter("appraisal_score", {{"year", std::int64_t{2022}},
                              {"subject", std::string(area)},
                              {"item", std::string("B1")},
                              {"area", std::string(area)},
                              {"points", Decimal(10)},
                              {"full_points", Decimal(10)},
                              {"reason", std::string("党委政府各研究三次")},
                              {"scored_on", day("2022-09-01")},
                              {"evidence", std::string(64, 'a')}});
  incident("SG-1", "重大", "T16");
  incident("SG-2", "一般", "T17");
  auto const all = schemes(*city);
  auto const scheme = find_scheme(all, "towns-2022");
  ASSERT_TRUE(scheme);
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const sheet = score(*city, **scheme, 2022, day("2022-09-30"));
  ASSERT_TRUE(sheet);
  struct Row {
    char const *area, *state, *grade;
  };
  for (auto const& [area, state, grade] :
       {Row{"T15", "does_not_hold", "excellent"}, Row{"T16", "holds", "fail"},
        Row{"T17", "does_not_hold", "excellent"}}) {
    auto const& made = *sheet->find(area);
    auto const veto = std::ranges::find_if(
        made.vetoes, [](auto const& one) { return one.rule->definition.indicator == "incident.major"; });
    ASSERT_NE(veto, made.vetoes.end());
    EXPECT_EQ(code_of(veto->state), state) << area;
    ASSERT_NE(made.grade, nullptr) << area;
    EXPECT_EQ(made.earned->id, "excellent") << area;
    EXPECT_EQ(made.grade->id, grade) << area;
  }
}

TEST_P(AppraisalOf, IsTriedOnAYearBeforeItsSchemeIsInForce) {
  auto const refused = scheme_for(schemes_, schemes_.front().definition.id, 2029, Use::in_force);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "appraisal.year");
  EXPECT_TRUE(scheme_for(schemes_, schemes_.front().definition.id, 2029, Use::on_trial));
}

TEST_P(AppraisalOf, TakesTheVersionOfTheYear) {
  indicator::Appraisal const base = schemes_.front();
  struct Row {
    int year;
    char const* id;  // null: none
  };
  std::vector<indicator::Appraisal> versions(3, base);
  versions[0].definition.id = "old";
  versions[0].definition.from_year = 2029;
  versions[1].definition.id = "new";
  versions[1].definition.from_year = 2031;
  versions[2].definition.id = "draft";
  versions[2].definition.from_year = 2031;
  versions[2].definition.document_no = "";
  for (auto const& [year, id] :
       std::initializer_list<Row>{{2028, nullptr}, {2029, "old"}, {2030, "old"}, {2031, "new"}}) {
    auto const* found = scheme_of_year(versions, pack::AppraisalSubjects::areas, year);
    if (id == nullptr)
      EXPECT_EQ(found, nullptr);
    else
      EXPECT_EQ(found->definition.id, id) << year;
  }
  EXPECT_EQ(scheme_of_year(versions, pack::AppraisalSubjects::units, 2031), nullptr);
}

}  // namespace
}  // namespace shian::supervise
