// A register as a sheet to work with: what it writes, the importer reads back.
#pragma once

#include <filesystem>

#include "city/city.hpp"
#include "intake/workbook_writer.hpp"
#include "register/mask.hpp"
#include "register/pages.hpp"
#include "report/reach.hpp"

namespace shian::report {

struct SheetOptions {
  Language language = Language::zh;  // of the header
  reg::Personal personal = reg::Personal::masked;
  enum class Cells { typed, text } cells = Cells::typed;
  std::string purpose;       // why personal data is shown; stands in the sheet's notice
  reg::RecordQuery query{};  // which records, in which order
  Sees sees{};               // as of RecordNames
};

/// Every record asked for that is not withdrawn: a column with the record's number, then the fields.
/// References stand as keys, areas and units as names. CSV or XLSX by the file's ending; memory does not grow
/// with the register. Simulated records: the first row of the file says so, and the importer understands it.
/// Errors: another ending; the file cannot be written.
[[nodiscard]] Expected<intake::Written> write_sheet(city::City& city, reg::Schema const& schema,
                                                    std::filesystem::path const& file,
                                                    SheetOptions const& options,
                                                    std::function<void(std::int64_t)> const& progress = {});

/// The same inside a read transaction of the caller's, who reads more of the same moment.
[[nodiscard]] Expected<intake::Written> sheet_at_moment(
    city::City& city, reg::Schema const& schema, std::filesystem::path const& file,
    SheetOptions const& options, std::function<void(std::int64_t)> const& progress = {});

/// The header of the column with the record's number: one that means none of the register's fields.
[[nodiscard]] std::string number_header(reg::Schema const& schema);

}  // namespace shian::report
