#include "api/lone_work.hpp"

#include <gtest/gtest.h>

namespace shian::api {
namespace {

struct Progress {
  int done = 0;
};

TEST(LoneWork, TellsHowFarItIsAndIsOverWhenItIsDone) {
  std::promise<void> told, go, over;
  LoneWork<Progress> lone;
  auto const begun = lone.start({7}, [&](Progress const& begun_at) {
    lone.tell([&](Progress& shown) { shown.done = begun_at.done + 1; });
    told.set_value();
    go.get_future().wait();
  });
  ASSERT_TRUE(begun);
  EXPECT_EQ(begun->done, 7);
  told.get_future().wait();
  EXPECT_EQ(lone.running()->done, 8);
  EXPECT_FALSE(lone.start({}, [](Progress const&) {})) << "one at a time";
  go.set_value();
  while (lone.running()) std::this_thread::yield();
  ASSERT_TRUE(lone.start({}, [&](Progress const&) { over.set_value(); })) << "the next one may begin";
  over.get_future().wait();
}

TEST(LoneWork, IsBrokenOffAtTheEndAndNothingBeginsAfterwards) {
  std::promise<void> begun;
  std::atomic<bool> broken_off = false;
  LoneWork<Progress> lone;
  ASSERT_TRUE(lone.start({}, [&](Progress const&) {
    begun.set_value();
    try {
      while (true) lone.tell([](Progress& shown) { ++shown.done; });
    } catch (BrokenOff const&) {
      broken_off = true;
    }
  }));
  begun.get_future().wait();
  lone.finish();
  EXPECT_TRUE(broken_off);
  EXPECT_FALSE(lone.start({}, [](Progress const&) {}));
}

TEST(LoneWork, IsUnderWayUntilWhatItFoundIsKept) {
  std::promise<void> kept;
  auto const future = kept.get_future();
  std::atomic<bool> waits = false;
  LoneWork<Progress> lone;
  ASSERT_TRUE(lone.start({}, [&](Progress const&) {
    waits = true;
    lone.wait_for(future);
  }));
  while (!waits) std::this_thread::yield();
  EXPECT_TRUE(lone.running());
  kept.set_value();
  while (lone.running()) std::this_thread::yield();
}

TEST(LoneWork, DoesNotWaitForAStoreThatIsAwayWhenItEnds) {
  std::promise<void> never;
  auto const future = never.get_future();
  LoneWork<Progress> lone;
  ASSERT_TRUE(lone.start({}, [&](Progress const&) { lone.wait_for(future); }));
  lone.finish();
  EXPECT_FALSE(lone.running());
}

}  // namespace
}  // namespace shian::api
