#include "dossier/manifest.hpp"

#include <algorithm>
#include <set>

#include "base/durable_file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace shian::dossier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHexDigits = 64;
constexpr std::string_view kGap = "  ";

bool is_inside(std::string const& name) {
  fs::path const path(name);
  return !path.empty() && !path.is_absolute() &&
         std::ranges::none_of(path, [](fs::path const& step) { return step == ".." || step == "."; });
}

}  // namespace

std::string manifest_text(Manifest const& manifest) {
  std::string text;
  for (auto const& [name, hash] : manifest) {
    SHIAN_ASSERT(name.find_first_of("\n\\") == std::string::npos);
    text += hash + std::string(kGap) + name + "\n";
  }
  return text;
}

Expected<Manifest> read_manifest(std::string_view text) {
  Manifest manifest;
  int number = 0;
  for (auto const line : split(text, '\n')) {
    ++number;
    if (line.empty()) continue;
    bool const has_form = line.size() > kHexDigits + kGap.size() &&
                          line.substr(kHexDigits, kGap.size()) == kGap &&
                          digest_from_hex(line.substr(0, kHexDigits)).has_value();
    std::string const name(has_form ? line.substr(kHexDigits + kGap.size()) : "");
    if (!has_form || !is_inside(name)) {
      return std::unexpected(
          Error::make("dossier.manifest", "清单有一行不成格式", "a line of the manifest is none")
              .at(kManifestName, number));
    }
    manifest[name] = std::string(line.substr(0, kHexDigits));
  }
  return manifest;
}

Differences held_against(Manifest const& manifest, fs::path const& folder) {
  Differences found;
  std::set<std::string> there;
  for (auto const& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_directory() && !entry.is_symlink()) continue;
    auto name = entry.path().lexically_relative(folder).generic_string();
    if (name == kManifestName || name == kSignatureName || name == kPublicKeyName) continue;
    auto const listed = manifest.find(name);
    if (listed == manifest.end())
      found.added.push_back(name);
    else if (entry.is_symlink() || hash_of_file(entry.path()) != listed->second)
      found.altered.push_back(name);
    there.insert(std::move(name));
  }
  for (auto const& [name, hash] : manifest)
    if (!there.contains(name)) found.missing.push_back(name);
  std::ranges::sort(found.added);
  std::ranges::sort(found.altered);
  return found;
}

}  // namespace shian::dossier
