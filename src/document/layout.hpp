// The official look of a paper whose text the pack gives: GB/T 9704-2012 (党政机关公文格式), page 156 mm by
// 225 mm on A4, 22 lines of 28 characters, 仿宋 of size 3, titles in 小标宋 of size 2.
#pragma once

#include "document/docx_package.hpp"
#include "pack/model.hpp"

namespace shian::document {

/// The template of a document, with its marks. A line of the text is a paragraph; what it begins with says
/// how it stands: "< " flush left, "= " centred, "> " at the right, "# " a heading, "|" a row of a table
/// ("|%| 10 | 90 |" before the first gives the columns their shares of the width).
[[nodiscard]] Parts template_of(pack::Document const& document);

}  // namespace shian::document
