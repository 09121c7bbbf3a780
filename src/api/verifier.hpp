// Proves the store on a thread of its own: it reads everything there is, and nobody waits for it.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "identity/verifications.hpp"

namespace shian::api {

/// Owned by the service. Any thread.
class Verifier {
 public:
  /// `keep` is given what was found, on the verifier's thread; what it gives back is ready when it is kept.
  using Keep = std::function<std::future<void>(identity::Verification)>;
  Verifier(store::Address store, Keep keep) : store_(std::move(store)), keep_(std::move(keep)) {}
  ~Verifier() { finish(); }
  Verifier(Verifier const&) = delete;
  Verifier& operator=(Verifier const&) = delete;

  struct Run {
    Timestamp started_at;
    std::string account;
    std::string stage;  // "journal", "figures", "evidence", "security"
    std::int64_t done = 0;
    std::optional<std::int64_t> all;  // where it is known
  };
  [[nodiscard]] std::optional<Run> running() const;
  /// How it began; nothing: one is under way already, or the service ends.
  std::optional<Run> start(std::string account, Timestamp now);
  /// Breaks off what is under way.
  void finish();

 private:
  void work();
  void tell(std::string_view stage, std::int64_t done, std::optional<std::int64_t> all);

  store::Address store_;
  Keep keep_;
  mutable std::mutex mutex_;
  std::optional<Run> run_;
  std::thread thread_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace shian::api
