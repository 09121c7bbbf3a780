#include "intake/number_text.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace shian::intake {
namespace {

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

template <std::size_t N>
bool take_any(std::string_view& text, std::string_view const (&prefixes)[N]) {
  return std::any_of(std::begin(prefixes), std::end(prefixes),
                     [&](auto prefix) { return take(text, prefix); });
}

std::string_view skip_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

/// "e3", "E-3", "×10^3", "x10³", "*10^-2": the exponent as digits, empty if there is none.
std::string take_exponent(std::string_view& text) {
  auto rest = text;
  std::string out;
  if (rest.size() > 1 && (rest[0] == 'e' || rest[0] == 'E')) {
    rest.remove_prefix(1);
    if (take(rest, "-"))
      out = "-";
    else
      take(rest, "+");
  } else {
    rest = skip_blanks(rest);
    constexpr std::string_view kTimes[] = {"×", "x", "X", "*", "·", "✕"};
    if (!take_any(rest, kTimes)) return {};
    rest = skip_blanks(rest);
    if (!take(rest, "10")) return {};
    constexpr std::string_view kSuperscripts[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    if (take(rest, "⁻")) out = "-";
    for (bool found = true; found;) {
      found = false;
      for (int digit = 0; digit < 10; ++digit) {
        if (take(rest, kSuperscripts[digit])) {
          out += static_cast<char>('0' + digit);
          found = true;
        }
      }
    }
    if (!out.empty() && out != "-") {
      text = rest;
      return out;
    }
    if (!take(rest, "^")) return {};
    if (take(rest, "-") || take(rest, "−"))
      out = "-";
    else
      take(rest, "+");
  }
  auto const sign = out.size();
  while (!rest.empty() && is_digit(rest[0])) {
    out += rest[0];
    rest.remove_prefix(1);
  }
  if (out.size() == sign) return {};
  text = rest;
  return out;
}

std::unexpected<Error> not_a_number(std::string_view text) {
  return fail("intake.number", "“" + std::string(text) + "”不是数字",
              "'" + std::string(text) + "' is not a number");
}

}  // namespace

Expected<NumberPrefix> number_prefix(std::string_view text) {
  auto rest = text;
  std::string digits;
  constexpr std::string_view kCurrencies[] = {"¥", "￥", "人民币", "RMB", "CNY"};
  take_any(rest, kCurrencies);
  rest = skip_blanks(rest);
  if (take(rest, "-") || take(rest, "−")) {
    digits = "-";
  } else {
    take(rest, "+");
  }
  take_any(rest, kCurrencies);
  rest = skip_blanks(rest);

  std::size_t group = 0;  // digits since the last separator
  bool has_separator = false, is_grouped_wrongly = false, has_digit = false;
  while (!rest.empty()) {
    if (is_digit(rest[0])) {
      digits += rest[0];
      has_digit = true;
      ++group;
    } else if (rest[0] == ',' && rest.size() > 1 && is_digit(rest[1]) && has_digit) {
      if (has_separator ? group != 3 : group > 3) is_grouped_wrongly = true;
      has_separator = true;
      group = 0;
    } else {
      break;
    }
    rest.remove_prefix(1);
  }
  if (has_separator && group != 3) is_grouped_wrongly = true;
  if (rest.size() > 1 && rest[0] == '.' && is_digit(rest[1])) {
    if (!has_digit) digits += '0';
    digits += '.';
    rest.remove_prefix(1);
    while (!rest.empty() && is_digit(rest[0])) {
      digits += rest[0];
      rest.remove_prefix(1);
    }
    has_digit = true;
  } else if (rest == ".") {
    rest = {};  // "12."
  }
  if (!has_digit) return not_a_number(text);
  if (is_grouped_wrongly) {
    auto error = Error::make("intake.number", "“" + std::string(text) + "”的逗号不在千分位上",
                             "the commas of '" + std::string(text) + "' do not part thousands");
    return std::unexpected(
        std::move(error).hinting("小数点用“.”，千分位每三位一个逗号，如 1,234.5",
                                 "a point for decimals, a comma every three digits: 1,234.5"));
  }
  // A second point or a dash straight behind the digits is a date or a code, not a number.
  if (!rest.empty() && (rest[0] == '.' || rest[0] == '-' || rest[0] == ',')) return not_a_number(text);
  if (auto const exponent = take_exponent(rest); !exponent.empty()) digits += "e" + exponent;
  auto const value = Decimal::parse(digits);
  if (!value) {
    return fail("intake.number", "“" + std::string(text) + "”的位数超出可精确保存的范围",
                "'" + std::string(text) + "' has more digits than are kept exactly");
  }
  return NumberPrefix{*value, trimmed(rest)};
}

}  // namespace shian::intake
