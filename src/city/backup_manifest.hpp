// manifest.json of a backup. Inside the room only.
#pragma once

#include <string_view>

#include "city/backup.hpp"

namespace shian::city {

inline constexpr char const* kManifestName = "manifest.json";

[[nodiscard]] std::string manifest_text(Manifest const& manifest);
/// Errors: no JSON, or not a manifest of a form that this program knows.
[[nodiscard]] Expected<Manifest> read_manifest(std::string_view text);

}  // namespace shian::city
