// Whatever the bytes: the reader ends, gives valid UTF-8, and numbers rows upwards.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "intake/header.hpp"
#include "intake/table_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto reader = shian::intake::open_table(std::string(reinterpret_cast<char const*>(data), size), "fuzz.csv");
  if (!reader) return 0;
  shian::intake::Row row;
  int number = 0;
  for (;;) {
    auto const more = (*reader)->next(row);
    if (!more || !*more) return 0;
    if (row.number <= number || row.cells.empty()) std::abort();
    number = row.number;
    bool has_text = false;
    for (auto const& cell : row.cells) {
      if (!shian::is_valid_utf8(cell.text)) std::abort();
      has_text = has_text || !cell.empty();
    }
    if (!has_text && (*reader)->info().format == shian::intake::TableFormat::xlsx) std::abort();
  }
}
