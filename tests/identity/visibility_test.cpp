// The policy held against real records: what a list's condition finds is what may be read one by one.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "identity/policy.hpp"
#include "register/on_ledger.hpp"
#include "register/secrecy.hpp"

namespace shian::identity {
namespace {

using test::field;

// A register that says whose work and which town it is, one that says neither, and one that keeps secrets.
pack::Pack plan() {
  pack::Pack plan;
  plan.units = {test::unit("U20"), test::unit("U21")};
  for (auto const* id : {"T16", "T17"}) {
    pack::Area area;
    area.id = id;
    area.name = {id, id};
    plan.areas.push_back(area);
  }
  pack::Register visit;
  visit.id = "visit";
  visit.name = {"走访", "Visits"};
  visit.fields = {field("by", pack::FieldType::unit), field("town", pack::FieldType::area),
                  field("no", pack::FieldType::integer)};
  visit.unit_field = "by";
  visit.area_field = "town";
  pack::Register note;
  note.id = "note";
  note.name = {"记事", "Notes"};
  note.fields = {field("no", pack::FieldType::integer)};
  pack::Register finding;
  finding.id = "finding";
  finding.name = {"问题", "Findings"};
  finding.fields = {field("by", pack::FieldType::unit), field("town", pack::FieldType::area),
                    field("secret", pack::FieldType::boolean), field("revealed_on", pack::FieldType::date),
                    field("no", pack::FieldType::integer)};
  finding.unit_field = "by";
  finding.area_field = "town";
  finding.secrecy = {"secret", "revealed_on"};
  plan.registers = {visit, note, finding};
  return plan;
}

class Visibility : public test::OnLedger {
 protected:
  Visibility() : OnLedger(plan()) {}
  void SetUp() override {
    OnLedger::SetUp();
    if (!IsSkipped()) enter_all();
  }

  // Every entering post with every owner and every town: 5 x 3 x 3 visits, 5 notes.
  void enter_all() {
    auto const named = [](char const* id) { return *id == 0 ? Value{} : Value(std::string(id)); };
    reg::Writing writing(*ledger, {"clerk", "U20"}, now);
    std::int64_t no = 0;
    for (auto const* entered_for : {"U20", "U21", "T16", "T17", "B1"}) {
      writing.write_as({"clerk", entered_for}, now);
      for (auto const* by : {"", "U20", "U21"})
        for (auto const* town : {"", "T16", "T17"})
          ASSERT_TRUE(writing.create(visit(), {named(by), named(town), Value(++no)}));
      ASSERT_TRUE(writing.create(note(), {Value(++no)}));
      // Of every unit's work in every town: open, said to be so, secret, and revealed.
      for (auto const* by : {"U20", "U21"})
        for (auto const* town : {"T16", "T17"})
          for (auto const& secret : {Value{}, Value(false), Value(true)})
            for (auto const& revealed : {Value{}, Value(test::day("2022-09-30"))})
              ASSERT_TRUE(writing.create(finding(), {named(by), named(town), secret, revealed, Value(++no)}));
    }
    writing.commit();
  }
  reg::Schema const& visit() { return *schemas.find("visit"); }
  reg::Schema const& note() { return *schemas.find("note"); }

  reg::Schema const& finding() { return *schemas.find("finding"); }

  std::set<RecordId> listed(Post const& post, reg::Schema const& schema, bool is_shared) {
    std::set<RecordId> ids;
    auto const visible = visible_records(post, schema, is_shared);
    if (!visible) return ids;
    ledger->records().scan_where(schema, visible->sql, visible->parameters, "id", [&](auto const& record) {
      ids.insert(record.id);
      return true;
    });
    return ids;
  }
  std::set<RecordId> allowed(Post const& post, Action action, reg::Schema const& schema, bool is_shared) {
    std::set<RecordId> ids;
    ledger->records().scan(schema, [&](auto const& record) {
      if (may(post, action, schema, record, is_shared)) ids.insert(record.id);
      return true;
    });
    return ids;
  }

