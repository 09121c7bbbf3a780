#include "api/desk.hpp"

#include <future>

#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::api {
namespace {

class Desks : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(city::prepare(address, std::string(test::kSourceDir) + "/tests/packs/elmwood"));
    DeskOptions options;
    options.store = address;
    auto opened = Desk::open(std::move(options));
    ASSERT_TRUE(opened);
    desk = std::move(*opened);
  }
  /// "" when it was kept, else what broke.
  std::future<std::string> change(std::function<void(city::City&, reg::Writing&)> write) {
    auto const told = std::make_shared<std::promise<std::string>>();
    EXPECT_TRUE(desk->change({{"tester", ""}, std::move(write), [told](store::Failure const* failure) {
                                told->set_value(failure != nullptr ? failure->text().en : "");
                              }}));
    return told->get_future();
  }
  static void write_meta(city::City& city, std::string const& name) {
    city.session().execute("INSERT INTO shian_meta (name, value) VALUES ('" + name + "', 'yes')");
  }
  std::int64_t metas() {
    std::promise<std::int64_t> counted;
    EXPECT_TRUE(desk->ask([&](city::City& city) {
      auto& statement = city.session().prepared("SELECT count(*) FROM shian_meta WHERE name LIKE 'test-%'");
      EXPECT_TRUE(statement.step());
      auto const rows = statement.integer(0);
      statement.reset();
      counted.set_value(rows);
    }));
    return counted.get_future().get();
  }

  std::unique_ptr<Desk> desk;
};
INSTANTIATE_TEST_SUITE_P(Stores, Desks, test::kBothStores, test::store_name);

// Holds the writer until the changes behind it wait together, so that they share a transaction.
TEST_P(Desks, ABrokenChangeFailsAloneAndTheWriterLivesOn) {
  std::promise<void> go;
  auto const gate = go.get_future().share();
  auto held = change([gate](city::City&, reg::Writing&) { gate.wait(); });
  auto good = change([](city::City& city, reg::Writing&) { write_meta(city, "test-good"); });
  auto thrown = change([](city::City& city, reg::Writing&) {
    write_meta(city, "test-thrown");
    throw std::runtime_error("a handler's own fault");
  });
  auto refused = change([](city::City& city, reg::Writing&) {
    city.session().execute("INSERT INTO no_such_table VALUES (1)");
  });
  auto last = change([](city::City& city, reg::Writing&) { write_meta(city, "test-last"); });
  go.set_value();
  EXPECT_EQ(held.get(), "");
  EXPECT_EQ(good.get(), "");
  EXPECT_NE(thrown.get().find("a handler's own fault"), std::string::npos);
  EXPECT_NE(refused.get(), "");
  EXPECT_EQ(last.get(), "");
  EXPECT_EQ(metas(), 2) << "the two that were told they are kept, and nothing of the others";
  EXPECT_EQ(change([](city::City& city, reg::Writing&) { write_meta(city, "test-after"); }).get(), "");
  EXPECT_EQ(metas(), 3);
}

TEST_P(Desks, ChangesThatWaitShareACommit) {
  std::promise<void> go;
  auto const gate = go.get_future().share();
  std::vector<std::future<std::string>> all;
  all.push_back(change([gate](city::City&, reg::Writing&) { gate.wait(); }));
  for (int i = 0; i < 50; ++i)
    all.push_back(
        change([i](city::City& city, reg::Writing&) { write_meta(city, "test-" + std::to_string(i)); }));
  go.set_value();
  for (auto& one : all) EXPECT_EQ(one.get(), "");
  EXPECT_EQ(metas(), 50);
  EXPECT_LE(desk->facts().groups, 3U);
  EXPECT_EQ(desk->facts().changes, 51U);
}

TEST_P(Desks, AnswersWhatAQuestionThatThrewLeftBehind) {
  EXPECT_TRUE(desk->ask([](city::City&) { throw std::runtime_error("a handler's own fault"); }));
  EXPECT_EQ(metas(), 0);
}

pack::Decision decision_on(std::string subject, std::string value) {
  pack::Decision made;
  made.subject = std::move(subject);
  made.value = std::move(value);
  made.decided_on = *Day::parse("2031-06-01");
  made.decided_by = "Head of the Health Office";
  made.document_no = "HO 12";
  made.account = "office";
  made.entered_at = *Timestamp::parse("2031-06-02T08:00Z", 0);
  return made;
}

