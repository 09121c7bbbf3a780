// Reads a pack folder and all that it extends. Every fault is told with file:line:column and the nearest
// known name.
#pragma once

#include <expected>
#include <filesystem>

#include "pack/model.hpp"

namespace shian::pack {

/// `folder` holds pack.yaml and any other *.yaml (also in subfolders); `extends` names sibling folders.
/// The result joins the whole chain: later packs add to earlier ones; an item with the same id replaces the
/// earlier one only when it says `replaces: true`.
/// Errors: all that were found (at most 100), in file order.
[[nodiscard]] std::expected<Pack, Errors> load(std::filesystem::path const& folder);

}  // namespace shian::pack
