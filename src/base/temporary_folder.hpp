// A folder that goes away with what needed it.
#pragma once

#include <filesystem>
#include <string_view>

namespace shian {

class TemporaryFolder {
 public:
  /// "shian-PURPOSE-XXXXXX" below the system's temporary folder. Throws std::system_error.
  explicit TemporaryFolder(std::string_view purpose);
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace shian
