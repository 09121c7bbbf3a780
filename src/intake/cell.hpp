// One cell and one row as a source holds them, before anything is understood.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shian::intake {

enum class CellKind : std::uint8_t { empty, text, number, date, boolean };

/// Why a cell that holds something reads as empty.
enum class CellNote : std::uint8_t {
  none,
  error_value,      // #N/A, #REF! and the like: `text` keeps the word
  no_cached_value,  // a formula that was never calculated; formulas are not evaluated here
};

/// `text` by kind: text as written (not trimmed); number in plain digits, as a spreadsheet shows it (15
/// significant digits); date "2022-06-15", "2022-06-15 08:30:00" or, without a day, "08:30:00"; boolean
/// "TRUE" or "FALSE".
struct Cell {
  CellKind kind = CellKind::empty;
  CellNote note = CellNote::none;
  bool percent = false;  // a number shown as a percentage: 0.98 is seen as 98%
  bool merged = false;   // a copy of the top left cell of its merged range
  std::string_view text;

  [[nodiscard]] bool empty() const { return kind == CellKind::empty; }
};

/// A row that holds at least one cell of its own. Its texts live until the reader's next row.
struct Row {
  int number = 0;  // of the source, from 1, empty rows counted: what a spreadsheet shows at the left
  int line =
      0;  // of the text file, from 1; in CSV it runs ahead of `number` when quoted cells hold line breaks
  std::vector<Cell> cells;  // by column from 0, no holes

  [[nodiscard]] Cell const& at(int column) const {
    static constexpr Cell kEmpty;
    auto const index = static_cast<std::size_t>(column);
    return column >= 0 && index < cells.size() ? cells[index] : kEmpty;
  }
};

/// "A", "Z", "AA": as a spreadsheet calls its columns, counted from 0.
[[nodiscard]] inline std::string column_letters(int column) {
  constexpr int kLetters = 26;
  std::string letters;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / kLetters)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % kLetters));
  return letters;
}

}  // namespace shian::intake
