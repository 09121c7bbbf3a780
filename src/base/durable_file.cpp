#include "base/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <functional>
#include <system_error>
#include <vector>

#include "base/hash.hpp"

namespace shian {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 1U << 20U;

[[noreturn]] void failed(char const* what, fs::path const& path) {
  throw std::system_error(errno, std::generic_category(), what + (" " + path.string()));
}

struct Descriptor {
  int fd;
  Descriptor(fs::path const& path, int flags, char const* what)
      : fd(::open(path.c_str(), flags | O_CLOEXEC, 0640)) {
    if (fd < 0) failed(what, path);
  }
  ~Descriptor() { ::close(fd); }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
};

// Gives each block to `take` until the end.
void read_all(fs::path const& file, std::function<void(std::string_view)> const& take) {
  Descriptor const in(file, O_RDONLY, "reading");
  std::vector<char> buffer(kBlock);
  while (true) {
    ssize_t const got = ::read(in.fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) failed("reading", file);
    if (got == 0) return;
    take({buffer.data(), static_cast<std::size_t>(got)});
  }
}

void write_all(int fd, std::string_view bytes, fs::path const& file) {
  while (!bytes.empty()) {
    ssize_t const wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) failed("writing", file);
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
}

void give_to_owner_of(fs::path const& folder, fs::path const& made) {
  if (::geteuid() != 0) return;
  struct ::stat about {};
  if (::stat(folder.c_str(), &about) != 0) failed("reading", folder);
  if (::chown(made.c_str(), about.st_uid, about.st_gid) != 0) failed("changing the owner of", made);
}

// `fill` writes into a draft beside the file, which then takes its name.
void put_in_place(fs::path const& file, std::function<void(int fd)> const& fill) {
  auto const folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  static std::atomic<std::uint64_t> drafts = 0;  // several threads may put the same file in place
  auto const draft = folder / (".new-" + std::to_string(::getpid()) + "-" + std::to_string(++drafts) + "-" +
                               file.filename().string());
  try {
    {
      Descriptor const out(draft, O_WRONLY | O_CREAT | O_TRUNC, "writing");
      fill(out.fd);
      if (::fsync(out.fd) != 0) failed("syncing", draft);
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
    read_all(file, [&](std::string_view bytes) { hash.update(bytes); });
    return hex(hash.finish());
  } catch (std::system_error const&) {
    return std::nullopt;
  }
}

std::string copy_durably(fs::path const& from, fs::path const& to) {
  Sha256 hash;
  put_in_place(to, [&](int fd) {
    read_all(from, [&](std::string_view bytes) {
      hash.update(bytes);
      write_all(fd, bytes, to);
    });
  });
  return hex(hash.finish());
}

void write_durably(fs::path const& file, std::string_view bytes) {
  put_in_place(file, [&](int fd) { write_all(fd, bytes, file); });
}

void make_folders(fs::path const& folder) {
  if (folder.empty() || fs::is_directory(folder)) return;
  auto const above = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  make_folders(above);
  fs::create_directory(folder);
  give_to_owner_of(above, folder);
}

void sync_to_disk(fs::path const& file_or_folder) {
  Descriptor const open(file_or_folder, O_RDONLY, "syncing");
  if (::fsync(open.fd) != 0) failed("syncing", file_or_folder);
}

}  // namespace shian
