// Indicators compiled from the pack: every measure checked, ready to be kept live.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expression/expression.hpp"
#include "register/schema.hpp"

namespace shian::indicator {

struct Exclusion {
  expression::Compiled when;
  Text reason;
};

/// Over which stretch a two-stage measure gathers what it asks of one entity.
enum class Bucket { none, year, month, ever };

/// One measure, with its place in the catalogue. `slot` is stable while the program runs; the store keeps its
/// own ids.
struct Measure {
  int slot = 0;
  int indicator = 0;
  std::string id;  // "numerator"
  expression::Measure expression;
  std::vector<Exclusion> exclusions;
  int dimension_field = -1;  // of the register counted; only for direct measures
  Bucket bucket = Bucket::none;
  std::string fingerprint;  // changes when what it counts may change

  [[nodiscard]] bool is_areas() const { return expression.kind == expression::Measure::Kind::areas; }
  /// Keeps state per key (an entity, or a value counted once), not only sums.
  [[nodiscard]] bool is_keyed() const {
    return expression.is_entity() || expression.kind == expression::Measure::Kind::distinct;
  }
  /// Whether a period's figure is the sum from the beginning (a stock) or of the period's own days.
  [[nodiscard]] bool is_stock() const;
};

struct Indicator {
  pack::Indicator definition;
  std::vector<int> measures;             // slots, in the definition's order
  expression::Compiled value;            // empty: numerator / denominator by scale
  int numerator = -1, denominator = -1;  // slots, where there are measures of these names

  [[nodiscard]] std::string const& id() const { return definition.id; }
};

class Catalogue {
 public:
  /// Errors: faults in expressions, unknown names, measures that cannot be kept live (and why).
  static std::expected<Catalogue, Errors> compile(pack::Pack const& pack, reg::Schemas const& schemas,
                                                  clock::Rules const& rules);

  [[nodiscard]] std::vector<Indicator> const& indicators() const { return indicators_; }
  [[nodiscard]] std::vector<Measure> const& measures() const { return measures_; }
  [[nodiscard]] Indicator const* find(std::string_view id) const;
  [[nodiscard]] Measure const& measure(int slot) const { return measures_[static_cast<std::size_t>(slot)]; }

 private:
  std::vector<Indicator> indicators_;
  std::vector<Measure> measures_;
};

/// Amounts are kept as whole numbers: counts as they are, sums in millionths.
inline constexpr int kSumScale = 6;
[[nodiscard]] int scale_of(Measure const& measure);

}  // namespace shian::indicator
