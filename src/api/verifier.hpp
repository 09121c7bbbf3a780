// Proves the store on a thread of its own: it reads everything there is, and nobody waits for it.
#pragma once

#include <functional>
#include <future>
#include <optional>
#include <string>

#include "api/lone_work.hpp"
#include "identity/verifications.hpp"
#include "store/session.hpp"

namespace shian::api {

/// Owned by the service. Any thread.
class Verifier {
 public:
  /// `keep` is given what was found, on the verifier's thread; what it gives back is ready when it is kept.
  using Keep = std::function<std::future<void>(identity::Verification)>;
  Verifier(store::Address store, Keep keep) : store_(std::move(store)), keep_(std::move(keep)) {}

  struct Run {
    Timestamp started_at;
    std::string account;
    std::string stage;  // "journal", "figures", "evidence", "security"
    std::int64_t done = 0;
    std::optional<std::int64_t> all;  // where it is known
  };
  [[nodiscard]] std::optional<Run> running() const { return work_.running(); }
  /// How it began; nothing: one is under way already, or the service ends.
  std::optional<Run> start(std::string account, Timestamp now);
  /// Breaks off what is under way.
  void finish() { work_.finish(); }

 private:
  void verify(Run const& begun);
  void tell(std::string_view stage, std::int64_t done, std::optional<std::int64_t> all);

  store::Address store_;
  Keep keep_;
  LoneWork<Run> work_;  // last: it uses the others
};

}  // namespace shian::api
