// What the city already holds, register by register: how many records, whose, of which months, and since when
// nothing was entered.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <unordered_map>

#include "register/journal.hpp"
#include "register/records.hpp"

namespace shian::city {

struct Holding {
  std::int64_t records = 0;  // not withdrawn, and none that are secret
  /// By the month they are about, "2022-09"; empty for a register without a day of its own.
  std::map<std::string, std::int64_t> months;
  std::optional<Timestamp> last_entry_at;  // entered or corrected; nothing: never
};

/// Each register is counted once. From then on the journal tells what came and went, so that nobody who works
/// makes it count again. Every question is asked inside a read transaction of the caller's.
class Holdings {
 public:
  Holdings(store::Session& session, reg::Schemas const& schemas) : session_(session), schemas_(schemas) {}

  [[nodiscard]] Holding const& of(reg::Schema const& schema);
  /// How many records belong to those whom `takes` says. It is shown a record that says nothing but whose it
  /// is: who entered it, the unit and the area that it names, and whether it is secret.
  [[nodiscard]] std::int64_t records_of(reg::Schema const& schema,
                                        std::function<bool(reg::Record const&)> const& takes);

 private:
  // What a record is counted by.
  struct Place {
    reg::Record owner;
    std::string month;
  };
  struct OfOwner {
    reg::Record owner;
    std::int64_t records = 0;
  };
  struct Counted {
    Holding holding;
    std::unordered_map<std::string, OfOwner> owners;
  };

  Counted& counted(reg::Schema const& schema);
  Counted count(reg::Schema const& schema);
  void follow();
  void follow_record(Counted& counted, reg::Schema const& schema,
                     std::vector<reg::JournalEntry> const& entries, reg::Layouts const& layouts);
  static void add(Counted& counted, reg::Schema const& schema, Place const& place, std::int64_t records);
  [[nodiscard]] static Place place_of(reg::Schema const& schema, reg::Record const& record);

  store::Session& session_;
  reg::Schemas const& schemas_;
  std::int64_t seen_entry_ = 0;
  std::unordered_map<std::string, Timestamp> last_entries_;  // by register
  std::unordered_map<std::string, Counted> counted_;         // by register; what must be counted is not there
};

}  // namespace shian::city
