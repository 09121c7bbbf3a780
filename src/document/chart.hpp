// A chart in a DOCX file (DrawingML, ECMA-376 part 1, 21.2) that a word processor can change: its figures are
// kept beside it and in a workbook of its own. Inside this room only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/docx_package.hpp"

namespace shian::document {

struct Chart {
  struct Series {
    std::string name;
    std::vector<std::int64_t> values;  // one for each category
  };
  std::string title;
  std::vector<std::string> categories;
  std::vector<Series> series;
};

/// Columns, in the place of the paragraph that holds `mark`. Errors: the workbook cannot be written.
[[nodiscard]] Expected<void> add_chart(Parts& parts, std::string_view mark, Chart const& chart);

}  // namespace shian::document
