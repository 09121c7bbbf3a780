// How many answers one peer may send to an open page. Inside this room only.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace shian::api {

/// In memory, for one process, and forgotten after its minute: no address is kept. A household or an office
/// behind one address has room; a program that floods has not.
class AnswerRate {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr int kMostAMinute = 30;

  /// Zero: it may be sent, and counts. Else how long to wait.
  [[nodiscard]] std::chrono::seconds take(std::string const& peer, Clock::time_point now);

 private:
  struct Minute {
    int sent = 0;
    Clock::time_point began;
  };
  std::mutex mutex_;
  std::unordered_map<std::string, Minute> peers_;
};

}  // namespace shian::api
