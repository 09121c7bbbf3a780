// Rows of an old binary XLS sheet (BIFF5 to BIFF8), through FreeXL.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "intake/table_reader.hpp"

namespace shian::intake {

/// The workbook is read whole: at most 65,536 rows a sheet. Percent formats and merged ranges are not known
/// to FreeXL.
[[nodiscard]] Expected<std::unique_ptr<TableReader>> open_xls(std::filesystem::path const& file,
                                                              std::string name, OpenOptions const& options);
/// From memory, by way of a temporary file that is gone when this returns.
[[nodiscard]] Expected<std::unique_ptr<TableReader>> open_xls(std::string const& bytes, std::string name,
                                                              OpenOptions const& options);

}  // namespace shian::intake
