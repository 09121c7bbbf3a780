#include "dossier/folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include "base/durable_file.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace shian::dossier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 1U << 20U;

[[noreturn]] void failed(fs::path const& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

class Descriptor {
 public:
  Descriptor(fs::path const& path, int flags)
      : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, 0640)) {
    if (fd_ < 0) failed(path);
  }
  ~Descriptor() { ::close(fd_); }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;

  std::size_t read(std::vector<char>& buffer) const {
    while (true) {
      auto const got = ::read(fd_, buffer.data(), buffer.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) failed(path_);
    }
  }
  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      auto const wrote = ::write(fd_, bytes.data(), bytes.size());
      if (wrote < 0 && errno != EINTR) failed(path_);
      if (wrote > 0) bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
  }
  void sync_file_system() const {
    if (::syncfs(fd_) != 0) failed(path_);
  }

 private:
  fs::path path_;
  int fd_;
};

}  // namespace

std::string safe_name(std::string_view text, std::size_t longest) {
  constexpr std::string_view kRefused = "/\\:*?\"<>|";
  std::string name;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size() && characters < longest;) {
    auto const from = at;
    auto const code = next_code_point(text, at);
    bool const is_plain = code >= 0x20 && code != 0x7F && code != kReplacement &&
                          (code > 0x7F || kRefused.find(static_cast<char>(code)) == std::string_view::npos);
    if (is_plain)
      name += text.substr(from, at - from);
    else
      name += ' ';
    ++characters;
  }
  auto kept = std::string(trimmed(name));
  while (!kept.empty() && (kept.back() == '.' || kept.back() == ' ')) kept.pop_back();
  return kept.empty() ? "_" : kept;
}

void Folder::note(std::string const& name, std::string hash, std::int64_t bytes) {
  manifest_[name] = std::move(hash);
  taken_.insert(folded(name));
  bytes_ += bytes;
}

fs::path Folder::place(std::string const& name) {
  auto const path = draft_.path() / name;
  fs::create_directories(path.parent_path());
  return path;
}

void Folder::put(std::string const& name, std::string_view bytes) {
  Descriptor const out(place(name), O_WRONLY | O_CREAT | O_EXCL);
  out.write(bytes);
  note(name, hex(sha256(bytes)), static_cast<std::int64_t>(bytes.size()));
}

std::string Folder::copy(fs::path const& from, std::string const& name) {
  Descriptor const in(from, O_RDONLY);
  Descriptor const out(place(name), O_WRONLY | O_CREAT | O_EXCL);
  std::vector<char> buffer(kBlock);
  Sha256 hash;
  std::int64_t bytes = 0;
  while (auto const got = in.read(buffer)) {
    std::string_view const block(buffer.data(), got);
    hash.update(block);
    out.write(block);
    bytes += static_cast<std::int64_t>(got);
  }
  auto digest = hex(hash.finish());
  note(name, digest, bytes);
  return digest;
}

void Folder::adopt(std::string const& name) {
  auto const path = draft_.path() / name;
  auto hash = hash_of_file(path);
  if (!hash) failed(path);
  note(name, std::move(*hash), static_cast<std::int64_t>(fs::file_size(path)));
}

std::string Folder::free_name(std::string const& stem, std::string const& ending) {
  auto name = stem + ending;
  for (int n = 2; taken_.contains(folded(name)); ++n) name = stem + "-" + std::to_string(n) + ending;
  return name;
}

void Folder::reserve(std::string const& name) { taken_.insert(folded(name)); }

void Folder::remove(std::string const& name) {
  fs::remove(draft_.path() / name);
  manifest_.erase(name);
}

void Folder::name_as(fs::path const& folder) {
  // One wait for all files instead of one for each: tens of thousands of them take seconds.
  Descriptor(draft_.path(), O_RDONLY | O_DIRECTORY).sync_file_system();
  draft_.name_as(folder);
}

Folder::Lines::Lines(Folder& folder, std::string name)
    : folder_(folder), name_(std::move(name)), path_(folder.place(name_)) {
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  if (file_ < 0) failed(path_);
}

Folder::Lines::~Lines() {
  if (file_ >= 0) ::close(file_);
}

void Folder::Lines::flush() {
  hash_.update(block_);
  std::string_view left = block_;
  while (!left.empty()) {
    auto const wrote = ::write(file_, left.data(), left.size());
    if (wrote < 0 && errno != EINTR) failed(path_);
    if (wrote > 0) left.remove_prefix(static_cast<std::size_t>(wrote));
  }
  block_.clear();
}

void Folder::Lines::add(std::string_view line) {
  block_ += line;
  block_ += '\n';
  if (block_.size() >= kBlock) flush();
}

void Folder::Lines::finish() {
  flush();
  folder_.note(name_, hex(hash_.finish()), static_cast<std::int64_t>(fs::file_size(path_)));
}

}  // namespace shian::dossier
