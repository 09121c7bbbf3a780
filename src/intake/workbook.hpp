// A thin hold on libxlsxwriter: formats made once, texts kept within what XLSX can carry, the file put in
// place whole.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/value.hpp"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace shian::intake {

/// How a cell looks; each look is one XLSX format.
enum class Look : unsigned char {
  plain,
  text,
  date,
  moment,
  percent,
  header,
  english_header,
  example,
  example_text,
  example_date,
  fault,
  fault_text,
  fault_date,
  reason,
  notes
};

inline constexpr std::size_t kLongestCell = 32'767;    // UTF-16 units of one cell
inline constexpr std::uint32_t kMostRows = 1'048'576;  // of one sheet

class Workbook {
 public:
  enum class Memory { whole, constant };  // constant: rows must come in order
  Workbook(std::filesystem::path path, Memory memory);
  ~Workbook();
  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) = delete;

  lxw_worksheet* add_sheet(std::string_view name);  // made a legal, unique name
  [[nodiscard]] lxw_format* format(Look look);

  /// Writes a text; false when it had to be cut.
  bool put_text(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, std::string_view text,
                Look look);
  /// A value as what it is: dates and numbers as such where a double holds them exactly, else as text.
  bool put(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, Value const& value,
           Language language, int utc_offset_minutes);

  /// Writes the file beside its place and moves it there. Errors: the folder cannot be written to.
  [[nodiscard]] Expected<void> close();

 private:
  std::filesystem::path path_;
  std::string partial_;
  lxw_workbook* book_ = nullptr;
  std::map<Look, lxw_format*> formats_;
  std::map<std::string, int> names_;
};

/// "是" or "yes"; dates as ISO; moments in the zone, with milliseconds only when there are any.
[[nodiscard]] std::string exported_text(Value const& value, Language language, int utc_offset_minutes);
/// Whether a binary double gives the number back to its last digit: at most 15 significant digits.
[[nodiscard]] bool is_exact_in_double(Decimal value);
/// Cut to what one cell can carry, between characters.
[[nodiscard]] std::string_view cut_to_cell(std::string_view text);

}  // namespace shian::intake
