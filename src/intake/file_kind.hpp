// What a file is by its content, whatever its name says.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "base/error.hpp"

namespace shian::intake {

struct FileKind {
  std::string_view type;                        // as HTTP calls it; "" for what is no document
  Text name;                                    // "PDF 文档"
  std::span<std::string_view const> endings{};  // of names that such a file may have, without the dot
  bool is_shown = false;                        // a browser may show it in place: pictures, PDF
};

/// By its first bytes and, of a ZIP, by its directory; nothing of it is unpacked or run. A web page, a
/// drawing with scripts (SVG), a program and whatever is not known have no type.
[[nodiscard]] FileKind kind_of(std::filesystem::path const& file);

/// Whether a name may stand for a file of that kind: "照片.jpeg" for a JPEG. A name without an ending may.
[[nodiscard]] bool fits(FileKind const& kind, std::string_view name);

}  // namespace shian::intake
