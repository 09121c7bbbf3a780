// Shared by the tests of intake: a folder that goes away, sheets made by hand, LibreOffice.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/temporary_folder.hpp"
#include "intake/table_reader.hpp"
#include "pack/model.hpp"
#include "register/schema.hpp"

namespace shian::intake {

void write_file(std::filesystem::path const& file, std::string_view bytes);
std::string read_file(std::filesystem::path const& file);

struct ZipPart {
  std::string name;
  std::string content;
};
/// A ZIP in memory. `method`: 0 stored, 8 deflated (zip.h's ZIP_CM_*).
std::string zip_of(std::vector<ZipPart> const& parts, int method = 8);
/// A minimal XLSX around the inside of <worksheet>; the other parts only when given.
std::string xlsx_of(std::string_view worksheet, std::string_view styles = {},
                    std::string_view shared_strings = {}, std::string_view workbook_properties = {});

/// Rows as "1: a|b|c" with numbers of the source; dates, numbers and booleans marked by kind: #12 @2022-06-15
/// ?TRUE.
Expected<std::vector<std::string>> rows_of(TableReader& reader);
Expected<std::vector<std::string>> rows_of(std::string bytes, std::string_view name,
                                           OpenOptions const& options = {});
/// The error of reading to the end; empty code: none.
Error fault_of(std::string bytes, std::string_view name, OpenOptions const& options = {});

/// Converts by LibreOffice without a screen; `format` is "xlsx" or "xls". Empty: not installed and allowed to
/// be absent. Throws when it is absent and SHIAN_WITHOUT_LIBREOFFICE is not 1.
enum class Filter { csv, none };  // how LibreOffice is told to read: csv as UTF-8, else by content
std::filesystem::path by_libreoffice(std::filesystem::path const& file, std::string const& format,
                                     std::filesystem::path const& folder, Filter filter = Filter::csv);

/// A register of samples, as a pack would define it.
reg::Schema sample_schema();
reg::FieldSchema field_of(pack::FieldType type, std::string unit = {});

}  // namespace shian::intake
