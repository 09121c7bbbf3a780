// A CSV sheet of one register as it is being written, and the dice. Inside this room only.
#pragma once

#include <cstdint>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/simulate.hpp"

namespace shian::simulate {

/// SplitMix64: small, good, and the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  int upto(int n) {
    return n <= 0 ? 0 : static_cast<int>(next() % static_cast<std::uint64_t>(n));
  }  // 0 .. n-1
  int between(int low, int high) { return low + upto(high - low + 1); }
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  bool chance(double share) { return unit() < share; }
  template <class T>
  T const& pick(std::vector<T> const& items) {
    return items[static_cast<std::size_t>(upto(static_cast<int>(items.size())))];
  }
  /// An index by weight.
  std::size_t weighted(std::vector<int> const& weights);

 private:
  std::uint64_t state_;
};

class Sheet {
 public:
  /// Begins the sheet of `register_id` with these fields; does nothing when the pack has no such register.
  Sheet(pack::Pack const& pack, Options const& options, std::string register_id,
        std::initializer_list<std::string_view> fields, std::vector<SheetWritten>& written);
  ~Sheet();
  Sheet(Sheet const&) = delete;
  Sheet& operator=(Sheet const&) = delete;

  void row(std::initializer_list<std::string_view> cells);
  [[nodiscard]] explicit operator bool() const { return open_; }

 private:
  std::vector<SheetWritten>& written_;
  SheetWritten self_;
  std::ofstream out_;
  std::size_t place_ = 0;
  std::size_t columns_ = 0;
  bool open_ = false;
};

[[nodiscard]] std::string fixed(double value, int places);

}  // namespace shian::simulate
