// A trial must tell what the import then does, row for row, and leave nothing behind.
#include <gmock/gmock.h>

#include <fstream>
#include <random>

#include "intake/importer.hpp"
#include "register/audit.hpp"
#include "register/tables.hpp"
#include "support/field.hpp"
#include "support/fresh_store.hpp"

namespace shian::intake {
namespace {

using test::field;
using testing::HasSubstr;

pack::Pack two_registers() {
  using pack::FieldType;
  pack::Pack pack;
  for (auto const* id : {"north", "south"}) {
    pack::Area area;
    area.id = id;
    area.name = {id == std::string("north") ? "北镇" : "南镇", id};
    pack.areas.push_back(area);
  }
  pack::Register test;
  test.id = "test";
  test.name = {"样品", "Tests"};
  auto code = field("code", FieldType::text);
  code.required = true;
  auto again_of = field("again_of", FieldType::reference);
  again_of.refers_to = "test";
  auto share = field("share", FieldType::decimal);
  share.scale = 1;
  test.fields = {code,     field("taken_on", FieldType::date), field("area", FieldType::area), share,
                 again_of, field("seal", FieldType::text)};
  test.keys = {{"code"}, {"seal"}};
  test.area_field = "area";
  test.rules = {{"not-future", {"taken_on <= 2030-01-01", {}}, {"日期太晚", "too late a day"}}};
  pack::Register note;
  note.id = "note";
  note.name = {"便条", "Notes"};
  note.fields = {field("what", FieldType::text), field("day", FieldType::date)};
  pack.registers = {test, note};
  return pack;
}

class Trying : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    session = open();
    schemas = *reg::Schemas::compile(pack, &rules);
    reg::prepare_tables(*session, schemas);
    ledger.emplace(*session, pack, schemas, rules);
  }
  std::filesystem::path sheet(std::string const& text) {
    auto const path = folder.path() / ("sheet" + std::to_string(++sheets) + ".csv");
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  ImportOptions by_clerk() const {
    ImportOptions options;
    options.author = {"clerk", "U1"};
    options.now = Timestamp{1'650'000'000'000 + sheets};
    return options;
  }
  struct Told {
    reg::BatchTotals totals;
    std::int64_t rows = 0;
    std::vector<int> refused;
  };
  Told tried(std::string const& book, std::filesystem::path const& file, ImportOptions options) {
    Told told;
    options.refused = [&](Row const& row, auto) { told.refused.push_back(row.number); };
    Trial trial;
    auto const done =
        try_table(*ledger, *schemas.find(book), file, options, folder.path() / "scratch", trial);
    EXPECT_TRUE(done) << done.error().to_string(Language::en);
    EXPECT_FALSE(trial.problem);
    told.totals = trial.report.totals;
    told.rows = trial.report.rows;
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "scratch"));
    return told;
  }
  Told imported(std::string const& book, std::filesystem::path const& file, ImportOptions options) {
    Told told;
    options.refused = [&](Row const& row, auto) { told.refused.push_back(row.number); };
    auto const done = import_table(*ledger, *schemas.find(book), file, options);
    EXPECT_TRUE(done) << done.error().to_string(Language::en);
    told.totals = done->totals;
    told.rows = done->rows;
    return told;
  }
  void expect_told(std::string const& book, std::filesystem::path const& file, ImportOptions const& options) {
    auto const entries = reg::last_entry(*session);
    auto const before = tried(book, file, options);
    EXPECT_EQ(reg::last_entry(*session), entries) << "a trial writes nothing";
    auto const after = imported(book, file, options);
    EXPECT_EQ(before.rows, after.rows);
    EXPECT_EQ(before.totals.created, after.totals.created);
    EXPECT_EQ(before.totals.corrected, after.totals.corrected);
    EXPECT_EQ(before.totals.same, after.totals.same);
    EXPECT_EQ(before.totals.refused, after.totals.refused);
    EXPECT_EQ(before.refused, after.refused);
  }

  pack::Pack pack = two_registers();
  clock::Rules rules{pack.clocks, pack.calendar, kShanghaiOffsetMinutes};
  reg::Schemas schemas;
  std::unique_ptr<store::Session> session;
  std::optional<reg::Ledger> ledger;
  int sheets = 0;
};
INSTANTIATE_TEST_SUITE_P(Stores, Trying, test::kBothStores, test::store_name);

