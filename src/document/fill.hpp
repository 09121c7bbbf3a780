// Marks in the text of a DOCX file, found wherever a word processor broke them up, and what takes their
// place.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "document/docx_package.hpp"

namespace shian::document {

/// The names of the marks in its body, headers, footers and notes, in order, each as often as it stands
/// there. Errors (document.mark): "{{" that is not closed within its paragraph, with the paragraph's text.
[[nodiscard]] Expected<std::vector<std::string>> marks_in(Parts const& parts);

/// Puts what `value` says in the place of every mark; its lines become lines. The first run of a mark keeps
/// its looks.
void fill(Parts& parts, std::function<std::string(std::string_view name)> const& value);

}  // namespace shian::document
