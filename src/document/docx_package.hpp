// A DOCX file (ECMA-376 / ISO/IEC 29500-2): its parts by name. One that comes from outside is read with
// suspicion.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace shian::document {

/// What HTTP calls a DOCX file.
inline constexpr std::string_view kDocxType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// "word/document.xml" -> its bytes.
using Parts = std::map<std::string, std::string>;

/// Errors (document.docx): no DOCX, or a damaged one; with macros, embedded programs, fields that fetch what
/// stands elsewhere, or links to pictures and templates elsewhere: a program that turned it into a PDF would
/// follow them.
[[nodiscard]] Expected<Parts> read_docx(std::string bytes);

/// The same parts give the same bytes.
[[nodiscard]] std::string write_docx(Parts const& parts);

}  // namespace shian::document
