#include "identity/policy.hpp"
#include "support/source_dir.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace shian::identity {
namespace {

std::vector<std::string> split_line(std::string const& line) {
  std::vector<std::string> cells;
  std::stringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  return cells;
}

// Every role, every resource, every action: the table says what the matrix beside this test says.
TEST(Policy, IsTheMatrix) {
  std::ifstream in(std::string(test::kSourceDir) + "/tests/identity/policy_matrix.csv");
  std::string line;
  ASSERT_TRUE(std::getline(in, line));
  auto const head = split_line(line);
  ASSERT_EQ(head.size(), 2 + kActions.size());
  for (std::size_t a = 0; a < kActions.size(); ++a) EXPECT_EQ(head[a + 2], code_of(kActions[a]));
  std::size_t rows = 0;
  for (auto const role : kRoles) {
    for (auto const resource : kResources) {
      ASSERT_TRUE(std::getline(in, line));
      ++rows;
      auto const cells = split_line(line);
      ASSERT_EQ(cells.size(), head.size()) << line;
      EXPECT_EQ(cells[0], code_of(role));
      EXPECT_EQ(cells[1], code_of(resource));
      for (std::size_t a = 0; a < kActions.size(); ++a)
        EXPECT_EQ(cells[a + 2], code_of(reach(role, resource, kActions[a]))) << line << " / " << head[a + 2];
    }
  }
  EXPECT_EQ(rows, 165U);
  EXPECT_FALSE(std::getline(in, line));
}

TEST(Policy, NoAdministratorSeesRecordsOrDoesAnothersPart) {
  for (auto const role : {Role::system_admin, Role::security_admin, Role::audit_admin}) {
    for (auto const action : kActions) {
      for (auto const resource : {Resource::record, Resource::evidence, Resource::import, Resource::board})
        EXPECT_FALSE(may(role, resource, action)) << code_of(role) << " " << code_of(resource);
    }
  }
  for (auto const resource : {Resource::account, Resource::security_journal, Resource::system}) {
    int able = 0;
    for (auto const role : kRoles) able += may(role, resource, Action::read) ? 1 : 0;
    EXPECT_EQ(able, 1) << code_of(resource);
  }
}

TEST(Policy, AReviewerReachesOnlyWhatIsFrozen) {
  for (auto const resource : kResources) {
    for (auto const action : kActions) {
      bool const expected = resource == Resource::frozen && action == Action::read;
      EXPECT_EQ(may(Role::reviewer, resource, action), expected)
          << code_of(resource) << " " << code_of(action);
    }
  }
}

// A register with a unit field and an area field, and records that differ in whose they are.
class Records : public ::testing::Test {
 protected:
  Records() {
    schema_.definition.id = "visit";
    for (auto const* id : {"unit", "area", "note"}) {
      reg::FieldSchema field;
      field.definition.id = id;
      schema_.fields.push_back(field);
    }
    schema_.unit_field = 0;
    schema_.area_field = 1;
  }
  static reg::Record record(std::string entered_by, Value unit, Value area) {
    return {7, std::move(entered_by), {std::move(unit), std::move(area), Value(std::string("n"))}};
  }
  [[nodiscard]] bool may_read(Post const& post, reg::Record const& one) const {
    return may(post, Action::read, schema_, one, false);
  }

  reg::Schema schema_;
  Value const kNothing;
  Value const u20_ = std::string("U20"), u21_ = std::string("U21"), t16_ = std::string("T16"),
              t17_ = std::string("T17");
};

TEST_F(Records, AreAUnitsWhenItEnteredThemOrTheyAreItsWork) {
  Post const officer{"a", Role::unit_officer, "U20", ""};
  EXPECT_TRUE(may_read(officer, record("U20", kNothing, t16_)));
  EXPECT_TRUE(may_read(officer, record("U20", u21_, t16_)));
  EXPECT_TRUE(may_read(officer, record("U21", u20_, t16_)));
  EXPECT_FALSE(may_read(officer, record("U21", kNothing, t16_)));
  EXPECT_FALSE(may_read(officer, record("U21", u21_, t16_)));
  EXPECT_FALSE(may_read(officer, record("", kNothing, t16_)));
  EXPECT_FALSE(may(Post{"a", Role::unit_leader, "U20", ""}, Action::correct, schema_,
                   record("U20", u20_, t16_), false));
}

TEST_F(Records, AreATownsByTheirArea) {
  Post const officer{"a", Role::town_officer, "", "T16"};
  EXPECT_EQ(officer.enters_for(), "T16");
  EXPECT_TRUE(may_read(officer, record("U20", u20_, t16_)));
  EXPECT_TRUE(may_read(officer, record("T16", kNothing, kNothing)));
  EXPECT_FALSE(may_read(officer, record("T16", kNothing, t17_)));
  EXPECT_FALSE(may_read(officer, record("T17", kNothing, kNothing)));
  EXPECT_FALSE(may(officer, Action::create, schema_, record("T16", kNothing, t17_), false));
}

TEST_F(Records, OfAPostWithoutUnitOrAreaAreNone) {
  for (auto const role : {Role::unit_officer, Role::town_officer, Role::inspector, Role::business}) {
    Post const lost{"a", role, "", ""};
    EXPECT_FALSE(may_read(lost, record("", kNothing, kNothing)));
    EXPECT_FALSE(visible_records(lost, schema_, false).has_value());
  }
}

TEST_F(Records, OfABusinessAreOnlyThoseItEntered) {
  Post const business{"a", Role::business, "U20", ""};
  EXPECT_TRUE(may_read(business, record("U20", kNothing, t16_)));
  EXPECT_FALSE(may_read(business, record("U21", u20_, t16_)));
  EXPECT_FALSE(may(business, Action::read, schema_, record("U21", u20_, t16_), true))
      << "not even shared registers";
}

TEST_F(Records, ThatOthersReferToMayBeReadByWhoReadsRecordsAndChangedByNobodyElse) {
  Post const officer{"a", Role::unit_officer, "U20", ""};
  auto const foreign = record("U21", u21_, t16_);
  EXPECT_TRUE(may(officer, Action::read, schema_, foreign, true));
  EXPECT_FALSE(may(officer, Action::correct, schema_, foreign, true));
  EXPECT_FALSE(may(officer, Action::unmask, schema_, foreign, true));
  EXPECT_FALSE(may(Post{"a", Role::reviewer, "U20", ""}, Action::read, schema_, foreign, true));
}

TEST_F(Records, ListsAreNarrowedToWhatMayBeRead) {
  auto const of = [&](Role role, char const* unit, char const* area) {
    return visible_records({"a", role, unit, area}, schema_, false);
  };
  EXPECT_EQ(of(Role::office, "", "")->sql, "");
  EXPECT_EQ(of(Role::unit_officer, "U20", "")->sql, R"(unit = ? OR "f_unit" = ?)");
  EXPECT_EQ(of(Role::town_officer, "", "T16")->sql, R"("f_area" = ? OR ("f_area" IS NULL AND unit = ?))");
  EXPECT_EQ(of(Role::business, "B1", "")->sql, "unit = ?");
  EXPECT_FALSE(of(Role::reviewer, "U20", "T16").has_value());
  EXPECT_FALSE(of(Role::system_admin, "U20", "T16").has_value());
}

}  // namespace
}  // namespace shian::identity
