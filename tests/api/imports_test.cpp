// Tables that wait: what is kept on the disk, and what is taken up after a start.
#include "api/pending_imports.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include "api/import_json.hpp"
#include "base/temporary_folder.hpp"

namespace shian::api {
namespace {

namespace fs = std::filesystem;
using State = PendingImport::State;

class Waiting : public ::testing::Test {
 protected:
  fs::path table(std::string const& text) const {
    auto const path = folder_.path() / "upload";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
    return path;
  }
  PendingImport draft(std::string account, std::string name = "a.csv") const {
    PendingImport one;
    one.account = std::move(account);
    one.register_id = "visit";
    one.name = std::move(name);
    one.ending = "csv";
    one.bytes = 4;
    return one;
  }
  fs::path place() const { return folder_.path() / "pending"; }
  static std::string add(PendingImports& imports, PendingImport one, fs::path const& table, Timestamp now) {
    auto const added = imports.add(std::move(one), table, now);
    EXPECT_TRUE(added);
    return added ? added->import.id : "";
  }
  static bool become(PendingImports& imports, std::string const& id, State state) {
    return imports
        .change(id,
                [&](PendingImport& one) {
                  one.state = state;
                  return true;
                })
        .has_value();
  }
  std::size_t folders() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        fs::directory_iterator(place()), [](auto const& entry) { return entry.is_directory(); }));
  }
  static Timestamp at(std::int64_t minute) { return Timestamp{1'660'000'000'000 + minute * 60'000}; }

 private:
  TemporaryFolder folder_{"waiting"};
};

TEST_F(Waiting, IsItsSendersAlone) {
  PendingImports imports(place());
  auto const one = imports.find("a", add(imports, draft("a"), table("x,y\n"), at(0)));
  ASSERT_TRUE(one);
  EXPECT_TRUE(imports.find("a", one->id));
  EXPECT_FALSE(imports.find("b", one->id));
  EXPECT_FALSE(imports.find("a", "../" + one->id));
  EXPECT_EQ(imports.of("a").size(), 1U);
  EXPECT_TRUE(imports.of("b").empty());
  EXPECT_EQ(fs::status(imports.table_of(*one)).permissions() & fs::perms::others_all, fs::perms::none);
}

TEST_F(Waiting, IsThereAfterAStartWithAllThatWasChosen) {
  std::string id;
  {
    PendingImports imports(place());
    id = add(imports, draft("a", "台账.csv"), table("x,y\n"), at(0));
    ASSERT_TRUE(imports.change(id, [](PendingImport& one) {
      one.state = State::tried;
      one.revision = 3;
      one.choices = {2, {{4, {"area"}}, {5, {}}}, {{17, 4, "柳市"}}};
      one.on_existing = reg::OnExisting::correct;
      one.trial = {{"rows", 7}};
      return true;
    }));
  }
  PendingImports again(place());
  auto const one = again.find("a", id);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->state, State::tried);
  EXPECT_EQ(one->revision, 3);
  EXPECT_EQ(one->name, "台账.csv");
  EXPECT_EQ(one->choices.header_row, 2);
  ASSERT_EQ(one->choices.columns.size(), 2U);
  EXPECT_EQ(one->choices.columns[0].fields, std::vector<std::string>{"area"});
  ASSERT_EQ(one->choices.cells.size(), 1U);
  EXPECT_EQ(one->choices.cells[0].text, "柳市");
  EXPECT_EQ(one->on_existing, reg::OnExisting::correct);
  EXPECT_EQ(one->trial["rows"], 7);
  EXPECT_TRUE(fs::exists(again.table_of(*one)));
}

TEST_F(Waiting, WhatWasHalfMadeIsSweptAway) {
  fs::create_directories(place() / "0123456789abcdef");
  std::ofstream(place() / "0123456789abcdef" / "import.json") << R"({"id": "0123)";
  fs::create_directories(place() / "fedcba9876543210");
  PendingImports const imports(place());
  EXPECT_TRUE(imports.all().empty());
  EXPECT_FALSE(fs::exists(place() / "0123456789abcdef"));
  EXPECT_FALSE(fs::exists(place() / "fedcba9876543210"));
}

TEST_F(Waiting, TwoServersOfOneCityKeepTheirsApart) {
  PendingImports one(place());
  PendingImports other(place());
  auto const id = add(one, draft("a"), table("x\n"), at(0));
  EXPECT_FALSE(other.find("a", id));
  ASSERT_TRUE(other.add(draft("a"), table("y\n"), at(0)));
  EXPECT_EQ(one.all().size(), 1U);
}

TEST_F(Waiting, FiveWaitAndAnImportedOneMakesRoom) {
  PendingImports imports(place());
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(add(imports, draft("a"), table("x\n"), at(i)));
  auto const refused = imports.add(draft("a"), table("x\n"), at(6));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "import.too_many");
  EXPECT_EQ(folders(), 5U) << "what is refused is kept nowhere";
  EXPECT_TRUE(imports.add(draft("b"), table("x\n"), at(6))) << "of each account";
  ASSERT_TRUE(become(imports, ids[2], State::imported));
  EXPECT_TRUE(imports.add(draft("a"), table("x\n"), at(7)));
  EXPECT_FALSE(imports.find("a", ids[2]));
  EXPECT_TRUE(imports.find("a", ids[0]));
}

