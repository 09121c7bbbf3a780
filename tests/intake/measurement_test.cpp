#include "intake/measurement.hpp"

#include <gtest/gtest.h>

namespace shian::intake {
namespace {

using Kind = MeasurementKind;

TEST(Measurement, ReadsResultsAndLimitsAsTheyArePrinted) {
  struct Case {
    char const* printed;
    char const* column_unit;
    Kind kind;
    char const* value;  // null: none
    char const* unit;
  };
  Case const cases[] = {
      {"0.55", "mg/kg", Kind::value, "0.55", "mg/kg"},
      {"0.55", "", Kind::value, "0.55", ""},
      {"5.00 ", "", Kind::value, "5", ""},
      {"22μg/kg", "mg/kg", Kind::value, "22", "ug/kg"},
      {"1.2×10^3 CFU/g", "", Kind::value, "1200", "CFU/g"},
      {"1.2×10³CFU/mL", "", Kind::value, "1200", "CFU/mL"},
      {"110000", "CFU/g", Kind::value, "110000", "CFU/g"},
      {"<0.01", "mg/kg", Kind::less_than, "0.01", "mg/kg"},
      {"＜0.01mg/kg", "", Kind::less_than, "0.01", "mg/kg"},
      {"小于0.01", "", Kind::less_than, "0.01", ""},
      {"未检出", "", Kind::not_detected, nullptr, ""},
      {"未检出(<0.01mg/kg)", "", Kind::not_detected, "0.01", "mg/kg"},
      {"未检出（检出限：0.5μg/kg）", "", Kind::not_detected, "0.5", "ug/kg"},
      {"ND", "", Kind::not_detected, nullptr, ""},
      {"N.D.", "", Kind::not_detected, nullptr, ""},
      {"nd", "", Kind::not_detected, nullptr, ""},
      {"阴性", "", Kind::not_detected, nullptr, ""},
      {"NDMA", "", Kind::other, nullptr, ""},
      {"不得检出", "", Kind::must_not_detect, nullptr, ""},
      {"不得检出/25g", "", Kind::must_not_detect, nullptr, ""},
      {"禁止使用", "", Kind::must_not_detect, nullptr, ""},
      {"(≤100μg/kg)", "", Kind::limit_at_most, "100", "ug/kg"},
      {"≤0.2mg/kg", "", Kind::limit_at_most, "0.2", "mg/kg"},
      {"<=0.2", "mg/kg", Kind::limit_at_most, "0.2", "mg/kg"},
      {"不超过0.2", "", Kind::limit_at_most, "0.2", ""},
      {"≥10.0g/100g", "", Kind::limit_at_least, "10", "g/100g"},
      {"≥ 1,000", "", Kind::limit_at_least, "1000", ""},
      {"1/22μg/kg", "", Kind::other, nullptr, ""},
      {"阳性", "", Kind::other, nullptr, ""},
      {"暂无标准值", "", Kind::other, nullptr, ""},
      {"0.1~0.5", "", Kind::other, nullptr, ""},
      {"≤按标签", "", Kind::other, nullptr, ""},
      {"", "", Kind::other, nullptr, ""},
  };
  for (auto const& c : cases) {
    auto const read = parse_measurement(c.printed, c.column_unit);
    EXPECT_EQ(int(read.kind), int(c.kind)) << c.printed;
    EXPECT_EQ(read.value ? read.value->to_string() : "none", c.value ? c.value : "none") << c.printed;
    EXPECT_EQ(read.unit, c.unit) << c.printed;
  }
  EXPECT_EQ(parse_measurement(" 未检出 ").raw, "未检出");
}

TEST(Measurement, SamplingPlansOfGb29921) {
  auto const read = parse_measurement("n=5,c=2,m=10^2,M=10^3", "CFU/g");
  ASSERT_EQ(int(read.kind), int(Kind::sampling_plan));
  EXPECT_EQ(read.plan->n, 5);
  EXPECT_EQ(read.plan->c, 2);
  EXPECT_EQ(read.plan->m->to_string(), "100");
  EXPECT_EQ(read.plan->M->to_string(), "1000");
  EXPECT_EQ(read.unit, "CFU/g");
  EXPECT_EQ(int(parse_measurement("n=5，c=0，m=0").kind), int(Kind::sampling_plan));
  EXPECT_EQ(int(parse_measurement("n=5,c=x").kind), int(Kind::other));
}

TEST(Measurement, ConcentrationsConvertExactly) {
  EXPECT_EQ(parse_measurement("22μg/kg").value_in("mg/kg")->to_string(), "0.022");
  EXPECT_EQ(parse_measurement("≤0.2mg/kg").value_in("μg/kg")->to_string(), "200");
  EXPECT_FALSE(parse_measurement("未检出").value_in("mg/kg"));
  EXPECT_FALSE(parse_measurement("0.5").value_in("mg/kg"));
  EXPECT_FALSE(parse_measurement("5mg/L").value_in("mg/kg"));
}

}  // namespace
}  // namespace shian::intake
