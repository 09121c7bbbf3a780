// Aligned tables for a terminal: Chinese and Latin text keep their columns.
#pragma once

#include <string>
#include <vector>

#include "report/terminal.hpp"

namespace shian::report {

enum class Align { left, right };

struct Column {
  std::string title;
  Align align = Align::left;
  int sheds =
      0;  // 0: always shown; where room is short, the highest goes first; from 3 on before others get tight
  std::size_t shrinks_to = 0;  // 0: always as wide as its widest cell; else it may be cut down to this
};

struct Cell {
  std::string text;
  Paint paint = Paint::none;
  Cell() = default;
  Cell(std::string words, Paint as = Paint::none)
      : text(std::move(words)), paint(as) {}  // NOLINT: text is a cell
  Cell(char const* words) : text(words) {}    // NOLINT
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void add(std::vector<Cell> cells);   // one a column
  void add_heading(std::string text);  // a line of its own over the rows that follow
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  /// Lines ended by a newline, no trailing blanks. Columns without a cell are left out. Where it is too wide,
  /// first the columns that may go are dropped, then those that may shrink are cut with an ellipsis.
  [[nodiscard]] std::string render(Terminal const& terminal, std::size_t indent = 0) const;

 private:
  struct Row {
    std::vector<Cell> cells;  // empty: a heading
    std::string heading;
  };
  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace shian::report
