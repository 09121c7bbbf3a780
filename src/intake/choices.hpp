// What the person who sends a table puts right by hand: where its header is, what its columns mean, single
// cells.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "intake/cell.hpp"
#include "intake/header.hpp"

namespace shian::intake {

struct Choices {
  struct Column {
    int column = 0;
    std::vector<std::string> fields;  // ids; none: passed over
    bool operator==(Column const&) const = default;
  };
  struct CellText {
    int row = 0;  // as the source numbers it
    int column = 0;
    std::string text;
    bool operator==(CellText const&) const = default;
  };
  int header_row = 0;  // the header's last row; 0: found
  std::vector<Column> columns;
  std::vector<CellText> cells;
};

/// Makes the columns mean what was chosen. A field that was chosen for one column is no other's; columns and
/// fields that are none are passed by.
void apply(Choices const& choices, reg::Schema const& schema, Understanding& understanding);

/// The cells put right, by row; they live as long as the choices.
class CorrectedCells {
 public:
  explicit CorrectedCells(std::vector<Choices::CellText> const& cells);
  void put_right(Row& row) const;
  [[nodiscard]] bool has(int row, int column) const;

 private:
  std::unordered_map<int, std::vector<Choices::CellText const*>> by_row_;
};

}  // namespace shian::intake
