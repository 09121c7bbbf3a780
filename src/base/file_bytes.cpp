#include "base/file_bytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

namespace shian {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 1U << 20U;
constexpr ::mode_t kOwnerAndGroup = S_IRUSR | S_IWUSR | S_IRGRP;

[[noreturn]] void failed(char const* what, fs::path const& path) {
  throw std::system_error(errno, std::generic_category(), what + (" " + path.string()));
}

int flags_of(OpenFile::To to) {
  switch (to) {
    case OpenFile::To::read:
      return O_RDONLY;
    case OpenFile::To::create:
      return O_WRONLY | O_CREAT | O_EXCL;
    case OpenFile::To::replace:
      return O_WRONLY | O_CREAT | O_TRUNC;
  }
  return O_RDONLY;
}

Text reason_of(std::error_code const& code) {
  if (code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory)
    return {"没有这个文件", "there is no such file"};
  if (code == std::errc::permission_denied) return {"没有读取权限", "it may not be read"};
  if (code == std::errc::is_a_directory) return {"这是文件夹", "it is a folder"};
  return {code.message(), code.message()};
}

}  // namespace

Expected<std::string> content_of(fs::path const& file) {
  std::string content;
  try {
    OpenFile(file).read_all([&](std::string_view block) { content += block; });
  } catch (std::system_error const& failure) {
    auto const reason = reason_of(failure.code());
    return fail("file.unreadable", "无法读取 " + file.string() + "：" + reason.zh,
                "cannot read " + file.string() + ": " + reason.en);
  }
  return content;
}

OpenFile::OpenFile(fs::path path, To to)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), flags_of(to) | O_CLOEXEC, kOwnerAndGroup)) {
  if (descriptor_ < 0) failed(to == To::read ? "reading" : "writing", path_);
}

OpenFile::~OpenFile() { ::close(descriptor_); }

void OpenFile::read_all(std::function<void(std::string_view block)> const& take) const {
  std::vector<char> buffer(kBlock);
  while (true) {
    auto const got = ::read(descriptor_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) failed("reading", path_);
    if (got == 0) return;
    take({buffer.data(), static_cast<std::size_t>(got)});
  }
}

void OpenFile::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    auto const wrote = ::write(descriptor_, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) failed("writing", path_);
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
}

void OpenFile::sync() const {
  if (::fsync(descriptor_) != 0) failed("syncing", path_);
}

void OpenFile::sync_file_system() const {
  if (::syncfs(descriptor_) != 0) failed("syncing", path_);
}

}  // namespace shian
