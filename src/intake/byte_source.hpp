// Bytes of a file or of memory, read in order.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "base/error.hpp"

namespace shian::intake {

class ByteSource {
 public:
  static Expected<ByteSource> open(std::filesystem::path const& file);
  static ByteSource of(std::string bytes);

  /// As many bytes as there are, at most `capacity`; 0 at the end. Throws std::system_error when the disk
  /// fails.
  [[nodiscard]] std::size_t read(char* out, std::size_t capacity);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::string bytes_;
  std::size_t at_ = 0;
};

}  // namespace shian::intake
