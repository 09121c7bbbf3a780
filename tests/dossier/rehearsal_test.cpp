#include "dossier/rehearsal.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "dossier/lots.hpp"
#include "support/day.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::dossier {
namespace {

namespace fs = std::filesystem;
using test::day;
using testing::HasSubstr;

constexpr std::string_view kRehearsed = R"(
registers:
  - id: paper
    name_en: Papers
    keys: [[paper_no]]
    unit: office
    fields:
      - {id: paper_no, name_en: Number, type: text, required: true, max: 40}
      - {id: office, name_en: Office, type: unit}
      - {id: copy, name_en: Copy, type: file}
acceptance:
  name_en: Elmwood's dossier
  years: [2031]
  rehearsal: {places: [kitchen], records_of_figure: 2, mend_days: 5}
  items:
    - id: "1"
      task: A1
      proofs:
        - {id: papers, kind: ledger, name_en: the papers, registers: [paper]}
)";

class Rehearsals : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    auto const packs = folder.path() / "packs";
    fs::create_directories(packs);
    fs::copy(fs::path(test::kSourceDir) / "tests" / "packs" / "elmwood", packs / "elmwood",
             fs::copy_options::recursive);
    std::ofstream(packs / "elmwood" / "rehearsed.yaml") << kRehearsed;
    auto const prepared = city::prepare(address, packs / "elmwood");
    ASSERT_TRUE(prepared) << prepared.error().front().to_string(Language::en);
    city = std::move(*city::City::open(address));
  }

  RecordId enter(std::string_view book, std::map<std::string, Value> const& said) {
    auto const& schema = *city->schemas().find(book);
    std::vector<Value> values(schema.fields.size());
    for (auto const& [field, value] : said) values[static_cast<std::size_t>(schema.find(field))] = value;
    reg::Writing writing(city->ledger(), {"clerk", "health"}, *Timestamp::parse("2031-06-30T08:00Z", 0));
    auto const id = writing.create(schema, std::move(values));
    EXPECT_TRUE(id) << (id ? "" : id.error().front().error.to_string(Language::en));
    writing.commit();
    return id.value_or(0);
  }
  RecordId kitchen(int number, std::string const& ward) {
    auto const name = "EK-" + std::to_string(number);
    return enter("kitchen", {{"number", Value(name)},
                             {"sign", Value("Sign " + name)},
                             {"ward", Value(ward)},
                             {"opened_on", Value(day("2030-01-01"))}});
  }
  void check(RecordId of, std::string const& ward) {
    enter("check", {{"kitchen", Value(of)},
                    {"checked_on", Value(day("2031-02-01"))},
                    {"ward", Value(ward)},
                    {"office", Value(std::string("health"))},
                    {"outcome", Value(std::string("pass"))}});
  }
  std::string evidence(std::string const& bytes) {
    auto const file = folder.path() / "file.pdf";
    std::ofstream(file, std::ios::binary) << bytes;
    store::Transaction transaction(city->session(), store::Access::write);
    auto const hash = city->evidence().add(file, {"clerk", "health"}, Timestamp::now());
    transaction.commit();
    return hash.value_or("");
  }
  Rehearsal rehearse(RehearsalPlan plan) {
    plan.as_of = day("2031-06-30");
    store::Transaction const one_moment(city->session(), store::Access::read);
    auto made = dossier::rehearse(*city, plan);
    EXPECT_TRUE(made) << (made ? "" : made.error().to_string(Language::en));
    return made.value_or(Rehearsal{});
  }
  std::string told(Rehearsal const& rehearsal) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    return rehearsal_json(*city, rehearsal, Language::en);
  }
  static std::vector<std::string> said(Drawn const& drawn) {
    std::vector<std::string> made;
    for (auto const& check : drawn.checks)
      made.push_back(std::string(code_of(check.state)) + " " + check.said.en);
    return made;
  }

  test::TemporaryFolder folder;
  std::unique_ptr<city::City> city;
};
INSTANTIATE_TEST_SUITE_P(Stores, Rehearsals, test::kBothStores, test::store_name);

TEST(LotsOfASeed, AreTheSameOnEveryMachine) {
  Lots lots(7, "places");
  std::vector<std::uint64_t> drawn;
  for (int i = 0; i < 6; ++i) drawn.push_back(lots.below(1000));
  // python3: int.from_bytes(hashlib.sha256(b"places:7:%d" % i).digest()[:8], "big") % 1000
  EXPECT_THAT(drawn, testing::ElementsAre(448, 921, 657, 745, 848, 835));
}

