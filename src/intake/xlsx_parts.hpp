// The parts of an XLSX around its sheets: the list of sheets, styles, shared strings, merged ranges.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intake/spreadsheet_number.hpp"
#include "intake/zip_archive.hpp"

namespace shian::intake {

struct XlsxSheet {
  std::string name;
  std::string part;  // "xl/worksheets/sheet1.xml"
  bool is_visible = true;
};

struct XlsxWorkbook {
  std::vector<XlsxSheet> sheets;  // worksheets only, in order
  bool dates_from_1904 = false;
  std::string styles_part, shared_strings_part;  // empty: none
};

/// Errors: not a workbook (a DOCX, PPTX, ODS, XLSB or plain archive, each told by name), no sheets.
[[nodiscard]] Expected<XlsxWorkbook> read_workbook(ZipArchive const& archive, std::string const& file);

/// The kind of number each cell style shows, by the index that cells carry.
[[nodiscard]] Expected<std::vector<NumberFormat>> read_styles(ZipArchive const& archive,
                                                              std::string const& part,
                                                              std::string const& file);

/// The distinct texts of a workbook, end to end in one block: 4 bytes of overhead each.
class SharedStrings {
 public:
  /// Errors: damaged, beyond the limit of shared text.
  static Expected<SharedStrings> read(ZipArchive const& archive, std::string const& part,
                                      std::string const& file, Limits const& limits);

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t index) const {
    auto const begin = index == 0 ? 0 : ends_[index - 1];
    return {text_.data() + begin, ends_[index] - begin};
  }

 private:
  std::string text_;
  std::vector<std::uint32_t> ends_;
};

/// Rows and columns from 1, both ends inside.
struct MergedRange {
  int first_row = 0, first_column = 0, last_row = 0, last_column = 0;
};

/// Reads the sheet to its end once: its checksum is verified and its merged ranges, which stand behind the
/// rows, are known before the first row is given out. Ascending by first row.
[[nodiscard]] Expected<std::vector<MergedRange>> read_merged_ranges(ZipArchive const& archive,
                                                                    std::string const& part);

/// "AB12" -> row 12, column 28 (from 1); 0 where absent or not a reference.
struct CellReference {
  int row = 0, column = 0;
};
[[nodiscard]] CellReference parse_reference(std::string_view text);

/// Valid UTF-8 without NUL.
[[nodiscard]] bool is_clean_text(std::string_view text);

/// Excel's own escapes: _x000D_ is a carriage return, _x005F_ an underscore. Appends the plain text.
void append_unescaped(std::string& out, std::string_view text);

}  // namespace shian::intake
