// The accounts of a demonstration: one and more of each role, at real units and towns of the loaded plan,
// with a password that everybody knows. Made only when asked, and only on a store of simulated records.
#pragma once

#include <vector>

#include "identity/accounts.hpp"

namespace shian::identity {

inline constexpr std::string_view kDemoPassword = "shian-demo-2022";

struct DemoAccount {
  NewAccount account;  // its name says 演示
  Text name;
};

/// Units and towns are chosen by the plan alone: the unit and the other unit with the most tasks, the two
/// towns with the most villages. In order of role.
[[nodiscard]] std::vector<DemoAccount> demo_accounts(pack::Pack const& plan);
/// Makes those that are not there; those that are keep what they have. Inside the caller's write transaction.
/// Errors: a store without simulated records; a plan without units or towns.
Expected<void> create_demo_accounts(store::Session& session, pack::Pack const& plan, Timestamp now);
/// Whether create_demo_accounts was done here: the sign-in page then shows them.
[[nodiscard]] bool has_demo_accounts(store::Session& session);

}  // namespace shian::identity
