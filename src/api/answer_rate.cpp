#include "api/answer_rate.hpp"

namespace shian::api {

std::chrono::seconds AnswerRate::take(std::string const& peer, Clock::time_point now) {
  constexpr auto kMinute = std::chrono::minutes(1);
  constexpr std::size_t kMany = 10'000;  // then those whose minute is over are dropped
  std::lock_guard const lock(mutex_);
  if (peers_.size() > kMany)
    std::erase_if(peers_, [&](auto const& one) { return now - one.second.began >= kMinute; });
  auto& minute = peers_[peer];
  if (minute.sent == 0 || now - minute.began >= kMinute) minute = {0, now};
  if (minute.sent >= kMostAMinute)
    return std::chrono::ceil<std::chrono::seconds>(kMinute - (now - minute.began));
  ++minute.sent;
  return std::chrono::seconds(0);
}

}  // namespace shian::api
