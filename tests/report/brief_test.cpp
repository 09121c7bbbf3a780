#include "report/brief.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "elmwood.hpp"

namespace shian::report {
namespace {

using indicator::State;
using test::day;
using testing::IsEmpty;
using testing::SizeIs;

class Briefs : public test::Elmwood {
 protected:
  Brief brief(char const* on, std::optional<BriefAcceptance> acceptance = std::nullopt) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    return read_brief(*city, day(on), acceptance);
  }
  static int sum(std::map<State, int> const& counts) {
    int all = 0;
    for (auto const& [state, count] : counts) all += count;
    return all;
  }
};

TEST_F(Briefs, CountWhatTheBoardCounts) {
  check(kitchen("EK-1", "Red Lion", "hill"), "2031-03-01", "hill", "pass");
  auto const made = brief("2031-06-30");
  auto const board = read_board(*city, {day("2031-06-30"), "", ""});
  EXPECT_EQ(made.counts, board.counts);
  EXPECT_EQ(sum(made.counts_before), sum(made.counts));
  EXPECT_EQ(made.before, day("2031-05-30"));
  EXPECT_EQ(made.next_stage.has_value(), board.next_stage.has_value());
}

TEST_F(Briefs, NameWhatIsMissedBeforeWhatWillBe) {
  // Answered late every time: what it asks cannot be reached any more.
  for (auto const* number : {"G-1", "G-2", "G-3", "G-4", "G-5"})
    grievance(number, "2031-02-03", "2031-03-20");
  check(kitchen("EK-1", "Red Lion", "hill"), "2031-03-01", "hill", "pass");
  kitchen("EK-2", "White Swan", "hill");
  auto const made = brief("2032-01-15");
  ASSERT_FALSE(made.attention.empty());
  bool is_missed = true;
  for (auto const& target : made.attention) {
    EXPECT_TRUE(is_missed || target.state != State::not_met) << target.target->id;
    is_missed = target.state == State::not_met;
    EXPECT_FALSE(target.threshold.zh.empty());
  }
  auto const board = read_board(*city, {day("2032-01-15"), "", ""});
  for (auto const& line : board.lines) {
    if (line.state != State::not_met) continue;
    auto const& id = line.standing.target->id;
    EXPECT_TRUE(std::ranges::any_of(made.attention, [&](auto const& one) { return one.target->id == id; }))
        << id << " is not met and not named";
  }
}

TEST_F(Briefs, TellWhichTargetsStoodOtherwiseAMonthBefore) {
  check(kitchen("EK-1", "Red Lion", "hill"), "2031-06-20", "hill", "pass");
  auto const made = brief("2031-06-30");
  auto const before = read_board(*city, {day("2031-05-30"), "", ""});
  auto const now = read_board(*city, {day("2031-06-30"), "", ""});
  for (std::size_t i = 0; i < now.lines.size(); ++i) {
    auto const from = before.lines[i].state, to = now.lines[i].state;
    auto const& id = now.lines[i].standing.target->id;
    auto const tells = [&](std::vector<BriefMove> const& moves) {
      return std::ranges::any_of(moves, [&](auto const& move) { return move.target->id == id; });
    };
    EXPECT_EQ(tells(made.better), from != to && to == State::met) << id;
    EXPECT_EQ(tells(made.worse), from != to && (from == State::met || to == State::not_met)) << id;
  }
}

TEST_F(Briefs, SayNothingOfWhatAPackDoesNotHave) {
  auto const made = brief("2031-06-30");
  EXPECT_FALSE(made.findings);
  EXPECT_THAT(made.letters, IsEmpty());
  EXPECT_FALSE(made.acceptance);
  auto const json = nlohmann::json::parse(brief_json(made));
  EXPECT_TRUE(json["findings"].is_null());
  EXPECT_TRUE(json["acceptance"].is_null());
  EXPECT_EQ(json["letters"]["red"], 0);
}

TEST_F(Briefs, NameWhatIsOpenOnceForEachName) {
  auto const made = brief("2031-06-30", BriefAcceptance{1, 2, 3, 4});
  EXPECT_GT(made.decisions.open, 0U);
  EXPECT_LE(made.decisions.first.size(), kDecisionsNamed);
  for (std::size_t i = 1; i < made.decisions.first.size(); ++i)
    EXPECT_NE(made.decisions.first[i], made.decisions.first[i - 1]);
  EXPECT_LE(made.decisions.not_judged, static_cast<std::size_t>(made.counts.at(State::cannot_judge)));
  EXPECT_EQ(nlohmann::json::parse(brief_json(made))["acceptance"]["gaps"], 4);
}

}  // namespace
}  // namespace shian::report
