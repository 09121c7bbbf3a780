// Every kind of sign: planted and found, innocent and not found, too few to be judged.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <random>

#include "signs/books.hpp"

namespace shian::signs {
namespace {

using testing::HasSubstr;

class Signs : public Books {
 protected:
  using Rows = std::vector<Given>;

  static Given visit(std::string const& unit, std::string const& person, std::string_view on) {
    return {{"unit", unit}, {"area", text("east")}, {"person", person}, {"day", day(on)}};
  }
  /// Figures as they come: `rows` visits of each of these people, on days of their own.
  Rows innocent(std::vector<std::string> const& people, int rows) {
    Rows made;
    std::uniform_int_distribution<std::int64_t> count(100, 399), cents(100, 9999);
    for (auto const& person : people)
      for (int i = 0; i < rows; ++i) {
        auto row = visit("two", person, "2022-01-01");
        row.back().second = day("2022-01-01") + i;
        row.emplace_back("count", count(dice));
        row.emplace_back("weight", *Decimal::of(cents(dice), 2));
        made.push_back(std::move(row));
      }
    return made;
  }
  RecordId shop(std::string_view opened_on, char const* area = "east") {
    return enter("shop", {{"area", text(area)}, {"opened_on", day(opened_on)}});
  }
  std::mt19937_64 dice{7};
};
INSTANTIATE_TEST_SUITE_P(Stores, Signs, test::kBothStores, test::store_name);

void add(std::vector<std::vector<std::pair<std::string, Value>>>& rows,
         std::vector<std::vector<std::pair<std::string, Value>>> more) {
  rows.insert(rows.end(), more.begin(), more.end());
}

TEST_P(Signs, ABurstIsManyEntriesByOneAccountWithinMoments) {
  for (int i = 0; i < 12; ++i)
    (void)enter("visit", visit("one", "Ann", "2022-09-01"), fmt::format("2022-09-01T08:00:{:02}Z", i * 5),
                "desk");
  for (int i = 0; i < 12; ++i)  // at a human pace
    (void)enter("visit", visit("two", "Ben", "2022-09-01"), fmt::format("2022-09-01T09:{:02}:00Z", i * 5),
                "field");
  (void)enter("visit", visit("two", "Ben", "2022-09-01"), "2022-09-01T09:00:00Z", "once");
  auto const outcome = look("burst");
  EXPECT_EQ(outcome.tally.judged, 2);
  EXPECT_EQ(outcome.tally.too_few, 1);
  ASSERT_EQ(outcome.found.size(), 1U);
  auto const& found = outcome.found.front();
  EXPECT_EQ(found.total, 12);
  EXPECT_EQ(found.owners, (std::vector<Owner>{{"one", "east"}}));
  EXPECT_THAT(found.why.zh, HasSubstr("55 秒内逐条录入 12 条"));
  EXPECT_THAT(found.why.en, testing::Not(HasSubstr("desk"))) << "nobody is named";
}

TEST_P(Signs, ABurstSaysWhichEntriesAreLate) {
  for (int i = 0; i < 12; ++i)
    (void)enter("visit", visit("one", "Ann", i < 9 ? "2022-08-20" : "2022-08-29"),
                fmt::format("2022-09-01T08:00:{:02}Z", i), "desk");
  auto const outcome = look("burst");
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_THAT(outcome.found.front().why.zh, HasSubstr("其中 9 条为补录，补录是允许的"));
}

TEST_P(Signs, WhatCameInATableIsNoBurst) {
  bring("visit", innocent({"Ann"}, 50));
  auto const outcome = look("burst");
  EXPECT_EQ(outcome.tally.judged + outcome.tally.too_few, 0);
}

TEST_P(Signs, CopiedValuesAreTheSameFiguresAgainAndAgain) {
  auto rows = innocent({"Ben", "Cay"}, 40);
  for (auto& row : innocent({"Ann"}, 12)) {
    row[4].second = std::int64_t{120};
    row[5].second = number("3.50");
    rows.push_back(std::move(row));
  }
  add(rows, innocent({"Dan"}, 4));
  bring("visit", rows);
  auto const outcome = look("values");
  EXPECT_EQ(outcome.tally.judged, 3);
  EXPECT_EQ(outcome.tally.too_few, 1);
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_EQ(outcome.found.front().total, 12);
  EXPECT_THAT(outcome.found.front().why.en, HasSubstr("of 12 records 12 have exactly the same figures"));
  EXPECT_LT(outcome.found.front().chance, 1e-6);
}

// One figure that everybody writes is how things are here.
TEST_P(Signs, ValuesThatAreUsualEverywhereAreNoCopies) {
  Rows rows;
  for (auto const* person : {"Ann", "Ben", "Cay"})
    for (auto& row : innocent({person}, 20)) {
      row[4].second = std::int64_t{120};
      row[5].second = number("3.50");
      rows.push_back(std::move(row));
    }
  bring("visit", rows);
  auto const outcome = look("values");
  EXPECT_EQ(outcome.tally.judged, 3);
  EXPECT_EQ(outcome.tally.raised, 0);
}

TEST_P(Signs, CopiedTextsAreTheSameWordsWhateverTheDate) {
  std::vector<std::string> const made = {
      "现场检查冷藏柜温度正常台账齐全人员持证上岗", "后厨地面有积水已责令当场改正并复查合格",
      "未发现过期食品索证索票齐全整改到位",         "餐具消毒记录缺两日已要求补齐并加强培训",
      "凉菜间二次更衣设施损坏已约定本周修复",       "食品添加剂专柜存放标签清楚双人双锁"};
  Rows rows;
  for (int i = 0; i < 6; ++i) {
    rows.push_back({{"unit", text("one")},
                    {"area", text("east")},
                    {"day", day("2022-08-01") + i},
                    {"words", fmt::format("{}月{}日，{}。", 8, i + 1, made[0])}});
    rows.push_back({{"unit", text("two")},
                    {"area", text("west")},
                    {"day", day("2022-08-01") + i},
                    {"words", made[static_cast<std::size_t>(i)]}});
  }
  bring("visit", rows);
  auto const outcome = look("texts");
  EXPECT_EQ(outcome.tally.judged, 2);
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_EQ(outcome.found.front().owners.front().unit, "one");
  EXPECT_EQ(outcome.found.front().total, 6);
}

TEST_P(Signs, ShortTextsCannotBeJudged) {
  Rows rows;
  for (int i = 0; i < 20; ++i)
    rows.push_back({{"unit", text("one")}, {"day", day("2022-08-01") + i}, {"words", text("一切正常")}});
  bring("visit", rows);
  auto const outcome = look("texts");
  EXPECT_EQ(outcome.tally.judged, 0);
  EXPECT_EQ(outcome.tally.too_few, 1);
}

TEST_P(Signs, TheImpossibleIsShownWithWhatItContradicts) {
  auto const late = shop("2022-06-01");
  auto const early = shop("2020-06-01");
  auto row = visit("one", "Ann", "2022-05-01");
  row.emplace_back("shop", late);
  auto const wrong = enter("visit", row);
  row.back().second = early;
  (void)enter("visit", row);
  (void)enter("visit", visit("one", "Ann", "2022-05-01"));  // names no shop
  auto const outcome = look("impossible");
  EXPECT_EQ(outcome.tally.judged, 2);
  EXPECT_EQ(outcome.tally.too_few, 1);
  ASSERT_EQ(outcome.found.size(), 1U);
  auto const& found = outcome.found.front();
  ASSERT_EQ(found.records.size(), 2U);
  EXPECT_EQ(found.records[0].id, wrong);
  EXPECT_EQ(found.records[1].schema->definition.id, "shop");
  EXPECT_EQ(found.records[1].id, late);
  EXPECT_EQ(found.key, fmt::format("impossible/visit/{}", wrong));
}

TEST_P(Signs, TheFutureHasNotYetHappened) {
  (void)enter("visit", visit("one", "Ann", "2022-10-15"));
  (void)enter("visit", visit("one", "Ann", "2022-10-16"));
  EXPECT_EQ(look("future", "2022-10-15").found.size(), 1U);
  EXPECT_EQ(look("future", "2022-10-16").found.size(), 0U);
  EXPECT_EQ(look("future", "2022-10-15").tally.judged, 2);
}

TEST_P(Signs, NobodyDoesMoreInADayThanADayHolds) {
  for (int i = 0; i < 6; ++i) (void)enter("visit", visit("one", "Ann", "2022-08-01"));
  for (int i = 0; i < 5; ++i) (void)enter("visit", visit("one", "Ann", "2022-08-02"));
  auto const outcome = look("load");
  EXPECT_EQ(outcome.tally.judged, 2);
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_EQ(outcome.found.front().from, day("2022-08-01"));
  EXPECT_EQ(outcome.found.front().total, 6);
}

TEST_P(Signs, FiguresThatAreRoundTooOften) {
  auto rows = innocent({"Ben"}, 80);
  for (auto& row : rows) row[0].second = text("two");
  for (auto& row : innocent({"Ann"}, 60)) {
    row[0].second = text("one");
    row[5].second = *Decimal::of(std::int64_t(5) * (1 + static_cast<std::int64_t>(dice() % 40)), 1);
    rows.push_back(std::move(row));
  }
  bring("visit", rows);
  auto const outcome = look("round");
  EXPECT_EQ(outcome.tally.judged, 2);
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_EQ(outcome.found.front().owners.front().unit, "one");
  EXPECT_THAT(outcome.found.front().why.en,
              HasSubstr("of 60 figures 60 end in 0 or 5 (100.0%; usually about 20%)"));
}

TEST_P(Signs, FewFiguresAreNotCalledRound) {
  auto rows = innocent({"Ann"}, 39);
  for (auto& row : rows) row[5].second = number("5.0");
  bring("visit", rows);
  auto const outcome = look("round");
  EXPECT_EQ(outcome.tally.judged, 0);
  EXPECT_EQ(outcome.tally.too_few, 1);
}

TEST_P(Signs, LastDigitsThatHeap) {
  auto rows = innocent({"Ben"}, 200);
  for (auto& row : innocent({"Ann"}, 120)) {
    row[0].second = text("one");
    row[4].second =
        std::int64_t{100} + static_cast<std::int64_t>(dice() % 30) * 10 + (dice() % 2 == 0 ? 7 : 3);
    rows.push_back(std::move(row));
  }
  bring("visit", rows);
  auto const outcome = look("heap");
  EXPECT_EQ(outcome.tally.judged, 2);
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_EQ(outcome.found.front().owners.front().unit, "one");
}

TEST_P(Signs, FiguresThatHardlyVary) {
  auto rows = innocent({"Ben", "Cay", "Dan", "Eve"}, 30);
  for (auto& row : innocent({"Ann"}, 30)) {
    row[4].second = std::int64_t{250} + static_cast<std::int64_t>(dice() % 3);
    rows.push_back(std::move(row));
  }
  bring("visit", rows);
  auto const outcome = look("regular");
  EXPECT_EQ(outcome.tally.judged, 5);
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_EQ(outcome.found.front().total, 30);
}

TEST_P(Signs, WithFewGroupsNobodyKnowsWhatIsUsual) {
  auto rows = innocent({"Ben", "Cay"}, 30);
  bring("visit", rows);
  auto const outcome = look("regular");
  EXPECT_EQ(outcome.tally.judged, 0);
  EXPECT_EQ(outcome.tally.too_few, 2);
}

TEST_P(Signs, ABalanceThatDoesNotClose) {
  auto const row = [](char const* area, char const* on, char const* made, char const* taken) -> Given {
    return {{"unit", text("one")},
            {"area", text(area)},
            {"day", day(on)},
            {"made", number(made)},
            {"taken", number(taken)}};
  };
  bring("visit", {row("east", "2022-07-01", "10.00", "10.30"), row("east", "2022-07-02", "10.00", "10.00"),
                  row("east", "2022-08-01", "10.00", "9.10"), row("east", "2022-08-02", "10.00", "9.50"),
                  row("west", "2022-07-01", "10.00", "8.80"), row("west", "2022-07-02", "10.00", "9.10"),
                  row("west", "2022-08-01", "10.00", "20.00"), row("west", "2022-10-01", "1.00", "5.00"),
                  row("west", "2022-10-02", "1.00", "5.00")});
  auto const outcome = look("balance");
  EXPECT_EQ(outcome.tally.judged, 3) << "October is not over";
  EXPECT_EQ(outcome.tally.too_few, 1);
  ASSERT_EQ(outcome.found.size(), 2U);
  EXPECT_THAT(outcome.found[0].why.en, HasSubstr("Taken adds up to 20.3, 0.3 more than Made with 20"));
  EXPECT_THAT(outcome.found[1].why.en, HasSubstr("Taken adds up to 17.9, 2.1 less than Made with 20"));
}

TEST_P(Signs, ABalanceBetweenTwoRegisters) {
  auto const made = [](char const* area, char const* figure) -> Given {
    return {
        {"unit", text("one")}, {"area", text(area)}, {"day", day("2021-07-01")}, {"made", number(figure)}};
  };
  auto const used = [](char const* area, char const* figure) -> Given {
    return {{"area", text(area)}, {"day", day("2021-09-01")}, {"amount", number(figure)}};
  };
  bring("visit", {made("east", "5"), made("east", "5"), made("west", "5"), made("west", "5")});
  bring("use", {used("east", "6"), used("east", "5.01"), used("west", "6"), used("west", "5")});
  auto const outcome = look("between");
  EXPECT_EQ(outcome.tally.judged, 2);
  ASSERT_EQ(outcome.found.size(), 1U) << "a tenth more is allowed for";
  EXPECT_EQ(outcome.found.front().owners.front().area, "east");
  EXPECT_EQ(outcome.found.front().total, 4) << "both sides are laid side by side";
}

TEST_P(Signs, OneFileForDifferentMatters) {
  auto const first = shop("2020-01-01"), second = shop("2020-01-01");
  auto const with = [&](RecordId at, std::string const& file) {
    auto row = visit("one", "Ann", "2022-08-01");
    row.emplace_back("shop", at);
    row.emplace_back("proof", file);
    (void)enter("visit", row);
  };
  auto const same = keep("a photo"), other = keep("another");
  with(first, same);
  with(first, same);
  with(second, same);
  with(second, other);
  auto const outcome = look("file");
  EXPECT_EQ(outcome.tally.judged, 4);
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_EQ(outcome.found.front().total, 2);
}

TEST_P(Signs, EndedJustUnderTheLimit) {
  auto const row = [](char const* unit, std::string_view from, int after) -> Given {
    return {
        {"unit", text(unit)}, {"area", text("east")}, {"day", day(from)}, {"closed_on", day(from) + after}};
  };
  Rows rows;
  for (int i = 0; i < 20; ++i) {
    rows.push_back(row("one", "2022-03-01", 28 + i % 3));
    rows.push_back(row("two", "2022-03-01", 25 + i % 6));
  }
  rows.push_back(row("one", "2022-03-01", 40));  // late: no matter here
  bring("visit", rows);
  auto const outcome = look("under");
  EXPECT_EQ(outcome.tally.judged, 2);
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_EQ(outcome.found.front().owners.front().unit, "one");
  EXPECT_EQ(outcome.found.front().total, 20);
}

TEST_P(Signs, FewClosingsAreNotJudgedByTheirLimit) {
  Rows rows(9, {{"unit", text("one")}, {"day", day("2022-03-01")}, {"closed_on", day("2022-03-30")}});
  bring("visit", rows);
  EXPECT_EQ(look("under").tally.judged, 0);
  EXPECT_EQ(look("under").tally.too_few, 1);
}

TEST_P(Signs, CrowdedIntoTheLastDaysOfTheMonth) {
  Rows rows;
  for (int i = 0; i < 30; ++i) {
    rows.push_back(visit("one", "Ann", i < 25 ? "2022-08-30" : "2022-08-09"));
    rows.push_back(visit("two", "Ben", "2022-08-01"));
    rows.back().back().second = day("2022-08-01") + i;
    rows.push_back(visit("one", "Ann", "2022-10-31"));
  }
  bring("visit", rows);
  auto const outcome = look("last", "2022-10-15");
  EXPECT_EQ(outcome.tally.judged, 2) << "October is not over";
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_EQ(outcome.found.front().total, 25);
  EXPECT_EQ(look("last", "2022-11-01").tally.judged, 3);
}

TEST_P(Signs, ClosedAndThereAgain) {
  auto const at = shop("2020-01-01");
  auto const with = [&](std::string_view on, std::string_view closed) {
    auto row = visit("one", "Ann", on);
    row.emplace_back("shop", at);
    if (!closed.empty()) row.emplace_back("closed_on", day(closed));
    return enter("visit", row);
  };
  auto const first = with("2022-03-01", "2022-03-10");
  auto const second = with("2022-03-16", "2022-03-20");
  (void)with("2022-04-20", "");
  (void)with("2022-04-21", "");
  auto const outcome = look("again");
  EXPECT_EQ(outcome.tally.judged, 3);
  ASSERT_EQ(outcome.found.size(), 1U);
  ASSERT_EQ(outcome.found.front().records.size(), 2U);
  EXPECT_EQ(outcome.found.front().records[0].id, first);
  EXPECT_EQ(outcome.found.front().records[1].id, second);
}

TEST_P(Signs, AClaimThatAnotherRegisterContradicts) {
  auto const seen = shop("2020-01-01"), unseen = shop("2020-01-01");
  auto row = visit("one", "Ann", "2022-03-01");
  row.emplace_back("shop", seen);
  (void)enter("visit", row);
  auto const claim = [&](char const* area, std::int64_t figure) {
    return enter(
        "claim",
        {{"unit", text("one")}, {"area", text(area)}, {"day", day("2022-08-01")}, {"figure", figure}});
  };
  auto const whole = claim("east", 100);
  (void)claim("east", 90);
  (void)claim("west", 100);
  auto const grievance = [&](RecordId about, char const* on) {
    return enter("grievance", {{"area", text("east")}, {"day", day(on)}, {"shop", about}});
  };
  (void)grievance(seen, "2022-07-01");
  auto const shows = grievance(unseen, "2022-07-02");
  (void)grievance(unseen, "2022-08-02");  // came after it was claimed
  auto const outcome = look("claimed");
  EXPECT_EQ(outcome.tally.judged, 2);
  ASSERT_EQ(outcome.found.size(), 1U);
  auto const& records = outcome.found.front().records;
  ASSERT_EQ(records.size(), 2U) << "both side by side";
  EXPECT_EQ(records[0].id, whole);
  EXPECT_EQ(records[1].id, shows);
  EXPECT_EQ(records[1].schema->definition.id, "grievance");
}

TEST_P(Signs, AClaimAboutTheRecordItself) {
  auto const closed = enter("shop", {{"area", text("east")}, {"unused", true}});
  auto const open = shop("2020-01-01");
  for (auto const at : {closed, open}) {
    auto row = visit("one", "Ann", "2022-03-01");
    row.emplace_back("shop", at);
    (void)enter("visit", row);
  }
  auto const outcome = look("unused");
  EXPECT_EQ(outcome.tally.judged, 1);
  ASSERT_EQ(outcome.found.size(), 1U);
  EXPECT_EQ(outcome.found.front().records.front().id, closed);
}

TEST_P(Signs, WithoutPhotosNothingIsAlike) { EXPECT_EQ(look("photo").tally.judged, 0); }

TEST_P(Signs, LeaveSecretRecordsOut) {
  for (int i = 0; i < 12; ++i) {
    auto row = visit("one", "Ann", "2022-10-20");
    row.emplace_back("hidden", true);
    (void)enter("visit", row, fmt::format("2022-09-01T08:00:{:02}Z", i), "desk");
  }
  EXPECT_EQ(look("future").tally.judged, 0);
  EXPECT_EQ(look("load").tally.judged, 0);
  EXPECT_TRUE(look("burst").found.empty());
}

TEST_P(Signs, LeaveWithdrawnRecordsOut) {
  auto const id = enter("visit", visit("one", "Ann", "2022-10-20"));
  EXPECT_EQ(look("future").found.size(), 1U);
  reg::Writing writing(city->ledger(), {"clerk", "one"}, *Timestamp::parse("2022-09-02T08:00Z", 0));
  ASSERT_TRUE(writing.withdraw(*city->schemas().find("visit"), id, "a slip of the pen"));
  writing.commit();
  EXPECT_EQ(look("future").found.size(), 0U);
}

TEST_P(Signs, AreAskedForByName) {
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const none = look_for_signs(*city, {day("2022-10-15"), "rond", ""});
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().to_string(Language::en), HasSubstr("did you mean 'round'?"));
  EXPECT_FALSE(look_for_signs(*city, {day("2022-10-15"), "", "vist"}));
  EXPECT_EQ(look_for_signs(*city, {day("2022-10-15"), "", ""})->size(), 18U);
  EXPECT_EQ(look_for_signs(*city, {day("2022-10-15"), "", "grievance"})->size(), 1U);
}

}  // namespace
}  // namespace shian::signs
