// The official look of a paper whose text the pack gives: GB/T 9704-2012 (党政机关公文格式), page 156 mm by
// 225 mm on A4, 22 lines of 28 characters, 仿宋 of size 3, titles in 小标宋 of size 2.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "document/docx_package.hpp"
#include "document/styles.hpp"
#include "pack/model.hpp"

namespace shian::document {

/// The template of a document, with its marks. A line of the text is a paragraph; what it begins with says
/// how it stands: "< " flush left, "= " centred, "> " at the right, "# " a heading, "|" a row of a table
/// ("|%| 10 | 90 |" before the first gives the columns their shares of the width). What follows the line
/// kAnnexesMark stands behind the signature, on a page of its own (GB/T 9704-2012, 7.3.7); the imprint comes
/// last.
[[nodiscard]] Parts template_of(pack::Document const& document, Type type = Type::official);
inline constexpr std::string_view kAnnexesMark = "%%annexes";

/// What somebody wrote, for such a text: it ends no row of a table and is taken for no mark of a template.
[[nodiscard]] std::string plain_text(std::string text);
/// A row of a table whose cells say this, whatever it is; "—" where a cell is empty.
[[nodiscard]] std::string table_row(std::initializer_list<std::string> cells);

}  // namespace shian::document
