// A folder of packs that a test writes, gone with it.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "pack/load.hpp"

namespace shian::test {

class Folder {
 public:
  Folder();
  ~Folder();
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;

  [[nodiscard]] std::filesystem::path const& path() const { return path_; }
  void write(std::string const& name, std::string_view text) const;  // "town/pack.yaml"
  void copy(std::filesystem::path const& from, std::string const& name) const;
  [[nodiscard]] std::expected<pack::Pack, Errors> load(std::string const& pack) const;

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::filesystem::path source_file(std::string_view name);  // below the project's root

}  // namespace shian::test
