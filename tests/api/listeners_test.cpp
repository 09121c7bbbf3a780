#include "api/listeners.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "api/refusals.hpp"

namespace shian::api {
namespace {

class Heard final : public http::EventStream {
 public:
  void send(std::shared_ptr<std::string const>) override { ++events; }
  void close() override { open = false; }
  [[nodiscard]] bool is_open() const override { return open; }
  std::atomic<int> events = 0;
  std::atomic<bool> open = true;
};

using Hears = Listeners::Hears;

Timestamp const kNow{1'000'000};
Timestamp const kLater{2'000'000};
Listeners::Event const kEvent = http::event_text("change", "{}");

TEST(ThoseWhoListen, AreToldWhatIsForAllAndWhatIsTheirs) {
  Listeners listeners;
  auto const one = std::make_shared<Heard>(), other = std::make_shared<Heard>();
  auto const apart = std::make_shared<Heard>();
  listeners.add(one, "one", kLater, Hears::all);
  listeners.add(other, "other", kLater, Hears::all);
  listeners.add(apart, "apart", kLater, Hears::own);
  listeners.tell(kEvent, kNow);
  listeners.tell("one", kEvent, kNow);
  EXPECT_EQ(one->events, 2);
  EXPECT_EQ(other->events, 1);
  EXPECT_EQ(apart->events, 0);
  listeners.tell("apart", kEvent, kNow);
  EXPECT_EQ(apart->events, 1);
}

TEST(ThoseWhoListen, AreLetGoWithTheirSessions) {
  Listeners listeners;
  auto const over = std::make_shared<Heard>(), ended = std::make_shared<Heard>(),
             stays = std::make_shared<Heard>();
  listeners.add(over, "one", kNow, Hears::all);
  listeners.add(ended, "two", kLater, Hears::all);
  listeners.add(stays, "three", kLater, Hears::all);
  listeners.close_of("two");
  listeners.tell(kEvent, kNow);
  EXPECT_FALSE(over->open) << "his session is over";
  EXPECT_FALSE(ended->open) << "his account was disabled";
  EXPECT_TRUE(stays->open);
  EXPECT_EQ(over->events + ended->events, 0);
  EXPECT_EQ(stays->events, 1);
  EXPECT_EQ(listeners.size(), 1U);
}

TEST(ThoseWhoListen, ComeAndGoWhileOthersAreTold) {
  Listeners listeners;
  std::thread coming([&] {
    for (int i = 0; i < 500; ++i) listeners.add(std::make_shared<Heard>(), "one", kLater, Hears::all);
  });
  std::thread telling([&] {
    for (int i = 0; i < 500; ++i) listeners.tell(kEvent, kNow);
  });
  std::thread going([&] {
    for (int i = 0; i < 100; ++i) listeners.close_of("one");
  });
  coming.join();
  telling.join();
  going.join();
  listeners.close_all();
  EXPECT_EQ(listeners.size(), 0U);
}

TEST(Refusals, AreNewsOnceAMinuteForAnAccountAtAnAddress) {
  Refusals refusals;
  EXPECT_TRUE(refusals.is_news("lab", "/api/v1/journal", kNow));
  EXPECT_FALSE(refusals.is_news("lab", "/api/v1/journal", Timestamp{kNow.ms + 59'000}));
  EXPECT_TRUE(refusals.is_news("lab", "/api/v1/accounts", kNow));
  EXPECT_TRUE(refusals.is_news("shop", "/api/v1/journal", kNow));
  EXPECT_TRUE(refusals.is_news("lab", "/api/v1/journal", Timestamp{kNow.ms + 60'000}));
}

}  // namespace
}  // namespace shian::api
