#include "base/error.hpp"

#include <gtest/gtest.h>

namespace shian {
namespace {

TEST(Error, SaysWhatWhereAndWhatWouldBeRightInBothLanguages) {
  auto const error = Error::make("pack.unknown_key", "未知的键 'lable'", "unknown key 'lable'")
                         .at("units.yaml", 12, 5)
                         .hinting("是否为 'label'？", "did you mean 'label'?")
                         .excerpting("    lable: 市场监管局\n    ^");
  EXPECT_EQ(error.to_string(Language::en),
            "units.yaml:12:5: unknown key 'lable' (did you mean 'label'?)\n    lable: 市场监管局\n    ^");
  EXPECT_EQ(error.to_string(Language::zh),
            "units.yaml:12:5: 未知的键 'lable'（是否为 'label'？）\n    lable: 市场监管局\n    ^");
  EXPECT_EQ(Error::make("x", "坏", "bad").to_string(Language::en), "bad");
}

TEST(Error, APositionShowsAsMuchAsIsKnown) {
  struct Row {
    Position position;
    char const* text;
  };
  for (auto const& row :
       {Row{{}, ""}, Row{{"a.csv", 0, 0}, "a.csv"}, Row{{"a.csv", 3, 0}, "a.csv:3"},
        Row{{"a.csv", 3, 7}, "a.csv:3:7"}, Row{{"", 3, 7}, "3:7"}, Row{{"a.csv", 0, 7}, "a.csv"}}) {
    EXPECT_EQ(row.position.to_string(), row.text);
  }
}

TEST(Error, FailMakesAnUnexpected) {
  Expected<int> const result = fail("day.none", "不是日期", "not a day");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "day.none");
}

TEST(Assertion, StopsTheProgramAndSaysWhere) {
  EXPECT_DEATH(SHIAN_ASSERT(1 + 1 == 3), "error_test.cpp:[0-9]+: broken promise: 1 \\+ 1 == 3");
}

}  // namespace
}  // namespace shian