// Tables of few keys, so that rows meet each other and what is there, with all kinds of faults.
std::string messy(std::mt19937& random, int rows) {
  auto const one_of = [&](std::initializer_list<char const*> texts) {
    return std::string(*(texts.begin() + static_cast<std::ptrdiff_t>(random() % texts.size())));
  };
  std::string text = "code,taken_on,area,share,again_of,seal\n";
  for (int i = 0; i < rows; ++i) {
    auto const code = random() % 20 == 0 ? std::string() : "T" + std::to_string(random() % 60);
    auto const again = random() % 4 == 0 ? "T" + std::to_string(random() % 80) : std::string();
    auto const seal = random() % 3 == 0 ? "S" + std::to_string(random() % 200) : std::string();
    text += code + "," + one_of({"2022-03-01", "2022-03-01", "2022-03-02", "2031-01-01", "never", ""}) + "," +
            one_of({"北镇", "南镇", "西镇", ""}) + "," + one_of({"1.5", "1.5", "1.25", "x", ""}) + "," +
            again + "," + seal + "\n";
  }
  return text;
}

TEST_P(Trying, TellsWhatTheImportDoes) {
  std::mt19937 random(20220930);
  for (int round = 0; round < 8; ++round) {
    SCOPED_TRACE(round);
    auto options = by_clerk();
    options.on_existing = round % 2 == 0 ? reg::OnExisting::refuse : reg::OnExisting::correct;
    expect_told("test", sheet(messy(random, 120)), options);
  }
  EXPECT_TRUE(reg::audit(*session, schemas).findings.empty());
}

