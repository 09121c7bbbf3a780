// What a file is by its content, whatever its name says.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "base/error.hpp"

namespace shian::intake {

/// What HTTP calls an XLSX workbook.
inline constexpr std::string_view kXlsxType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

struct FileKind {
  std::string_view type;                        // as HTTP calls it; "" for what is no document
  Text name;                                    // "PDF 文档"
  std::span<std::string_view const> endings{};  // of names that such a file may have, without the dot
  bool is_shown = false;                        // a browser may show it in place: pictures, PDF
};

/// By its first bytes and, of a ZIP, by its directory; nothing of it is unpacked or run. A web page, a
/// drawing with scripts (SVG), a program and whatever is not known have no type.
[[nodiscard]] FileKind kind_of(std::filesystem::path const& file);

/// "jpg" of a name that ends so; of "报告V1.2" and "通知（2022）" nothing: programs go by short endings with
/// letters in them.
[[nodiscard]] std::string ending_of(std::string_view name);

/// Whether a name may stand for a file of that kind: "照片.jpeg" for a JPEG. A name without an ending may.
[[nodiscard]] bool fits(FileKind const& kind, std::string_view name);

}  // namespace shian::intake
