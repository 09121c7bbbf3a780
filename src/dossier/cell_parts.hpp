// A cell that holds several: 制度文件、台账. Inside this room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace shian::dossier {

/// Parted by 、，；; / or a line's end, trimmed, none of them empty.
[[nodiscard]] std::vector<std::string> parts_of(std::string_view cell);

}  // namespace shian::dossier
