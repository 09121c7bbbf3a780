// Opens any table people really send (CSV, XLSX, XLS) and gives its rows one by one.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "intake/cell.hpp"

namespace shian::intake {

/// What hostile or broken files are held against. A refusal names the limit.
struct Limits {
  int columns = 1'000;                                       // beyond it, cells must be empty
  std::size_t cell_bytes = 1 << 20;                          // one cell's text
  std::size_t row_bytes = 8 << 20;                           // one row's text: what stands in it, and merged
  std::uint64_t sheet_bytes = std::uint64_t{4} << 30;        // one uncompressed part of an XLSX
  std::uint64_t shared_text_bytes = std::uint64_t{1} << 30;  // all shared strings of an XLSX, held in memory
  std::uint64_t small_part_bytes = std::uint64_t{64} << 20;  // workbook.xml, styles.xml
  std::uint64_t xls_bytes = std::uint64_t{256} << 20;        // an XLS is read whole
  int zip_ratio = 2'000;                                     // uncompressed to compressed, any part
  int zip_ratio_of_large = 500;  // the same for parts above 64 MB: real sheets stay below 100
  int zip_entries = 20'000;
};

struct OpenOptions {
  std::string sheet;   // by name; empty: the first visible sheet
  char separator = 0;  // of a CSV; 0: found out
  int header_row = 0;  // the last row of its header; 0: found out
  Limits limits;
};

enum class TableFormat { csv, xlsx, xls };

/// What is known of a table before its first row.
struct TableInfo {
  std::string file;  // as given, for positions in errors
  TableFormat format = TableFormat::csv;
  std::string encoding;             // CSV: "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"
  char separator = 0;               // CSV
  std::string sheet;                // XLSX, XLS: the one being read
  std::vector<std::string> sheets;  // XLSX, XLS: the visible ones, in order
  bool dates_from_1904 = false;
  std::vector<Text> notes;  // oddities worth telling: the name says .csv, the content is XLSX
};

/// A source of rows. Memory does not grow with the number of rows (XLS, at most 65,536 rows, is the
/// exception, and the distinct texts of an XLSX are held once).
class TableReader {
 public:
  virtual ~TableReader() = default;

  /// Fills `row` with the next row that is not empty; false at the end.
  /// Errors name the file, line and column; after one, the rest of the source cannot be read.
  [[nodiscard]] virtual Expected<bool> next(Row& row) = 0;
  [[nodiscard]] virtual TableInfo const& info() const = 0;

 protected:
  TableReader() = default;
  TableReader(TableReader const&) = delete;
  TableReader& operator=(TableReader const&) = delete;
};

/// Opens by content, not by name. Errors: no such file, empty, truncated, password-protected, a document of
/// another kind (DOCX, PDF, ODS, a web page named .xls), beyond a limit, no such sheet.
[[nodiscard]] Expected<std::unique_ptr<TableReader>> open_table(std::filesystem::path const& file,
                                                                OpenOptions const& options = {});
/// The same from memory. `name` is used in messages.
[[nodiscard]] Expected<std::unique_ptr<TableReader>> open_table(std::string bytes, std::string_view name,
                                                                OpenOptions const& options = {});

}  // namespace shian::intake
