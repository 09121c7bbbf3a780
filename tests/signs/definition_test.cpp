// A pack whose signs cannot be looked for does not load, and says why.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "city/city.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::signs {
namespace {

namespace fs = std::filesystem;

class DefinitionsOfSigns : public testing::Test {
 protected:
  /// The books with one more sign: what is wrong with it, in English.
  std::vector<std::string> faults_of(std::string const& sign) {
    auto const pack = folder.path() / "books";
    fs::create_directories(pack);
    std::ifstream in(std::string(test::kSourceDir) + "/tests/signs/books/pack.yaml");
    std::ostringstream text;
    text << in.rdbuf();
    std::ofstream(pack / "pack.yaml") << text.str() << "  - {id: more, name_en: More, " << sign
                                      << ", why_en: w, harmless_en: h, false_alarms: {how_en: none}}\n";
    auto const compiled = city::compile(pack);
    std::vector<std::string> faults;
    if (!compiled)
      for (auto const& error : compiled.error()) faults.push_back(error.to_string(Language::en));
    return faults;
  }
  test::TemporaryFolder folder;
};

TEST_F(DefinitionsOfSigns, SayWhatIsWrongWithThem) {
  struct Row {
    char const *sign, *fault;
  };
  constexpr Row kRows[] = {
      {"kind: copied, register: visit", "kind cannot be 'copied' (known: burst"},
      {"kind: burst", "names no register"},
      {"kind: burst, register: visits", "there is no register 'visits'"},
      {"kind: burst, register: visit, fields: [count]", "has no fields"},
      {"kind: burst, register: visit, numbers: {most: 3}", "no number 'most'; known: least, seconds"},
      {"kind: burst, register: visit, numbers: {least: many}", "numbers holds 'name: number'"},
      {"kind: copied_values, register: visit, by: [person], fields: [coutn]", "did you mean 'count'"},
      {"kind: copied_values, register: visit, fields: [count]", "by which fields records are grouped"},
      {"kind: copied_values, register: visit, by: [person], fields: [count], per: month", "which day"},
      {"kind: copied_values, register: visit, by: [person], fields: [count], numbers: {share: 2}",
       "share lies between 0 and 1"},
      {"kind: copied_texts, register: visit, fields: [count]", "of a type that this kind does not look at"},
      {"kind: impossible, register: visit", "has a check"},
      {"kind: impossible, register: visit, check: day + 1", "expected a condition, found a date"},
      {"kind: future, register: visit, fields: [day], check: day == null", "has no check"},
      {"kind: load, register: visit, by: [person], day: day", "the number 'most' is missing"},
      {"kind: load, register: visit, by: [person], day: person, numbers: {most: 3}", "person is no day"},
      {"kind: last_days, register: visit, day: day", "per is month, quarter or year"},
      {"kind: balance, register: visit, fields: [made]", "has two fields"},
      {"kind: balance, register: visit, fields: [made], other: {register: use, fields: [area]}", "no number"},
      {"kind: contradiction, register: claim, by: [area]", "held against it: other"},
      {"kind: contradiction, register: claim, by: [area], other: {register: grievance, by: [area, shop]}",
       "as many by"},
      {"kind: contradiction, register: claim, by: [area], other: {register: grievance, by: [area]}, covered: "
       "{register: visit, by: [shop]}",
       "covered has one by"},
      {"kind: alike_photo, register: visit", "names no register"}};
  for (auto const& [sign, fault] : kRows) {
    auto const faults = faults_of(sign);
    EXPECT_THAT(faults, testing::Contains(testing::HasSubstr(fault))) << sign;
  }
}

TEST_F(DefinitionsOfSigns, AreTakenWhenTheyAreSound) {
  EXPECT_THAT(faults_of("kind: future, register: visit, fields: [day]"), testing::IsEmpty());
}

TEST_F(DefinitionsOfSigns, SayHowOftenTheyAreFalseAlarms) {
  auto const pack = folder.path() / "silent";
  fs::create_directories(pack);
  std::ofstream(pack / "pack.yaml")
      << "pack: {id: silent, name_en: Silent, version: '1'}\n"
         "registers:\n"
         "  - {id: visit, name_en: Visits, fields: [{id: day, name_en: Day, type: date}]}\n"
         "signs:\n"
         "  - {id: s, name_en: S, kind: future, register: visit, fields: [day], why_en: "
         "w, harmless_en: h}\n";
  auto const compiled = city::compile(pack);
  ASSERT_FALSE(compiled);
  EXPECT_THAT(compiled.error().front().to_string(Language::en),
              testing::HasSubstr("how often it is a false alarm"));
}

}  // namespace
}  // namespace shian::signs
