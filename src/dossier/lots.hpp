// Lots drawn from a seed, the same on every machine. Inside this room only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "base/hash.hpp"

namespace shian::dossier {

/// What is drawn for one purpose does not depend on what is drawn for another. Numbers are the first eight
/// bytes of SHA-256 of purpose, seed and a counter: std::uniform_int_distribution differs between libraries.
class Lots {
 public:
  Lots(std::uint32_t seed, std::string purpose)
      : from_(std::move(purpose) + ":" + std::to_string(seed) + ":") {}

  /// In [0, limit); `limit` at least 1. Each is as likely: what does not divide evenly is drawn again.
  std::uint64_t below(std::uint64_t limit) {
    auto const fair = UINT64_MAX - UINT64_MAX % limit;
    for (;;)
      if (auto const number = next(); number < fair) return number % limit;
  }
  /// Fisher and Yates.
  template <class T>
  void shuffle(std::span<T> items) {
    for (auto left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left)]);
  }

 private:
  std::uint64_t next() {
    auto const digest = sha256(from_ + std::to_string(counter_++));
    std::uint64_t number = 0;
    for (int i = 0; i < 8; ++i) number = number << 8U | digest[static_cast<std::size_t>(i)];
    return number;
  }

  std::string from_;
  std::uint64_t counter_ = 0;
};

}  // namespace shian::dossier
