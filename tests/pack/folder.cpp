#include "folder.hpp"
#include "support/source_dir.hpp"

#include <cstdlib>
#include <stdexcept>

namespace shian::test {

namespace fs = std::filesystem;

Folder::Folder() {
  auto pattern = (fs::temp_directory_path() / "shian-pack-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Folder::write(std::string const& name, std::string_view text) const {
  fs::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name, std::ios::binary) << text;
}

void Folder::copy(fs::path const& from, std::string const& name) const {
  fs::create_directories((path_ / name).parent_path());
  fs::copy(from, path_ / name, fs::copy_options::recursive);
}

std::expected<pack::Pack, Errors> Folder::load(std::string const& pack) const {
  return pack::load(path_ / pack);
}

fs::path source_file(std::string_view name) { return fs::path(test::kSourceDir) / name; }

}  // namespace shian::test
