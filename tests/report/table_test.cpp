#include "report/table.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace shian::report {
namespace {

Terminal const kPlain{80, false};

std::vector<std::string> lines_of(std::string const& text) {
  std::vector<std::string> lines;
  for (auto const line : split(text, '\n')) lines.emplace_back(line);
  lines.pop_back();  // behind the last newline
  return lines;
}

// Where a word begins on a line, in columns of a terminal.
std::size_t column_of(std::string const& line, std::string const& word) {
  auto const at = line.find(word);
  return at == std::string::npos ? line.size() : display_width(std::string_view(line).substr(0, at));
}

TEST(Table, ColumnsBeginAtTheSamePlaceUnderChineseAndLatinText) {
  Table table({{"名称"}, {"value", Align::right}, {"state"}});
  table.add({"乐成街道", "12", "X"});
  table.add({"Hill Ward", "3,456", "X"});
  table.add({"A（乙）", "", "X"});
  auto const lines = lines_of(table.render(kPlain));
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(column_of(lines[0], "state"), column_of(lines[1], "X"));
  for (std::size_t i = 2; i < lines.size(); ++i)
    EXPECT_EQ(column_of(lines[i], "X"), column_of(lines[1], "X")) << lines[i];
  EXPECT_EQ(column_of(lines[1], "12") + 2, column_of(lines[2], "3,456") + 5) << "numbers end together";
}

TEST(Table, NoLineEndsInBlanks) {
  Table table({{"a"}, {"b"}});
  table.add({"x", ""});
  table.add({"", "y"});
  for (auto const& line : lines_of(table.render(kPlain))) EXPECT_FALSE(line.ends_with(' ')) << line;
}

TEST(Table, ColumnsWithoutACellAreLeftOut) {
  Table table({{"a"}, {"never"}, {"b"}});
  table.add({"1", "", "2"});
  EXPECT_EQ(table.render(kPlain).find("never"), std::string::npos);
}

TEST(Table, WhereRoomIsShortTheColumnThatMayGoFirstGoesFirst) {
  struct Row {
    std::size_t width;
    bool why, units;
  };
  for (auto const& row :
       {Row{120, true, true}, Row{60, true, false}, Row{36, true, false}, Row{35, false, false}}) {
    Table table(
        {{"id"}, {"subject", Align::left, 0, 12}, {"why", Align::left, 1}, {"units", Align::left, 2}});
    table.add({"K01", "a subject of some length", "because it rained", "a list of many units of the town"});
    auto const text = table.render({row.width, false});
    EXPECT_EQ(text.find("because") != std::string::npos, row.why) << row.width << "\n" << text;
    EXPECT_EQ(text.find("many") != std::string::npos, row.units) << row.width << "\n" << text;
    for (auto const& line : lines_of(text)) EXPECT_LE(display_width(line), row.width) << line;
  }
}

TEST(Table, WhatShrinksIsCutWithAnEllipsisAndNeverWithinACharacter) {
  Table table({{"subject", Align::left, 0, 8}, {"state"}});
  table.add({"食品安全示范城市创建工作", "met"});
  auto const text = table.render({20, false});
  EXPECT_TRUE(is_valid_utf8(text));
  EXPECT_NE(text.find("…"), std::string::npos);
  EXPECT_NE(text.find("met"), std::string::npos);
}

TEST(Table, ColourIsOnlyAddedNeverTheOnlySign) {
  Table table({{"state"}});
  table.add({{"not met", Paint::bad}});
  EXPECT_EQ(table.render({80, false}).find('\x1b'), std::string::npos);
  auto const coloured = table.render({80, true});
  EXPECT_NE(coloured.find("\x1b[31mnot met\x1b[0m"), std::string::npos);
}

}  // namespace
}  // namespace shian::report
