// What each proof of the store found, when, and who asked for it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/error.hpp"
#include "store/session.hpp"

namespace shian::identity {

struct Verification {
  Timestamp started_at, finished_at;
  std::string account;  // who asked
  bool holds = false;
  Text broke;         // why it could not be finished; empty: it was
  std::string proof;  // what was found, as JSON; "" when it was not finished
};

/// Inside the caller's write transaction.
void keep_verification(store::Session& session, Verification const& verification);
[[nodiscard]] std::vector<Verification> verifications(store::Session& session,
                                                      std::size_t limit);  // newest first

}  // namespace shian::identity
