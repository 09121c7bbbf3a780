#include "material/words.hpp"

#include <gtest/gtest.h>

#include "material/marks.hpp"

namespace shian::material {
namespace {

TEST(Words, AreCutAlikeWhateverTheirWidthAndCase) {
  struct Row {
    char const* text;
    char const* words;
  };
  constexpr Row kRows[] = {
      {"食品安全，GB 2760", "食品 品安 安全 全 gb 2760"},
      {"食", "食"},
      {"ＧＢ２７６０—2014", "gb2760 2014"},
      {"A级 a級", "a 级 a 級"},
      {"", ""},
      {"——！（）", ""},
      {"柳市2022年", "柳市 市 2022 年"},
      {"二〇二二", "二〇 〇二 二二 二"},
      {"Café ÄÖ", "café äö"},
      {"bad\xFF"
       "byte",
       "bad byte"},
  };
  for (auto const& row : kRows) EXPECT_EQ(words_of(row.text), row.words) << row.text;
}

TEST(Query, FindsWhatHoldsAllOfItsWordsWhereverTheyStand) {
  struct Row {
    char const* query;
    char const* text;
    bool is_found;
  };
  constexpr Row kRows[] = {
      {"索证", "食品经营者应索证索票", true},
      {"索票", "食品经营者应索证索票", true},
      {"证票", "食品经营者应索证索票", false},  // not side by side
      {"品", "食品", true},                     // the last of its run
      {"食", "食品", true},
      {"食品安全", "食品。安全", false},  // a mark stands between
      {"食品 安全", "安全的食品", true},
      {"gb27", "按 GB2760 检验", true},   // the beginning of a word
      {"2760", "按 GB2760 检验", false},  // its end
      {"ＧＢ", "gb 2760", true},
      {"乐政办发〔2022〕33号", "乐政办发[2022]33号", true},
      {"乐政办发〔2022〕33号", "乐政办发[2022]34号", false},
  };
  for (auto const& row : kRows) {
    auto const query = Query::parse(row.query);
    ASSERT_TRUE(query) << row.query;
    EXPECT_EQ(!query->places_in(row.text).empty(), row.is_found) << row.query << " in " << row.text;
  }
}

TEST(Query, IsRefusedWithTheReasonWhenThereIsNothingToLookFor) {
  for (auto const* text : {"", "  ", "，。！", "\xFF"}) EXPECT_FALSE(Query::parse(text)) << text;
  std::string many, long_run;
  for (int i = 0; i < 20; ++i) many += std::to_string(i) + " ";
  for (int i = 0; i < 65; ++i) long_run += "食";
  EXPECT_FALSE(Query::parse(many));
  EXPECT_FALSE(Query::parse(long_run));
}

TEST(Query, CarriesNothingIntoTheStoresLanguage) {
  auto const query = Query::parse("a' OR 'b\" NEAR(食品*) : & | ! <-> \\ 安");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->for_fts5(), "\"食品\" AND \"安\" * AND \"a\" * AND \"or\" * AND \"b\" * AND \"near\" *");
  EXPECT_EQ(query->for_tsquery(), "'食品' & '安':* & 'a':* & 'or':* & 'b':* & 'near':*");
}

TEST(Snippet, ShowsThePlaceWithWhatStandsAboutIt) {
  std::string const text = "前面有许多字。本店应当\n\n索证索票，留存两年。后面还有许多字";
  auto const query = Query::parse("索证索票");
  auto const snippet = snippet_of(text, query->places_in(text), 6);
  std::string shown;
  for (auto const& piece : snippet.pieces) shown += piece.is_marked ? "[" + piece.text + "]" : piece.text;
  EXPECT_EQ(shown, "…本店应当 [索证索票]，留存两年。…");
}

TEST(Days, AreFoundHoweverTheyAreWritten) {
  struct Row {
    char const* text;
    std::vector<std::string> days;
  };
  Row const rows[] = {
      {"于2022年6月15日检查", {"2022-06-15"}},
      {"2022-06-15", {"2022-06-15"}},
      {"2022.6.5，2022/06/07", {"2022-06-05", "2022-06-07"}},
      {"２０２２年６月１５日", {"2022-06-15"}},
      {"2022 年 6 月 15 日", {"2022-06-15"}},
      {"二〇二二年六月十五日", {"2022-06-15"}},
      {"二○二二年十二月三十一日", {"2022-12-31"}},
      {"二〇二二年十月十日", {"2022-10-10"}},
      {"2022年6月", {}},
      {"6月15日", {}},
      {"2022年2月30日", {}},
      {"1822年6月15日", {}},
      {"版本 2022.6.15.3", {}},
      {"编号 2022-06-15-001", {}},
      {"12022-06-15", {}},
      {"2022-6/15", {}},
      {"", {}},
  };
  for (auto const& row : rows) {
    std::vector<std::string> found;
    for (auto const& day : days_in(row.text)) found.push_back(day.day.to_string());
    EXPECT_EQ(found, row.days) << row.text;
  }
  auto const paged = days_in("第一页\f第二页，2022年6月15日\f");
  ASSERT_EQ(paged.size(), 1U);
  EXPECT_EQ(paged[0].page, 2);
  EXPECT_EQ(paged[0].around, "第一页 第二页，2022年6月15日");
}

TEST(DocumentNumbers, AreFoundWithAnyBracketsAndWithoutTheWordsBefore) {
  struct Row {
    char const* text;
    std::vector<std::string> numbers;
  };
  Row const rows[] = {
      {"乐政办发〔2022〕33号", {"乐政办发〔2022〕33号"}},
      {"根据乐政办发[2022]33号文件", {"乐政办发〔2022〕33号"}},
      {"（浙食安办（2021）5号）", {"浙食安办〔2021〕5号"}},
      {"乐市监罚字〔2022〕第 12 号", {"乐市监罚字〔2022〕12号"}},
      {"按照乐食安委〔２０２２〕１号和乐食安办【2022】2号", {"乐食安委〔2022〕1号", "乐食安办〔2022〕2号"}},
      {"乐政办发〔2022〕号", {}},
      {"（2022）33号", {}},
      {"2022年33号", {}},
  };
  for (auto const& row : rows) {
    std::vector<std::string> found;
    for (auto const& number : numbers_in(row.text)) found.push_back(number.number);
    EXPECT_EQ(found, row.numbers) << row.text;
  }
}

}  // namespace
}  // namespace shian::material
