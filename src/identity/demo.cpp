#include "identity/demo.hpp"

#include <algorithm>
#include <map>

#include "register/tables.hpp"

namespace shian::identity {
namespace {

constexpr std::string_view kMeta = "demo_accounts";

// Units proper (no groups, no bodies), those with the most tasks of the plan first.
std::vector<pack::Unit const*> busiest_units(pack::Pack const& plan) {
  std::map<std::string, int, std::less<>> tasks;
  for (auto const& task : plan.tasks)
    for (auto const& unit : task.units) ++tasks[unit];
  std::vector<pack::Unit const*> units;
  for (auto const& unit : plan.units)
    if (unit.kind == pack::UnitKind::unit) units.push_back(&unit);
  std::ranges::stable_sort(units, std::ranges::greater{}, [&](auto const* unit) { return tasks[unit->id]; });
  return units;
}

std::vector<pack::Area const*> largest_towns(pack::Pack const& plan) {
  std::vector<pack::Area const*> towns;
  for (auto const& area : plan.areas)
    if (area.merged_into.empty()) towns.push_back(&area);
  std::ranges::stable_sort(towns, std::ranges::greater{}, &pack::Area::villages);
  return towns;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

DemoAccount of(std::string id, Role role, std::string unit, std::string area, Text const& whose) {
  auto const post = text_of(role);
  Text const name = {"演示·" + whose.zh + post.zh,
                     "Demo: " + post.en + (whose.en.empty() ? "" : ", " + whose.en)};
  return {{"demo." + std::move(id), name.zh, role, std::move(unit), std::move(area)}, name};
}

}  // namespace

std::vector<DemoAccount> demo_accounts(pack::Pack const& plan) {
  auto const units = busiest_units(plan);
  auto const towns = largest_towns(plan);
  std::vector<DemoAccount> all;
  all.push_back(of("office", Role::office, "", "", {}));
  for (std::size_t i = 0; i < std::min<std::size_t>(2, units.size()); ++i)
    all.push_back(of(lower(units[i]->id) + ".officer", Role::unit_officer, units[i]->id, "", units[i]->name));
  if (!units.empty()) {
    auto const& first = *units.front();
    all.push_back(of(lower(first.id) + ".leader", Role::unit_leader, first.id, "", first.name));
  }
  for (std::size_t i = 0; i < std::min<std::size_t>(2, towns.size()); ++i)
    all.push_back(of(lower(towns[i]->id) + ".officer", Role::town_officer, "", towns[i]->id, towns[i]->name));
  if (!units.empty()) {
    auto const& first = *units.front();
    all.push_back(of(lower(first.id) + ".inspector", Role::inspector, first.id, "", first.name));
  }
  all.push_back(of("laboratory", Role::laboratory, "DEMO-LABORATORY", "", {}));
  all.push_back(of("business", Role::business, "DEMO-BUSINESS", "", {}));
  all.push_back(of("reviewer", Role::reviewer, "", "", {}));
  all.push_back(of("system", Role::system_admin, "", "", {}));
  all.push_back(of("security", Role::security_admin, "", "", {}));
  all.push_back(of("audit", Role::audit_admin, "", "", {}));
  return all;
}

Expected<void> create_demo_accounts(store::Session& session, pack::Pack const& plan, Timestamp now) {
  if (reg::meta(session, "simulated") != "yes") {
    return std::unexpected(
        Error::make("identity.demo.real", "演示账号的密码人人知道，只能建在模拟数据库中",
                    "everybody knows the password of demo accounts: only a store of "
                    "simulated records has them")
            .hinting("先导入模拟数据（shian simulate）", "import simulated records first (shian simulate)"));
  }
  Accounts accounts(session);
  for (auto const& demo : demo_accounts(plan)) {
    if (accounts.find(demo.account.id)) continue;
    if (auto made = accounts.create(demo.account, plan, now); !made) return std::unexpected(made.error());
    if (auto set = accounts.set_password(demo.account.id, kDemoPassword, now); !set) return set;
  }
  reg::set_meta(session, kMeta, "yes");
  return {};
}

bool has_demo_accounts(store::Session& session) { return reg::meta(session, kMeta) == "yes"; }

}  // namespace shian::identity
