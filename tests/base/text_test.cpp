#include "base/text.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace shian {
namespace {

using namespace std::string_view_literals;

TEST(Text, TellsValidUtf8FromBroken) {
  for (auto const text :
       {""sv, "abc"sv, "食安"sv, "é"sv, "😀"sv, "\xEF\xBF\xBD"sv, "\0"sv, "\xF4\x8F\xBF\xBF"sv}) {
    EXPECT_TRUE(is_valid_utf8(text)) << text;
  }
  for (auto const text : {"\x80"sv, "\xC3"sv, "\xC0\xAF"sv, "\xE0\x80\x80"sv, "\xED\xA0\x80"sv,
                          "\xF4\x90\x80\x80"sv, "\xF8\x88\x80\x80\x80"sv, "ab\xFF"sv, "\xE9\xA3"sv,
                          "\xCA\xB3\xC6\xB7"sv /* 食品 in GBK begins as valid UTF-8 */, "\xB0\xB2"sv}) {
    EXPECT_EQ(is_valid_utf8(text), text == "\xCA\xB3\xC6\xB7"sv) << text;
  }
}

TEST(Text, EveryCodePointRoundTrips) {
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string text;
    append_code_point(text, point);
    std::size_t at = 0;
    ASSERT_EQ(next_code_point(text, at), point);
    ASSERT_EQ(at, text.size());
  }
}

TEST(Text, IsTrimmedOfEveryBlankThatPeopleType) {
  EXPECT_EQ(trimmed(" \t\r\n食安\u3000\u00A0 "), "食安");
  EXPECT_EQ(trimmed("\uFEFF单位"), "单位");
  EXPECT_EQ(trimmed("\u3000a b\u3000"), "a b");
  EXPECT_EQ(trimmed("\u3000 \u3000"), "");
  EXPECT_EQ(trimmed(""), "");
  EXPECT_EQ(trimmed("\x80 \x80"), "\x80 \x80");
}

TEST(Text, FullWidthBecomesHalfWidth) {
  EXPECT_EQ(half_width("ＡＢＣ１２３（吨）：，％～"), "ABC123(吨):,%~");
  EXPECT_EQ(half_width("　抽样　　日期\t（日） "), "抽样 日期 (日)");
  EXPECT_EQ(half_width("￥１２．５０"), "¥12.50");
  EXPECT_EQ(half_width("一、二。“三”"), "一、二。“三”");
  EXPECT_EQ(half_width("a\u200Bb"), "ab");
  EXPECT_EQ(half_width("\xFF Ａ"), "\xFF A");
}

TEST(Text, HeadersFoldToOneForm) {
  for (auto const* text :
       {"数量(KG)", "数量（kg）", "数量 [Kg]", "数量【ＫＧ】", "\uFEFF数量\u3000〔ｋｇ〕", "数量{k\ng}"}) {
    EXPECT_EQ(folded(text), "数量(kg)") << text;
  }
  EXPECT_NE(folded("数量(kg)"), folded("数量(g)"));
}

TEST(Text, KnowsTheColumnsOfATerminal) {
  struct Row {
    std::string_view text;
    std::size_t width;
  };
  for (auto const& row :
       {Row{"", 0},         Row{"abc", 3},    Row{"食安", 4}, Row{"ＡＢ", 4},       Row{"e\u0301", 1},
        Row{"é", 1},        Row{"（日）", 6}, Row{"ｱｲ", 2},   Row{"😀", 2},          Row{"한글", 4},
        Row{"か\u3099", 2}, Row{"\u200B", 0}, Row{"…", 1},    Row{"𠮷", 2},         Row{"a\nb", 2},
        Row{"\xFF", 1},     Row{"①", 1},      Row{"¥", 1},    Row{"\U000E0101", 0}, Row{"㎡", 2}}) {
    EXPECT_EQ(display_width(row.text), row.width) << row.text;
  }
}

TEST(Text, IsPaddedAndShortenedByColumns) {
  EXPECT_EQ(padded("食安", 6), "食安  ");
  EXPECT_EQ(padded_left("食安", 6), "  食安");
  EXPECT_EQ(padded("食安", 3), "食安");
  EXPECT_EQ(shortened("食品安全", 8), "食品安全");
  EXPECT_EQ(shortened("食品安全", 7), "食品安…");
  EXPECT_EQ(shortened("食品安全", 6), "食品…");
  EXPECT_EQ(shortened("abcdef", 3), "ab…");
  EXPECT_EQ(shortened("食品", 1), "…");
  EXPECT_EQ(shortened("食品", 0), "");
}

TEST(Text, SplitsAndKeepsEmptyPieces) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), std::vector<std::string_view>{""});
  EXPECT_EQ(split(",", ','), (std::vector<std::string_view>{"", ""}));
}

TEST(Text, TheNearestCandidateIsALikelySlipOrNothing) {
  std::vector<std::string> const names{"sampled_on", "sample_kind", "maker", "抽样日期", "生产日期", "镇街"};
  struct Row {
    char const* name;
    char const* nearest;
  };
  for (auto const& row :
       {Row{"sampeld_on", "sampled_on"}, Row{"SampledOn", "sampled_on"}, Row{"抽样日起", "抽样日期"},
        Row{"镇街道", "镇街"}, Row{"街镇", "镇街"}, Row{"makre", "maker"}, Row{"maker", "maker"},
        Row{"inspector", ""}, Row{"法人", ""}, Row{"", ""}, Row{"x", ""}}) {
    EXPECT_EQ(nearest(row.name, names).value_or(""), row.nearest) << row.name;
  }
  EXPECT_FALSE(nearest("maker", {}));
}

}  // namespace
}  // namespace shian
