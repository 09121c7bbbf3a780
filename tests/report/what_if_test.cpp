#include "report/what_if.hpp"

#include <gmock/gmock.h>

#include "elmwood.hpp"
#include "report/board.hpp"

namespace shian::report {
namespace {

using test::day;
using testing::ElementsAre;
using testing::HasSubstr;

class WhatIfs : public test::Elmwood {
 protected:
  void SetUp() override {
    Elmwood::SetUp();
    auto const lion = kitchen("EK-1", "Red Lion", "hill");
    kitchen("EK-2", "White Swan", "hill");
    auto const mill = kitchen("EK-3", "Mill Inn", "mill");
    for (auto const* on :
         {"2031-01-10", "2031-02-10", "2031-03-10", "2031-04-10", "2031-05-10", "2031-06-10"}) {
      check(lion, on, "hill", "pass");
      check(mill, on, "mill", "fail");
    }
  }
  std::expected<WhatIf, Errors> ask(std::vector<std::string> const& assumptions) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    return what_if(*city, assumptions, day("2031-06-30"));
  }
  WhatIf answer(std::vector<std::string> const& assumptions) {
    auto made = ask(assumptions);
    EXPECT_TRUE(made) << (made ? "" : made.error().front().to_string(Language::en));
    return made.value_or(WhatIf{});
  }
  static WhatIfLine const* line_of(WhatIf const& what_if, std::string_view indicator) {
    auto const found = std::ranges::find_if(
        what_if.lines, [&](WhatIfLine const& line) { return line.indicator->id() == indicator; });
    return found == what_if.lines.end() ? nullptr : &*found;
  }
  static std::string value(WhatIfSide const& side) {
    return side.figure.value ? side.figure.value->to_string() : "none";
  }
};

TEST_F(WhatIfs, HoldAFigureAgainstAnotherThreshold) {
  auto const made = answer({"threshold=E2:40"});
  auto const* line = line_of(made, "check.pass_rate");
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(value(line->before), value(line->after));
  EXPECT_NE(line->before.threshold, line->after.threshold);
  EXPECT_EQ(line->after.threshold->to_string(), "40");
  EXPECT_EQ(made.lines.size(), 1U) << "the others stay";
  EXPECT_EQ(made.flipped, line->flips() ? 1U : 0U);
}

TEST_F(WhatIfs, CountATownWhereItIsMergedInto) {
  auto const made = answer({"merge=hill:mill"});
  EXPECT_THAT(made.said.front().en, HasSubstr("merged into"));
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const assumed = city::assume(*city, std::vector{*city::assumption_of("merge=hill:mill")});
  ASSERT_TRUE(assumed);
  std::vector<std::string> residents;
  for (auto const& known : assumed->pack.population)
    residents.push_back(known.area + " " + known.thousand.to_string());
  EXPECT_THAT(residents, ElementsAre(" 41.2", "quay 12.7", "mill 28.5")) << "added up";
}

TEST_F(WhatIfs, LeaveRecordsOutAndSayWhatCannotBeSaid) {
  auto const made = answer({"without=check.outcome:fail"});
  auto const* rate = line_of(made, "check.pass_rate");
  ASSERT_NE(rate, nullptr);
  EXPECT_EQ(rate->before.figure.denominator->to_string(), "12");
  EXPECT_EQ(rate->after.figure.denominator->to_string(), "6");
  EXPECT_EQ(made.said.front().en, "6 records of Checks with Outcome 'fail' left out");
  EXPECT_THAT(made.unclear, ElementsAre("E1")) << "counts kitchens by their checks";
  EXPECT_EQ(line_of(made, "check.coverage"), nullptr) << "and is not half told";
}

TEST_F(WhatIfs, GoByOneVersionOfARule) {
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const assumed = city::assume(*city, std::vector{*city::assumption_of("rule=answer-2")});
  ASSERT_TRUE(assumed);
  auto const& clocks = assumed->pack.clocks;
  EXPECT_EQ(std::ranges::count(clocks, "grievance.answer", &pack::Clock::rule), 1);
  auto const kept = std::ranges::find(clocks, "answer-2", &pack::Clock::id);
  ASSERT_NE(kept, clocks.end());
  EXPECT_EQ(kept->effective_from, day("2029-03-01"));
  EXPECT_FALSE(kept->effective_to);
}

TEST_F(WhatIfs, ChangeNothing) {
  auto const board = [&] {
    return board_json(read_board(*city, {day("2031-06-30"), "", ""}), EachArea::yes);
  };
  auto const before = board();
  auto const entries = reg::last_entry(city->session());
  (void)answer({"threshold=E2:40", "merge=hill:mill", "without=check.outcome:fail", "rule=answer-2"});
  EXPECT_EQ(board(), before);
  EXPECT_EQ(reg::last_entry(city->session()), entries);
  EXPECT_EQ(answer({}).lines.size(), 0U);
}

TEST_F(WhatIfs, RefuseWhatThePackDoesNotHave) {
  struct Row {
    char const* assumption;
    char const* code;
    char const* says;
  };
  for (auto const& [assumption, code, says] :
       {Row{"rain", "what_if.form", "not an assumption: rain"},
        Row{"threshold=E2", "what_if.form", "not an assumption"}, Row{"merge=hill:", "what_if.form", ""},
        Row{"population=1999", "what_if.unknown", "1999"}, Row{"threshold=E9:1", "what_if.unknown", "E9"},
        Row{"threshold=E2:many", "what_if.number", "many"}, Row{"merge=hill:hil", "what_if.unknown", "hil"},
        Row{"merge=hill:hill", "what_if.merge", "hill"}, Row{"rule=answer-9", "what_if.unknown", "answer-9"},
        Row{"without=check.outcom:fail", "what_if.unknown", "outcom"},
        Row{"without=check.checked_on:2031-01-10", "what_if.field", "checked_on"},
        Row{"without=check.outcome:lost", "what_if.without", "lost"},
        Row{"without=check.outcome:a\"b", "what_if.value", "quotes"}}) {
    auto const refused = ask({assumption});
    ASSERT_FALSE(refused) << assumption;
    EXPECT_EQ(refused.error().front().code, code) << assumption;
    EXPECT_THAT(refused.error().front().to_string(Language::en), HasSubstr(says)) << assumption;
  }
  auto const many = ask(std::vector<std::string>(kMostAssumed + 1, "threshold=E2:40"));
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().front().code, "what_if.many");
}

}  // namespace
}  // namespace shian::report
