// A folder that is made whole or not at all: nobody takes it for finished until it has got its name.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace shian {

class DraftFolder {
 public:
  /// Makes `into` where it is missing, and a hidden folder in it that only its owner may read. Throws
  /// std::system_error.
  DraftFolder(std::filesystem::path const& into, std::string_view name);
  /// Takes it away with all that is in it, unless it has got its name.
  ~DraftFolder();
  DraftFolder(DraftFolder const&) = delete;
  DraftFolder& operator=(DraftFolder const&) = delete;

  [[nodiscard]] std::filesystem::path const& path() const { return path_; }
  /// Durably. Throws std::system_error: the name is taken, ...
  void name_as(std::filesystem::path const& folder);

  /// Whether a folder of this name is a draft, and whether whoever made it is gone.
  [[nodiscard]] static bool is_draft(std::string_view name);
  [[nodiscard]] static bool is_left_over(std::filesystem::path const& folder);

 private:
  std::filesystem::path path_;
  int lock_ = -1;  // tells another run that it is not left over
  bool is_named_ = false;
};

}  // namespace shian
