// How spreadsheets keep numbers and dates: doubles, serial days, and formats that say which is which.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/day.hpp"

namespace shian::intake {

enum class NumberFormat : unsigned char { plain, date, percent };

/// Of a built-in format id (ECMA-376 18.8.30, with the East Asian dates 27-36 and 50-58).
[[nodiscard]] NumberFormat builtin_format(int id);
/// Of a custom format code: "yyyy\"年\"m\"月\"d\"日\"" is a date, "0.00%" a percentage; quoted text and
/// colours do not count.
[[nodiscard]] NumberFormat format_of_code(std::string_view code);

/// A stored number as a spreadsheet shows it: at most 15 significant digits, in plain digits if that is not
/// unreasonably long ("6.901234567892E+12" -> "6901234567892", "0.30000000000000004" -> "0.3"). Nothing if it
/// is not a number.
[[nodiscard]] std::optional<std::string> shown_number(std::string_view stored);

/// The moment of a serial number, to the second: "2022-06-15", "2022-06-15 08:30:00", or "08:30:00" below 1.
/// Serial 60 of the 1900 system, a day that never was, and numbers outside 0 ... 2,958,465 give nothing.
[[nodiscard]] std::optional<std::string> date_of_serial(double serial, bool from_1904);
[[nodiscard]] std::optional<double> serial_of(std::string_view stored);
/// The serial number of a day in the 1900 system.
[[nodiscard]] double serial_of_day(Day day);

}  // namespace shian::intake
