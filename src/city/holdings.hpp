// What the city already holds, register by register: how many records, of which months, and since when
// nothing was entered.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>

#include "register/records.hpp"

namespace shian::city {

struct Holding {
  std::int64_t records = 0;  // not withdrawn
  /// By the month they are about, "2022-09"; empty for a register without a day of its own.
  std::map<std::string, std::int64_t> months;
  std::optional<Timestamp> last_entry_at;  // entered or corrected; nothing: never

  [[nodiscard]] std::int64_t in_year(int year) const;  // without months: all of them
};

/// The day a record is about: the register's first required date, else its first date. -1: it has none.
[[nodiscard]] reg::FieldIndex day_field(reg::Schema const& schema);

/// Counted once for each register and again only after something was written to it: it compares the journal's
/// newest entry with the one it has seen.
class Holdings {
 public:
  explicit Holdings(store::Session& session) : session_(session) {}

  [[nodiscard]] Holding const& of(reg::Schema const& schema);

 private:
  void look_for_entries();
  Holding count(reg::Schema const& schema);

  store::Session& session_;
  std::int64_t seen_entry_ = 0;
  std::unordered_map<std::string, Timestamp> last_entries_;  // by register
  std::unordered_map<std::string, Holding> counted_;         // by register; what changed since is not there
};

}  // namespace shian::city
