#include "city/backup.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "city/backup_manifest.hpp"
#include "city/city.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::city {
namespace {

namespace fs = std::filesystem;

std::string content_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Manifest, ComesBackAsItWasWritten) {
  Manifest manifest;
  manifest.made_at = {1'664'500'000'123};
  manifest.program_version = "0.1.0";
  manifest.pack_id = "yueqing";
  manifest.pack_version = "2022-33";
  manifest.dialect = store::Dialect::postgresql;
  manifest.last_entry = 17;
  manifest.chain_end = sha256("the end");
  manifest.database = {"database.pgdump", 12, hex(sha256("d"))};
  manifest.evidence = {{"files/ab/abc", 3, hex(sha256("e"))}};
  manifest.lost = {"ffff"};
  auto const text = manifest_text(manifest);
  auto const read = read_manifest(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(manifest_text(*read), text);
  EXPECT_EQ(read->chain_end, manifest.chain_end);
}

TEST(Manifest, OfAnotherFormOrDamagedIsRefusedWithAReason) {
  Manifest manifest;
  manifest.database = {"database.sqlite", 1, "00"};
  auto const good = manifest_text(manifest);
  auto const with = [&](std::string const& from, std::string const& to) {
    auto text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  struct Row {
    std::string text, code;
  };
  for (auto const& [text, code] : {
           Row{"", "backup.manifest"},
           Row{"[]", "backup.manifest"},
           Row{good.substr(0, good.size() / 2), "backup.manifest"},
           Row{with("\"form\": 1", "\"form\": 2"), "backup.form"},
           Row{with("\"sqlite\"", "\"oracle\""), "backup.manifest"},
           Row{with("database.sqlite", "../shadow"), "backup.manifest"},
           Row{with("database.sqlite", "/etc/shadow"), "backup.manifest"},
           Row{with("\"last_entry\": 0", "\"last_entry\": \"x\""), "backup.manifest"},
       }) {
    auto const read = read_manifest(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, code) << text;
    EXPECT_FALSE(read.error().what.zh.empty());
  }
}

class Backups : public test::OnBothStores {};
INSTANTIATE_TEST_SUITE_P(Stores, Backups, test::kBothStores, test::store_name);

TEST_P(Backups, HoldTheStoreAsItStandsAndPutItBack) {
  ASSERT_TRUE(prepare(address, std::string(test::kSourceDir) + "/tests/packs/elmwood"));
  auto const made = make_backup(address, folder.path() / "kept");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->manifest.last_entry, 0);
  EXPECT_EQ(made->manifest.pack_id, "elmwood");
  {
    auto const session = open();
    store::Transaction transaction(*session, store::Access::write);
    session->execute("CREATE TABLE of_a_newer_program (id INTEGER); DELETE FROM shian_pack_file");
    transaction.commit();
  }
  auto const checked = checked_backup(made->folder);
  ASSERT_TRUE(checked);
  auto const refused = restore(*checked, address, Existing::refuse);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "backup.store_exists");
  ASSERT_TRUE(restore(*checked, address, Existing::replace));
  EXPECT_FALSE(open()->has_table("of_a_newer_program"));
  EXPECT_TRUE(City::open(address));
}

TEST_P(Backups, AreNotMadeOfAStoreWithoutBooks) {
  { auto const session = open(); }
  auto const made = make_backup(address, folder.path() / "kept");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, "store.unprepared");
}

TEST_P(Backups, OfTheOtherKindOfStoreAreRefused) {
  ASSERT_TRUE(prepare(address, std::string(test::kSourceDir) + "/tests/packs/elmwood"));
  auto made = make_backup(address, folder.path() / "kept");
  ASSERT_TRUE(made);
  made->manifest.dialect =
      address.dialect == store::Dialect::sqlite ? store::Dialect::postgresql : store::Dialect::sqlite;
  EXPECT_EQ(restore(*made, address, Existing::replace).error().code, "backup.other_store");
}

TEST_P(Backups, AreNeverMadeByHalves) {
  ASSERT_TRUE(prepare(address, std::string(test::kSourceDir) + "/tests/packs/elmwood"));
  auto const into = folder.path() / "a file";
  std::ofstream(into) << "in the way";
  EXPECT_THROW((void)make_backup(address, into), store::Failure);
  EXPECT_EQ(content_of(into), "in the way");
}

TEST_P(Backups, OfAnOlderProgramAreOpenedOnlyAfterTheUpgrade) {
  ASSERT_TRUE(prepare(address, std::string(test::kSourceDir) + "/tests/packs/elmwood"));
  {
    auto const session = open();
    store::Transaction transaction(*session, store::Access::write);
    session->execute("DROP INDEX shian_journal_single");
    session->execute("ALTER TABLE shian_batch DROP COLUMN first_entry");
    for (auto const* table : {"shian_attachment", "shian_step", "shian_clock"})
      session->execute(std::string("DROP TABLE ") + table);
    session->execute("DELETE FROM shian_migration WHERE component = 'register' AND version > 1");
    transaction.commit();
  }
  auto const refused = City::open(address);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().code, "store.older");
  ASSERT_TRUE(upgrade(address));
  EXPECT_TRUE(City::open(address));
}

}  // namespace
}  // namespace shian::city