TEST_F(Waiting, IsForgottenAfterSevenDays) {
  PendingImports imports(place());
  auto const old = add(imports, draft("a"), table("x\n"), at(0));
  ASSERT_TRUE(become(imports, old, State::tried));
  auto const now = Timestamp{Timestamp::now().ms + PendingImports::kKeptMs + 60'000};
  ASSERT_TRUE(imports.add(draft("b"), table("x\n"), now));
  EXPECT_FALSE(imports.find("a", old));
  EXPECT_FALSE(fs::exists(place() / old));
}

TEST_F(Waiting, ATrialThatIsNoLongerWantedLearnsOfIt) {
  PendingImports imports(place());
  auto const id = add(imports, draft("a"), table("x\n"), at(0));
  EXPECT_TRUE(imports.note_rows(id, 1, 4'000));
  EXPECT_EQ(imports.find("a", id)->rows_done, 4'000);
  ASSERT_TRUE(imports.change(id, [](PendingImport& one) { return ++one.revision > 0; }));
  EXPECT_FALSE(imports.note_rows(id, 1, 8'000));
  EXPECT_TRUE(imports.note_rows(id, 2, 1));
  imports.end_trials();
  EXPECT_FALSE(imports.note_rows(id, 2, 2));
  EXPECT_TRUE(imports.remove(id));
  EXPECT_FALSE(imports.note_rows(id, 2, 3));
  EXPECT_FALSE(imports.change(id, [](PendingImport&) { return true; }));
}

TEST_F(Waiting, SentTwiceUnderOneKeyItIsOne) {
  PendingImports imports(place());
  auto const sent = [](PendingImport one, std::string name, std::string hash) {
    one.key = "k";
    one.name = std::move(name);
    one.file_hash = std::move(hash);
    return one;
  };
  struct Row {
    std::string account, name, hash;
    int answer;  // 1: made, 0: there already, -1: refused
  };
  for (auto const& [account, name, hash, answer] :
       {Row{"a", "1.csv", "h", 1}, Row{"a", "1.csv", "h", 0}, Row{"a", "2.csv", "h", -1},
        Row{"a", "1.csv", "i", -1}, Row{"b", "1.csv", "h", 1}}) {
    auto const added = imports.add(sent(draft(account), name, hash), table("x\n"), at(0));
    EXPECT_EQ(added ? static_cast<int>(added->is_new) : -1, answer) << account << name << hash;
    EXPECT_EQ(added ? "" : added.error().code, answer < 0 ? "request.idempotency_conflict" : "");
  }
  EXPECT_EQ(imports.all().size(), 2U);
  EXPECT_EQ(folders(), 2U) << "what was there already is kept nowhere twice";
}

TEST_F(Waiting, ClicksAtOnceAreOne) {
  PendingImports imports(place());
  std::vector<fs::path> tables;
  for (int i = 0; i < 4; ++i) {
    tables.push_back(table("x\n").string() + std::to_string(i));
    fs::copy_file(table("x\n"), tables.back());
  }
  std::atomic<int> made = 0;
  std::vector<std::thread> clicks;
  for (auto const& file : tables) {
    clicks.emplace_back([&] {
      auto one = draft("a");
      one.key = "k";
      auto const added = imports.add(std::move(one), file, at(0));
      made += added && added->is_new ? 1 : 0;
    });
  }
  for (auto& click : clicks) click.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(imports.all().size(), 1U);
  EXPECT_EQ(folders(), 1U);
}

TEST_F(Waiting, WhatIsBeingImportedStays) {
  PendingImports imports(place());
  auto const id = add(imports, draft("a"), table("x\n"), at(0));
  ASSERT_TRUE(become(imports, id, State::importing));
  EXPECT_FALSE(imports.remove(id));
  EXPECT_TRUE(imports.find("a", id));
  ASSERT_TRUE(become(imports, id, State::imported));
  EXPECT_TRUE(imports.remove(id));
  EXPECT_FALSE(imports.find("a", id));
  EXPECT_TRUE(imports.remove(id)) << "what is gone is gone";
}

// Where its facts cannot be written the table's folder is gone.
TEST_F(Waiting, WhatEndedIsKnownToHaveEndedThoughTheDiskDoesNotTakeIt) {
  PendingImports imports(place());
  auto const id = add(imports, draft("a"), table("x\n"), at(0));
  ASSERT_TRUE(become(imports, id, State::importing));
  fs::remove_all(place() / id);
  EXPECT_THROW(become(imports, id, State::imported), std::system_error);
  EXPECT_EQ(imports.find("a", id)->state, State::imported);
  EXPECT_THROW(become(imports, id, State::trying), std::system_error);
  EXPECT_EQ(imports.find("a", id)->state, State::imported) << "a choice that was not kept was not made";
}

TEST(RefusedRow, OfWhichTheDiskIsFullIsTold) {
  reg::Schema const schema;
  intake::Choices const choices;
  RefusedRows rows("/dev/full", schema, choices);
  EXPECT_THROW(
      {
        rows.add({}, {}, {});
        rows.finish();
      },
      store::Failure);
  EXPECT_THROW(RefusedRows("/nowhere/refused.json", schema, choices).finish(), store::Failure);
}

}  // namespace
}  // namespace shian::api
