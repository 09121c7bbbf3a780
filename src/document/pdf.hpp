// A DOCX file turned into a PDF by LibreOffice, where it is installed.
#pragma once

#include <string>

#include "base/error.hpp"

namespace shian::document {

[[nodiscard]] bool can_make_pdf();

/// Takes seconds: not on a thread that others wait for. Errors (document.pdf): LibreOffice is not installed,
/// took over a minute, or made nothing.
[[nodiscard]] Expected<std::string> pdf_of(std::string const& docx);

}  // namespace shian::document
