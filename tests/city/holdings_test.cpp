#include "city/holdings.hpp"

#include <gtest/gtest.h>

#include <random>

#include "city/city.hpp"
#include "register/secrecy.hpp"
#include "support/day.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::city {
namespace {

using test::day;

class HoldingsOf : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(prepare(address, std::string(test::kSourceDir) + "/tests/packs/elmwood"));
    city = std::move(*City::open(address));
    book = city->schemas().find("grievance");
  }
  std::vector<Value> grievance(std::string const& ticket) {
    return {Value(ticket), Value(areas[random() % 3]),        Value(units[random() % 2]), Value(some_day()),
            Value{},       Value(std::string("Ada Lovelace"))};
  }
  Day some_day() { return day("2031-01-01") + static_cast<int>(random() % 300); }

  // One transaction of several changes; gives records their turn at random.
  void work(int changes) {
    reg::Writing writing(city->ledger(), {"clerk", units[random() % 2]},
                         *Timestamp::parse("2031-06-30T08:00Z", 0));
    for (int i = 0; i < changes; ++i) {
      auto const turn = random() % 10;
      if (turn < 5 || records.empty()) {
        auto const made = writing.create(*book, grievance("G-" + std::to_string(++tickets)));
        ASSERT_TRUE(made) << made.error().front().error.to_string(Language::en);
        records.push_back(*made);
        continue;
      }
      auto const at = random() % records.size();
      if (turn < 8) {
        std::vector<std::pair<reg::FieldIndex, Value>> const to = {
            {book->find("ward"), Value(areas[random() % 3])}, {book->find("received_on"), Value(some_day())}};
        (void)writing.correct(*book, records[at], to, "as told");  // refused where it says the same
      } else {
        ASSERT_TRUE(writing.withdraw(*book, records[at], "twice"));
        records.erase(records.begin() + static_cast<std::ptrdiff_t>(at));
      }
    }
    writing.commit();
  }
  void expect_as_counted_anew(Holdings& followed, int round) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    Holdings fresh(city->session(), city->schemas());
    auto const& right = fresh.of(*book);
    auto const& found = followed.of(*book);
    ASSERT_EQ(found.records, right.records) << round;
    ASSERT_EQ(found.months, right.months) << round;
    ASSERT_EQ(found.last_entry_at, right.last_entry_at) << round;
    ASSERT_EQ(found.records, static_cast<std::int64_t>(records.size())) << round;
    for (auto const& area : areas) {
      auto const is_there = [&](reg::Record const& owner) { return book->area_of(owner.values) == area; };
      ASSERT_EQ(followed.records_of(*book, is_there), fresh.records_of(*book, is_there)) << round << area;
    }
    for (auto const& unit : units) {
      auto const is_its = [&](reg::Record const& owner) { return owner.unit == unit; };
      ASSERT_EQ(followed.records_of(*book, is_its), fresh.records_of(*book, is_its)) << round << unit;
    }
  }

  std::unique_ptr<City> city;
  reg::Schema const* book = nullptr;
  std::mt19937 random{20310630};
  std::vector<std::string> areas = {"hill", "mill", "quay"}, units = {"health", "trade"};
  std::vector<RecordId> records;
  int tickets = 0;
};
INSTANTIATE_TEST_SUITE_P(Stores, HoldingsOf, test::kBothStores, test::store_name);

TEST_P(HoldingsOf, FollowWhatIsWrittenAsIfTheyCountedAnew) {
  Holdings followed(city->session(), city->schemas());
  expect_as_counted_anew(followed, -1);
  for (int round = 0; round < 40; ++round) {
    work(1 + static_cast<int>(random() % 12));
    expect_as_counted_anew(followed, round);
  }
  work(2'500);  // more than is followed: counted again
  expect_as_counted_anew(followed, 40);
}

TEST_P(HoldingsOf, AreInNoHurryToCountWhatNobodyAskedFor) {
  work(5);
  Holdings followed(city->session(), city->schemas());
  store::Transaction const one_moment(city->session(), store::Access::read);
  EXPECT_EQ(followed.of(*city->schemas().find("kitchen")).records, 0);
  EXPECT_FALSE(followed.of(*city->schemas().find("kitchen")).last_entry_at);
  EXPECT_TRUE(followed.of(*book).last_entry_at);
}

class SecretHoldings : public test::OnBothStores {};
INSTANTIATE_TEST_SUITE_P(Stores, SecretHoldings, test::kBothStores, test::store_name);

TEST_P(SecretHoldings, AreToldToNobodyInGeneralAndCountedForWhomTheyAreThere) {
  ASSERT_TRUE(prepare(address, std::string(test::kSourceDir) + "/packs/yueqing"));
  auto city = std::move(*City::open(address));
  auto const& finding = *city->schemas().find("finding");
  auto const write = [&](auto const& what) {
    reg::Writing writing(city->ledger(), {"clerk", "U20"}, *Timestamp::parse("2022-09-30T08:00Z", 0));
    auto const id = what(writing);
    writing.commit();
    return id;
  };
  auto const enter = [&](char const* number, bool secret) {
    return write([&](reg::Writing& writing) {
      std::vector<Value> values(finding.fields.size());
      auto const say = [&](char const* field, Value value) {
        values[static_cast<std::size_t>(finding.find(field))] = std::move(value);
      };
      say("finding_no", Value(std::string(number)));
      say("found_on", Value(day("2022-09-21")));
      say("secret", Value(secret));
      return *writing.create(finding, std::move(values));
    });
  };
  Holdings followed(city->session(), city->schemas());
  auto const expect = [&](std::int64_t told, std::int64_t there, char const* why) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    Holdings fresh(city->session(), city->schemas());
    for (auto* holdings : {&followed, &fresh}) {
      EXPECT_EQ(holdings->of(finding).records, told) << why;
      std::int64_t of_months = 0;
      for (auto const& [month, records] : holdings->of(finding).months) of_months += records;
      EXPECT_EQ(of_months, told) << why;
      EXPECT_EQ(holdings->records_of(finding, [](auto const&) { return true; }), there) << why;
      EXPECT_EQ(holdings->records_of(
                    finding, [&](auto const& owner) { return !reg::is_secret(finding, owner.values); }),
                told)
          << why;
    }
  };
  expect(0, 0, "nothing yet");
  enter("F1", false);
  expect(1, 1, "an open one");
  auto const secret = enter("F2", true);
  expect(1, 2, "a secret one");
  write([&](reg::Writing& writing) {
    return writing
        .correct(finding, secret, {{finding.find("revealed_on"), Value(day("2022-09-22"))}}, "revealed")
        .has_value();
  });
  expect(2, 2, "revealed");
}

}  // namespace
}  // namespace shian::city
