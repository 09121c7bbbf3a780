// A row that outlives its reader's next one.
#pragma once

#include <string>
#include <vector>

#include "intake/cell.hpp"

namespace shian::intake {

class HeldRow {
 public:
  explicit HeldRow(Row const& row) : row_(row) {
    std::size_t size = 0;
    for (auto const& cell : row.cells) size += cell.text.size();
    text_.reserve(size);
    for (auto& cell : row_.cells) {
      auto const at = text_.size();
      text_.insert(text_.end(), cell.text.begin(), cell.text.end());
      cell.text = {text_.data() + at, cell.text.size()};
    }
  }
  HeldRow(HeldRow&&) noexcept = default;  // a vector's block moves with it, so the views stay right
  HeldRow& operator=(HeldRow&&) noexcept = default;
  HeldRow(HeldRow const&) = delete;
  HeldRow& operator=(HeldRow const&) = delete;

  [[nodiscard]] Row const& row() const { return row_; }
  [[nodiscard]] std::size_t bytes() const { return text_.size(); }  // of its text

 private:
  Row row_;
  std::vector<char> text_;
};

}  // namespace shian::intake
