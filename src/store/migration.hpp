// The tables of a store grow by numbered steps, each applied once, in its own transaction.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "store/session.hpp"

namespace shian::store {

/// One step. Versions of a component count up; a step that was published is never changed.
struct Migration {
  int version;
  std::string_view name;
  std::function<void(Session&)> apply;  // runs inside a write transaction
};

/// Brings the tables of `component` to the last of `migrations` (ascending by version) and notes each step in
/// the table shian_migration (component, version, name, applied_at). Several programs may do so at once.
/// Throws Failure (other) when the store knows a later or a differently named step: it belongs to a newer
/// program.
void migrate(Session& session, std::span<Migration const> migrations, std::string_view component);

/// Executes statements in which {text}, {int}, {time}, {date} and {blob} stand for the store's own types.
void create(Session& session, std::string sql);

/// Whether every one of `migrations` was applied: false for a store that an older program left.
[[nodiscard]] bool is_current(Session& session, std::span<Migration const> migrations,
                              std::string_view component);

}  // namespace shian::store
