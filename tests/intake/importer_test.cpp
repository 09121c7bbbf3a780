#include "intake/importer.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "register/audit.hpp"
#include "register/tables.hpp"
#include "support/field.hpp"
#include "support/fresh_store.hpp"

namespace shian::intake {
namespace {

using test::field;
pack::Pack one_register() {
  using pack::FieldType;
  pack::Pack pack;
  for (auto const* name : {"北镇", "南镇"}) {
    pack::Area area;
    area.id = name == std::string("北镇") ? "north" : "south";
    area.name = {name, name};
    pack.areas.push_back(area);
  }
  pack::Unit unit;
  unit.id = "U1";
  unit.name = {"一局", "First bureau"};
  pack.units.push_back(unit);
  pack::Register test;
  test.id = "test";
  test.name = {"样品", "Tests"};
  auto code = field("code", FieldType::text);
  code.required = true;
  auto verdict = field("verdict", FieldType::enumeration);
  verdict.options = {{"good", {"合格", "good"}, {}}, {"bad", {"不合格", "bad"}, {}}};
  test.fields = {code,
                 field("taken_on", FieldType::date),
                 verdict,
                 field("area", FieldType::area),
                 field("unit", FieldType::unit),
                 field("again_of", FieldType::reference, "test")};
  test.keys = {{"code"}};
  test.unit_field = "unit";
  test.rules = {{"not-future", {"taken_on <= 2030-01-01", {}}, {"日期太晚", "too late a day"}}};
  pack.registers = {test};
  return pack;
}

class Importing : public test::OnBothStores {
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
  Expected<ImportReport> import(std::filesystem::path const& file, ImportOptions options = {}) {
    options.author = {"clerk", "U1"};
    options.now = Timestamp{1'650'000'000'000 + sheets};
    return import_table(*ledger, *schemas.find("test"), file, options);
  }
  std::int64_t records() { return ledger->records().count(*schemas.find("test")); }

  pack::Pack pack = one_register();
  clock::Rules rules{pack.clocks, pack.calendar, kShanghaiOffsetMinutes};
  reg::Schemas schemas;
  std::unique_ptr<store::Session> session;
  std::optional<reg::Ledger> ledger;
  int sheets = 0;
};
INSTANTIATE_TEST_SUITE_P(Stores, Importing, test::kBothStores, test::store_name);

TEST_P(Importing, ALargeSheetIsOneBatchReadAheadOfTheWriting) {
  std::string text = "code,taken_on,verdict,area\n";
  for (int i = 0; i < 13'000; ++i) {
    text += "T" + std::to_string(i) + ",2022-03-01," + (i % 50 == 0 ? "大概合格" : "合格") + ",北镇\n";
  }
  ImportOptions options;
  options.rejects = folder.path() / "back.xlsx";
  auto const done = import(sheet(text), options);
  ASSERT_TRUE(done) << done.error().to_string(Language::en);
  EXPECT_EQ(done->rows, 13'000);
  EXPECT_EQ(done->totals.created, 12'740);
  EXPECT_EQ(done->totals.refused, 260);
  EXPECT_EQ(done->refused.front().row, 2);
  EXPECT_TRUE(std::filesystem::exists(options.rejects));
  EXPECT_EQ(records(), 12'740);
  EXPECT_EQ(reg::batches(*session).size(), 1U);
  EXPECT_TRUE(reg::audit(*session, schemas).findings.empty());
}

TEST_P(Importing, ARowMayNameAnEarlierRowOfTheSameSheet) {
  auto const done = import(sheet("code,again_of\nA,\nB,A\nC,Z\nD,B\n"));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->totals.created, 3);
  ASSERT_EQ(done->refused.size(), 1U);
  EXPECT_EQ(done->refused[0].row, 4);
  EXPECT_THAT(done->refused[0].reasons[0].zh, testing::HasSubstr("Z"));
}

TEST_P(Importing, AFaultInTheMiddleOfTheFileKeepsNothing) {
  std::string text = "code,taken_on\n";
  for (int i = 0; i < 9'000; ++i) text += "T" + std::to_string(i) + ",2022-03-01\n";
  auto const done = import(sheet(text + "\"open quote,2022-03-01\n"));
  ASSERT_FALSE(done);
  EXPECT_EQ(records(), 0);
  EXPECT_EQ(reg::last_entry(*session), 0);
}

TEST_P(Importing, RulesAndReferencesAreAskedOfEveryRow) {
  auto const done = import(sheet(
      "code,taken_on,area\nA,2031-01-01,北镇\n,2022-01-01,北镇\nB,2022-01-01,东镇\nC,2022-01-01,南镇\n"));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->totals.created, 1);
  EXPECT_EQ(done->refused.size(), 3U);
  EXPECT_EQ(canonical(ledger->records().get(*schemas.find("test"), 1)->values[4]), "U1");  // the sender's own
}

TEST_P(Importing, TheSameFileTwiceAndADryRunChangeNothing) {
  auto const file = sheet("code,taken_on\nA,2022-01-01\n");
  ImportOptions dry;
  dry.dry_run = true;
  ASSERT_TRUE(import(file, dry));
  EXPECT_EQ(records(), 0);
  ASSERT_TRUE(import(file));
  EXPECT_TRUE(import(file)->known_file);
  EXPECT_EQ(records(), 1);
  EXPECT_EQ(reg::batches(*session).size(), 1U);
}

TEST_P(Importing, AMarkedSheetMarksTheStore) {
  ASSERT_TRUE(import(sheet("模拟数据 SIMULATED\ncode,taken_on\nA,2022-01-01\n")));
  EXPECT_EQ(reg::meta(*session, "simulated"), "yes");
}

}  // namespace
}  // namespace shian::intake
