// The figures that another version of the pack would make of the records that are there.
#pragma once

#include <optional>
#include <set>

#include "base/temporary_folder.hpp"
#include "city/city.hpp"

namespace shian::city {

/// Every register whose records bear on the measure: counted, gathered, or reached through a reference.
[[nodiscard]] std::set<int> registers_of(indicator::Measure const& measure);

/// Writes nothing to the store: measures that differ are worked out in a store of its own, which goes away
/// with it. As long as it lives the caller holds a read transaction on the city's store.
class Trial {
 public:
  /// Reads every record of the measures that differ from the city's: takes its time.
  Trial(City& city, Compiled compiled);
  Trial(Trial const&) = delete;
  Trial& operator=(Trial const&) = delete;

  [[nodiscard]] pack::Pack const& pack() const { return compiled_.pack; }
  /// Nothing: it reads registers or fields that the store has only when the pack is applied.
  [[nodiscard]] std::optional<indicator::Standing> stand(pack::Target const& target, Day as_of);

 private:
  // A register's records cannot be read before its table has all the fields.
  [[nodiscard]] bool is_readable(indicator::Indicator const& indicator) const;
  [[nodiscard]] std::set<std::string> changed_indicators(indicator::Catalogue const& present) const;

  Compiled compiled_;
  store::Session& session_;
  std::set<std::string> recomputed_;  // targets whose figures stand in the store of its own
  std::set<std::string> unreadable_;  // targets
  TemporaryFolder files_{"trial"};
  std::unique_ptr<store::Session> own_;
  indicator::Cells kept_cells_;
  std::unique_ptr<indicator::Cells> own_cells_;
  indicator::Figures kept_figures_;
  std::unique_ptr<indicator::Figures> own_figures_;
};

}  // namespace shian::city
