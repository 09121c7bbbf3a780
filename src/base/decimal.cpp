#include "base/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/error.hpp"

namespace shian {
namespace {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Uint128;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

constexpr auto kPowers = [] {
  std::array<std::int64_t, 19> powers{};
  std::int64_t power = 1;
  for (auto& p : powers) {
    p = power;
    if (power <= kMost / 10) power *= 10;
  }
  return powers;
}();

constexpr std::int64_t power_of_ten(int exponent) { return kPowers[static_cast<std::size_t>(exponent)]; }

constexpr Uint128 magnitude(Int128 n) {
  return n < 0 ? Uint128{0} - static_cast<Uint128>(n) : static_cast<Uint128>(n);
}

// The exact value mantissa * 10^-scale with the mantissa in 64 bits and the scale in 0..18, giving up
// trailing zeros only where needed.
std::optional<Decimal> fitted(bool negative, Uint128 mantissa, int scale) {
  if (mantissa == 0) return Decimal::of(0, std::clamp(scale, 0, Decimal::kMaxScale));
  while (scale > Decimal::kMaxScale || (mantissa > Uint128{kMost} && scale > 0)) {
    if (mantissa % 10 != 0) return std::nullopt;
    mantissa /= 10;
    --scale;
  }
  while (scale < 0) {
    if (mantissa > Uint128{kMost}) return std::nullopt;
    mantissa *= 10;
    ++scale;
  }
  if (mantissa > Uint128{kMost}) return std::nullopt;
  auto const whole = static_cast<std::int64_t>(mantissa);
  return Decimal::of(negative ? -whole : whole, scale);
}

std::optional<Decimal> fitted(Int128 mantissa, int scale) {
  return fitted(mantissa < 0, magnitude(mantissa), scale);
}

// Of quotient + remainder/divisor (all >= 0): the quotient, one more when the rest is above a half, or is a
// half and the quotient odd.
constexpr Uint128 half_even(Uint128 quotient, Uint128 remainder, Uint128 divisor) {
  Uint128 const other_half = divisor - remainder;
  bool const up = remainder > other_half || (remainder == other_half && quotient % 2 == 1);
  return up ? quotient + 1 : quotient;
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Every form: long digit strings, exponents.
std::optional<Decimal> parse_carefully(std::string_view text, bool negative) {
  constexpr Uint128 kRoom = ~Uint128{0} / 10 - 1;
  Uint128 mantissa = 0;
  int scale = 0;
  int trailing_zeros = 0;  // of the fraction, taken in only when another digit follows
  std::size_t at = 0;
  auto const take = [&](unsigned digit) {
    if (mantissa > kRoom) return false;
    mantissa = mantissa * 10 + digit;
    return true;
  };
  for (; at < text.size() && is_digit(text[at]); ++at) {
    if (!take(static_cast<unsigned>(text[at] - '0'))) return std::nullopt;
  }
  if (at == 0) return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    std::size_t const start = ++at;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      if (text[at] == '0') {
        ++trailing_zeros;
        continue;
      }
      for (; trailing_zeros > 0; --trailing_zeros, ++scale) {
        if (!take(0)) return std::nullopt;
      }
      if (!take(static_cast<unsigned>(text[at] - '0'))) return std::nullopt;
      ++scale;
    }
    if (at == start) return std::nullopt;
  }
  int exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && text[at] == '+') {
      ++at;
      if (at == text.size() || !is_digit(text[at])) return std::nullopt;
    }
    auto const [end, failure] = std::from_chars(text.data() + at, text.data() + text.size(), exponent);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (exponent < -1000 || exponent > 1000)
      return mantissa == 0 ? std::optional<Decimal>(Decimal{}) : std::nullopt;
  } else if (at != text.size()) {
    return std::nullopt;
  }
  auto result = fitted(negative, mantissa, scale - exponent);
  if (!result) return result;
  // The written places are kept where they fit: 1.50 has two.
  auto const as_written = result->rescaled(std::min(scale - exponent + trailing_zeros, Decimal::kMaxScale));
  return as_written ? as_written : result;
}

}  // namespace

std::optional<Decimal> Decimal::of(std::int64_t mantissa, int scale) {
  if (scale < 0 || scale > kMaxScale || mantissa < -kMost) return std::nullopt;
  Decimal out;
  out.mantissa_ = mantissa;
  out.scale_ = static_cast<std::int8_t>(scale);
  return out;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  bool const negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  // At most 19 digits fit 64 bits without a sign: no check for overflow is needed. This is nearly every
  // number of an import.
  if (text.empty() || text.size() > 19 || !is_digit(text.front())) return parse_carefully(text, negative);
  std::uint64_t mantissa = 0;
  std::size_t point = text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned const d = static_cast<unsigned char>(text[i]) - unsigned{'0'};
    if (d <= 9) {
      mantissa = mantissa * 10 + d;
    } else if (text[i] == '.' && point == text.size() && i + 1 < text.size()) {
      point = i;
    } else {
      return parse_carefully(text, negative);
    }
  }
  if (mantissa > std::uint64_t{kMost}) return std::nullopt;
  auto const places = point == text.size() ? 0 : text.size() - point - 1;
  auto const whole = static_cast<std::int64_t>(mantissa);
  return of(negative ? -whole : whole, static_cast<int>(places));
}

