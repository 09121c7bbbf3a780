// Calendar days and moments. A day has no zone; a moment is UTC and is shown in the plan's zone.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shian {

/// A day of the proleptic Gregorian calendar, as days since 1970-01-01.
struct Day {
  std::int32_t since_epoch = 0;

  struct Civil {
    int year;
    int month;  // 1-12
    int day;    // 1-31
  };

  static std::optional<Day> from_civil(int year, int month, int day);  // nothing for 2022-02-30
  static std::optional<Day> parse(std::string_view iso);               // exactly "2022-09-30"
  [[nodiscard]] Civil civil() const;
  [[nodiscard]] int year() const { return civil().year; }
  [[nodiscard]] int month() const { return civil().month; }
  [[nodiscard]] int iso_weekday() const;  // Monday 1 ... Sunday 7
  [[nodiscard]] Day first_of_month() const;
  [[nodiscard]] Day last_of_month() const;
  [[nodiscard]] Day first_of_year() const;
  [[nodiscard]] Day last_of_year() const;
  [[nodiscard]] Day plus_months(int months) const;  // the 31st + 1 month = the last day of the shorter month
  [[nodiscard]] std::string to_string() const;      // "2022-09-30"

  auto operator<=>(Day const&) const = default;
  Day operator+(int days) const { return {since_epoch + days}; }
  Day operator-(int days) const { return {since_epoch - days}; }
  int operator-(Day other) const { return since_epoch - other.since_epoch; }
  Day& operator++() {
    ++since_epoch;
    return *this;
  }
};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
struct Timestamp {
  std::int64_t ms = 0;

  /// "2022-09-30T08:00[:00[.000]][+08:00|+0800|+08|Z]", 'T' or a blank; places beyond milliseconds are cut.
  static std::optional<Timestamp> parse(std::string_view iso, int default_offset_minutes);
  static Timestamp now();
  static Timestamp at_start_of(Day day, int offset_minutes);
  [[nodiscard]] Day day(int offset_minutes) const;
  [[nodiscard]] std::string to_string(int offset_minutes) const;  // "2022-09-30T08:00:00+08:00"
  [[nodiscard]] std::string to_utc() const;                       // "2022-09-30T00:00:00.000Z"

  auto operator<=>(Timestamp const&) const = default;
};

inline constexpr int kShanghaiOffsetMinutes = 8 * 60;

}  // namespace shian
