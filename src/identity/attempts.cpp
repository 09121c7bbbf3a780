#include "identity/attempts.hpp"

#include <algorithm>

namespace shian::identity {
namespace {

using namespace std::chrono_literals;
constexpr int kFree = 5;
constexpr int kFreeOfPeer = 30;
constexpr std::chrono::seconds kFirstWait = 30s;
constexpr std::chrono::seconds kLongestWait = 15min;
constexpr std::chrono::seconds kForgiven = 1h;
constexpr std::chrono::seconds kMinute = 1min;
constexpr std::size_t kMostKept = 100'000;

std::chrono::seconds left_of(std::chrono::steady_clock::duration time) {
  return std::max(0s, std::chrono::ceil<std::chrono::seconds>(time));
}

}  // namespace

std::chrono::seconds Attempts::wait_for(std::string const& account, std::string const& peer,
                                        Clock::time_point now) const {
  auto longest = 0s;
  if (auto const found = peers_.find(peer); found != peers_.end() && found->second.failures >= kFreeOfPeer)
    longest = left_of(found->second.began + kMinute - now);
  if (auto const found = accounts_.find(account);
      found != accounts_.end() && found->second.failures >= kFree) {
    auto const doublings = std::min(found->second.failures - kFree, 10);
    auto const pause = std::min<std::chrono::seconds>(kFirstWait * (1 << doublings), kLongestWait);
    longest = std::max(longest, left_of(found->second.last + pause - now));
  }
  return longest;
}

void Attempts::count(std::string const& account, std::string const& peer, Clock::time_point now) {
  forget_old(now);
  auto& tries = accounts_[account];
  if (now - tries.last > kForgiven) tries.failures = 0;
  ++tries.failures;
  tries.last = now;
  auto& minute = peers_[peer];
  if (now - minute.began > kMinute) minute = {0, now};
  ++minute.failures;
}

std::chrono::seconds Attempts::wait(std::string const& account, std::string const& peer,
                                    Clock::time_point now) {
  std::lock_guard const lock(mutex_);
  return wait_for(account, peer, now);
}

std::chrono::seconds Attempts::begin(std::string const& account, std::string const& peer,
                                     Clock::time_point now) {
  std::lock_guard const lock(mutex_);
  auto const wait = wait_for(account, peer, now);
  if (wait == 0s) count(account, peer, now);
  return wait;
}

void Attempts::forgive(std::string const& account, std::string const& peer) {
  std::lock_guard const lock(mutex_);
  if (auto const found = accounts_.find(account); found != accounts_.end() && found->second.failures > 0)
    --found->second.failures;
  if (auto const found = peers_.find(peer); found != peers_.end() && found->second.failures > 0)
    --found->second.failures;
}

void Attempts::failed(std::string const& account, std::string const& peer, Clock::time_point now) {
  std::lock_guard const lock(mutex_);
  count(account, peer, now);
}

void Attempts::succeeded(std::string const& account) {
  std::lock_guard const lock(mutex_);
  accounts_.erase(account);
}

void Attempts::forget_old(Clock::time_point now) {
  if (accounts_.size() + peers_.size() < kMostKept) return;
  std::erase_if(accounts_, [&](auto const& entry) { return now - entry.second.last > kForgiven; });
  std::erase_if(peers_, [&](auto const& entry) { return now - entry.second.began > kMinute; });
}

}  // namespace shian::identity