TEST_P(Trying, TellsOfATableThatIsReadInManyPieces) {
  std::string text = "code,taken_on\n";
  for (int i = 0; i < 13'000; ++i)
    text += "T" + std::to_string(i % 12'500) + (i % 70 == 0 ? ",soon\n" : ",2022-03-01\n");
  expect_told("test", sheet(text), by_clerk());
}

TEST_P(Trying, CountsEqualRowsOfARegisterWithoutAKey) {
  auto const file = sheet("what,day\nA,2022-01-01\nA,2022-01-01\nB,2022-01-01\nA,2022-01-01\nB,soon\n");
  expect_told("note", file, by_clerk());
  auto const again =
      sheet("what,day\nA,2022-01-01\nC,2022-01-01\nA,2022-01-01\nA,2022-01-01\nA,2022-01-01\n");
  auto const told = tried("note", again, by_clerk());
  EXPECT_EQ(told.totals.created, 2);
  EXPECT_EQ(told.totals.same, 3);
  expect_told("note", again, by_clerk());
}

TEST_P(Trying, KeepsToWhatTheAuthorMayEnterAndSee) {
  ASSERT_EQ(imported("test", sheet("code,share,area\nT1,1.5,北镇\nT2,1.5,北镇\n"), by_clerk()).totals.created,
            2);
  auto options = by_clerk();
  options.on_existing = reg::OnExisting::correct;
  auto const* schema = schemas.find("test");
  options.refuses = [&](std::vector<Value> const& values) -> std::optional<Text> {
    if (schema->area_of(values) == "south") return Text{"南镇不行", "not the south"};
    return std::nullopt;
  };
  options.within = [](auto const&, reg::Record const& there, auto const&) {
    return canonical(there.values[0]) == "T1" ? reg::Within::nothing : reg::Within::correcting;
  };
  std::vector<std::string> reasons;
  options.refused = [&](Row const&, std::span<Reject const> why) { reasons.push_back(why[0].reason.en); };
  auto const file = sheet("code,share,area\nT1,9.9,北镇\nT2,9.9,北镇\nT3,1.0,南镇\n");
  expect_told("test", file, options);
  auto& session_now = ledger->session();
  auto& statement = session_now.prepared("SELECT f_code, f_share FROM r_test ORDER BY f_code");
  std::vector<std::string> kept;
  while (statement.step())
    kept.push_back(std::string(statement.text(0)) + "=" + std::string(statement.text(1)));
  EXPECT_THAT(kept, testing::ElementsAre("T1=1.5", "T2=9.9"));
  Trial trial;
  ASSERT_TRUE(try_table(*ledger, *schema, file, options, folder.path() / "scratch", trial));
  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_THAT(reasons[0], HasSubstr("another unit"));
  EXPECT_THAT(reasons[0], testing::Not(HasSubstr("1.5"))) << "what the other's record holds is not told";
  EXPECT_EQ(reasons[1], "not the south");
  // Nor that a row which says the same says the same.
  reasons.clear();
  expect_told("test", sheet("code,share,area\nT1,1.5,北镇\n"), options);
  ASSERT_TRUE(try_table(*ledger, *schema, sheet("code,share,area\nT1,1.5,北镇\n"), options,
                        folder.path() / "scratch", trial));
  EXPECT_THAT(reasons, testing::Contains(HasSubstr("another unit")));
}

TEST_P(Trying, ChoicesAndCorrectedCellsCountInBoth) {
  auto const file = sheet("Report of 2022,,\ncode,when,where\nT1,2022-03-01,北镇\nT2,2022-03-01,西镇\n");
  auto options = by_clerk();
  options.choices.header_row = 2;
  options.choices.columns = {{1, {"taken_on"}}, {2, {"area"}}};
  EXPECT_EQ(tried("test", file, options).refused, std::vector<int>{4});
  options.choices.cells = {{4, 2, "南镇"}};
  expect_told("test", file, options);
  auto& statement =
      session->prepared("SELECT count(*) FROM r_test WHERE f_area = 'south' AND f_taken_on IS NOT NULL");
  statement.step();
  EXPECT_EQ(statement.integer(0), 1);
  statement.reset();
  // The next table of the same sender is understood without choosing.
  auto const next = sheet("code,when,where\nT5,2022-03-01,北镇\n");
  EXPECT_EQ(tried("test", next, by_clerk()).totals.created, 1);
}

TEST_P(Trying, WhatIsMissingIsToldWithSamples) {
  auto options = by_clerk();
  Trial trial;
  ASSERT_TRUE(try_table(*ledger, *schemas.find("test"),
                        sheet("share,taken_on,odd\n1.5,2022-03-01,T1\n2.5,2022-03-01,T2\n"), options,
                        folder.path() / "scratch", trial));
  ASSERT_TRUE(trial.problem);
  EXPECT_EQ(trial.problem->code, "import.columns");
  ASSERT_EQ(trial.report.samples.size(), 3U);
  EXPECT_THAT(trial.report.samples[1], testing::ElementsAre("2022-03-01"));
  EXPECT_THAT(trial.report.samples[2], testing::ElementsAre("T1", "T2"));
}

TEST_P(Trying, GivingUpLeavesNothing) {
  std::string text = "code\n";
  for (int i = 0; i < 9'000; ++i) text += "T" + std::to_string(i) + "\n";
  auto const file = sheet(text);
  struct Enough {};
  Trial trial;
  EXPECT_THROW((void)try_table(*ledger, *schemas.find("test"), file, by_clerk(), folder.path() / "scratch",
                               trial, [](std::int64_t) { throw Enough(); }),
               Enough);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "scratch"));
  EXPECT_THROW((void)import_table(*ledger, *schemas.find("test"), file, by_clerk(),
                                  [](std::int64_t) { throw Enough(); }),
               Enough);
  EXPECT_EQ(ledger->records().count(*schemas.find("test")), 0);
  EXPECT_EQ(imported("test", file, by_clerk()).totals.created, 9'000) << "and the store can be written to";
}

}  // namespace
}  // namespace shian::intake
