// Exact decimals for money, mass, limits and rates. Never a binary float.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shian {

/// mantissa * 10^-scale, 0 <= scale <= 18, |mantissa| < 2^63. Values compare by number: 1.50 == 1.5.
/// Arithmetic whose exact result does not fit gives nothing instead of a wrong figure.
class Decimal {
 public:
  static constexpr int kMaxScale = 18;

  constexpr Decimal() = default;
  constexpr Decimal(std::int64_t whole) : mantissa_(whole) {}  // NOLINT: integers are decimals
  static std::optional<Decimal> of(std::int64_t mantissa, int scale);
  /// "-0.160", "1e-3", with digits before and after a point; no blanks, no separators. Keeps the written
  /// places.
  static std::optional<Decimal> parse(std::string_view text);

  [[nodiscard]] std::int64_t mantissa() const { return mantissa_; }
  [[nodiscard]] int scale() const { return scale_; }
  [[nodiscard]] bool is_zero() const { return mantissa_ == 0; }
  [[nodiscard]] int sign() const { return mantissa_ > 0 ? 1 : mantissa_ < 0 ? -1 : 0; }

  [[nodiscard]] std::optional<Decimal> plus(Decimal other) const;
  [[nodiscard]] std::optional<Decimal> minus(Decimal other) const;
  [[nodiscard]] std::optional<Decimal> times(Decimal other) const;
  /// Rounded half to even at `scale`. Nothing for a zero divisor.
  [[nodiscard]] std::optional<Decimal> divided_by(Decimal other, int scale = 12) const;
  [[nodiscard]] std::optional<Decimal> rescaled(int scale) const;  // exact or nothing
  [[nodiscard]] Decimal rounded(int scale) const;                  // half to even
  [[nodiscard]] Decimal negated() const;

  [[nodiscard]] std::string to_string() const;          // canonical: no trailing zeros, "0.16"
  [[nodiscard]] std::string to_fixed(int scale) const;  // "98.40"
  [[nodiscard]] double to_double() const;               // for forecasts and charts only

  friend std::strong_ordering operator<=>(Decimal a, Decimal b);
  friend bool operator==(Decimal a, Decimal b) { return (a <=> b) == 0; }

 private:
  std::int64_t mantissa_ = 0;
  std::int8_t scale_ = 0;
};

}  // namespace shian
