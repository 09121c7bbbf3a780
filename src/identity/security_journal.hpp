// What concerns security, append-only, each entry's hash covering the one before it: sign-ins, refusals,
// unmaskings, accounts, decisions. Read by the audit administrator alone.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/error.hpp"
#include "base/value.hpp"
#include "store/session.hpp"

namespace shian::identity {

struct SecurityEntry {
  std::int64_t seq = 0;
  Timestamp at;
  std::string kind;     // "sign_in", "sign_in_failed", "refused", "unmask", "account", "token", "export",
                        // "decision", ...
  std::string account;  // who
  std::string peer;     // from where
  Text what;            // never holds the personal data or the secret it speaks of
  std::string register_id;
  RecordId record = 0;
};

/// Inside the caller's write transaction; `entry.seq` is given here.
void append(store::Session& session, SecurityEntry entry);
struct SecurityQuery {
  std::int64_t before = 0;  // numbers below it; 0: all
  std::size_t limit = 100;
  std::string kind = {}, account = {};             // "": all
  std::optional<Timestamp> from = {}, until = {};  // `until` itself no longer
};
/// Newest first.
[[nodiscard]] std::vector<SecurityEntry> security_entries(store::Session& session,
                                                          SecurityQuery const& query);
/// 0 also in a store that nobody ever signed in to.
[[nodiscard]] std::int64_t entry_count(store::Session& session);
/// The number of the first entry whose hash does not fit the entries before it; 0: all fit.
[[nodiscard]] std::int64_t first_altered(store::Session& session);

}  // namespace shian::identity
