// The brief as a paper to edit, on one page.
#pragma once

#include "document/docx_package.hpp"
#include "report/brief.hpp"

namespace shian::document {

/// "食品安全示范创建工作简报（2022年9月30日）"
[[nodiscard]] std::string title_of(report::Brief const& brief);

/// A4, in Chinese. The targets that ask for attention are named as far as there is room, with how many more
/// there are.
[[nodiscard]] Parts brief_paper(report::Brief const& brief);

}  // namespace shian::document
