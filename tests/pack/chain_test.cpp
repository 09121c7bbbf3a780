// Packs stand on packs: the lowest is read first, and nothing is replaced unless it says so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "folder.hpp"

namespace shian::pack {
namespace {

using test::Folder;
using testing::ElementsAre;
using testing::HasSubstr;

std::string head(std::string const& id, std::string const& rest = "") {
  return "pack: {id: " + id + ", name: " + id + ", version: \"1\"" + rest + "}\n";
}

std::string area(std::string const& id, std::string const& name, std::string const& rest = "") {
  return "areas:\n  - {id: " + id + ", name: " + name + rest + "}\n";
}

TEST(PackChain, TheLowestIsReadFirstAndOneThatTwoStandOnIsReadOnce) {
  Folder const folder;
  folder.write("law/pack.yaml", head("law", ", source: laws, utc_offset: \"+08:00\""));
  folder.write("law/a/b/areas.yaml", area("T01", "one"));
  folder.write("left/pack.yaml", head("left", ", extends: [law]"));
  folder.write("right/pack.yaml", head("right", ", extends: law, utc_offset: \"-05:30\""));
  folder.write("city/pack.yaml", head("city", ", extends: [left, right], sample_day: 2022-09-30"));
  folder.write("city/areas.yaml", area("T02", "two"));
  auto const loaded = folder.load("city");
  ASSERT_TRUE(loaded) << loaded.error().front().to_string(Language::en);
  EXPECT_THAT(loaded->chain, ElementsAre("law", "left", "right", "city"));
  EXPECT_EQ(loaded->id, "city");
  EXPECT_EQ(loaded->source, "laws");  // said below and by nobody above
  EXPECT_EQ(loaded->utc_offset_minutes, -330);
  EXPECT_EQ(loaded->sample_day, Day::parse("2022-09-30"));
  ASSERT_EQ(loaded->areas.size(), 2U);
  EXPECT_EQ(loaded->areas[0].id, "T01");
  EXPECT_EQ(loaded->files.size(), 6U);
}

TEST(PackChain, AnItemIsReplacedOnlyWhenTheLaterSaysSo) {
  Folder const folder;
  folder.write("base/pack.yaml", head("base"));
  folder.write("base/areas.yaml", area("T01", "old") + "  - {id: T02, name: other}\n");
  folder.write("city/pack.yaml", head("city", ", extends: [base]"));
  folder.write("city/areas.yaml", area("T01", "new"));
  auto const refused = folder.load("city");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error()[0].code, "pack.duplicate");
  EXPECT_EQ(refused.error()[0].where.to_string(), "city/areas.yaml:2:10");
  EXPECT_EQ(refused.error()[0].hint.en, "to replace the one at base/areas.yaml:2:10 write replaces: true");

  folder.write("city/areas.yaml", area("T01", "new", ", replaces: true"));
  auto const replaced = folder.load("city");
  ASSERT_TRUE(replaced) << replaced.error().front().to_string(Language::en);
  ASSERT_EQ(replaced->areas.size(), 2U);
  EXPECT_EQ(replaced->areas[0].name.en, "new");  // in the old one's place

