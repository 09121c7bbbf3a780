#include "store/migration.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "support/fresh_store.hpp"

namespace shian::store {
namespace {

using testing::HasSubstr;

class Migrations : public test::OnBothStores {
 protected:
  static Migration step(int version, std::string_view name, std::string sql) {
    return {version, name, [sql = std::move(sql)](Session& session) { session.execute(sql); }};
  }
  static std::vector<std::string> applied(Session& session) {
    std::vector<std::string> out;
    session.scan(
        "SELECT component, version, name, applied_at FROM shian_migration ORDER BY component, version", {},
        [&](Statement const& row) {
          auto const at = std::get<Timestamp>(row.value(3, ColumnType::timestamp));
          EXPECT_LT(Timestamp::now().ms - at.ms, 60'000);
          out.push_back(std::string(row.text(0)) + " " + std::string(row.text(1)) + " " +
                        std::string(row.text(2)));
          return true;
        });
    return out;
  }
};

INSTANTIATE_TEST_SUITE_P(Stores, Migrations, test::kBothStores, test::store_name);

TEST_P(Migrations, EachStepIsAppliedOnceAndNoted) {
  auto const session = open();
  std::vector steps{step(1, "ledger", "CREATE TABLE ledger (a integer)"),
                    step(2, "note", "ALTER TABLE ledger ADD COLUMN note text")};
  migrate(*session, std::span(steps).first(1), "register");
  migrate(*session, steps, "register");
  migrate(*session, steps, "register");
  migrate(*session, std::vector{step(1, "cells", "CREATE TABLE cell (a integer)")}, "indicator");
  session->execute("INSERT INTO ledger (a, note) VALUES (1, 'x')");
  EXPECT_THAT(applied(*session),
              testing::ElementsAre("indicator 1 cells", "register 1 ledger", "register 2 note"));
}

TEST_P(Migrations, AStepThatFailsLeavesNothingAndIsTriedAgain) {
  auto const session = open();
  std::vector<Migration> steps{step(1, "ledger", "CREATE TABLE ledger (a integer)"),
                               {2, "broken", [](Session& s) {
                                  s.execute("CREATE TABLE half (a integer)");
                                  s.execute("CREATE TABLE ledger (a integer)");
                                }}};
  EXPECT_THROW(migrate(*session, steps, "register"), Failure);
  EXPECT_THAT(applied(*session), testing::ElementsAre("register 1 ledger"));
  EXPECT_FALSE(session->has_table("half"));
  steps[1] = step(2, "mended", "CREATE TABLE half (a integer)");
  migrate(*session, steps, "register");
  EXPECT_THAT(applied(*session), testing::ElementsAre("register 1 ledger", "register 2 mended"));
}

TEST_P(Migrations, AStoreOfANewerProgramIsRefused) {
  auto const session = open();
  std::vector const newer{step(1, "ledger", "CREATE TABLE ledger (a integer)"),
                          step(2, "note", "ALTER TABLE ledger ADD COLUMN note text")};
  migrate(*session, newer, "register");
  std::vector const renamed{step(1, "other", "SELECT 1"), step(2, "note", "SELECT 1"),
                            step(3, "more", "CREATE TABLE more (a integer)")};
  for (auto const& older : {std::span(newer).first(1), std::span(renamed)}) {
    try {
      migrate(*session, older, "register");
      ADD_FAILURE() << "not refused";
    } catch (Failure const& failure) {
      EXPECT_EQ(failure.kind(), Failure::Kind::other);
      EXPECT_THAT(failure.text().en, HasSubstr("newer program"));
      EXPECT_THAT(failure.text().zh, HasSubstr("升级"));
    }
  }
  EXPECT_FALSE(session->has_table("more"));
}

TEST_P(Migrations, TwoProgramsThatStartTogetherApplyEachStepOnce) {
  (void)open();
  std::vector<Migration> steps;
  std::vector<std::string> names;
  for (int i = 0; i < 8; ++i) names.push_back("table_" + std::to_string(i));
  for (int i = 0; i < 8; ++i) {
    auto const& name = names[static_cast<std::size_t>(i)];
    steps.push_back(step(i + 1, name, "CREATE TABLE " + name + " (a integer)"));
  }
  std::vector<std::string> faults(2);
  auto const start = [&](std::string& fault) {
    try {
      migrate(*open(), steps, "register");
    } catch (std::exception const& e) {
      fault = e.what();
    }
  };
  std::thread first(start, std::ref(faults[0]));
  std::thread second(start, std::ref(faults[1]));
  first.join();
  second.join();
  EXPECT_THAT(faults, testing::Each(""));
  EXPECT_EQ(applied(*open()).size(), 8);
}

}  // namespace
}  // namespace shian::store