TEST(LotsOfASeed, DrawEachAlike) {
  Lots lots(1, "fair");
  std::array<int, 7> times{};
  for (int i = 0; i < 7'000; ++i) ++times.at(lots.below(7));
  for (int const count : times) EXPECT_NEAR(count, 1'000, 150);
}

TEST_P(Rehearsals, GoToEachWardInTurnAndToNoPlaceTwice) {
  int number = 0;
  for (auto const* ward : {"hill", "mill", "quay"})
    for (int i = 0; i < 4; ++i) check(kitchen(++number, ward), ward);
  auto const made = rehearse({3, 6, 0, 0, {}});
  ASSERT_EQ(made.drawn.size(), 6U);
  std::map<std::string, int> wards;
  std::set<RecordId> places;
  for (auto const& drawn : made.drawn) {
    ++wards[drawn.area];
    places.insert(drawn.record);
    EXPECT_EQ(drawn.lacking(), 0U);
  }
  EXPECT_EQ(wards, (std::map<std::string, int>{{"hill", 2}, {"mill", 2}, {"quay", 2}}));
  EXPECT_EQ(places.size(), 6U);
  EXPECT_EQ(told(made), told(rehearse({3, 6, 0, 0, {}}))) << "the same seed";
  EXPECT_NE(told(made), told(rehearse({4, 6, 0, 0, {}}))) << "another";
  EXPECT_EQ(rehearse({3, 100, 0, 0, {}}).drawn.size(), 12U) << "no more than there are";
}

TEST_P(Rehearsals, FindAPlaceThatNobodyKnowsOf) {
  kitchen(1, "hill");
  auto const made = rehearse({1, 1, 0, 0, {}});
  ASSERT_EQ(made.drawn.size(), 1U);
  EXPECT_THAT(said(made.drawn[0]), testing::ElementsAre("lacks no register knows of it"));
  EXPECT_EQ(lacking_by_owner(made), (std::map<std::string, std::size_t>{{"health", 1}}));
  EXPECT_EQ(made.mend_by, city->rules().calendar().plus_working_days(day("2031-06-30"), 5));
}

TEST_P(Rehearsals, OpenTheFilesOfARecord) {
  auto const hash = evidence("%PDF-1.4 whole");
  enter("paper", {{"paper_no", Value(std::string("P-1"))}, {"copy", Value(hash)}});
  auto const one = [&] {
    auto const made = rehearse({1, 0, 1, 0, {}});
    return made.drawn.empty() ? std::vector<std::string>{} : said(made.drawn[0]);
  };
  EXPECT_THAT(one(), testing::ElementsAre("holds Copy: there, unaltered"));
  auto const path = city->evidence().path_of(hash);
  fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(path, std::ios::binary) << "%PDF-1.4 other";
  EXPECT_THAT(one(), testing::ElementsAre("lacks Copy: the file was altered"));
  fs::remove(path);
  EXPECT_THAT(one(), testing::ElementsAre("lacks Copy: the file is lost"));
  enter("paper", {{"paper_no", Value(std::string("P-2"))}});
  auto const both = rehearse({1, 0, 2, 0, {}});
  ASSERT_EQ(both.drawn.size(), 2U);
  EXPECT_EQ(both.drawn[0].lacking() + both.drawn[1].lacking(), 2U) << "one is lost, one has none";
}

TEST_P(Rehearsals, AddAFigureUpFromItsRecords) {
  auto const lion = kitchen(1, "hill");
  kitchen(2, "hill");
  check(lion, "hill");
  auto const made = rehearse({1, 0, 0, 8, {}});
  ASSERT_FALSE(made.drawn.empty());
  int opened = 0;
  for (auto const& drawn : made.drawn) {
    ASSERT_FALSE(drawn.checks.empty());
    auto const& first = drawn.checks.front();
    EXPECT_NE(first.state, CheckState::lacks) << drawn.target << ": " << first.said.en;
    opened += first.said.en.find("add up to it") != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(opened, 0);
}

TEST_P(Rehearsals, RefuseWhatIsTooMany) {
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const refused = dossier::rehearse(*city, {1, kMostDrawn + 1, 0, 0, day("2031-06-30")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "rehearsal.many");
}

}  // namespace
}  // namespace shian::dossier
