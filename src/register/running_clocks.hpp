// The limits that run, of all records: one row each, right in the transaction of the record that moves it. A
// limit becomes late by the passing of time alone, so no row has to be touched for it.
#pragma once

#include "register/ledger.hpp"
#include "register/lifecycle.hpp"

namespace shian::reg {

/// The observer that keeps shian_clock.
class RunningClocks final : public Observer {
 public:
  explicit RunningClocks(Ledger& ledger) : ledger_(ledger) {}
  void begun(bool) override {}
  void changed(std::span<Change const> changes) override;
  void finishing() override {}
  void rolled_back() noexcept override {}

 private:
  Ledger& ledger_;
};

struct RunningClock {
  Schema const* schema = nullptr;
  RecordId record = 0;
  LifecycleClock const* clock = nullptr;
  std::string holder;  // whose work it is: the unit it was given to, else who entered it
  std::string area;    // the town it counts for, else who entered it; of a secret record both who entered it
  Day due;
};

/// Whose clocks: all; a holder's; a town's.
struct Whose {
  enum class By { all, holder, area } by = By::all;
  std::string id;
};

/// Those that end in [from, until], the soonest first, at most `limit`. `count` tells how many there are.
[[nodiscard]] std::vector<RunningClock> running_clocks(store::Session& session, Schemas const& schemas,
                                                       Whose const& whose, std::optional<Day> from, Day until,
                                                       std::size_t limit);
[[nodiscard]] std::int64_t count_running_clocks(store::Session& session, Whose const& whose,
                                                std::optional<Day> from, Day until);

/// Works the register's rows out anew from its records, inside a write transaction: when its clocks, the
/// law's or the calendar changed.
void rebuild_clocks(Ledger& ledger, Schema const& schema);
/// Records of which the table says something else than they do, at most `limit`: for a verification.
[[nodiscard]] std::vector<RecordId> wrong_clocks(Ledger& ledger, Schema const& schema, std::size_t limit);

}  // namespace shian::reg
