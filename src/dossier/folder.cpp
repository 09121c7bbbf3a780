#include "dossier/folder.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace shian::dossier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 1U << 20U;

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
  OpenFile(place(name), OpenFile::To::create).write(bytes);
  note(name, hex(sha256(bytes)), static_cast<std::int64_t>(bytes.size()));
}

std::string Folder::copy(fs::path const& from, std::string const& name) {
  OpenFile const out(place(name), OpenFile::To::create);
  Sha256 hash;
  std::int64_t bytes = 0;
  OpenFile(from).read_all([&](std::string_view block) {
    hash.update(block);
    out.write(block);
    bytes += static_cast<std::int64_t>(block.size());
  });
  auto digest = hex(hash.finish());
  note(name, digest, bytes);
  return digest;
}

void Folder::adopt(std::string const& name) {
  Sha256 hash;
  std::int64_t bytes = 0;
  OpenFile(draft_.path() / name).read_all([&](std::string_view block) {
    hash.update(block);
    bytes += static_cast<std::int64_t>(block.size());
  });
  note(name, hex(hash.finish()), bytes);
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
  OpenFile(draft_.path()).sync_file_system();
  draft_.name_as(folder);
}

Folder::Lines::Lines(Folder& folder, std::string name)
    : folder_(folder), name_(std::move(name)), file_(folder.place(name_), OpenFile::To::create) {}

void Folder::Lines::flush() {
  hash_.update(block_);
  file_.write(block_);
  bytes_ += static_cast<std::int64_t>(block_.size());
  block_.clear();
}

void Folder::Lines::add(std::string_view line) {
  block_ += line;
  block_ += '\n';
  if (block_.size() >= kBlock) flush();
}

void Folder::Lines::finish() {
  flush();
  folder_.note(name_, hex(hash_.finish()), bytes_);
}

}  // namespace shian::dossier