std::optional<Decimal> Decimal::plus(Decimal other) const {
  int const scale = std::max(scale_, other.scale_);
  Int128 const a = Int128{mantissa_} * power_of_ten(scale - scale_);
  Int128 const b = Int128{other.mantissa_} * power_of_ten(scale - other.scale_);
  return fitted(a + b, scale);
}

std::optional<Decimal> Decimal::minus(Decimal other) const {
  int const scale = std::max(scale_, other.scale_);
  Int128 const a = Int128{mantissa_} * power_of_ten(scale - scale_);
  Int128 const b = Int128{other.mantissa_} * power_of_ten(scale - other.scale_);
  return fitted(a - b, scale);
}

std::optional<Decimal> Decimal::times(Decimal other) const {
  return fitted(Int128{mantissa_} * other.mantissa_, scale_ + other.scale_);
}

std::optional<Decimal> Decimal::divided_by(Decimal other, int scale) const {
  if (other.mantissa_ == 0 || scale < 0 || scale > kMaxScale) return std::nullopt;
  bool const negative = (mantissa_ < 0) != (other.mantissa_ < 0);
  Uint128 const dividend = magnitude(mantissa_);
  Uint128 divisor = magnitude(other.mantissa_);
  int shift = scale + other.scale_ - scale_;  // quotient = dividend * 10^shift / divisor
  for (; shift < 0; ++shift) divisor *= 10;   // at most 10^18: below 2^123
  Uint128 quotient = dividend / divisor;
  Uint128 remainder = dividend % divisor;
  constexpr Uint128 kRoom = ~Uint128{0} / 10 - 1;
  for (; shift > 0; --shift) {
    if (quotient > kRoom) return std::nullopt;
    remainder *= 10;
    quotient = quotient * 10 + remainder / divisor;
    remainder %= divisor;
  }
  return fitted(negative, half_even(quotient, remainder, divisor), scale);
}

std::optional<Decimal> Decimal::rescaled(int scale) const {
  if (scale < 0 || scale > kMaxScale) return std::nullopt;
  if (scale >= scale_) {
    Int128 const mantissa = Int128{mantissa_} * power_of_ten(scale - scale_);
    if (magnitude(mantissa) > Uint128{kMost}) return std::nullopt;
    return of(static_cast<std::int64_t>(mantissa), scale);
  }
  std::int64_t const power = power_of_ten(scale_ - scale);
  if (mantissa_ % power != 0) return std::nullopt;
  return of(mantissa_ / power, scale);
}

Decimal Decimal::rounded(int scale) const {
  scale = std::max(scale, 0);
  if (scale >= scale_) return *this;
  auto const divisor = static_cast<Uint128>(power_of_ten(scale_ - scale));
  Uint128 const whole = magnitude(mantissa_);
  auto const mantissa = static_cast<std::int64_t>(half_even(whole / divisor, whole % divisor, divisor));
  Decimal out;
  out.mantissa_ = mantissa_ < 0 ? -mantissa : mantissa;
  out.scale_ = static_cast<std::int8_t>(scale);
  return out;
}

Decimal Decimal::negated() const {
  SHIAN_ASSERT(mantissa_ >= -kMost);
  Decimal out = *this;
  out.mantissa_ = -mantissa_;
  return out;
}

std::string Decimal::to_string() const {
  std::int64_t mantissa = mantissa_;
  int scale = scale_;
  while (scale > 0 && mantissa % 10 == 0) {
    mantissa /= 10;
    --scale;
  }
  // A sign, 20 digits, a point and a leading zero.
  char buffer[24];
  char* const end = buffer + sizeof buffer;
  char* at = end;
  auto rest = static_cast<std::uint64_t>(magnitude(mantissa));
  for (int place = 0; rest != 0 || place <= scale; ++place) {
    if (place == scale && scale > 0) *--at = '.';
    *--at = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  if (mantissa < 0) *--at = '-';
  return {at, end};
}

std::string Decimal::to_fixed(int scale) const {
  scale = std::max(scale, 0);
  std::string out = rounded(scale).to_string();
  if (scale == 0) return out;
  auto const point = out.find('.');
  std::size_t const places = point == std::string::npos ? 0 : out.size() - point - 1;
  if (point == std::string::npos) out += '.';
  out.append(static_cast<std::size_t>(scale) - places, '0');
  return out;
}

double Decimal::to_double() const {
  // Through the text: correctly rounded, where a division of two doubles is off by one place now and then.
  std::string const text = to_string();
  double out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::strong_ordering operator<=>(Decimal a, Decimal b) {
  if (a.scale_ == b.scale_) return a.mantissa_ <=> b.mantissa_;
  int const scale = std::max(a.scale_, b.scale_);
  Int128 const left = Int128{a.mantissa_} * power_of_ten(scale - a.scale_);
  Int128 const right = Int128{b.mantissa_} * power_of_ten(scale - b.scale_);
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

}  // namespace shian
