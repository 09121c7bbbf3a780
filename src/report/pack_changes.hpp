// What another version of a pack would change, item by item, for those who decide whether to apply it.
#pragma once

#include <string>
#include <vector>

#include "pack/model.hpp"

namespace shian::report {

struct PackChange {
  /// "plan", "target", "threshold", "deadline", "indicator", "register", "field", "task", "unit", "area",
  /// "population", "clock", "calendar", "phase", "date", "safeguard", "system", "letter", "appraisal",
  /// "sign", "acceptance", "acceptance_item", "questionnaire", "open_question"
  std::string kind;
  std::string id;  // of a field: "register.field"
  Text name;
  std::string before, after;  // as read; both say something where it changed, one where it came or went

  [[nodiscard]] std::string_view change() const;  // "added", "changed", "removed"
};

/// In the order of the kinds above, then of the new pack; what went comes last of its kind. Empty: nothing
/// that a reader of the plan would notice.
[[nodiscard]] std::vector<PackChange> pack_changes(pack::Pack const& before, pack::Pack const& after);
[[nodiscard]] std::string pack_changes_json(std::vector<PackChange> const& changes);  // an array

}  // namespace shian::report
