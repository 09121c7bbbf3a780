#include "identity/demo.hpp"

#include <gmock/gmock.h>

#include <set>

#include "identity/password.hpp"
#include "identity/tables.hpp"
#include "pack/load.hpp"
#include "register/tables.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::identity {
namespace {

pack::Pack const& yueqing() {
  static pack::Pack const loaded = [] {
    auto pack = pack::load(std::string(test::kSourceDir) + "/packs/yueqing");
    EXPECT_TRUE(pack);
    return pack ? std::move(*pack) : pack::Pack{};
  }();
  return loaded;
}

TEST(DemoAccounts, AreOfEveryRoleAtRealUnitsAndTowns) {
  std::set<Role> roles;
  std::set<std::string> ids, units, towns;
  for (auto const& demo : demo_accounts(yueqing())) {
    roles.insert(demo.account.role);
    EXPECT_TRUE(ids.insert(demo.account.id).second) << demo.account.id;
    EXPECT_TRUE(demo.account.name.starts_with("演示"));
    if (demo.account.role == Role::unit_officer) units.insert(demo.account.unit);
    if (demo.account.role == Role::town_officer) towns.insert(demo.account.area);
  }
  EXPECT_EQ(roles.size(), kRoles.size());
  EXPECT_EQ(units.size(), 2U);
  EXPECT_TRUE(units.contains("U23")) << "the market bureau has the most tasks";
  EXPECT_EQ(towns.size(), 2U);
}

class DemoStore : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    session = open();
    reg::prepare_tables(*session, reg::Schemas{});
    prepare_tables(*session);
  }
  Expected<void> make() {
    store::Transaction transaction(*session, store::Access::write);
    auto made = create_demo_accounts(*session, yueqing(), now);
    if (made) transaction.commit();
    return made;
  }
  void simulate() {
    store::Transaction transaction(*session, store::Access::write);
    reg::set_meta(*session, "simulated", "yes");
    transaction.commit();
  }

  std::unique_ptr<store::Session> session;
  Timestamp const now{1'650'000'000'000};
};
INSTANTIATE_TEST_SUITE_P(Stores, DemoStore, test::kBothStores, test::store_name);

TEST_P(DemoStore, HoldsThemOnlyWhereRecordsAreSimulated) {
  auto const refused = make();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "identity.demo.real");
  EXPECT_FALSE(has_demo_accounts(*session));
  EXPECT_TRUE(Accounts(*session).list().empty());
  simulate();
  ASSERT_TRUE(make());
  EXPECT_TRUE(has_demo_accounts(*session));
  Accounts accounts(*session);
  EXPECT_EQ(accounts.list().size(), demo_accounts(yueqing()).size());
  auto const office = accounts.find("demo.office");
  ASSERT_TRUE(office);
  EXPECT_TRUE(is_password(kDemoPassword, office->password_hash));
  EXPECT_FALSE(office->must_change_password);
}

TEST_P(DemoStore, LeavesAloneWhatIsThere) {
  simulate();
  ASSERT_TRUE(make());
  {
    store::Transaction transaction(*session, store::Access::write);
    ASSERT_TRUE(Accounts(*session).set_password("demo.office", "a password of its own", now));
    transaction.commit();
  }
  ASSERT_TRUE(make());
  EXPECT_TRUE(is_password("a password of its own", Accounts(*session).find("demo.office")->password_hash));
}

}  // namespace
}  // namespace shian::identity
