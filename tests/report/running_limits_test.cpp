#include "report/running_limits.hpp"

#include <gtest/gtest.h>

#include "register/tables.hpp"
#include "support/day.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::report {
namespace {

using test::day;

class Complaints : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(city::prepare(address, std::string(test::kSourceDir) + "/packs/yueqing"));
    city = std::move(*city::City::open(address));
    book = city->schemas().find("complaint");
  }
  std::vector<Value> complaint(std::string const& number, std::string const& accepted_on) {
    std::vector<Value> values(book->fields.size());
    auto const say = [&](char const* field, Value value) {
      values[static_cast<std::size_t>(book->find(field))] = std::move(value);
    };
    say("complaint_no", number);
    say("kind", std::string("投诉"));
    say("food", true);
    say("area", std::string("T16"));
    say("received_on", day(accepted_on));
    say("accepted_on", day(accepted_on));
    return values;
  }
  void enter(std::vector<std::vector<Value>> rows) {
    reg::Writing writing(city->ledger(), {"clerk", "U20"}, *Timestamp::parse("2022-09-30T08:00Z", 0));
    for (auto& row : rows) {
      auto const made = writing.create(*book, std::move(row));
      ASSERT_TRUE(made) << made.error().front().error.to_string(Language::en);
    }
    writing.commit();
  }
  RunningLimits on(std::string_view as_of, reg::Whose whose = {}) {
    LimitsQuestion question;
    question.as_of = day(as_of);
    question.whose = std::move(whose);
    store::Transaction const one_moment(city->session(), store::Access::read);
    return running_limits(*city, question);
  }

  std::unique_ptr<city::City> city;
  reg::Schema const* book = nullptr;
};
INSTANTIATE_TEST_SUITE_P(Stores, Complaints, test::kBothStores, test::store_name);

// 45 working days from 2022-06-01 end on 2022-08-04; the rule is that of the day of acceptance.
TEST_P(Complaints, AreLateWhenTheirLimitIsOverAndNobodyClosedThem) {
  auto closed = complaint("TS-2", "2022-06-01");
  closed[static_cast<std::size_t>(book->find("closed_on"))] = day("2022-06-20");
  auto extended = complaint("TS-3", "2022-06-01");
  extended[static_cast<std::size_t>(book->find("extended_to"))] = day("2022-10-01");
  auto report = complaint("TS-4", "2022-06-01");
  report[static_cast<std::size_t>(book->find("kind"))] = std::string("举报");  // not mediated: another limit
  report[static_cast<std::size_t>(book->find("closed_on"))] = day("2022-06-10");
  enter({complaint("TS-1", "2022-06-01"), closed, extended, report});
  auto const due = city->rules().due("complaint.mediate", day("2022-06-01"))->day;

  struct Row {
    Day as_of;
    std::vector<std::string> late, soon;
  };
  for (auto const& row : {Row{due + -8, {}, {}}, Row{due + -7, {}, {"TS-1"}}, Row{due, {}, {"TS-1"}},
                          Row{due + 1, {"TS-1"}, {}}, Row{day("2022-09-30"), {"TS-1"}, {"TS-3"}},
                          Row{day("2022-10-02"), {"TS-1", "TS-3"}, {}}}) {
    auto const found = on(row.as_of.to_string());
    auto const names = [](DueRecords const& records) {
      std::vector<std::string> all;
      for (auto const& item : records.items) all.push_back(item.name.substr(0, 4));
      return all;
    };
    EXPECT_EQ(names(found.late), row.late) << row.as_of.to_string();
    EXPECT_EQ(names(found.due_soon), row.soon) << row.as_of.to_string();
    EXPECT_EQ(found.late.total, static_cast<std::int64_t>(row.late.size()));
  }
  auto const item = on("2022-09-30").late.items.front();
  ASSERT_NE(item.clock, nullptr);
  EXPECT_EQ(item.clock->rule, "complaint.mediate");
  EXPECT_EQ(item.start, day("2022-06-01"));
}

TEST_P(Complaints, AreCountedWhollyAndListedInPart) {
  std::vector<std::vector<Value>> rows;
  for (int i = 0; i < 60; ++i) rows.push_back(complaint("TS-" + std::to_string(i), "2022-03-01"));
  enter(std::move(rows));
  auto const all = on("2022-09-30");
  EXPECT_EQ(all.late.total, 60);
  EXPECT_EQ(all.due_today, 0);
  auto const due = city->rules().due("complaint.mediate", day("2022-03-01"))->day;
  EXPECT_EQ(on(due.to_string()).due_today, 60) << "also of those that are not listed";
  EXPECT_EQ(on((due - 1).to_string()).due_today, 0);
  EXPECT_EQ(all.late.items.size(), 50U);
}

TEST_P(Complaints, AreSpokenOfToWhomTheyConcern) {
  using By = reg::Whose::By;
  enter({complaint("TS-1", "2022-03-01")});
  EXPECT_EQ(on("2022-09-30", {By::holder, "U20"}).late.total, 1) << "who entered it holds it";
  EXPECT_EQ(on("2022-09-30", {By::area, "T16"}).late.total, 1);
  EXPECT_EQ(on("2022-09-30", {By::holder, "U07"}).late.total, 0);
  EXPECT_EQ(on("2022-09-30", {By::area, "T01"}).late.total, 0);
}

}  // namespace
}  // namespace shian::report