  Timestamp const now{1'650'000'000'000};
};
INSTANTIATE_TEST_SUITE_P(Stores, Visibility, test::kBothStores, test::store_name);

TEST_P(Visibility, OfAListIsThatOfEachRecord) {
  for (auto const role : kRoles) {
    for (auto const* unit : {"", "U20", "U21", "B1", "nobody"}) {
      for (auto const* area : {"", "T16", "T17"}) {
        Post const post{"a", role, unit, area};
        for (auto const* schema : {&visit(), &note(), &finding()}) {
          for (bool const is_shared : {false, true}) {
            EXPECT_EQ(listed(post, *schema, is_shared), allowed(post, Action::read, *schema, is_shared))
                << code_of(role) << " unit " << unit << " area " << area << " in " << schema->definition.id;
          }
        }
      }
    }
  }
}

TEST_P(Visibility, IsAsWideAsThePostAndNoWider) {
  struct Row {
    Role role;
    char const* unit;
    char const* area;
    std::size_t read, corrected, unmasked, notes;
    char const* why;
  };
  for (auto const& row : {
           Row{Role::office, "", "", 45, 45, 0, 5, "all, and no personal data"},
           Row{Role::unit_officer, "U20", "", 21, 21, 21, 1, "9 entered, 15 its work, 3 of them both"},
           Row{Role::unit_leader, "U20", "", 21, 0, 0, 1, "reads and changes nothing"},
           Row{Role::town_officer, "", "T16", 18, 18, 0, 1, "15 in the town, 3 of its own without a town"},
           Row{Role::inspector, "U21", "", 21, 21, 21, 1, "as its unit"},
           Row{Role::laboratory, "L1", "", 0, 0, 0, 0, "has entered nothing"},
           Row{Role::business, "B1", "", 9, 9, 0, 1, "what it entered itself"},
           Row{Role::reviewer, "U20", "T16", 0, 0, 0, 0, "no records at all"},
           Row{Role::system_admin, "U20", "T16", 0, 0, 0, 0, "no records at all"},
           Row{Role::security_admin, "U20", "T16", 0, 0, 0, 0, "no records at all"},
           Row{Role::audit_admin, "U20", "T16", 0, 0, 0, 0, "no records at all"},
       }) {
    Post const post{"a", row.role, row.unit, row.area};
    EXPECT_EQ(listed(post, visit(), false).size(), row.read) << code_of(row.role) << ": " << row.why;
    EXPECT_EQ(allowed(post, Action::correct, visit(), false).size(), row.corrected) << code_of(row.role);
    EXPECT_EQ(allowed(post, Action::unmask, visit(), false).size(), row.unmasked) << code_of(row.role);
    EXPECT_EQ(listed(post, note(), false).size(), row.notes) << code_of(row.role);
  }
}

// 5 x 2 x 2 places, each with one record of six that is secret still.
TEST_P(Visibility, OfASecretIsWhoeverEnteredItsAndTheOffices) {
  struct Row {
    Role role;
    char const* unit;
    char const* area;
    std::size_t read, secret;
    char const* why;
  };
  for (auto const& row : {
           Row{Role::office, "", "", 120, 20, "all"},
           Row{Role::unit_officer, "U20", "", 64, 4,
               "24 entered, 4 secret; of the 48 others' that are its work, 40"},
           Row{Role::unit_leader, "U20", "", 64, 4, "as its officers"},
           Row{Role::inspector, "U21", "", 64, 4, "as its officers"},
           Row{Role::town_officer, "", "T16", 52, 2, "of the town's 60 not the 8 that others keep secret"},
           Row{Role::business, "B1", "", 24, 4, "what it entered itself"},
           Row{Role::laboratory, "L1", "", 0, 0, "has entered nothing"},
           Row{Role::reviewer, "U20", "T16", 0, 0, "no records at all"},
           Row{Role::audit_admin, "U20", "T16", 0, 0, "no records at all"},
       }) {
    Post const post{"a", row.role, row.unit, row.area};
    auto const secret = [&](RecordId id) {
      return reg::is_secret(finding(), ledger->records().get(finding(), id)->values);
    };
    auto const read = listed(post, finding(), false);
    EXPECT_EQ(read.size(), row.read) << code_of(row.role) << ": " << row.why;
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count_if(read, secret)), row.secret)
        << code_of(row.role) << ": " << row.why;
    // Nor does a directory that everybody reads tell of them, nor may anything else be done with them.
    auto const knows = [&](RecordId id) {
      return !secret(id) || post.role == Role::office ||
             ledger->records().get(finding(), id)->unit == post.enters_for();
    };
    EXPECT_TRUE(std::ranges::all_of(listed(post, finding(), true), knows)) << code_of(row.role);
    for (auto const action : kActions)
      EXPECT_TRUE(std::ranges::all_of(allowed(post, action, finding(), true), knows))
          << code_of(row.role) << " " << code_of(action);
  }
}

TEST_P(Visibility, OfASecretEndsWithTheDayOnWhichItIsRevealed) {
  Post const town{"a", Role::town_officer, "", "T16"};
  RecordId id = 0;
  ledger->records().scan(finding(), [&](auto const& record) {
    if (is_kept_from(town, finding(), record) && finding().area_of(record.values) == "T16") id = record.id;
    return id == 0;
  });
  ASSERT_NE(id, 0);
  EXPECT_FALSE(listed(town, finding(), false).contains(id));
  reg::Writing writing(*ledger, {"clerk", "U20"}, now);
  ASSERT_TRUE(writing.correct(finding(), id,
                              {{finding().find("revealed_on"), Value(test::day("2022-09-30"))}}, "revealed"));
  writing.commit();
  EXPECT_TRUE(listed(town, finding(), false).contains(id));
  EXPECT_TRUE(allowed(town, Action::read, finding(), false).contains(id));
}

}  // namespace
}  // namespace shian::identity
