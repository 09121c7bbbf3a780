// The trend, the tasks, and a record's place in the figures.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "elmwood.hpp"
#include "report/lineage_pages.hpp"
#include "report/record_figures.hpp"
#include "report/tasks.hpp"
#include "report/trend.hpp"

namespace shian::report {
namespace {

using test::day;

Reach everything() {
  return {[](reg::Schema const&) { return Condition{}; },
          [](reg::Schema const&, reg::Record const&) { return true; }};
}

Reach only_hill() {
  return {[](reg::Schema const&) {
            return Condition{"\"f_ward\" = ?", {Value(std::string("hill"))}};
          },
          [](reg::Schema const& schema, reg::Record const& record) {
            return schema.area_of(record.values) == "hill";
          }};
}

class PlanViews : public test::Elmwood {
 protected:
  void SetUp() override {
    Elmwood::SetUp();
    lion = kitchen("EK-1", "Red Lion", "hill");
    mill = kitchen("EK-2", "Mill Inn", "mill");
    for (auto const* on : {"2031-01-10", "2031-02-10", "2031-04-10"}) {
      check(lion, on, "hill", "pass");
      last = check(mill, on, "mill", "fail");
    }
    empty = check(mill, "2031-05-02", "mill", "void");
    complaint = grievance("G-1", "2031-03-03", "2031-03-10");
  }
  [[nodiscard]] reg::Record record(std::string_view book_id, RecordId id) const {
    return *city->ledger().records().get(book(book_id), id);
  }
  [[nodiscard]] indicator::Indicator const& indicator_of(std::string_view id) const {
    return *city->catalogue().find(id);
  }
  // "E2 denominator left out: the check is void"
  [[nodiscard]] std::vector<std::string> figures(std::string_view book_id, RecordId id) {
    std::vector<std::string> lines;
    for (auto const& figure : record_figures(*city, book(book_id), record(book_id, id), june)) {
      auto line = figure.target->id + " " + figure.measure->id;
      line += figure.place.counted ? " counted" : figure.place.left_out ? " left out" : " not counted";
      if (!figure.place.reason.empty()) line += ": " + figure.place.reason.en;
      lines.push_back(std::move(line));
    }
    return lines;
  }

  Day const june = day("2031-06-30");
  RecordId lion = 0, mill = 0, last = 0, empty = 0, complaint = 0;
};

TEST_F(PlanViews, TheTrendIsTheBoardOfEachMonthsEnd) {
  for (auto const& [area, unit] : {std::pair{"", ""}, std::pair{"mill", ""}, std::pair{"", "health"}}) {
    auto const trend = read_trend(*city, {day("2031-06-17"), area, unit});
    for (auto const& line : trend.lines) {
      for (auto const& part : line.parts) {
        ASSERT_EQ(part.points.size(), 12U);
        EXPECT_EQ(part.points.front().first, day("2030-07-31"));
        EXPECT_EQ(part.points.back().first, day("2031-06-17"));
        for (auto const& [on, figure] : part.points) {
          auto const board = read_board(*city, {on, area, unit});
          for (auto const& shown : board.lines) {
            if (shown.standing.target != line.target) continue;
            for (auto const& own : shown.parts) {
              if (own.part->indicator != part.indicator) continue;
              EXPECT_EQ(figure.value, own.own.value) << on.to_string();
            }
          }
        }
      }
    }
  }
  EXPECT_EQ(read_trend(*city, {june, "", "trade"}).lines.size(), 0U) << "it answers for no target";
}

TEST_F(PlanViews, ATaskIsToldByItsRecords) {
  auto const tasks = read_tasks(*city, june);
  ASSERT_EQ(tasks.size(), city->pack().tasks.size());
  auto const& kitchens = tasks.front();
  EXPECT_EQ(kitchens.task->id, "A1");
  ASSERT_EQ(kitchens.registers.size(), 2U);
  EXPECT_EQ(kitchens.registers[1].holding.records, 7);
  EXPECT_TRUE(kitchens.registers[1].holding.last_entry_at.has_value());
  ASSERT_TRUE(kitchens.state.has_value());
  check(lion, "2031-06-01", "hill", "pass");
  EXPECT_EQ(read_tasks(*city, june).front().registers[1].holding.records, 8)
      << "what was counted is counted again when something was written";
}

TEST_F(PlanViews, ATaskHasItsDutiesSystemsQuestionsAndMonths) {
  auto const task = read_task(*city, *city->pack().find_task("A1"), june, everything(), 50);
  ASSERT_FALSE(task.duties.empty());
  EXPECT_EQ(task.duties[0].text, "Checks every kitchen once a year");
  ASSERT_EQ(task.systems.size(), 1U);
  EXPECT_EQ(task.systems[0]->id, "list");
  ASSERT_EQ(task.months.size(), 12U);
  EXPECT_EQ(task.months.back().first, "2031-06");
  EXPECT_EQ(task.months[9], (std::pair<std::string, std::int64_t>{"2031-04", 2}));
  EXPECT_EQ(read_task(*city, *city->pack().find_task("A2"), june, everything(), 50).open_questions.size(),
            1U);
  auto const json = nlohmann::json::parse(
      task_json(*city, task, {{1, Timestamp{0}, "health", "Clerk", "health", "on its way"}}));
  EXPECT_EQ(json["comments"][0]["text"], "on its way");
  EXPECT_EQ(json["row"], 1);
}

TEST_F(PlanViews, ARecordSaysWhichFiguresItCountsIn) {
  EXPECT_THAT(figures("check", last),
              testing::ElementsAre("E1 numerator counted: by way of the Kitchens it belongs to",
                                   "E2 numerator not counted: the measure's condition does not hold",
                                   "E2 denominator counted", "E4 numerator counted"));
  EXPECT_THAT(figures("check", empty),
              testing::ElementsAre("E2 numerator not counted: the measure's condition does not hold",
                                   "E2 denominator left out: the check is void",
                                   "E4 numerator left out: the check is void"));
  EXPECT_THAT(figures("kitchen", lion),
              testing::ElementsAre("E1 numerator counted", "E1 denominator counted"));
  EXPECT_THAT(figures("grievance", complaint),
              testing::ElementsAre("E3 numerator counted", "E3 denominator counted"));
}

TEST_F(PlanViews, AFiguresRecordsAreThoseWithinReach) {
  auto const& rate = indicator_of("check.pass_rate");
  auto const stretch = city->figures().stretch(rate, june);
  auto const read = [&](PageOf which, std::size_t limit, Reach const& reach) {
    return readable_page(*city, rate, stretch, {}, which, limit, reach, Language::en);
  };
  EXPECT_EQ(read(PageOf::counted, 10, everything()).page.lines.size(), 3U);
  auto const first = read(PageOf::counted, 2, everything());
  EXPECT_EQ(first.page.lines.size(), 2U);
  EXPECT_TRUE(first.page.more);
  auto const left_out = read(PageOf::left_out, 10, everything());
  ASSERT_EQ(left_out.page.lines.size(), 1U);
  EXPECT_EQ(left_out.page.lines[0].reason.en, "the check is void");
  auto const missing = read(PageOf::missing, 10, everything());
  EXPECT_EQ(missing.page.lines.size(), 3U) << "the failed ones";
  auto const hidden = read(PageOf::missing, 10, only_hill());
  EXPECT_TRUE(hidden.page.lines.empty());
  EXPECT_EQ(hidden.hidden, 3);
}

}  // namespace
}  // namespace shian::report