TEST_P(Desks, WhoAsksAfterThePackChangedFindsTheNewOne) {
  auto const threshold = [&] {
    std::promise<std::string> told;
    EXPECT_TRUE(desk->ask(
        [&](city::City& city) { told.set_value(city.pack().find_target("E1")->threshold->to_string()); }));
    return told.get_future().get();
  };
  auto const before = threshold();
  auto const version = desk->version();
  std::promise<void> settled;
  EXPECT_TRUE(desk->undertake(
      [](city::City& city) {
        store::Transaction transaction(city.session(), store::Access::write);
        EXPECT_TRUE(city::decide(city.session(), decision_on("target:E1.threshold", "71")));
        transaction.commit();
        return Reload::yes;
      },
      [&] { settled.set_value(); }));
  settled.get_future().get();
  EXPECT_NE(before, "71");
  EXPECT_EQ(threshold(), "71");
  EXPECT_GT(desk->version(), version) << "answers that are kept are true no longer";
}

// What an import tells its sender must find the records there, and a fault of the telling is nobody else's.
TEST_P(Desks, WhatIsToldOfWorkFindsItDoneAndMayBreak) {
  auto const before = desk->version();
  std::promise<std::uint64_t> told;
  EXPECT_TRUE(desk->undertake(
      [](city::City& city) {
        reg::Writing writing(city.ledger(), {"clerk", "health"}, Timestamp::now());
        EXPECT_TRUE(writing.create(
            *city.schemas().find("grievance"),
            {Value(std::string("G-1")), Value(std::string("hill")), Value(std::string("health")),
             Value(*Day::parse("2031-03-01")), Value{}, Value(std::string("Ada Lovelace"))}));
        writing.commit();
        return Reload::no;
      },
      [&] {
        told.set_value(desk->version());
        throw std::runtime_error("the telling's own fault");
      }));
  EXPECT_GT(told.get_future().get(), before);
  EXPECT_EQ(change([](city::City& city, reg::Writing&) { write_meta(city, "test-after"); }).get(), "");
}

// A store that went away and is not back when the program ends.
TEST_P(Desks, WhatWaitsForAStoreThatIsAwayIsToldSoAtTheEnd) {
  std::promise<void> go;
  EXPECT_TRUE(desk->undertake([gate = go.get_future().share()](city::City& city) -> Reload {
    gate.wait();
    city.session().execute("ALTER TABLE shian_meta RENAME TO shian_meta_away");
    throw store::Failure(store::Failure::Kind::gone, {"库不在了", "the store is gone"});
  }));
  auto first = change([](city::City& city, reg::Writing&) { write_meta(city, "test-1"); });
  auto second = change([](city::City& city, reg::Writing&) { write_meta(city, "test-2"); });
  go.set_value();
  desk.reset();
  EXPECT_EQ(first.get(), "the store is closed");
  EXPECT_EQ(second.get(), "the store is closed");
}

TEST_P(Desks, AKeptAnswersQuestionKnowsTheVersionOfItsBooks) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(
        change([i](city::City& city, reg::Writing&) { write_meta(city, "test-" + std::to_string(i)); }).get(),
        "");
    desk->note_change();
    std::promise<std::uint64_t> told;
    EXPECT_TRUE(desk->ask_dated([&](city::City&, std::uint64_t version) { told.set_value(version); }));
    EXPECT_EQ(told.get_future().get(), desk->version());
  }
}

TEST_P(Desks, AnotherProgramsChangeOfThePackIsNoticedBeforeAnythingIsWritten) {
  {
    auto const session = open();
    store::Transaction transaction(*session, store::Access::write);
    ASSERT_TRUE(city::decide(*session, decision_on("indicator:grievance.in_time.days", "9")));
    transaction.commit();
  }
  std::string days;
  EXPECT_EQ(change([&](city::City& city, reg::Writing&) {
              days = city.pack().find_indicator("grievance.in_time")->parameters[0].value.to_string();
            }).get(),
            "");
  EXPECT_EQ(days, "9") << "written with the pack in force, at once";
}

}  // namespace
}  // namespace shian::api
