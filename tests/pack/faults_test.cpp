// What is wrong with a pack file is told where it stands, with what would be right.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "base/text.hpp"
#include "folder.hpp"

namespace shian::pack {
namespace {

using test::Folder;
using test::source_file;
using testing::HasSubstr;

constexpr auto kFixtures = "tests/pack/fixtures";

std::string row_of(Error const& error) {
  auto file = error.where.file;
  file = file.substr(file.rfind('/') + 1);
  return file + "\t" + std::to_string(error.where.line) + "\t" + std::to_string(error.where.column) + "\t" +
         error.code + "\t" + error.hint.en;
}

std::vector<std::string> rows_of(Errors const& errors) {
  std::vector<std::string> rows;
  for (auto const& error : errors) rows.push_back(row_of(error));
  return rows;
}

// fixtures/faults.tsv: file, line, column, code, hint.
std::map<std::string, std::vector<std::string>> expected_faults() {
  std::map<std::string, std::vector<std::string>> expected;
  std::ifstream in(source_file(kFixtures) / "faults.tsv");
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) expected[line.substr(0, line.find('\t'))].push_back(line);
  return expected;
}

// A head, and one file beside it.
Errors faults_of(std::string_view text) {
  Folder const folder;
  folder.write("town/pack.yaml", "pack: {id: town, name: Town, version: \"1\"}\n");
  folder.write("town/file.yaml", text);
  auto const loaded = folder.load("town");
  return loaded ? Errors{} : loaded.error();
}

TEST(PackFaults, APackInTwoLanguagesSaysEachTextInBoth) {
  Folder const folder;
  folder.write("town/pack.yaml", "pack: {id: town, name: 小镇, name_en: Town, version: \"1\"}\n");
  folder.write("town/file.yaml", R"(units:
  - {id: U01, name: 市监局, name_en: Market office}
  - {id: U02, name: 卫健局}
  - {id: U03, name_en: Farm office}
open_questions:
  - {id: Q1, text: 怎样算合格}
)");
  auto const loaded = folder.load("town");
  ASSERT_FALSE(loaded);
  EXPECT_THAT(rows_of(loaded.error()),
              testing::ElementsAre("file.yaml\t3\t21\tpack.language\t", "file.yaml\t4\t5\tpack.language\t",
                                   "file.yaml\t6\t20\tpack.language\t"));
}

TEST(PackFaults, EachFileOfTheTableIsToldItsFaultsInOrder) {
  auto const expected = expected_faults();
  std::set<std::string> files;
  for (auto const& entry : std::filesystem::directory_iterator(source_file(kFixtures) / "faults")) {
    auto const name = entry.path().filename().string();
    files.insert(name);
    Folder const folder;
    folder.copy(source_file(kFixtures) / "town", "town");
    folder.copy(entry.path(), "town/" + name);
    auto const loaded = folder.load("town");
    ASSERT_FALSE(loaded) << name << " must not load";
    ASSERT_TRUE(expected.contains(name)) << name << " has no row in faults.tsv";
    EXPECT_EQ(rows_of(loaded.error()), expected.at(name)) << name;
    for (auto const& error : loaded.error()) {
      EXPECT_FALSE(error.what.zh.empty() || error.what.en.empty()) << row_of(error);
      EXPECT_THAT(error.excerpt, HasSubstr("^")) << row_of(error);
    }
  }
  EXPECT_EQ(files.size(), expected.size()) << "faults.tsv names a file that is not there";
}

TEST(PackFaults, TheBaseOfTheTableIsSound) {
  auto const loaded = load(source_file(kFixtures) / "town");
  ASSERT_TRUE(loaded) << loaded.error().front().to_string(Language::en);
  EXPECT_EQ(loaded->units.size(), 2U);
}

TEST(PackFaults, ColumnsCountCharactersAndTheCaretStandsBelowTheFault) {
  auto const faults = faults_of("areas:\n  - {id: T01, name: 乐清市柳市镇, knid: town}\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].where, (Position{"town/file.yaml", 2, 29}));
  EXPECT_EQ(faults[0].excerpt,
            "  - {id: T01, name: 乐清市柳市镇, knid: town}\n"
            "                                  ^");  // a Chinese character is two columns wide
  EXPECT_EQ(faults[0].to_string(Language::zh).substr(0, 19), "town/file.yaml:2:29");
}

TEST(PackFaults, AnExcerptOfAVeryLongLineIsCutAroundTheCaret) {
  auto const faults = faults_of("areas:\n  - {id: T01, name: " + std::string(5000, 'x') + ", knid: town}\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].where.column, 5023);
  auto const lines = split(faults[0].excerpt, '\n');
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_LT(lines[0].size(), 200U);
  EXPECT_EQ(display_width(lines[0].substr(0, lines[0].find("knid"))), lines[1].size() - 1);
}

TEST(PackFaults, ALineWithAFullWidthColonIsToldSo) {
  auto const faults = faults_of("areas\uFF1A\n  - {id: T01}\n");
  ASSERT_FALSE(faults.empty());
  EXPECT_THAT(faults[0].hint.en, HasSubstr("line 1 is full-width"));
  EXPECT_THAT(faults[0].hint.zh, HasSubstr("全角"));
}

TEST(PackFaults, MissingNamesAreNotGuessedAtWhileAFileCannotBeRead) {
  Folder const folder;
  folder.copy(source_file(kFixtures) / "town", "town");
  folder.write("town/base.yaml", "units: [\n");  // all that the next file names stood here
  folder.write("town/more.yaml", "tasks:\n  - {id: R02, measure: m, units: [U01], registers: [sample]}\n");
  auto const loaded = folder.load("town");
  ASSERT_FALSE(loaded);
  ASSERT_EQ(loaded.error().size(), 1U);
  EXPECT_EQ(loaded.error()[0].code, "pack.yaml");
}

TEST(PackFaults, AtMostAHundredAreTold) {
  std::string text = "areas:\n";
  for (int i = 0; i < 300; ++i) text += "  - {id: T" + std::to_string(i) + "}\n";
  auto const faults = faults_of(text);
  ASSERT_EQ(faults.size(), 100U);
  EXPECT_EQ(faults.front().where.line, 2);
  EXPECT_EQ(faults.back().where.line, 101);
}

std::string nested(int levels, std::string_view opening, std::string_view closing) {
  std::string text = "units: ";
  for (int i = 0; i < levels; ++i) text += opening;
  for (int i = 0; i < levels; ++i) text += closing;
  return text + "\n";
}

TEST(PackFaults, HostileFilesAreRefusedWithoutHarm) {
  std::string bomb = "units:\n  - &a0 {id: x, name: y}\n";
  for (int i = 1; i < 30; ++i) {
    auto const below = "*a" + std::to_string(i - 1);
    bomb += "  - &a" + std::to_string(i) + " [" + below + ", " + below + "]\n";
  }
  std::string deep_block = "units:\n";
  for (int i = 1; i < 3000; ++i) deep_block += "- ";
  struct Row {
    char const* what;
    std::string text;
    char const* code;
    int line;
  };
  Row const rows[] = {
      {"over 4 MB", std::string((std::size_t{4} << 20U) + 1, '#'), "pack.size", 0},
      {"not UTF-8", "units:\n  - {id: U01, name: \"\xC0\xAF\"}\n", "pack.encoding", 2},
      {"GBK", "units: []\n# \xC0\xD6\xC7\xE5\n", "pack.encoding", 2},
      {"a NUL", std::string("units:\n  - {id: \"U\0001\"}\n", 23), "pack.encoding", 2},
      {"51 levels", nested(51, "[", "]"), "pack.depth", 1},
      {"a thousand brackets", nested(1000, "[", "]"), "pack.depth", 1},
      {"a hundred thousand brackets", nested(100'000, "[", ""), "pack.depth", 1},
      {"mappings in mappings", nested(600, "{a: ", "}"), "pack.depth", 1},
      {"lists in lists", deep_block, "pack.depth", 2},
      {"aliases of aliases", bomb, "pack.items", 2},
      {"an alias of itself", "units: &a\n  - *a\n", "pack.depth", 1},
      {"a quote that is never closed", "units: []\nareas: \"[]\n", "pack.yaml", 2},
  };
  for (auto const& row : rows) {
    auto const faults = faults_of(row.text);
    ASSERT_EQ(faults.size(), 1U) << row.what;
    EXPECT_EQ(faults[0].code, row.code) << row.what;
    EXPECT_EQ(faults[0].where.line, row.line) << row.what;
    EXPECT_EQ(faults[0].where.file, "town/file.yaml") << row.what;
  }
}

TEST(PackFaults, BracketsInTextsAreNoNesting) {
  std::string text = "areas:\n";
  for (int i = 0; i < 200; ++i) text += "  - {id: T" + std::to_string(i) + ", name: \"[{[{\"}  # [[[\n";
  EXPECT_TRUE(faults_of(text).empty());
}

// At a bare comma yaml-cpp 0.7 finds empty documents without end.
TEST(PackFaults, ASymbolThatBeginsNothingIsToldAndNotReadForEver) {
  for (auto const* text :
       {",", "\n,", "[],", "{},\n", "---\n,", "registers: []\n---\n,", "registers: []\n,"}) {
    auto const errors = faults_of(text);
    ASSERT_FALSE(errors.empty()) << text;
    EXPECT_THAT(errors.front().code, testing::AnyOf("pack.yaml", "pack.documents")) << text;
    EXPECT_GT(errors.front().where.line, 0) << text;
  }
}

TEST(PackFaults, ASecondDocumentIsToldWhateverTheStyleOfTheFirst) {
  for (auto const* text : {"registers: []\n---\nunits: []\n", "{registers: []}\n---\nunits: []\n",
                           "---\nregisters: []\n---\nunits: []\n", "registers: []\n...\n---\nunits: []\n"}) {
    auto const errors = faults_of(text);
    ASSERT_FALSE(errors.empty()) << text;
    EXPECT_EQ(errors.front().code, "pack.documents") << text;
  }
}

}  // namespace
}  // namespace shian::pack
