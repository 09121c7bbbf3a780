// How often a password may be tried: slowed by rate, never locked for ever.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace shian::identity {

/// In memory, for one process. An account may fail five times; then each try has to wait, 30 s and twice as
/// long after each further failure, at most 15 min; an hour of quiet forgives all. A peer may fail 30 times a
/// minute, whatever the accounts, so that one machine cannot walk through them.
class Attempts {
 public:
  using Clock = std::chrono::steady_clock;

  /// Takes a try: zero when it may be made, and it counts as failed until it is forgiven, so that tries made
  /// at once do not slip through together; else how long it has to wait.
  [[nodiscard]] std::chrono::seconds begin(std::string const& account, std::string const& peer,
                                           Clock::time_point now);
  void forgive(std::string const& account, std::string const& peer);  // that one try was no failure
  /// How long a try would have to wait; zero: it may be made.
  [[nodiscard]] std::chrono::seconds wait(std::string const& account, std::string const& peer,
                                          Clock::time_point now);
  void failed(std::string const& account, std::string const& peer, Clock::time_point now);
  void succeeded(std::string const& account);

 private:
  struct Tries {
    int failures = 0;
    Clock::time_point last;
  };
  struct Minute {
    int failures = 0;
    Clock::time_point began;
  };
  [[nodiscard]] std::chrono::seconds wait_for(std::string const& account, std::string const& peer,
                                              Clock::time_point now) const;
  void count(std::string const& account, std::string const& peer, Clock::time_point now);
  void forget_old(Clock::time_point now);

  std::mutex mutex_;
  std::unordered_map<std::string, Tries> accounts_;
  std::unordered_map<std::string, Minute> peers_;
};

}  // namespace shian::identity
