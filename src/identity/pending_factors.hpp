// Second factors between being shown and being confirmed by a first code.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/day.hpp"

namespace shian::identity {

/// In memory, one an account, for ten minutes: a seed that nobody confirmed is kept nowhere. Any thread.
class PendingFactors {
 public:
  /// What was shown before is forgotten.
  void remember(std::string const& account, std::string secret, Timestamp now);
  [[nodiscard]] std::optional<std::string> find(std::string const& account, Timestamp now);
  void forget(std::string const& account);

 private:
  struct Pending {
    std::string secret;
    Timestamp since;
  };
  std::mutex mutex_;
  std::unordered_map<std::string, Pending> pending_;
};

}  // namespace shian::identity
