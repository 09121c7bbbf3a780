#include "base/decimal.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "base/value.hpp"

namespace shian {
namespace {

Decimal d(char const* text) { return Decimal::parse(text).value(); }
std::string show(std::optional<Decimal> value) { return value ? value->to_string() : "nothing"; }

TEST(Decimal, IsReadExactlyAndPrintedCanonically) {
  struct Row {
    char const* text;
    char const* canonical;
    int scale;
  };
  for (auto const& row : {Row{"0", "0", 0}, Row{"-0", "0", 0}, Row{"0.00", "0", 2}, Row{"-0.160", "-0.16", 3},
                          Row{"+12", "12", 0}, Row{"98.40", "98.4", 2}, Row{"1e-3", "0.001", 3},
                          Row{"1.5E+2", "150", 0}, Row{"2E5", "200000", 0}, Row{"007.50", "7.5", 2},
                          Row{"9223372036854775807", "9223372036854775807", 0},
                          Row{"-9223372036854775807", "-9223372036854775807", 0},
                          Row{"0.000000000000000001", "0.000000000000000001", 18},
                          Row{"9.223372036854775807", "9.223372036854775807", 18},
                          Row{"100000000000000.0000", "100000000000000", 4},
                          Row{"9223372036854775807.000000000000000000000", "9223372036854775807", 0},
                          Row{"1000000000000000000000e-21", "1", 18}, Row{"0e99999", "0", 0}}) {
    auto const value = Decimal::parse(row.text);
    ASSERT_TRUE(value) << row.text;
    EXPECT_EQ(value->to_string(), row.canonical) << row.text;
    EXPECT_EQ(value->scale(), row.scale) << row.text;
    EXPECT_EQ(Decimal::parse(value->to_string()), value);
  }
}

TEST(Decimal, RefusesWhatIsNoNumberOrDoesNotFit) {
  for (auto const* text : {"",
                           "-",
                           "+",
                           ".",
                           ".5",
                           "5.",
                           "1,000",
                           " 1",
                           "1 ",
                           "1e",
                           "1e+",
                           "1e+-2",
                           "--1",
                           "+-1",
                           "0x10",
                           "1.2.3",
                           "nan",
                           "inf",
                           "１",
                           "9223372036854775808",
                           "-9223372036854775808",
                           "0.0000000000000000001",
                           "12345678901234567890",
                           "1e19",
                           "1e-19",
                           "1e99999999999",
                           "10.0000000000000000001",
                           "123456789012345678901234567890123456789012345678901234567890"}) {
    EXPECT_FALSE(Decimal::parse(text)) << text;
  }
  EXPECT_FALSE(Decimal::of(1, 19));
  EXPECT_FALSE(Decimal::of(1, -1));
  EXPECT_FALSE(Decimal::of(std::numeric_limits<std::int64_t>::min(), 0));
}

TEST(Decimal, ComparesByNumberAtEveryScaleWithoutOverflow) {
  char const* const ascending[] = {"-9223372036854775807",  "-9.223372036854775807",
                                   "-0.000000000000000001", "0",
                                   "0.000000000000000001",  "0.16",
                                   "0.1600000000000001",    "1.5",
                                   "9.223372036854775807",  "10",
                                   "9223372036854775806",   "9223372036854775807"};
  for (std::size_t i = 0; i < std::size(ascending); ++i) {
    for (std::size_t j = 0; j < std::size(ascending); ++j) {
      EXPECT_EQ(d(ascending[i]) <=> d(ascending[j]), i <=> j) << ascending[i] << " <=> " << ascending[j];
    }
  }
  EXPECT_EQ(d("1.50"), d("1.5"));
  EXPECT_EQ(d("2"), Decimal(2));
  EXPECT_LT(d("1.4999"), 2);
}

TEST(Decimal, ArithmeticIsExactOrNothing) {
  EXPECT_EQ(show(d("0.1").plus(d("0.2"))), "0.3");
  EXPECT_EQ(show(d("1").minus(d("0.000000000000000001"))), "0.999999999999999999");
  EXPECT_EQ(show(d("9223372036854775807").plus(d("1"))), "nothing");
  EXPECT_EQ(show(d("-9223372036854775807").minus(d("1"))), "nothing");
  EXPECT_EQ(show(d("9223372036854775807").plus(d("0.1"))), "nothing");
  EXPECT_EQ(show(d("9223372036854775807").plus(d("0.000000000000000000"))), "9223372036854775807");
  EXPECT_EQ(show(d("0.16").times(d("1000"))), "160");
  EXPECT_EQ(show(d("-0.000000001").times(d("0.000000001"))), "-0.000000000000000001");
  EXPECT_EQ(show(d("0.0000000001").times(d("0.000000001"))), "nothing");
  EXPECT_EQ(show(d("0.5").times(d("0.000000000000000002"))), "0.000000000000000001");
  EXPECT_EQ(show(d("4294967296").times(d("4294967296"))), "nothing");
  EXPECT_EQ(d("-1.50").negated(), d("1.5"));
  EXPECT_EQ(d("-3").sign(), -1);
  EXPECT_EQ(d("0.00").sign(), 0);
}

TEST(Decimal, DivisionRoundsHalfToEven) {
  struct Row {
    char const *dividend, *divisor;
    int scale;
    char const* quotient;
  };
  for (auto const& row :
       {Row{"1", "3", 4, "0.3333"}, Row{"2", "3", 4, "0.6667"}, Row{"1", "8", 2, "0.12"},
        Row{"3", "8", 2, "0.38"}, Row{"-1", "8", 2, "-0.12"}, Row{"-3", "8", 2, "-0.38"},
        Row{"5", "2", 0, "2"}, Row{"7", "2", 0, "4"}, Row{"984", "1000", 12, "0.984"},
        Row{"1", "0", 2, "nothing"}, Row{"0", "7", 2, "0"}, Row{"1000000000", "1", 12, "1000000000"},
        Row{"1000000000", "3", 12, "nothing"}, Row{"1000000000", "3", 8, "333333333.33333333"},
        Row{"0.000000000000000001", "2", 18, "0"},
        Row{"0.000000000000000003", "2", 18, "0.000000000000000002"},
        Row{"9223372036854775807", "0.000000000000000001", 0, "nothing"},
        Row{"0.000000000000000001", "9223372036854775807", 0, "0"},
        Row{"9223372036854775807", "9223372036854775807", 18, "1"}}) {
    EXPECT_EQ(show(d(row.dividend).divided_by(d(row.divisor), row.scale)), row.quotient)
        << row.dividend << " / " << row.divisor << " at " << row.scale;
  }
}

TEST(Decimal, RoundsHalfToEvenAndRescalesExactly) {
  EXPECT_EQ(d("0.125").rounded(2).to_string(), "0.12");
  EXPECT_EQ(d("0.135").rounded(2).to_string(), "0.14");
  EXPECT_EQ(d("-0.125").rounded(2).to_string(), "-0.12");
  EXPECT_EQ(d("0.1251").rounded(2).to_string(), "0.13");
  EXPECT_EQ(d("-0.5").rounded(0).to_string(), "0");
  EXPECT_EQ(d("-1.5").rounded(0).to_string(), "-2");
  EXPECT_EQ(d("9.223372036854775807").rounded(0).to_string(), "9");
  EXPECT_EQ(d("1.5").rounded(7).to_string(), "1.5");
  EXPECT_EQ(show(d("1.50").rescaled(1)), "1.5");
  EXPECT_EQ(show(d("1.55").rescaled(1)), "nothing");
  EXPECT_EQ(d("1.5").rescaled(3)->mantissa(), 1500);
  EXPECT_EQ(show(d("9223372036854775807").rescaled(1)), "nothing");
}

TEST(Decimal, PrintsFixedPlaces) {
  EXPECT_EQ(d("98.4").to_fixed(2), "98.40");
  EXPECT_EQ(d("98.405").to_fixed(2), "98.40");
  EXPECT_EQ(d("98").to_fixed(0), "98");
  EXPECT_EQ(d("98").to_fixed(1), "98.0");
  EXPECT_EQ(d("-0.004").to_fixed(2), "0.00");
  EXPECT_EQ(d("9223372036854775807").to_fixed(20), "9223372036854775807.00000000000000000000");
  EXPECT_EQ(d("0.1").to_double(), 0.1);
  EXPECT_EQ(d("-98.405").to_double(), -98.405);
}

TEST(Decimal, ReadsBackWhatItPrintsForEveryMantissaAndScale) {
  std::mt19937_64 random(20220930);
  for (int i = 0; i < 200'000; ++i) {
    auto const mantissa = static_cast<std::int64_t>(random()) >> (random() % 64);
    auto const value = Decimal::of(mantissa, static_cast<int>(random() % 19));
    if (!value) continue;
    ASSERT_EQ(Decimal::parse(value->to_string()), value) << value->to_string();
    ASSERT_EQ(Decimal::parse(value->to_fixed(18)), value) << value->to_fixed(18);
    auto const other = Decimal::of(static_cast<std::int64_t>(random() % 2'000'001) - 1'000'000,
                                   static_cast<int>(random() % 19))
                           .value();
    if (auto const sum = value->plus(other)) {
      ASSERT_EQ(sum->minus(other), value) << value->to_string() << " + " << other.to_string();
      ASSERT_EQ(*sum <=> *value, other <=> Decimal(0));
    }
  }
}

TEST(Value, HasOneCanonicalText) {
  struct Row {
    Value value;
    char const* text;
  };
  for (auto const& row :
       {Row{{}, ""}, Row{true, "true"}, Row{false, "false"}, Row{std::int64_t{-42}, "-42"},
        Row{d("1.50"), "1.5"}, Row{Day::parse("2022-09-30").value(), "2022-09-30"},
        Row{Timestamp{250}, "1970-01-01T00:00:00.250Z"}, Row{std::string(" 投诉 "), " 投诉 "}}) {
    EXPECT_EQ(canonical(row.value), row.text);
  }
}

}  // namespace
}  // namespace shian
