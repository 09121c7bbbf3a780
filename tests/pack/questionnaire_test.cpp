// A questionnaire that cannot be asked or counted is refused where it is wrong.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "folder.hpp"

namespace shian::pack {
namespace {

constexpr std::string_view kSound = R"(questionnaires:
  - id: "1"
    name: Asked
    intro: Anonymous
    basis: ours
    awareness: some.figure
    satisfaction: some.figure
    questions:
      - id: adult
        ask: Are you 18?
        use: screening
        choices:
          - {id: "y", name: "yes"}
          - {id: "n", name: "no", screened_out: true}
      - id: aware
        ask: Do you know?
        use: awareness
        choices:
          - {id: "y", name: "yes", aware: true}
          - {id: "n", name: "no"}
      - id: whole
        ask: Are you satisfied?
        use: satisfaction
        weight: 2
        choices:
          - {id: "5", name: very, points: 100}
          - {id: "1", name: not at all, points: 20}
          - {id: "u", name: not sure}
)";

std::expected<Pack, Errors> loaded(std::string const& text) {
  test::Folder const folder;
  folder.write("town/pack.yaml", "pack: {id: town, name: Town, version: \"1\"}\n");
  folder.write("town/asked.yaml", text);
  folder.write("town/figure.yaml", R"(registers:
  - id: visit
    name: Visits
    keys: [no]
    fields:
      - {id: "no", name: Number, type: text, required: true}
      - {id: "day", name: Day, type: date}
indicators:
  - id: some.figure
    name: Some figure
    definition: how many
    basis: ours
    period: year
    measures: {numerator: count visit on day}
)");
  return folder.load("town");
}

TEST(Questionnaires, AreReadWithWhatCounts) {
  auto const pack = loaded(std::string(kSound));
  ASSERT_TRUE(pack) << pack.error().front().to_string(Language::en);
  auto const* asked = pack->find_questionnaire("1");
  ASSERT_NE(asked, nullptr);
  EXPECT_EQ(asked->largest_weight, Decimal(5)) << "unless it says otherwise";
  EXPECT_TRUE(asked->find("adult")->find("n")->is_screened_out);
  EXPECT_TRUE(asked->find("aware")->find("y")->is_aware);
  EXPECT_EQ(asked->find("whole")->weight, Decimal(2));
  EXPECT_EQ(asked->find("whole")->find("5")->points, Decimal(100));
  EXPECT_FALSE(asked->find("whole")->find("u")->points) << "no opinion";
}

TEST(Questionnaires, AreRefusedWhereTheyAreWrong) {
  struct Row {
    char const *instead_of, *stands, *code;
    int line;
  };
  for (auto const& row :
       {Row{"id: aware", "id: \"a=b\"", "pack.value", 15}, Row{"id: whole", "id: aware", "pack.twice", 21},
        Row{"{id: \"1\", name: not", "{id: \"5\", name: not", "pack.twice", 27},
        Row{", aware: true", "", "pack.value", 19}, Row{", screened_out: true", "", "pack.value", 13},
        Row{"points: 100", "points: 101", "pack.value", 26}, Row{", points: 20", "", "pack.value", 26},
        Row{"weight: 2", "weight: 0", "pack.value", 24},
        Row{"name: \"no\", screened_out: true", "name: \"no\", points: 5", "pack.value", 14},
        Row{"use: awareness", "use: other", "pack.value", 19},
        Row{"use: satisfaction", "use: joy", "pack.word", 23},
        Row{"awareness: some.figure", "awareness: other.figure", "pack.name", 6},
        Row{"    basis: ours\n", "    basis: ours\n    largest_weight: 0.5\n", "pack.value", 6}}) {
    std::string text(kSound);
    auto const at = text.find(row.instead_of);
    ASSERT_NE(at, std::string::npos) << row.instead_of;
    text.replace(at, std::string_view(row.instead_of).size(), row.stands);
    auto const pack = loaded(text);
    ASSERT_FALSE(pack) << row.stands;
    std::string all;
    bool is_told = false;
    for (auto const& fault : pack.error()) {
      all += fault.to_string(Language::en) + "\n";
      is_told = is_told || (fault.code == row.code && fault.where.line == row.line);
    }
    EXPECT_TRUE(is_told) << row.stands << ": " << all;
  }
}

}  // namespace
}  // namespace shian::pack
