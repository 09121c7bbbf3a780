// Writes the tables that people get back: exports, rejected rows, templates.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/error.hpp"
#include "base/value.hpp"
#include "intake/cell.hpp"

namespace shian::reg {
struct Schema;
}

namespace shian::intake {

struct ExportOptions {
  Language language = Language::zh;                 // of 是/否
  int utc_offset_minutes = kShanghaiOffsetMinutes;  // moments are shown in this zone
  std::string sheet = "数据";
  std::string notice;  // a first row above the header, e.g. that the data is simulated; empty: none
};

/// What was written. `faults` are cells that had to be cut, at most 100, with row and column.
struct Written {
  std::int64_t rows = 0;
  Errors faults;
};

/// Fills the next row; false at the end. The row keeps its size, one value a header.
using NextRow = std::function<bool(std::vector<Value>& row)>;

/// XLSX in constant memory: dates as real dates, whole and decimal numbers as numbers where a double keeps
/// every digit (15), else as text; moments with milliseconds as text. Text is never a formula. A text above
/// 32,767 UTF-16 units is cut and told. Errors: not writable; more rows than a sheet holds (1,048,576).
[[nodiscard]] Expected<Written> write_table(std::filesystem::path const& file,
                                            std::span<std::string const> headers, NextRow const& next,
                                            ExportOptions const& options = {});

/// CSV, UTF-8 with byte-order mark, CRLF. A text that begins with = + - @ or a control character gets an
/// apostrophe before it (OWASP, CSV injection); reading it back with open_table takes it off again.
[[nodiscard]] Expected<Written> write_csv(std::filesystem::path const& file,
                                          std::span<std::string const> headers, NextRow const& next,
                                          ExportOptions const& options = {});

/// Why a row was refused. `column` from 0; -1: the row as a whole.
struct Reject {
  int column = -1;
  Text reason;
};

/// Collects refused rows as they were sent: wrong cells red with a comment, a last column 原因 Reason. The
/// file can be put right and sent again.
class RejectsWriter {
 public:
  RejectsWriter(std::filesystem::path file, std::span<std::string const> header_cells);
  ~RejectsWriter();
  RejectsWriter(RejectsWriter&&) noexcept;

  void add(Row const& row, std::span<Reject const> reasons);
  [[nodiscard]] std::int64_t rows() const;     // added
  [[nodiscard]] std::int64_t omitted() const;  // beyond what a sheet holds
  /// Errors: not writable.
  [[nodiscard]] Expected<void> close();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// What the drop-downs of a template offer beside the options of fields.
struct TemplateLists {
  std::vector<std::string> areas, units;  // names, in the order to show
};

/// A workbook to fill in: Chinese header with an English row beneath, drop-downs, a comment on each column,
/// an example row that intake passes over, text columns that keep long codes whole, and a sheet 说明 Notes.
/// `understand` finds every field of it. Errors: not writable.
[[nodiscard]] Expected<void> write_template(std::filesystem::path const& file, reg::Schema const& schema,
                                            TemplateLists const& lists);

}  // namespace shian::intake
