// Rows of an XLSX sheet, streamed.
#pragma once

#include <memory>

#include "intake/table_reader.hpp"
#include "intake/zip_archive.hpp"

namespace shian::intake {

/// Formulas give their cached values and are never evaluated; error values read as empty with a note.
[[nodiscard]] Expected<std::unique_ptr<TableReader>> open_xlsx(ZipArchive archive, std::string name,
                                                               OpenOptions const& options);

/// The sheet that is meant: by name (folded), or the first. Errors: no such sheet, with the nearest name.
[[nodiscard]] Expected<std::size_t> choose_sheet(std::vector<std::string> const& names,
                                                 std::string const& wanted, std::string const& file);

}  // namespace shian::intake
