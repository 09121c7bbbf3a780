// How far a long piece of work has come, on stderr: how much, how fast, how long still.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace shian::report {

/// Says nothing within the first second. On a terminal one line is kept up to date; else a line every ten
/// seconds.
class Progress {
 public:
  /// `what` is being counted; `total` when it is known.
  Progress(Text what, std::optional<std::int64_t> total, Language language, std::FILE* out = stderr);
  ~Progress();
  Progress(Progress const&) = delete;
  Progress& operator=(Progress const&) = delete;

  void at(std::int64_t done);
  /// The line as it would stand now.
  [[nodiscard]] std::string line(std::int64_t done, double seconds) const;

 private:
  using Moment = std::chrono::steady_clock::time_point;
  Text what_;
  std::optional<std::int64_t> total_;
  Language language_;
  std::FILE* out_;
  bool is_terminal_;
  bool line_stands_ = false;
  Moment started_;
  std::optional<Moment> said_;
};

}  // namespace shian::report
