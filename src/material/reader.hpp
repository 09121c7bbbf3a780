// Who looks: what of the records may be found by him. Who that is, is known elsewhere.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "register/ledger.hpp"

namespace shian::material {

/// Over a register's own columns; empty: every record.
struct Condition {
  std::string sql;
  std::vector<Value> parameters;
};

struct Reader {
  /// Which records of the register may be found, and through which their files; nothing: none. Part of the
  /// question to the store, so that what is kept from him is neither read nor counted.
  std::function<std::optional<Condition>(reg::Schema const&)> visible, visible_files;
  /// The same rules, of one record in hand.
  std::function<bool(reg::Schema const&, reg::Record const&)> may_read, may_read_files;
};
[[nodiscard]] Reader everything();

/// What is looked at beside the words.
struct Narrowing {
  reg::Schema const* only = nullptr;  // null: every register
  std::optional<int> year;            // that the records are about (reg::year_field)
};

}  // namespace shian::material
