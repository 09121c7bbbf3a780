// Another version of the pack, and decisions signed at the desk, in a store in use.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

#include "city/city.hpp"
#include "city/signed_decisions.hpp"
#include "city/trial.hpp"
#include "support/day.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::city {
namespace {

namespace fs = std::filesystem;

using test::day;

pack::Decision decision_on(std::string subject, std::string value) {
  pack::Decision made;
  made.subject = std::move(subject);
  made.value = std::move(value);
  made.decided_on = day("2031-06-01");
  made.decided_by = "Head of the Health Office";
  made.document_no = "HO 12";
  made.account = "office";
  made.entered_at = *Timestamp::parse("2031-06-02T08:00Z", 0);
  return made;
}

class PackChange : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(prepare(address, elmwood));
    reopen();
    grievance("G-1", "2031-02-01", "2031-02-10");
    grievance("G-2", "2031-02-03", "2031-02-28");
  }
  void reopen() { city = std::move(*City::open(address)); }
  void grievance(std::string const& ticket, std::string const& received_on, std::string const& answered_on) {
    reg::Writing writing(city->ledger(), {"clerk", "health"}, *Timestamp::parse("2031-06-30T08:00Z", 0));
    ASSERT_TRUE(writing.create(*city->schemas().find("grievance"),
                               {Value(ticket), Value(std::string("hill")), Value(std::string("health")),
                                Value(day(received_on)), Value(day(answered_on)), Value{}}));
    writing.commit();
  }
  [[nodiscard]] std::string in_time() {
    store::Transaction const one_moment(city->session(), store::Access::read);
    auto const reading =
        city->figures().read(*city->catalogue().find("grievance.in_time"), day("2031-06-30"));
    return reading.city.value ? reading.city.value->to_string() : "-";
  }
  std::expected<pack::Decision, Errors> sign(pack::Decision const& decision) {
    store::Transaction transaction(city->session(), store::Access::write);
    auto made = decide(city->session(), decision);
    if (!made) return std::unexpected(made.error());
    transaction.commit();
    return made->decision;
  }
  // Elmwood with one file changed.
  fs::path edition(std::string const& name, std::string const& file, std::string const& from,
                   std::string const& to) {
    auto const made = folder.path() / name / "elmwood";
    fs::create_directories(made.parent_path());
    fs::copy(elmwood, made, fs::copy_options::recursive);
    std::ifstream in(made / file);
    std::ostringstream text;
    text << in.rdbuf();
    auto changed = text.str();
    auto const at = changed.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    changed.replace(at, from.size(), to);
    std::ofstream(made / file) << changed;
    return made;
  }
  std::expected<Prepared, Errors> apply(fs::path const& pack, std::string const& replaces) {
    return apply_pack(city->session(),
                      {pack, replaces, "system", "a new year", *Timestamp::parse("2031-07-01T08:00Z", 0)},
                      [this](store::Session&) { ++told; });
  }

  fs::path const elmwood = std::string(test::kSourceDir) + "/tests/packs/elmwood";
  std::unique_ptr<City> city;
  int told = 0;
};
INSTANTIATE_TEST_SUITE_P(Stores, PackChange, test::kBothStores, test::store_name);

TEST_P(PackChange, ADecisionBuildsItsFiguresAnew) {
  ASSERT_EQ(in_time(), "50");  // the pack's own decision: ten days
  auto const edition_before = city->edition();
  auto decision = decision_on("indicator:grievance.in_time.days", "30");
  decision.decided_on = day("2031-01-01");
  auto const too_late = sign(decision);
  ASSERT_FALSE(too_late);
  EXPECT_EQ(too_late.error().front().code, "decision.later");
  decision.decided_on = day("2031-06-15");
  auto const made = sign(decision);
  ASSERT_TRUE(made) << made.error().front().to_string(Language::en);
  EXPECT_EQ(made->id, "signed-1");
  reopen();
  EXPECT_GT(city->edition(), edition_before);
  EXPECT_EQ(in_time(), "100");
  EXPECT_EQ(indicator::verify(city->ledger(), city->catalogue(), city->cells()).differences.size(), 0U);
  EXPECT_EQ(signed_decisions(city->session()).size(), 1U);
}

