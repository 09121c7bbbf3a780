// One cell's text through every conversion: nothing crashes, and what is read exactly prints and reads back
// the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "intake/date_text.hpp"
#include "intake/header.hpp"
#include "intake/measurement.hpp"
#include "intake/number_text.hpp"
#include "intake/spreadsheet_number.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const text(reinterpret_cast<char const*>(data), size);
  if (auto const date = shian::intake::parse_date_text(text)) {
    auto const again = shian::intake::parse_date_text(date->day.to_string());
    if (!again || again->day != date->day) std::abort();
  }
  if (auto const number = shian::intake::number_prefix(shian::half_width(text))) {
    auto const again = shian::intake::number_prefix(number->value.to_string());
    if (!again || again->value != number->value) std::abort();
  }
  auto const measurement = shian::intake::parse_measurement(text, "mg/kg");
  if (measurement.value && !measurement.unit.empty()) static_cast<void>(measurement.value_in("μg/kg"));
  static_cast<void>(shian::intake::split_combined(text, 3));
  static_cast<void>(shian::intake::format_of_code(text));
  if (auto const shown = shian::intake::shown_number(text)) {
    auto const again = shian::intake::shown_number(*shown);
    if (!again || *again != *shown) std::abort();
  }
  return 0;
}
