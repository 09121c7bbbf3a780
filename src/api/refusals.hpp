// Which refusals are worth an entry in the security journal.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "base/day.hpp"

namespace shian::api {

/// One a minute of an account at an address: trying is journaled, and nobody fills the journal by it. Any
/// thread.
class Refusals {
 public:
  [[nodiscard]] bool is_news(std::string const& account, std::string_view path, Timestamp now);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, Timestamp> told_;
};

}  // namespace shian::api
