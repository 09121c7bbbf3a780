// Evidence that was filed is read soon, by one who stands behind everybody else and whom no file stops.
#include "api/evidence_reader.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <future>

#include "material/follow.hpp"
#include "material/tables.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::api {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class EvidenceReaders : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    ::setenv("SHIAN_FILES", (folder.path() / "files").c_str(), 1);  // where PostgreSQL's files stand
    ASSERT_TRUE(city::prepare(address, std::string(test::kSourceDir) + "/tests/packs/elmwood"));
    session = store::open(address);
    material::prepare_tables(*session);
    DeskOptions options;
    options.store = address;
    auto opened = Desk::open(std::move(options));
    ASSERT_TRUE(opened);
    desk = std::move(*opened);
  }
  void TearDown() override {
    if (reader) reader->finish();
    if (desk) desk->finish();
  }

  void start(std::vector<std::string> program, seconds at_most = seconds(60)) {
    reader = std::make_unique<EvidenceReader>(
        EvidenceReaderOptions{.program = std::move(program),
                              .at_most = at_most,
                              .rest = milliseconds(10),
                              .look_again = milliseconds(100),
                              .complain = [this](Text const&) { ++complaints; }});
    reader->start(*desk);
  }
  static std::vector<std::string> shell(std::string const& script) { return {"sh", "-c", script}; }

  std::string file(std::string const& name, std::string const& text) {
    auto const path = folder.path() / name;
    std::ofstream(path) << text;
    std::promise<std::string> told;
    EXPECT_TRUE(desk->change({{"clerk", ""},
                              [&](city::City& city, reg::Writing&) {
                                auto const kept = city.evidence().add(path, {"clerk", ""}, Timestamp::now());
                                EXPECT_TRUE(kept);
                                bytes = city.evidence().path_of(*kept);
                                found = *kept;
                              },
                              [&](store::Failure const* failure) {
                                EXPECT_EQ(failure, nullptr);
                                told.set_value(found);
                              }}));
    return told.get_future().get();
  }
  std::optional<material::KeptContent> kept(std::string const& hash) {
    return material::kept(*session, hash);
  }
  template <class Holds>
  static bool soon(Holds const& holds) {
    auto const until = std::chrono::steady_clock::now() + seconds(20);
    while (!holds()) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(milliseconds(20));
    }
    return true;
  }
  bool answers() {
    std::promise<void> answered;
    EXPECT_TRUE(desk->ask([&](city::City&) { answered.set_value(); }));
    return answered.get_future().wait_for(seconds(10)) == std::future_status::ready;
  }

  std::unique_ptr<store::Session> session;
  std::unique_ptr<Desk> desk;
  std::unique_ptr<EvidenceReader> reader;
  std::filesystem::path bytes;
  std::string found;
  std::atomic<int> complaints = 0;
};
INSTANTIATE_TEST_SUITE_P(Stores, EvidenceReaders, test::kBothStores, test::store_name);

TEST_P(EvidenceReaders, ReadWhatIsFiledBeforeAndAfter) {
  auto const before = file("a.txt", "后厨不洁，2022年6月15日");
  start({});
  EXPECT_TRUE(soon([&] { return kept(before).has_value(); }));
  EXPECT_EQ(kept(before)->content.days.size(), 1U);
  auto const after = file("b.txt", "索证索票");
  reader->wake();
  EXPECT_TRUE(soon([&] { return kept(after).has_value(); }));
  auto const broken = file("c.pdf", "%PDF-1.7 nothing");
  EXPECT_TRUE(soon([&] { return kept(broken).has_value(); })) << "found without being woken";
  EXPECT_TRUE(kept(broken)->unreadable);
  EXPECT_EQ(complaints, 0) << "a file that cannot be read is told where one looks for it";
}

TEST_P(EvidenceReaders, FollowTheJournal) {
  std::promise<void> written;
  ASSERT_TRUE(desk->change({{"clerk", ""},
                            [](city::City& city, reg::Writing& writing) {
                              for (auto const& schema : city.schemas().all()) {
                                std::vector<Value> values(schema.fields.size());
                                (void)writing.create(schema, std::move(values));
                              }
                            },
                            [&](store::Failure const*) { written.set_value(); }}));
  written.get_future().get();
  start({});
  auto const behind = [&] {
    std::promise<std::int64_t> told;
    EXPECT_TRUE(
        desk->ask([&](city::City& city) { told.set_value(material::entries_behind(city.ledger())); }));
    return told.get_future().get();
  };
  EXPECT_TRUE(soon([&] { return behind() == 0; }));
}

TEST_P(EvidenceReaders, AreNotStoppedByAFileThatEndsWhateverReadsIt) {
  auto const hostile = file("a.txt", "hostile");
  auto const other = file("b.txt", "hostile as well");
  start(shell("echo ready; read line; kill -SEGV $$"));
  EXPECT_TRUE(soon([&] { return kept(hostile) && kept(other); }));
  EXPECT_EQ(kept(hostile)->unreadable->code, "material.broke");
  EXPECT_TRUE(answers());
}

TEST_P(EvidenceReaders, GiveAFileUpAfterATime) {
  auto const endless = file("a.txt", "endless");
  start(shell("echo ready; read line; sleep 100"), seconds(1));
  EXPECT_TRUE(soon([&] { return kept(endless).has_value(); }));
  EXPECT_EQ(kept(endless)->unreadable->code, "material.late");
}

TEST_P(EvidenceReaders, GoOnWithWhatIsNotReadWhenTheProgramRunsAgain) {
  auto const hash = file("a.txt", "后厨");
  start({"/no/such/program"});
  EXPECT_TRUE(soon([&] { return complaints > 0; })) << "whoever runs the program is told";
  EXPECT_FALSE(kept(hash)) << "and the file is not blamed";
  start(shell("echo ready; read line; sleep 100"));
  std::this_thread::sleep_for(milliseconds(300));
  auto const begun = std::chrono::steady_clock::now();
  reader->finish();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, seconds(5)) << "it stops in the middle of a file";
  EXPECT_FALSE(kept(hash));
  start({});
  EXPECT_TRUE(soon([&] { return kept(hash).has_value(); }));
}

TEST_P(EvidenceReaders, LeaveAloneWhatIsOnAnotherServersDisk) {
  auto const elsewhere = file("a.txt", "elsewhere");
  std::filesystem::remove(bytes);
  auto const here = file("b.txt", "here");
  start({});
  EXPECT_TRUE(soon([&] { return kept(here).has_value(); }));
  EXPECT_FALSE(kept(elsewhere));
  EXPECT_EQ(material::count_files(*session).unread, 1);
}

TEST_P(EvidenceReaders, OfTwoServersReadEachFileOnce) {
  std::vector<std::string> hashes;
  for (int i = 0; i < 30; ++i)
    hashes.push_back(file("f" + std::to_string(i) + ".txt", "文件" + std::to_string(i)));
  start({});
  DeskOptions options;
  options.store = address;
  auto other_desk = Desk::open(std::move(options));
  ASSERT_TRUE(other_desk);
  EvidenceReader other({.rest = milliseconds(10), .look_again = milliseconds(100)});
  other.start(**other_desk);
  EXPECT_TRUE(soon([&] { return material::count_files(*session).unread == 0; }));
  other.finish();
  (*other_desk)->finish();
  EXPECT_EQ(material::count_files(*session).read, 30);
  EXPECT_EQ(complaints, 0);
}

}  // namespace
}  // namespace shian::api
