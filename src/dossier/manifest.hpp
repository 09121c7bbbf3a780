// What a dossier holds, file by file, and that nothing of it was altered since: a list of SHA-256 sums as
// sha256sum (GNU coreutils) writes and checks them, and a signature over it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace shian::dossier {

inline constexpr std::string_view kManifestName = "manifest.sha256";
inline constexpr std::string_view kSignatureName = "manifest.sig";  // Ed25519, 64 bytes
inline constexpr std::string_view kPublicKeyName = "public-key.pem";

/// Name below the dossier's folder, with '/', -> SHA-256 in hex.
using Manifest = std::map<std::string, std::string>;

[[nodiscard]] std::string manifest_text(Manifest const& manifest);
/// Errors (dossier.manifest): a line that is none; a name that leads out of the folder.
[[nodiscard]] Expected<Manifest> read_manifest(std::string_view text);

struct Differences {
  std::vector<std::string> missing, altered, added;
  [[nodiscard]] bool none() const { return missing.empty() && altered.empty() && added.empty(); }
};
/// Reads every file below the folder; links are taken for altered. Manifest, signature and key themselves are
/// no part of it.
[[nodiscard]] Differences held_against(Manifest const& manifest, std::filesystem::path const& folder);

}  // namespace shian::dossier
