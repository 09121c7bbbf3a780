// The folder of a dossier while it is written: every file that is put there is hashed on its way. Inside this
// room only.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "base/draft_folder.hpp"
#include "base/file_bytes.hpp"
#include "base/hash.hpp"
#include "dossier/manifest.hpp"

namespace shian::dossier {

/// A name that any file system keeps: without / \ : * ? " < > | and control characters, at most `longest`
/// characters, no dot or blank at its end.
[[nodiscard]] std::string safe_name(std::string_view text, std::size_t longest = 40);

class Folder {
 public:
  /// Throws std::system_error, as everything here.
  Folder(std::filesystem::path const& into, std::string_view name) : draft_(into, name) {}

  void put(std::string const& name, std::string_view bytes);
  /// Copies a file, hashing as it goes, and gives the hash.
  std::string copy(std::filesystem::path const& from, std::string const& name);
  /// For what another library writes itself: the path, whose folder is there; `adopt` hashes it then.
  [[nodiscard]] std::filesystem::path place(std::string const& name);
  void adopt(std::string const& name);
  /// `name`, or name-2, name-3 where it is taken, also where a file system tells no capitals apart.
  [[nodiscard]] std::string free_name(std::string const& stem, std::string const& ending);
  /// Keeps a name for what is put there later.
  void reserve(std::string const& name);
  /// Takes a file out again.
  void remove(std::string const& name);

  /// A file that is written line by line.
  class Lines {
   public:
    Lines(Folder& folder, std::string name);
    void add(std::string_view line);
    void finish();

   private:
    void flush();

    Folder& folder_;
    std::string name_;
    OpenFile file_;
    std::string block_;
    std::int64_t bytes_ = 0;
    Sha256 hash_;
  };

  [[nodiscard]] Manifest const& manifest() const { return manifest_; }
  [[nodiscard]] std::int64_t bytes() const { return bytes_; }
  [[nodiscard]] std::filesystem::path const& path() const { return draft_.path(); }
  /// Everything has reached the disk; then it gets its name.
  void name_as(std::filesystem::path const& folder);

 private:
  void note(std::string const& name, std::string hash, std::int64_t bytes);

  DraftFolder draft_;
  Manifest manifest_;
  std::set<std::string> taken_;  // folded
  std::int64_t bytes_ = 0;
};

}  // namespace shian::dossier
