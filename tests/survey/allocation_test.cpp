#include "survey/allocation.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace shian::survey {
namespace {

Decimal decimal(char const* text) { return *Decimal::parse(text); }

TEST(Allocation, NeedsWhatTheMarginAsksFor) {
  struct Row {
    char const *margin, *expected, *effect;
    std::int64_t needed;
  };
  for (auto const& row : {Row{"5", "50", "1", 385}, Row{"3", "50", "1", 1068}, Row{"4", "50", "1.5", 901},
                          Row{"3", "85", "1", 545}, Row{"1", "50", "1", 9604}})
    EXPECT_EQ(needed_answers(decimal(row.margin), decimal(row.expected), decimal(row.effect)), row.needed)
        << row.margin << " " << row.expected << " " << row.effect;
}

TEST(Allocation, SharesByTheSizesWithALeastForEach) {
  struct Row {
    std::int64_t total, least;
    std::vector<std::optional<std::int64_t>> sizes;
    std::vector<std::int64_t> planned;
    bool is_proportional;
  };
  std::vector<Row> const rows = {
      {100, 0, {500, 300, 200}, {50, 30, 20}, true},
      {10, 0, {1, 1, 1}, {4, 3, 3}, true},            // the largest remainder, then the first
      {100, 20, {900, 50, 50}, {60, 20, 20}, true},   // the small ones get the least
      {100, 10, {800, 150, 50}, {76, 14, 10}, true},  // the rest by 800 : 150
      {60, 20, {900, 50, 50}, {20, 20, 20}, true},    // no more than the least for each
      {90, 0, {500, std::nullopt, 200}, {30, 30, 30}, false},
  };
  for (auto const& row : rows) {
    auto const made = allocate(row.total, row.least, row.sizes);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->planned, row.planned);
    EXPECT_EQ(made->is_proportional, row.is_proportional);
    EXPECT_EQ(std::accumulate(made->planned.begin(), made->planned.end(), std::int64_t{0}), row.total);
  }
}

TEST(Allocation, RefusesWhatCannotBeShared) {
  EXPECT_EQ(allocate(100, 0, {}).error().code, "survey.strata");
  std::vector<std::optional<std::int64_t>> const sizes = {1, 2, 3};
  EXPECT_EQ(allocate(59, 20, sizes).error().code, "survey.least");
}

}  // namespace
}  // namespace shian::survey
