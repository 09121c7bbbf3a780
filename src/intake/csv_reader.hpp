// Rows of separated text: RFC 4180, with what spreadsheets make of it.
#pragma once

#include <memory>
#include <string_view>

#include "intake/table_reader.hpp"
#include "intake/text_decoder.hpp"

namespace shian::intake {

/// Characters that make spreadsheets read a CSV cell as a formula (OWASP, CSV injection).
inline constexpr std::string_view kFormulaStarts = "=+-@\t\r\n";

/// Separators , ; tab | are found out from the first rows; a first line "sep=;" (Excel) is obeyed. Quoted
/// cells may hold line breaks; a quote within an unquoted cell is a plain character; text after a closing
/// quote is kept. Lines end with LF, CRLF or CR. An apostrophe that guards a formula start ('=, '+, '-, '@)
/// is taken off.
[[nodiscard]] Expected<std::unique_ptr<TableReader>> open_csv(ByteSource source, std::string name,
                                                              OpenOptions const& options);

}  // namespace shian::intake
