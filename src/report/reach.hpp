// Which records a reader may see. Who that is, is known elsewhere: views that list records are handed this.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "register/schema.hpp"

namespace shian::report {

/// A condition over a register's own columns; empty: every record.
struct Condition {
  std::string sql;
  std::vector<Value> parameters;
};

/// Whether the reader may see a record.
using Sees = std::function<bool(reg::Schema const&, reg::Record const&)>;
/// Whoever works on the store itself, at its console, sees everything.
[[nodiscard]] inline Sees sees_everything() {
  return [](reg::Schema const&, reg::Record const&) { return true; };
}

struct Reach {
  /// Nothing: no record of the register.
  std::function<std::optional<Condition>(reg::Schema const&)> visible;
  /// The same rule, of one record in hand.
  Sees may_read;
};

}  // namespace shian::report
