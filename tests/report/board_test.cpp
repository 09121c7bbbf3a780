#include "report/board.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "elmwood.hpp"
#include "report/explanation.hpp"
#include "report/proof.hpp"

namespace shian::report {
namespace {

using test::day;
using testing::HasSubstr;
using testing::Not;

class Boards : public test::Elmwood {
 protected:
  void SetUp() override {
    Elmwood::SetUp();
    auto const lion = kitchen("EK-1", "Red Lion", "hill", "Grace Hopper");
    auto const swan = kitchen("EK-2", "White Swan", "hill");
    auto const mill = kitchen("EK-3", "Mill Inn", "mill");
    kitchen("EK-4", "Quay House", "quay");
    for (auto const* on :
         {"2031-01-10", "2031-02-10", "2031-03-10", "2031-04-10", "2031-05-10", "2031-06-10"}) {
      check(lion, on, "hill", "pass");
      check(mill, on, "mill", "pass");
    }
    check(swan, "2031-05-02", "hill", "fail");
    check(swan, "2031-05-03", "hill", "void");
    grievance("G-1", "2031-03-03", "2031-03-10");
    grievance("G-2", "2031-05-02", "");
  }

  [[nodiscard]] nlohmann::json json(BoardQuestion question, EachArea each_area = EachArea::no) {
    return nlohmann::json::parse(board_json(read_board(*city, std::move(question)), each_area));
  }
  [[nodiscard]] static nlohmann::json target(nlohmann::json const& board, std::string_view id) {
    for (auto const& one : board["targets"]) {
      if (one["id"] == id) return one;
    }
    return nullptr;
  }