  folder.write("city/more.yaml", area("T01", "newer", ", replaces: true"));
  auto const twice = folder.load("city");
  ASSERT_FALSE(twice) << "two files of one pack cannot replace each other's items";
  EXPECT_EQ(twice.error()[0].code, "pack.duplicate");
}

TEST(PackChain, ABodyMayTakeTheIdOfAUnitItReplaces) {
  Folder const folder;
  folder.write("base/pack.yaml", head("base"));
  folder.write("base/units.yaml", "units:\n  - {id: U01, name: old}\n");
  folder.write("city/pack.yaml", head("city", ", extends: [base]"));
  folder.write("city/units.yaml", "bodies:\n  - {id: U01, name: new, replaces: true}\n");
  auto const loaded = folder.load("city");
  ASSERT_TRUE(loaded) << loaded.error().front().to_string(Language::en);
  EXPECT_TRUE(loaded->units.empty());
  ASSERT_EQ(loaded->bodies.size(), 1U);
  EXPECT_EQ(loaded->bodies[0].name.en, "new");
}

TEST(PackChain, WhatAPackStandsOnMustBeThereBesideIt) {
  struct Row {
    char const* what;
    char const* extends;
    char const* code;
    int column;  // where it is named
  };
  Row const rows[] = {
      {"no such folder", "[nowhere]", "pack.folder", 54},
      {"a folder without pack.yaml", "[empty]", "pack.folder", 54},
      {"itself", "[city]", "pack.cycle", 54},
      {"one that stands on it", "[ring]", "pack.cycle", 54},
      {"a way out of the folder", "[../../secrets]", "pack.extends", 54},
      {"the folder above", "[..]", "pack.extends", 54},
      {"no name", "[[a]]", "pack.extends", 54},
      {"a mapping", "{a: b}", "pack.value", 53},
  };
  for (auto const& row : rows) {
    Folder const folder;
    folder.write("empty/readme.txt", "");
    folder.write("ring/pack.yaml", head("ring", ", extends: [city]"));
    folder.write("city/pack.yaml", head("city", ", extends: " + std::string(row.extends)));
    auto const loaded = folder.load("city");
    ASSERT_FALSE(loaded) << row.what;
    EXPECT_EQ(loaded.error()[0].code, row.code) << row.what;
    EXPECT_EQ(loaded.error()[0].where.line, 1) << row.what;
    EXPECT_EQ(loaded.error()[0].where.column, row.column) << row.what;
  }
}

TEST(PackChain, AHeadMustSayWhatItIs) {
  struct Row {
    char const* text;
    char const* code;
    int line, column;
  };
  Row const rows[] = {
      {"units: []\n", "pack.head", 1, 1},
      {"# nothing\n", "pack.head", 1, 1},
      {"pack: {name: Town, version: \"1\"}\n", "pack.missing", 1, 7},
      {"pack: {id: town, version: \"1\"}\n", "pack.missing", 1, 7},
      {"pack: {id: town, name: Town}\n", "pack.missing", 1, 7},
      {"pack: {id: town, name: Town, version: \"1\", utc_offset: \"8\"}\n", "pack.value", 1, 56},
      {"pack: {id: town, name: Town, version: \"1\", utc_offset: \"+25:00\"}\n", "pack.value", 1, 56},
      {"pack: {id: town, name: Town, version: \"1\", population_year: 2020}\n", "pack.population", 1, 61},
      {"pack: {id: town, name: Town, version: \"1\", vresion: \"2\"}\n", "pack.unknown_key", 1, 44},
  };
  for (auto const& row : rows) {
    Folder const folder;
    folder.write("town/pack.yaml", row.text);
    auto const loaded = folder.load("town");
    ASSERT_FALSE(loaded) << row.text;
    ASSERT_EQ(loaded.error().size(), 1U) << row.text;
    EXPECT_EQ(loaded.error()[0].code, row.code) << row.text;
    EXPECT_EQ(loaded.error()[0].where, (Position{"town/pack.yaml", row.line, row.column})) << row.text;
  }
}

TEST(PackChain, AFileThatWouldBeOverlookedIsTold) {
  Folder const folder;
  folder.write("town/pack.yaml", head("town"));
  folder.write("town/areas.yml", area("T01", "one"));
  folder.write("town/.areas.yaml", "not read: a hidden file of an editor");
  folder.write("town/notes.txt", "not read");
  auto const loaded = folder.load("town");
  ASSERT_FALSE(loaded);
  ASSERT_EQ(loaded.error().size(), 1U);
  EXPECT_EQ(loaded.error()[0].code, "pack.extension");
  EXPECT_EQ(loaded.error()[0].where.file, "town/areas.yml");
}

TEST(PackChain, FaultsComeInTheOrderOfTheFiles) {
  Folder const folder;
  folder.write("base/pack.yaml", head("base", ", extra: 1"));
  folder.write("base/z.yaml", area("T01", "one", ", extra: 1"));
  folder.write("city/pack.yaml", head("city", ", extends: [base]"));
  folder.write("city/a.yaml",
               "areas:\n  - {id: T02, name: x, until: 2020-01-01, merged_into: T99}\n  - {id: T03, name: y, "
               "kin: z}\n");
  auto const loaded = folder.load("city");
  ASSERT_FALSE(loaded);
  std::vector<std::string> places;
  for (auto const& error : loaded.error()) places.push_back(error.where.to_string());
  EXPECT_THAT(places,
              ElementsAre("base/pack.yaml:1:44", "base/z.yaml:2:26", "city/a.yaml:2:56", "city/a.yaml:3:24"));
}

// A law pack serves many plans: a target that it names need not be in this one. In the plan's own pack it
// must.
TEST(PackChain, ALawMayNameTargetsOfOtherPlans) {
  constexpr auto kClock =
      "clocks:\n  - {id: C1, rule: r, name: n, limit: 5, law: l, article: a, effective_from: 2020-01-01, "
      "targets: [K01, K99]}\n";
  constexpr auto kPlan =
      "targets:\n  - {id: K01, wording: w, subject: s, comparator: \">=\", threshold: 1, indicators: [i], "
      "deadline: 2022-12-31}\n"
      "indicators:\n  - {id: i, name: n, definition: d, measures: {numerator: count r}}\n";
  Folder const folder;
  folder.write("law/pack.yaml", head("law"));
  folder.write("law/clocks.yaml", kClock);
  folder.write("city/pack.yaml", head("city", ", extends: [law]"));
  folder.write("city/plan.yaml", kPlan);
  ASSERT_TRUE(folder.load("law"));
  auto const loaded = folder.load("city");
  ASSERT_TRUE(loaded) << loaded.error().front().to_string(Language::en);
  EXPECT_THAT(loaded->clocks[0].targets, ElementsAre("K01"));

  folder.write("law/clocks.yaml", "");
  folder.write("city/clocks.yaml", kClock);
  auto const refused = folder.load("city");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error()[0].what.en, HasSubstr("K99"));
}

}  // namespace
}  // namespace shian::pack
