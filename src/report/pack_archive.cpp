#include "report/pack_archive.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "base/text.hpp"
#include "intake/zip_archive.hpp"

namespace shian::report {
namespace {

namespace fs = std::filesystem;

constexpr int kMostEntries = 2'000;
constexpr std::uint64_t kLargestFile = 4U << 20U;   // what the loader of packs reads at most
constexpr std::uint64_t kLargestPack = 64U << 20U;  // all of them
constexpr int kTightest = 200;
constexpr std::size_t kDeepest = 6;
constexpr std::size_t kLongestName = 200;

std::unexpected<Error> refused(std::string zh, std::string en) {
  return std::unexpected(Error::make("pack.archive", std::move(zh), std::move(en)));
}

// The steps of a name below the archive's root; nothing: it leads elsewhere, or is no name for a file.
std::optional<std::vector<std::string>> steps_of(std::string_view name) {
  if (name.empty() || name.size() > kLongestName || !is_valid_utf8(name)) return std::nullopt;
  if (name.find_first_of("\\:") != std::string_view::npos) return std::nullopt;
  if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < ' '; }))
    return std::nullopt;
  std::vector<std::string> steps;
  for (auto const step : split(name, '/')) {
    if (step.empty() || step == "." || step == "..") return std::nullopt;
    steps.emplace_back(step);
  }
  if (steps.size() > kDeepest) return std::nullopt;
  return steps;
}

std::string lower_case(std::string name) {
  std::ranges::transform(name, name.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return name;
}

struct Entry {
  std::string name;
  std::vector<std::string> steps;
};

Expected<std::vector<Entry>> entries_of(intake::ZipArchive const& archive) {
  std::vector<Entry> entries;
  std::set<std::string> seen;
  for (auto const& name : archive.entries()) {
    if (name.ends_with('/')) continue;
    auto steps = steps_of(name);
    if (!steps)
      return refused("压缩包里的文件名不合规则：" + name,
                     "a name in the archive that is not allowed: " + name);
    // Two names that one folder cannot hold on every system would overwrite each other.
    if (!seen.insert(lower_case(name)).second)
      return refused("压缩包里有两个 " + name, "the archive holds " + name + " twice");
    if (name.ends_with(".yaml") || name.ends_with(".yml")) entries.push_back({name, std::move(*steps)});
  }
  for (auto const& name : seen) {
    for (auto end = name.find('/'); end != std::string::npos; end = name.find('/', end + 1)) {
      auto const folder = name.substr(0, end);
      if (seen.contains(folder))
        return refused("压缩包里 " + folder + " 既是文件又是文件夹",
                       folder + " in the archive is a file and a folder");
    }
  }
  return entries;
}

// Archives are often made of one folder that holds all the others.
void pass_over_wrapper(std::vector<Entry>& entries) {
  bool const is_wrapped = !entries.empty() && std::ranges::all_of(entries, [&](Entry const& entry) {
    return entry.steps.size() > 2 && entry.steps.front() == entries.front().steps.front();
  });
  if (!is_wrapped) return;
  for (auto& entry : entries) entry.steps.erase(entry.steps.begin());
}

Expected<std::uint64_t> write_entry(intake::ZipArchive const& archive, Entry const& entry,
                                    fs::path const& into) {
  auto stream = archive.stream(entry.name);
  if (!stream) return refused(stream.error().what.zh, stream.error().what.en);
  auto file = into;
  for (auto const& step : entry.steps) file /= step;
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  std::uint64_t size = 0;
  std::string part(std::size_t{1} << 16, '\0');
  while (true) {
    auto const count = stream->read(part.data(), part.size());
    if (!count) return refused(count.error().what.zh, count.error().what.en);
    if (*count == 0) break;
    size += *count;
    out.write(part.data(), static_cast<std::streamsize>(*count));
  }
  out.close();
  if (!out) return refused("无法写入 " + entry.name, "cannot write " + entry.name);
  return size;
}

std::string names_of(std::set<std::string> const& folders) {
  std::string names;
  for (auto const& folder : folders) names += (names.empty() ? "" : ", ") + folder;
  return names;
}

}  // namespace

Expected<UnpackedPack> unpack_pack(fs::path const& archive, fs::path const& into,
                                   city::PackFiles const& present, std::string const& present_folder,
                                   std::string const& wanted) {
  intake::Limits limits;
  limits.zip_entries = kMostEntries;
  limits.sheet_bytes = kLargestFile;
  limits.zip_ratio = kTightest;
  limits.zip_ratio_of_large = kTightest;
  auto const opened = intake::ZipArchive::open(archive, limits);
  if (!opened) return refused("这不是完整的 .zip 文件", "this is no whole .zip file");
  auto entries = entries_of(*opened);
  if (!entries) return std::unexpected(entries.error());
  pass_over_wrapper(*entries);

  UnpackedPack made;
  std::uint64_t total = 0;
  std::set<std::string> folders, packs;
  for (auto const& entry : *entries) {
    if (entry.steps.size() < 2) continue;  // beside the folders: no part of a pack
    auto const size = write_entry(*opened, entry, into);
    if (!size) return std::unexpected(size.error());
    total += *size;
    if (total > kLargestPack) return refused("解压后超过 64 MB", "it unpacks to more than 64 MB");
    ++made.files;
    folders.insert(entry.steps.front());
    if (entry.steps.size() == 2 && entry.steps.back() == "pack.yaml") packs.insert(entry.steps.front());
  }
  if (packs.empty())
    return refused("压缩包里没有方案包：文件夹里应有 pack.yaml",
                   "there is no pack in it: a folder must hold a pack.yaml");
  auto beside = present;
  std::erase_if(
      beside, [&](auto const& file) { return folders.contains(file.first.substr(0, file.first.find('/'))); });
  city::write_files(beside, into);
  auto chosen = wanted.empty() ? present_folder : wanted;
  if (!packs.contains(chosen) && wanted.empty() && packs.size() == 1) chosen = *packs.begin();
  if (!fs::exists(into / chosen / "pack.yaml") || (!wanted.empty() && !packs.contains(wanted)))
    return refused("压缩包里没有 " + chosen + "，有：" + names_of(packs),
                   "there is no " + chosen + " in it, but: " + names_of(packs));
  made.folder = into / chosen;
  return made;
}

}  // namespace shian::report