  Day const june = day("2031-06-30");
};

TEST_F(Boards, ReadsAsItIsWrittenDown) {
  auto const board = read_board(*city, {june, "", ""});
  for (auto const& [name, language, width] : {std::tuple{"board_en_160.txt", Language::en, 160UL},
                                              std::tuple{"board_en_80.txt", Language::en, 80UL},
                                              std::tuple{"board_zh_120.txt", Language::zh, 120UL}}) {
    auto const text = board_text(board, language, {width, false});
    test::expect_golden(name, text);
    for (auto const line : split(text, '\n')) {
      if (width < 160) {
        EXPECT_LE(display_width(line), 120U) << line;
      }
    }
  }
}

TEST_F(Boards, TheStateStandsInWordsWithColourAndWithout) {
  auto const board = read_board(*city, {june, "", ""});
  EXPECT_THAT(board_text(board, Language::en, {120, false}), HasSubstr("not yet due"));
  EXPECT_THAT(board_text(board, Language::en, {120, false}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(board_text(board, Language::en, {120, true}), HasSubstr("not yet due"));
}

TEST_F(Boards, CarriesExactNumbersAsText) {
  auto const board = json({june, "", ""});
  EXPECT_EQ(board["as_of"], "2031-06-30");
  EXPECT_EQ(board["simulated"], false);
  auto const coverage = target(board, "E1");
  EXPECT_EQ(coverage["parts"][0]["numerator"], "3");
  EXPECT_EQ(coverage["parts"][0]["denominator"], "4");
  EXPECT_EQ(coverage["parts"][0]["value"], "75");
  EXPECT_EQ(coverage["parts"][0]["needed"], "4");
  EXPECT_EQ(coverage["state"], "not_yet_due");
  EXPECT_EQ(coverage["parts"][0]["behind"][0], "quay");
  auto const passed = target(board, "E2");
  EXPECT_EQ(passed["parts"][0]["numerator"], "12");
  EXPECT_EQ(passed["parts"][0]["denominator"], "13") << "the void check is left out";
  int in_all = 0;
  for (auto const& [state, number] : board["counts"].items()) in_all += number.get<int>();
  EXPECT_EQ(in_all, 4);
}

TEST_F(Boards, AnAreaHasItsOwnFigureAndTheCitysBesideIt) {
  auto const quay = target(json({june, "quay", ""}), "E1");
  EXPECT_EQ(quay["parts"][0]["value"], "0");
  EXPECT_EQ(quay["state"], "not_yet_due") << "there is half a year to make it up, as the city's state says";
  EXPECT_EQ(quay["reason"], target(json({june, "", ""}), "E1")["reason"]);
  EXPECT_EQ(target(json({day("2031-12-31"), "quay", ""}), "E1")["state"], "not_met");
  EXPECT_EQ(quay["parts"][0]["city"]["value"], "75");
  auto const hill = target(json({june, "hill", ""}), "E1");
  EXPECT_EQ(hill["parts"][0]["value"], "100");
  EXPECT_EQ(hill["state"], "met");
}

TEST_F(Boards, AUnitSeesTheTargetsItAnswersForAlone) {
  auto const board = json({june, "", "trade"});
  EXPECT_TRUE(board["targets"].empty()) << "no target names the trade office";
  EXPECT_EQ(json({june, "", "health"})["targets"].size(), 4U);
  EXPECT_EQ(json({june, "", "hill"})["targets"].size(), 1U)
      << "a member of the wards answers for what the wards answer for";
}

TEST_F(Boards, ANumberReachedTogetherIsNotHeldAgainstOneOfSeveralUnits) {
  auto const shared = target(json({june, "", "health"}), "E4");
  EXPECT_EQ(shared["state"], "cannot_judge");
  EXPECT_THAT(shared["reason"]["en"].get<std::string>(), HasSubstr("together"));
}

TEST_F(Boards, WithEachAreaHoldsEveryAreaOfTheDay) {
  auto const part = target(json({june, "", ""}, EachArea::yes), "E1")["parts"][0];
  EXPECT_EQ(part["areas"].size(), 3U) << "Dock Ward has ended";
  EXPECT_EQ(part["areas"]["mill"]["state"], "met");
}

TEST_F(Boards, SimulatedRecordsAreSaidToBeSimulated) {
  {
    store::Transaction transaction(city->session(), store::Access::write);
    city->note_simulated_records();
    transaction.commit();
  }
  auto const board = read_board(*city, {june, "", ""});
  for (auto const language : {Language::zh, Language::en}) {
    EXPECT_THAT(board_text(board, language, {80, false}), HasSubstr("SIMULATED"));
    EXPECT_THAT(board_text(board, language, {80, false}), HasSubstr("模拟数据"));
  }
  EXPECT_EQ(json({june, "", ""})["simulated"], true);
}

TEST_F(Boards, AnExplanationOpensDownToTheRecords) {
  auto const& passed = *city->pack().find_target("E2");
  auto const made =
      nlohmann::json::parse(explanation_json(explain(*city, passed, {june, "", 5, Language::en})));
  auto const& part = made["target"]["parts"][0];
  EXPECT_EQ(part["records"]["counted"]["records"].size(), 5U);
  EXPECT_EQ(part["records"]["counted"]["more"], true);
  EXPECT_EQ(part["records"]["counted"]["records"][0]["name"], "EK-1/2031-01-10");
  ASSERT_EQ(part["records"]["left_out"]["records"].size(), 1U);
  EXPECT_EQ(part["records"]["left_out"]["records"][0]["reason"]["en"], "the check is void");
  ASSERT_EQ(part["records"]["missing"]["records"].size(), 1U);
  EXPECT_EQ(part["by_month"].size(), 6U);
  EXPECT_EQ(part["by_unit"][0]["unit"], "health");
  EXPECT_EQ(part["definition"]["measures"][0]["expression"],
            "count check where outcome == \"pass\" on checked_on");
}

TEST_F(Boards, AnExplanationNamesOpenQuestionsAndDecisions) {
  auto const& answered = *city->pack().find_target("E3");
  auto const text =
      explanation_text(explain(*city, answered, {june, "", 0, Language::en}), Language::en, {120, false});
  EXPECT_THAT(text, HasSubstr("OQ1"));
  EXPECT_THAT(text, HasSubstr("target:E3.threshold = 95"));
  EXPECT_THAT(text, HasSubstr("HO 2031/4"));
  EXPECT_THAT(text, HasSubstr("$days = 10"));
  test::expect_golden("explain_E3_en.txt", text);
}

TEST_F(Boards, AnExplanationNamesTheDecisionThatHoldsAndNotTheOneItReplaced) {
  {
    store::Transaction transaction(city->session(), store::Access::write);
    pack::Decision later;
    later.subject = "target:E3.threshold";
    later.value = "97";
    later.decided_on = day("2031-05-02");
    later.decided_by = "Council";
    later.document_no = "C 2031/9";
    later.account = "office";
    later.entered_at = *Timestamp::parse("2031-05-03T08:00Z", 0);
    ASSERT_TRUE(city::decide(city->session(), later));
    transaction.commit();
  }
  city = std::move(*city::City::open(address));
  auto const text =
      explanation_text(explain(*city, *city->pack().find_target("E3"), {june, "", 0, Language::en}),
                       Language::en, {120, false});
  EXPECT_THAT(text, HasSubstr("≥97% (decision C 2031/9"));
  EXPECT_THAT(text, HasSubstr("target:E3.threshold = 97"));
  EXPECT_THAT(text, Not(HasSubstr("target:E3.threshold = 95")));
}

TEST_F(Boards, AStoreThatIsWholeProvesIt) {
  auto const proof = prove(*city, Language::en);
  EXPECT_TRUE(proof.holds()) << proof_text(proof, Language::en, {120, false});
  EXPECT_EQ(proof.audit.records, 20);
}

TEST_F(Boards, ARecordChangedBehindTheJournalIsFound) {
  city->session().execute("UPDATE r_kitchen SET f_sign = 'Blue Lion' WHERE id = 1");
  auto const proof = prove(*city, Language::en);
  EXPECT_FALSE(proof.holds());
  EXPECT_THAT(proof_text(proof, Language::en, {120, false}), HasSubstr("not as the journal left it"));
}

}  // namespace
}  // namespace shian::report
