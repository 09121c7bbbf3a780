#include "identity/pending_factors.hpp"

namespace shian::identity {
namespace {

constexpr std::int64_t kPendingMs = 10LL * 60 * 1000;

}  // namespace

void PendingFactors::remember(std::string const& account, std::string secret, Timestamp now) {
  std::lock_guard const lock(mutex_);
  std::erase_if(pending_, [&](auto const& entry) { return now.ms - entry.second.since.ms >= kPendingMs; });
  pending_.insert_or_assign(account, Pending{std::move(secret), now});
}

std::optional<std::string> PendingFactors::find(std::string const& account, Timestamp now) {
  std::lock_guard const lock(mutex_);
  auto const found = pending_.find(account);
  if (found == pending_.end() || now.ms - found->second.since.ms >= kPendingMs) return std::nullopt;
  return found->second.secret;
}

void PendingFactors::forget(std::string const& account) {
  std::lock_guard const lock(mutex_);
  pending_.erase(account);
}

}  // namespace shian::identity
