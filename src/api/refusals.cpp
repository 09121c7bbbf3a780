#include "api/refusals.hpp"

namespace shian::api {

bool Refusals::is_news(std::string const& account, std::string_view path, Timestamp now) {
  constexpr std::int64_t kMinuteMs = 60'000;
  std::lock_guard const lock(mutex_);
  std::erase_if(told_, [&](auto const& entry) { return now.ms - entry.second.ms >= kMinuteMs; });
  return told_.try_emplace(account + " " + std::string(path), now).second;
}

}  // namespace shian::api
