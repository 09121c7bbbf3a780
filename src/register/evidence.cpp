#include "register/evidence.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace shian::reg {
namespace {

constexpr std::int64_t kLargest = 2LL << 30U;

struct Descriptor {
  int fd = -1;
  explicit Descriptor(int opened) : fd(opened) {}
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
};

[[noreturn]] void disk_failed(std::filesystem::path const& path) {
  std::string const why = std::strerror(errno);
  throw store::Failure(errno == ENOSPC ? store::Failure::Kind::full : store::Failure::Kind::other,
                       {"无法写入佐证文件 " + path.string() + ":" + why,
                        "cannot write the evidence file " + path.string() + ": " + why});
}

std::optional<std::string> hash_of(std::filesystem::path const& path) {
  Descriptor const in(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.fd < 0) return std::nullopt;
  Sha256 hash;
  std::vector<char> buffer(1U << 20U);
  while (true) {
    ssize_t const got = ::read(in.fd, buffer.data(), buffer.size());
    if (got < 0) return std::nullopt;
    if (got == 0) return hex(hash.finish());
    hash.update({buffer.data(), static_cast<std::size_t>(got)});
  }
}

}  // namespace

std::filesystem::path Evidence::path_of(std::string_view hash) const {
  return folder_ / std::string(hash.substr(0, 2)) / std::string(hash);
}

Expected<std::string> Evidence::add(std::filesystem::path const& file, Author const& author, Timestamp now) {
  auto const name = file.filename().string();
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    return fail("evidence.missing", "找不到文件 " + file.string(), "there is no file " + file.string());
  }
  auto const bytes = static_cast<std::int64_t>(std::filesystem::file_size(file, ignored));
  if (bytes == 0) return fail("evidence.empty", name + " 是空文件", name + " is empty");
  if (bytes > kLargest) return fail("evidence.large", name + " 超过 2 GiB", name + " is over 2 GiB");
  auto const hash = hash_of(file);
  if (!hash) return fail("evidence.read", "无法读取 " + file.string(), "cannot read " + file.string());
  auto const target = path_of(*hash);
  if (!std::filesystem::exists(target)) {
    std::filesystem::create_directories(target.parent_path());
    auto const draft = target.parent_path() / (".new-" + *hash + "-" + std::to_string(::getpid()));
    {
      Descriptor const in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
      Descriptor const out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640));
      if (in.fd < 0 || out.fd < 0) disk_failed(draft);
      std::vector<char> buffer(1U << 20U);
      while (true) {
        ssize_t const got = ::read(in.fd, buffer.data(), buffer.size());
        if (got < 0) disk_failed(draft);
        if (got == 0) break;
        for (ssize_t done = 0; done < got;) {
          ssize_t const wrote = ::write(out.fd, buffer.data() + done, static_cast<std::size_t>(got - done));
          if (wrote < 0) {
            std::filesystem::remove(draft, ignored);
            disk_failed(draft);
          }
          done += wrote;
        }
      }
      if (::fsync(out.fd) != 0) disk_failed(draft);
    }
    std::filesystem::rename(draft, target);
    Descriptor const folder(::open(target.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.fd >= 0) ::fsync(folder.fd);
  }
  auto& statement = session_.prepared(
      "INSERT INTO shian_evidence (hash, name, bytes, stored_at, actor, unit) VALUES (?, ?, ?, ?, ?, ?) ON "
      "CONFLICT (hash) DO NOTHING");
  statement.bind_text(1, *hash);
  statement.bind_text(2, name);
  statement.bind_int(3, bytes);
  statement.bind(4, Value(now));
  statement.bind_text(5, author.actor);
  statement.bind_text(6, author.unit);
  statement.run();
  return *hash;
}

std::vector<std::string> Evidence::known() {
  std::vector<std::string> hashes;
  session_.scan("SELECT hash FROM shian_evidence ORDER BY hash", {}, [&](store::Statement const& row) {
    hashes.emplace_back(row.text(0));
    return true;
  });
  return hashes;
}

std::vector<std::string> Evidence::damaged(std::function<void(std::int64_t)> const& progress) {
  std::vector<std::string> bad;
  std::int64_t done = 0;
  session_.scan("SELECT hash FROM shian_evidence ORDER BY hash", {}, [&](store::Statement const& row) {
    std::string const hash(row.text(0));
    auto const found = hash_of(path_of(hash));
    if (!found || *found != hash) bad.push_back(hash);
    if (progress) progress(++done);
    return true;
  });
  return bad;
}

}  // namespace shian::reg
