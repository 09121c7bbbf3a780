// The pitfalls of the plan's targets, each as a case of its own.
#include "indicator/standing.hpp"

#include <gmock/gmock.h>

#include "indicator/lineage.hpp"
#include "indicator/small_city.hpp"
#include "support/fresh_store.hpp"

namespace shian::test {
namespace {

using indicator::Known;
using indicator::State;

Value day(char const* iso) { return Value(*Day::parse(iso)); }
Value text(char const* words) { return Value(std::string(words)); }

class Standings : public testing::Test {
 protected:
  void SetUp() override {
    session = store::open({store::Dialect::sqlite, (folder.path() / "city.db").string()},
                          store::Create::if_missing);
    city = std::make_unique<SmallCity>(*session);
  }
  RecordId enter(char const* book, std::vector<Value> values) {
    reg::Writing writing(city->ledger, {"clerk", "health"}, Timestamp{1'660'000'000'000 + ++tick});
    auto const id = writing.create(*city->schemas.find(book), std::move(values));
    EXPECT_TRUE(id) << id.error().front().error.to_string(Language::en);
    writing.commit();
    return id.value_or(0);
  }
  void correct(char const* book, RecordId id, char const* field_id, Value value) {
    reg::Writing writing(city->ledger, {"clerk", "health"}, Timestamp{1'660'000'000'000 + ++tick});
    auto const& schema = *city->schemas.find(book);
    ASSERT_TRUE(writing.correct(schema, id, {{schema.find(field_id), std::move(value)}}, "found out"));
    writing.commit();
  }
  RecordId kitchen(char const* no, char const* area = "north", Value closed = {}) {
    return enter("place", {text(no), text("kitchen"), text(area), day("2020-01-01"), std::move(closed)});
  }
  void test(char const* code, RecordId place, char const* reported, char const* verdict,
            Value again_of = {}) {
    enter("test", {text(code), Value(place), text("north"), text("health"), day(reported), day(reported),
                   *verdict != 0 ? text(verdict) : Value{}, Value(Decimal(1)), std::move(again_of)});
  }
  indicator::Figure city_figure(char const* id, char const* as_of) {
    return city->figures.read(*city->catalogue.find(id), *Day::parse(as_of)).city;
  }
  std::string value(char const* id, char const* as_of) {
    auto const figure = city_figure(id, as_of);
    return figure.value ? figure.value->rounded(2).to_string() : "none";
  }
  pack::Target target(char const* indicator, pack::Comparator comparator, std::optional<Decimal> threshold,
                      char const* deadline) {
    pack::Target made;
    made.id = "T";
    made.comparator = comparator;
    made.threshold = threshold;
    made.indicators = {indicator};
    made.deadline = *Day::parse(deadline);
    return made;
  }
  indicator::Standing stand(pack::Target const& made, char const* as_of) {
    return indicator::stand(city->figures, made, *Day::parse(as_of));
  }

