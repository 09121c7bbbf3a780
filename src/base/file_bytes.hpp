// The bytes of files: whole, or block by block.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace shian {

/// All bytes of a file. Errors (file.unreadable): it is not there, may not be read, is a folder, ...
[[nodiscard]] Expected<std::string> content_of(std::filesystem::path const& file);

/// A file that is open as long as this lives. Everything throws std::system_error with the file's name.
class OpenFile {
 public:
  enum class To {
    read,     // also a folder, for its names to be synced
    create,   // where nothing is by that name
    replace,  // what is there is emptied first
  };
  explicit OpenFile(std::filesystem::path path, To to = To::read);
  ~OpenFile();
  OpenFile(OpenFile const&) = delete;
  OpenFile& operator=(OpenFile const&) = delete;

  /// Gives each block to `take`, from where it stands to the end.
  void read_all(std::function<void(std::string_view block)> const& take) const;
  void write(std::string_view bytes) const;
  /// Waits until it has reached the disk.
  void sync() const;
  /// Waits until everything on its file system has.
  void sync_file_system() const;

 private:
  std::filesystem::path path_;
  int descriptor_;
};

}  // namespace shian
