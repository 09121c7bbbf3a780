// Reads a pack folder and all that it extends. Every fault is told with file:line:column and the nearest
// known name.
#pragma once

#include <expected>
#include <filesystem>
#include <vector>

#include "pack/model.hpp"

namespace shian::pack {

/// `folder` holds pack.yaml and any other *.yaml (also in subfolders); `extends` names sibling folders.
/// The result joins the whole chain: later packs add to earlier ones; an item with the same id replaces the
/// earlier one only when it says `replaces: true`.
/// `signed_since` are decisions that were signed at the desk and stand in no file: one that this pack gives
/// nothing to decide is kept as idle, so that a new version of a plan is never locked out by an old decision.
/// Errors: all that were found (at most 100), in file order.
[[nodiscard]] std::expected<Pack, Errors> load(std::filesystem::path const& folder,
                                               std::vector<Decision> signed_since = {});

}  // namespace shian::pack
