// A ledger over registers of a test's own, on either store.
#pragma once

#include <optional>

#include "register/ledger.hpp"
#include "register/tables.hpp"
#include "support/day.hpp"
#include "support/field.hpp"
#include "support/fresh_store.hpp"

namespace shian::test {

inline pack::Unit unit(std::string id) {
  pack::Unit made;
  made.id = std::move(id);
  made.name = {made.id, made.id};
  return made;
}

/// The base of a suite, see OnBothStores: its tables are there, nothing is entered.
class OnLedger : public OnBothStores {
 protected:
  explicit OnLedger(pack::Pack registers) : pack(std::move(registers)) {}
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    session = open();
    auto compiled = reg::Schemas::compile(pack, &rules);
    ASSERT_TRUE(compiled);
    schemas = std::move(*compiled);
    reg::prepare_tables(*session, schemas);
    ledger.emplace(*session, pack, schemas, rules);
  }

  pack::Pack pack;
  clock::Rules rules{pack.clocks, pack.calendar, kShanghaiOffsetMinutes};
  reg::Schemas schemas;
  std::unique_ptr<store::Session> session;
  std::optional<reg::Ledger> ledger;
};

}  // namespace shian::test