  TemporaryFolder folder;
  std::unique_ptr<store::Session> session;
  std::unique_ptr<SmallCity> city;
  std::int64_t tick = 0;
};

TEST_F(Standings, ABatchTaskedOnSeveralLevelsCountsOnce) {
  auto const place = kitchen("A");
  enter("test", {text("T1"), Value(place), text("north"), Value{}, Value{}, day("2022-03-01"), text("good"),
                 Value{}, Value{}});
  test("T2", place, "2022-03-01", "good", Value(std::int64_t{1}));
  EXPECT_EQ(value("tests", "2022-12-31"), "0.03");  // 1 per 30 thousand residents
}

TEST_F(Standings, APendingConclusionIsPendingNotFailed) {
  auto const place = kitchen("A");
  test("T1", place, "2022-03-01", "good");
  test("T2", place, "2022-03-02", "");
  EXPECT_EQ(value("pass", "2022-12-31"), "100");
  correct("test", 2, "verdict", text("bad"));
  EXPECT_EQ(value("pass", "2022-12-31"), "50");
}

TEST_F(Standings, AMinimumForEachPersonIsNotAMean) {
  // "joined": places whose points reach 12, which the one with 24 cannot do for the one with 0.
  auto const one = kitchen("A");
  kitchen("B");
  enter("visit", {Value(one), day("2022-03-01"), Value(true), Value(std::int64_t{24})});
  EXPECT_EQ(value("joined", "2022-12-31"), "1");
}

TEST_F(Standings, AnExpiredCertificateDropsOutByItselfOnItsDay) {
  auto const place = kitchen("A");
  enter("certificate", {text("C1"), Value(place), day("2022-01-01"), day("2022-06-30")});
  EXPECT_EQ(value("certified", "2022-06-30"), "100");
  EXPECT_EQ(value("certified", "2022-07-01"), "0");
  enter("certificate", {text("C2"), Value(place), day("2022-06-15"), Value{}});
  EXPECT_EQ(value("certified", "2022-07-01"), "100");
}

TEST_F(Standings, InstalledIsNotOnLine) {
  auto const place = kitchen("A");
  enter("stream", {Value(place), day("2022-03-01"), Value(true)});
  enter("stream", {Value(place), day("2022-03-02"), Value(false)});
  enter("stream", {Value(place), day("2022-03-03"), Value(true)});
  EXPECT_EQ(value("online", "2022-03-31"), "0");
  enter("stream", {Value(place), day("2022-03-09"), Value(true)});
  EXPECT_EQ(value("online", "2022-03-31"), "100");
  EXPECT_EQ(value("online", "2022-04-15"), "100");  // April is not over: March is judged
  EXPECT_EQ(value("online", "2022-04-30"), "0");
}

TEST_F(Standings, OnePlaceCountsOnceByItsLatestVisit) {
  auto const place = kitchen("A");
  enter("visit", {Value(place), day("2022-03-01"), Value(true), Value(std::int64_t{1})});
  enter("visit", {Value(place), day("2022-05-01"), Value(false), Value(std::int64_t{1})});
  EXPECT_EQ(value("clean", "2022-04-01"), "100");
  EXPECT_EQ(value("clean", "2022-06-01"), "0");
}

TEST_F(Standings, NoDataAZeroDenominatorAndTooSmallASampleAreThreeThingsAndNoneIsZero) {
  EXPECT_EQ(city_figure("pass", "2022-12-31").known, Known::no_data);
  auto const place = kitchen("A");
  test("T1", place, "2022-03-01", "");
  EXPECT_EQ(city_figure("pass", "2022-12-31").known, Known::no_data);
  auto const closed = kitchen("B", "south", day("2022-02-01"));
  (void)closed;
  correct("place", place, "closed_on", day("2022-02-02"));
  EXPECT_EQ(city_figure("certified", "2022-12-31").known,
            Known::no_data);                                            // nothing is open, nothing is known
  EXPECT_FALSE(city_figure("weight", "2022-12-31").value.has_value());  // a sum of nothing is not 0
}

TEST_F(Standings, NothingIsGreenBySilence) {
  auto const made = stand(target("tests", pack::Comparator::equal, Decimal(0), "2022-12-31"), "2022-09-30");
  EXPECT_EQ(made.state, State::cannot_judge);
}

TEST_F(Standings, TheStateSaysWhetherItIsMetDueOrCannotBeJudged) {
  auto const place = kitchen("A");
  for (int i = 0; i < 9; ++i) test(("G" + std::to_string(i)).c_str(), place, "2022-03-01", "good");
  test("B", place, "2022-03-01", "bad");
  struct Row {
    std::optional<Decimal> threshold;
    char const* as_of;
    State state;
  };
  for (auto const& row : {
           Row{Decimal(90), "2022-09-30", State::met},
           Row{Decimal(91), "2022-09-30", State::not_yet_due},
           Row{Decimal(91), "2022-12-31", State::not_met},
           Row{Decimal(91), "2023-06-30",
               State::not_met},  // judged on its deadline, not on an empty new year
           Row{std::nullopt, "2022-12-31", State::cannot_judge},
       }) {
    auto const comparator = row.threshold ? pack::Comparator::at_least : pack::Comparator::qualitative;
    EXPECT_EQ(stand(target("pass", comparator, row.threshold, "2022-12-31"), row.as_of).state, row.state)
        << row.as_of;
  }
}

TEST(Judge, WhatCanBeMadeUpIsNotYetDueAndWhatMustLastIsNotMetBefore) {
  using pack::Comparator;
  using pack::Period;
  struct Row {
    Comparator comparator;
    Period period;
    char const* due_after;
    int value;
    char const* as_of;
    State state;
  };
  for (auto const& row : {
           Row{Comparator::at_least, Period::year, "", 80, "2022-09-30", State::not_yet_due},
           Row{Comparator::at_least, Period::year, "", 95, "2022-09-30", State::met},
           Row{Comparator::at_least, Period::year, "", 80, "2022-12-31", State::not_met},
           Row{Comparator::at_least, Period::point, "", 80, "2022-09-30", State::not_yet_due},
           Row{Comparator::at_most, Period::year, "", 80, "2022-09-30", State::not_yet_due},
           Row{Comparator::at_most, Period::year, "", 95, "2022-09-30", State::not_met},  // broken at once
           Row{Comparator::at_most, Period::year, "", 80, "2022-12-31", State::met},
           Row{Comparator::at_most, Period::survey, "", 95, "2022-09-30", State::not_yet_due},
           Row{Comparator::at_least, Period::year, "10-01", 95, "2022-09-30", State::not_yet_due},
           Row{Comparator::at_least, Period::year, "09-30", 95, "2022-09-30", State::met},
       }) {
    pack::Target target;
    target.comparator = row.comparator;
    target.threshold = Decimal(90);
    target.deadline = *Day::parse("2022-12-31");
    pack::Indicator indicator;
    indicator.period = row.period;
    indicator.due_after = row.due_after;
    indicator::Figure figure;
    figure.known = Known::value;
    figure.value = Decimal(row.value);
    auto const verdict = indicator::judge(target, indicator, figure, *Day::parse(row.as_of));
    EXPECT_EQ(verdict.state, row.state) << row.value << " on " << row.as_of;
    EXPECT_EQ(verdict.reason.en.empty(), row.state != State::not_yet_due);
  }
}

TEST_F(Standings, ARateJustBelowTheThresholdIsNotRoundedUpToIt) {
  auto const place = kitchen("A");
  for (int i = 0; i < 97; ++i) test(("G" + std::to_string(i)).c_str(), place, "2022-03-01", "good");
  for (int i = 0; i < 2; ++i) test(("B" + std::to_string(i)).c_str(), place, "2022-03-01", "bad");
  // 97/99 = 97.979...%, shown as 97.98.
  EXPECT_EQ(stand(target("pass", pack::Comparator::at_least, Decimal(98), "2022-12-31"), "2022-12-31").state,
            State::not_met);
}

TEST_F(Standings, SayWhatItTakesAndWhoIsBehind) {
  auto const one = kitchen("A", "north");
  kitchen("B", "south");
  kitchen("C", "south");
  enter("certificate", {text("C1"), Value(one), day("2022-01-01"), Value{}});
  auto const made =
      stand(target("certified", pack::Comparator::equal, Decimal(100), "2022-10-14"), "2022-09-30");
  auto const& part = made.parts.front();
  EXPECT_EQ(part.needed->to_string(), "3");
  EXPECT_EQ(part.per_week->to_string(), "1");
  EXPECT_THAT(part.behind, testing::ElementsAre("south"));
}

TEST_F(Standings, ATownThatMergedCountsWhereItWentFromTheDayAfter) {
  auto const place = kitchen("A", "south");
  test("T1", place, "2022-03-01", "good");
  correct("test", 1, "area", text("south"));
  for (auto& area : city->pack.areas) {
    if (area.id != "south") continue;
    area.until = *Day::parse("2022-06-30");
    area.merged_into = "east";
  }
  auto const& tests = *city->catalogue.find("pass");
  auto const before = city->figures.read(tests, *Day::parse("2022-06-30"));
  auto const after = city->figures.read(tests, *Day::parse("2022-07-01"));
  EXPECT_EQ(before.areas.at("south").denominator->to_string(), "1");
  EXPECT_FALSE(after.areas.contains("south"));
  EXPECT_EQ(after.areas.at("east").denominator->to_string(), "1");
  EXPECT_EQ(after.city.denominator->to_string(), before.city.denominator->to_string());
}

TEST_F(Standings, EveryFigureOpensToItsRecordsAndToThoseThatAreMissing) {
  auto const one = kitchen("A");
  auto const two = kitchen("B");
  enter("certificate", {text("C1"), Value(one), day("2022-01-01"), Value{}});
  auto const& certified = *city->catalogue.find("certified");
  indicator::Span const stretch = city->figures.stretch(certified, *Day::parse("2022-09-30"));
  std::vector<RecordId> counted;
  std::vector<RecordId> missing;
  auto const& numerator = city->catalogue.measure(certified.numerator);
  auto const& denominator = city->catalogue.measure(certified.denominator);
  indicator::trace(city->ledger, city->cells, numerator, stretch, "", [&](indicator::Trace const& found) {
    counted.push_back(found.record.id);
    return true;
  });
  EXPECT_TRUE(indicator::trace_missing(city->ledger, city->cells, numerator, denominator, stretch, "",
                                       [&](indicator::Trace const& found) {
                                         missing.push_back(found.record.id);
                                         return true;
                                       }));
  EXPECT_THAT(counted, testing::ElementsAre(one));
  EXPECT_THAT(missing, testing::ElementsAre(two));
}

}  // namespace
}  // namespace shian::test
