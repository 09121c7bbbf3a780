// A pack that came as a .zip: unpacked with suspicion.
#pragma once

#include <filesystem>

#include "city/pack_history.hpp"

namespace shian::report {

struct UnpackedPack {
  std::filesystem::path folder;  // of the pack itself; those it extends stand beside it
  int files = 0;                 // that came in the archive
};

/// Writes the archive's *.yaml files below `into`; everything else in it is left alone. A folder of the chain
/// that the archive does not hold is taken from `present`, so that a city may send its own folder only. One
/// folder around the packs' folders is passed over. `wanted`: the folder of the pack, where several could be
/// meant; "" is `present_folder`, else the only one there is.
/// Errors (pack.archive): no archive, damaged or with a password; a name that leads out of the folder, or
/// twice the same; too many files, too large, packed too tightly; no pack.yaml; no folder that is wanted.
[[nodiscard]] Expected<UnpackedPack> unpack_pack(std::filesystem::path const& archive,
                                                 std::filesystem::path const& into,
                                                 city::PackFiles const& present,
                                                 std::string const& present_folder,
                                                 std::string const& wanted);

}  // namespace shian::report