TEST_P(PackChange, ATrialForetellsTheFiguresAndWritesNothing) {
  auto decision = decision_on("indicator:grievance.in_time.days", "30");
  decision.decided_on = day("2031-06-15");
  auto compiled = compile_with(city->session(), decision);
  ASSERT_TRUE(compiled);
  {
    store::Transaction const one_moment(city->session(), store::Access::read);
    Trial trial(*city, std::move(*compiled));
    auto const standing = trial.stand(*trial.pack().find_target("E3"), day("2031-06-30"));
    ASSERT_TRUE(standing);
    ASSERT_TRUE(standing->parts[0].reading.city.value);
    EXPECT_EQ(standing->parts[0].reading.city.value->to_string(), "100");
  }
  EXPECT_EQ(in_time(), "50");
  EXPECT_TRUE(signed_decisions(city->session()).empty());
}

TEST_P(PackChange, ANewVersionIsAppliedOnceAndOnlyOverWhatItWasComparedWith) {
  auto const before = hash_of(kept_files(city->session()));
  auto const next = edition("next", "pack.yaml", "\"2031-1\"", "\"2031-2\"");
  ASSERT_TRUE(apply(next, before));
  EXPECT_EQ(told, 1);
  reopen();
  EXPECT_EQ(city->pack().version, "2031-2");
  auto const history = pack_history(city->session());
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].from, "2031-1");
  EXPECT_EQ(history[0].to, "2031-2");
  EXPECT_EQ(history[0].account, "system");
  EXPECT_EQ(history[0].hash, hash_of(kept_files(city->session())));
  EXPECT_EQ(history[1].account, "");
  auto const again = apply(next, before);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().front().code, "pack.moved");
  EXPECT_EQ(told, 1) << "nothing is said of what was not done";
}

TEST_P(PackChange, ADecisionSignedWhileAVersionComesInIsNotLost) {
  auto decision = decision_on("indicator:grievance.in_time.days", "30");
  decision.decided_on = day("2031-06-15");
  auto const next = edition("next", "pack.yaml", "\"2031-1\"", "\"2031-2\"");
  std::expected<Prepared, Errors> prepared;
  {
    // The other has read the pack and waits for this writer. Where it has not come so far, it sees the
    // decision.
    store::Transaction transaction(city->session(), store::Access::write);
    std::thread other([&] { prepared = prepare(address, next); });
    std::this_thread::sleep_for(std::chrono::seconds(2));
    auto const made = decide(city->session(), decision);
    transaction.commit();
    other.join();
    ASSERT_TRUE(made);
  }
  if (!prepared) {
    EXPECT_EQ(prepared.error().front().code, "pack.moved");
  }
  reopen();
  EXPECT_EQ(in_time(), "100");
  EXPECT_EQ(indicator::verify(city->ledger(), city->catalogue(), city->cells()).differences.size(), 0U);
}

TEST_P(PackChange, FilesThatCannotBeWrittenAreNotPassedOver) {
  auto const there = folder.path() / "there";
  EXPECT_THROW(write_files({{"town", "a file"}, {"town/pack.yaml", "and a folder"}}, there),
               std::system_error);
  EXPECT_THROW(write_files({{"town/pack.yaml", "a folder"}, {"town", "and a file"}}, there / "b"),
               std::system_error);
}

TEST_P(PackChange, AVersionWithFaultsOrOfAnotherCityIsRefused) {
  auto const before = hash_of(kept_files(city->session()));
  auto const other = apply(edition("other", "pack.yaml", "id: elmwood", "id: oakwood"), before);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().front().code, "store.other_pack");
  auto const broken = apply(edition("broken", "pack.yaml", "2031-06-30", "2031-13-30"), before);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().front().where.file, "elmwood/pack.yaml");
  EXPECT_EQ(hash_of(kept_files(city->session())), before);
}

TEST_P(PackChange, ADecisionOutlivesAVersionThatHasNothingForIt) {
  ASSERT_TRUE(sign(decision_on("question:OQ1.answer", "as the council says")));
  reopen();
  auto const before = hash_of(kept_files(city->session()));
  auto const without = edition("without", "plan.yaml", "id: OQ1", "id: OQ7");
  ASSERT_TRUE(apply(without, before));
  reopen();
  auto const& decisions = city->pack().decisions;
  auto const kept = std::ranges::find(decisions, "signed-1", &pack::Decision::id);
  ASSERT_NE(kept, decisions.end());
  EXPECT_TRUE(kept->idle);
}

}  // namespace
}  // namespace shian::city
