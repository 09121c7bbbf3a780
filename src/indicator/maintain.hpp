// Keeps every measure right in the transaction of the record that changes it.
#pragma once

#include <map>
#include <set>

#include "indicator/cells.hpp"
#include "register/ledger.hpp"

namespace shian::indicator {

/// The observer that turns changes of records into changes of cells.
///
/// A direct measure loses what the record said before and gains what it says now. A keyed measure changes the
/// record's rows and is worked out anew for the keys and buckets touched, before and after. Where a measure
/// reads through references, a change of the record referred to does the same for every record that refers to
/// it.
class Maintainer final : public reg::Observer {
 public:
  Maintainer(reg::Ledger& ledger, Catalogue const& catalogue, Cells& cells);

  void begun(bool others_wrote) override;
  void changed(std::span<reg::Change const> changes) override;
  void finishing() override;
  void rolled_back() noexcept override;

 private:
  // One place where a register's records matter to a measure.
  struct Part {
    int measure = 0;
    int slot = -1;  // aggregate; -1: the measure's own register (direct, distinct, or the entity)
  };
  // A register that measure parts look into through references.
  struct Through {
    Part part;
    int base_register = 0;
    expression::Dependency dependency;
  };
  struct PendingKey {
    std::vector<KeyedRow> removed, added;
  };
  using KeyId = std::pair<int, std::string>;  // measure, key

  void index(expression::Compiled const& expression, int base_register, Part part);
  void apply_direct(Measure const& measure, reg::Schema const& schema, reg::Record const& record, int sign);
  void apply_rows(Measure const& measure, int slot, reg::Schema const& schema, reg::Record const& record,
                  bool add);
  void apply_entity(Measure const& measure, reg::Schema const& schema, reg::Change const& change);
  void apply_through(reg::Change const& change);
  void flush_keys();
  void flush_key(KeyId const& id, PendingKey& pending, reg::Record const* entity_override, bool overridden);
  void add_steps(Measure const& measure, std::span<KeyedRow const> rows, reg::Record const* entity, int sign);
  [[nodiscard]] reg::Record const* entity(Measure const& measure, std::string const& key);
  std::vector<RecordId> dependents(expression::Dependency const& dependency, RecordId id);

  reg::Ledger& ledger_;
  Catalogue const& catalogue_;
  Cells& cells_;
  std::map<int, std::vector<Part>> parts_;       // by register
  std::map<int, std::vector<Through>> through_;  // by register reached
  std::map<KeyId, PendingKey> pending_;
  std::size_t pending_rows_ = 0;
};

/// All expressions of a measure over the register counted (slot -1) or over an aggregate's register.
[[nodiscard]] std::vector<expression::Compiled const*> expressions_of(Measure const& measure, int slot);
/// The measure's aggregates in slot order: those of the value, then those of the condition.
[[nodiscard]] std::vector<expression::Aggregate const*> aggregates_of(Measure const& measure);

}  // namespace shian::indicator
