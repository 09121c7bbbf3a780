#include "base/durable_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <functional>
#include <system_error>

#include "base/file_bytes.hpp"
#include "base/hash.hpp"

namespace shian {
namespace {

namespace fs = std::filesystem;

void give_to_owner_of(fs::path const& folder, fs::path const& made) {
  if (::geteuid() != 0) return;
  struct ::stat about {};
  if (::stat(folder.c_str(), &about) != 0)
    throw std::system_error(errno, std::generic_category(), "reading " + folder.string());
  if (::chown(made.c_str(), about.st_uid, about.st_gid) != 0)
    throw std::system_error(errno, std::generic_category(), "changing the owner of " + made.string());
}

// `fill` writes into a draft beside the file, which then takes its name.
void put_in_place(fs::path const& file, std::function<void(OpenFile const& draft)> const& fill) {
  auto const folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  static std::atomic<std::uint64_t> drafts = 0;  // several threads may put the same file in place
  auto const draft = folder / (".new-" + std::to_string(::getpid()) + "-" + std::to_string(++drafts) + "-" +
                               file.filename().string());
  try {
    {
      OpenFile const out(draft, OpenFile::To::replace);
      fill(out);
      out.sync();
    }
    give_to_owner_of(folder, draft);
    fs::rename(draft, file);
  } catch (...) {
    std::error_code ignored;
    fs::remove(draft, ignored);
    throw;
  }
  sync_to_disk(folder);
}

}  // namespace

std::optional<std::string> hash_of_file(fs::path const& file) {
  try {
    Sha256 hash;
    OpenFile(file).read_all([&](std::string_view block) { hash.update(block); });
    return hex(hash.finish());
  } catch (std::system_error const&) {
    return std::nullopt;
  }
}

std::string copy_durably(fs::path const& from, fs::path const& to) {
  Sha256 hash;
  put_in_place(to, [&](OpenFile const& draft) {
    OpenFile(from).read_all([&](std::string_view block) {
      hash.update(block);
      draft.write(block);
    });
  });
  return hex(hash.finish());
}

void write_durably(fs::path const& file, std::string_view bytes) {
  put_in_place(file, [&](OpenFile const& draft) { draft.write(bytes); });
}

void make_folders(fs::path const& folder) {
  if (folder.empty() || fs::is_directory(folder)) return;
  auto const above = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  make_folders(above);
  fs::create_directory(folder);
  give_to_owner_of(above, folder);
}

void sync_to_disk(fs::path const& file_or_folder) { OpenFile(file_or_folder).sync(); }

}  // namespace shian
