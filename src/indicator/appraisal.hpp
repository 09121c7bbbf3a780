// Schemes of the yearly appraisal compiled: what scores a subject's figures, and where the scores that people
// give are kept.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "indicator/definition.hpp"

namespace shian::indicator {

/// What a formula of a scheme may name, in the order in which it is evaluated: the subject's own figure, the
/// target's threshold, the item's full marks, the whole city's figure, the subject's own a year before, and
/// the thousands of residents of an area.
enum class Given { value, threshold, points, city, before, residents };
inline constexpr std::array<std::string_view, 6> kGiven = {"value", "threshold", "points",
                                                           "city",  "before",    "residents"};
[[nodiscard]] Text text_of(Given given);

/// Scores that people enter, one record a year, subject and item: the first key of their register, in this
/// order. The measure says which register, which of its fields the points are, and what a record must say
/// to be proven.
struct HandScores {
  reg::Schema const* schema = nullptr;
  reg::FieldIndex year = -1, subject = -1, item = -1;
  reg::FieldIndex points = -1;  // none of a veto
  expression::Compiled proven;  // empty: whatever is entered
  /// Fields that `proven` reads: the reason, the evidence.
  [[nodiscard]] std::vector<reg::FieldIndex> const& proofs() const { return proven.own_fields(); }
};

struct AppraisalRule {
  pack::AppraisalItem definition;
  Indicator const* indicator = nullptr;  // null: scored by hand
  pack::Target const* target = nullptr;
  std::optional<Decimal> threshold;
  expression::Compiled score;
  std::vector<Given> needs;  // what the formula names outside coalesce(): without it there are no points
  HandScores by_hand;

  [[nodiscard]] bool asks(Given given) const;
  [[nodiscard]] bool is_for(std::string_view subject) const;
};

struct VetoRule {
  pack::AppraisalVeto definition;
  Indicator const* indicator = nullptr;  // null: found by hand
  expression::Compiled when;
  std::vector<Given> needs;
  HandScores by_hand;
  [[nodiscard]] bool asks(Given given) const;
};

struct Appraisal {
  pack::AppraisalScheme definition;
  std::vector<AppraisalRule> items, bonuses;
  std::vector<VetoRule> vetoes;
  /// An item or a bonus; null: the scheme has none of this id.
  [[nodiscard]] AppraisalRule const* find_item(std::string_view id) const;
};

/// Faults, with their place: names that a formula cannot have, subjects that are not there, a threshold
/// without a target, a register whose first key is not year, subject and item. The result points into the
/// pack, schemas and catalogue.
[[nodiscard]] std::expected<Appraisal, Errors> compile_appraisal(pack::AppraisalScheme const& scheme,
                                                                 pack::Pack const& pack,
                                                                 reg::Schemas const& schemas,
                                                                 Catalogue const& catalogue,
                                                                 clock::Rules const& rules);
/// Every scheme of the pack; faults of all of them.
[[nodiscard]] std::expected<std::vector<Appraisal>, Errors> compile_appraisals(pack::Pack const& pack,
                                                                               reg::Schemas const& schemas,
                                                                               Catalogue const& catalogue,
                                                                               clock::Rules const& rules);

}  // namespace shian::indicator
