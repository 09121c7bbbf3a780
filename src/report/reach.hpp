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

struct Reach {
  /// Nothing: no record of the register.
  std::function<std::optional<Condition>(reg::Schema const&)> visible;
  /// The same rule, of one record in hand.
  std::function<bool(reg::Schema const&, reg::Record const&)> may_read;
};

}  // namespace shian::report
