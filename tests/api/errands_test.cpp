#include "api/errands.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>

namespace shian::api {
namespace {

TEST(Errands, AreDoneBesideEachOtherAndNoMoreAreTakenThanMayWait) {
  std::promise<void> go;
  auto const gate = go.get_future().share();
  std::atomic<int> begun = 0, done = 0;
  {
    Errands errands(2, 1, {});
    for (int i = 0; i < 2; ++i) {
      ASSERT_TRUE(errands.run([&] {
        ++begun;
        gate.wait();
        ++done;
      }));
      while (begun <= i) std::this_thread::yield();
    }
    EXPECT_TRUE(errands.run([&] { ++done; })) << "one may wait";
    EXPECT_FALSE(errands.run([&] { ++done; })) << "a second may not";
    go.set_value();
    while (done < 3) std::this_thread::yield();
  }
  EXPECT_EQ(done, 3);
}

TEST(Errands, ThatThrowAreToldAndTheOthersGoOn) {
  std::promise<std::string> told;
  std::promise<void> went_on;
  Errands errands(1, 10, [&](std::string const& what) { told.set_value(what); });
  ASSERT_TRUE(errands.run([] { throw std::runtime_error("the provider's own fault"); }));
  ASSERT_TRUE(errands.run([&] { went_on.set_value(); }));
  EXPECT_EQ(told.get_future().get(), "the provider's own fault");
  went_on.get_future().get();
}

TEST(Errands, ThatHaveNotBegunAreDroppedAtTheEnd) {
  std::promise<void> go;
  auto const gate = go.get_future().share();
  std::atomic<bool> begun = false, second = false;
  auto const held = std::make_shared<int>(0);
  std::weak_ptr<int> const watched = held;
  {
    auto errands = std::make_unique<Errands>(1, 10, std::function<void(std::string const&)>());
    ASSERT_TRUE(errands->run([&] {
      begun = true;
      gate.wait();
    }));
    while (!begun) std::this_thread::yield();
    ASSERT_TRUE(errands->run([&, held] { second = true; }));
    std::thread opener([&] {
      while (watched.use_count() > 1) std::this_thread::yield();  // until the waiting one was dropped
      go.set_value();
    });
    errands.reset();
    opener.join();
  }
  EXPECT_FALSE(second);
  EXPECT_EQ(watched.use_count(), 1);
}

}  // namespace
}  // namespace shian::api
