#include "api/desk.hpp"

#include <future>

#include "support/fresh_store.hpp"

namespace shian::api {
namespace {

class Desks : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(city::prepare(address, std::string(SHIAN_SOURCE_DIR) + "/tests/packs/elmwood"));
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

}  // namespace
}  // namespace shian::api
