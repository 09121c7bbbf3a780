#include "intake/spreadsheet_number.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace shian::intake {
namespace {

constexpr int kEpoch1900 = -25569;       // 1899-12-30, for serials from 61 on
constexpr int kEpoch1904 = -24107;       // 1904-01-01
constexpr double kLastSerial = 2958465;  // 9999-12-31

void append_two(std::string& out, int number) {
  out += static_cast<char>('0' + number / 10);
  out += static_cast<char>('0' + number % 10);
}

}  // namespace

NumberFormat builtin_format(int id) {
  if (id == 9 || id == 10) return NumberFormat::percent;
  bool const is_date =
      (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return is_date ? NumberFormat::date : NumberFormat::plain;
}

NumberFormat format_of_code(std::string_view code) {
  // Only the first section (positive numbers) counts.
  bool has_percent = false;
  for (std::size_t at = 0; at < code.size(); ++at) {
    char const c = code[at];
    switch (c) {
      case ';':
        return has_percent ? NumberFormat::percent : NumberFormat::plain;
      case '"': {
        auto const close = code.find('"', at + 1);
        if (close == std::string_view::npos) return NumberFormat::plain;
        at = close;
        break;
      }
      case '\\':
      case '_':
      case '*':
        ++at;
        break;
      case '[': {
        auto const close = code.find(']', at + 1);
        if (close == std::string_view::npos) return NumberFormat::plain;
        // [h], [mm], [ss] are elapsed time; everything else in brackets is a colour, a condition or a locale.
        auto const inner = code.substr(at + 1, close - at - 1);
        if (!inner.empty() && inner.find_first_not_of("hHmMsS") == std::string_view::npos)
          return NumberFormat::date;
        at = close;
        break;
      }
      case 'G':
      case 'g':
        if (code.size() - at >= 7) at += 6;  // General
        break;
      case 'y':
      case 'Y':
      case 'm':
      case 'M':
      case 'd':
      case 'D':
      case 'h':
      case 'H':
      case 's':
      case 'S':
        return NumberFormat::date;
      case '%':
        has_percent = true;
        break;
      default:
        break;
    }
  }
  return has_percent ? NumberFormat::percent : NumberFormat::plain;
}

std::optional<double> serial_of(std::string_view stored) {
  double value = 0;
  if (!stored.empty() && stored.front() == '+') stored.remove_prefix(1);
  auto const [end, fault] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  if (fault != std::errc{} || end != stored.data() + stored.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<std::string> shown_number(std::string_view stored) {
  auto const value = serial_of(stored);
  if (!value) return std::nullopt;
  if (*value == 0) return "0";
  char scientific[40];
  auto const made =
      std::to_chars(scientific, scientific + sizeof scientific, *value, std::chars_format::scientific, 14);
  std::string_view const text(scientific, static_cast<std::size_t>(made.ptr - scientific));
  auto const mark = text.find('e');
  int exponent = 0;
  auto exponent_text = text.substr(mark + 1);
  if (exponent_text.front() == '+') exponent_text.remove_prefix(1);
  std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  std::string digits;
  for (char c : text.substr(0, mark)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  std::string out = *value < 0 ? "-" : "";
  auto const count = static_cast<int>(digits.size());
  if (exponent < -12 || exponent > 20) {
    out += digits[0];
    if (count > 1) out += "." + digits.substr(1);
    return out + "e" + std::to_string(exponent);
  }
  if (exponent < 0) return out + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  if (count <= exponent + 1)
    return out + digits + std::string(static_cast<std::size_t>(exponent + 1 - count), '0');
  auto const whole = static_cast<std::size_t>(exponent + 1);
  return out + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::optional<std::string> date_of_serial(double serial, bool from_1904) {
  if (serial < 0 || serial >= kLastSerial + 1) return std::nullopt;
  double whole = std::floor(serial);
  long seconds = std::lround((serial - whole) * 86'400);
  if (seconds == 86'400) {
    seconds = 0;
    whole += 1;
  }
  std::string out;
  auto const days = static_cast<int>(whole);
  if (days > 0 || from_1904) {
    if (!from_1904 && days == 60) return std::nullopt;  // 1900-02-29
    int const since_epoch = from_1904 ? kEpoch1904 + days : kEpoch1900 + days + (days < 60 ? 1 : 0);
    out = Day{since_epoch}.to_string();
    if (out.size() != 10) return std::nullopt;
    if (seconds == 0) return out;
    out += ' ';
  }
  append_two(out, static_cast<int>(seconds / 3600));
  out += ':';
  append_two(out, static_cast<int>(seconds / 60 % 60));
  out += ':';
  append_two(out, static_cast<int>(seconds % 60));
  return out;
}

double serial_of_day(Day day) {
  int const serial = day.since_epoch - kEpoch1900;
  return serial <= 60 ? serial - 1 : serial;
}

}  // namespace shian::intake
