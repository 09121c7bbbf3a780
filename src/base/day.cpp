#include "base/day.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"

namespace shian {
namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;
constexpr std::int64_t kMsPerMinute = 60'000;

constexpr bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month - 1];
}

// Both directions after Howard Hinnant, "chrono-compatible low-level date algorithms": eras of 400 years from
// 0000-03-01.
constexpr std::int32_t days_from_civil(int year, int month, int day) {
  int const y = month <= 2 ? year - 1 : year;
  int const era = (y >= 0 ? y : y - 399) / 400;
  int const year_of_era = y - era * 400;
  int const day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

constexpr Day::Civil civil_from_days(std::int32_t days) {
  std::int64_t const z = std::int64_t{days} + 719468;
  std::int64_t const era = (z >= 0 ? z : z - 146096) / 146097;
  int const day_of_era = static_cast<int>(z - era * 146097);
  int const year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int const shifted = (5 * day_of_year + 2) / 153;
  int const month = shifted < 10 ? shifted + 3 : shifted - 9;
  int const year = year_of_era + static_cast<int>(era) * 400 + (month <= 2 ? 1 : 0);
  return {year, month, day_of_year - (153 * shifted + 2) / 5 + 1};
}

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// The number that `count` digits at `at` spell, or -1.
constexpr int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int n = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    unsigned const d = static_cast<unsigned char>(text[i]) - unsigned{'0'};
    if (d > 9) return -1;
    n = n * 10 + static_cast<int>(d);
  }
  return n;
}

void put(std::string& out, int number, int width) {
  char buffer[8];
  for (int i = width - 1; i >= 0; --i) {
    buffer[i] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  out.append(buffer, static_cast<std::size_t>(width));
}

struct TimeOfDay {
  int hour, minute, second, millisecond;
};

TimeOfDay time_of_day(std::int64_t ms_of_day) {
  int const ms = static_cast<int>(ms_of_day);
  return {ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000};
}

void put_moment(std::string& out, std::int64_t local_ms) {
  std::int64_t const days = floor_div(local_ms, kMsPerDay);
  TimeOfDay const clock = time_of_day(local_ms - days * kMsPerDay);
  out += Day{static_cast<std::int32_t>(days)}.to_string();
  out += 'T';
  put(out, clock.hour, 2);
  out += ':';
  put(out, clock.minute, 2);
  out += ':';
  put(out, clock.second, 2);
}

// "Z", "+08", "+0800" or "+08:00" as minutes.
std::optional<int> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  int const hours = digits(text, 1, 2);
  int minutes = 0;
  if (text.size() == 5) {
    minutes = digits(text, 3, 2);
  } else if (text.size() == 6 && text[3] == ':') {
    minutes = digits(text, 4, 2);
  } else if (text.size() != 3) {
    return std::nullopt;
  }
  if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) return std::nullopt;
  int const offset = hours * 60 + minutes;
  return text[0] == '-' ? -offset : offset;
}

}  // namespace

std::optional<Day> Day::from_civil(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return std::nullopt;
  if (day > 28 && day > days_in_month(year, month)) return std::nullopt;
  return Day{days_from_civil(year, month, day)};
}

std::optional<Day> Day::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  return from_civil(digits(iso, 0, 4), digits(iso, 5, 2), digits(iso, 8, 2));
}

Day::Civil Day::civil() const { return civil_from_days(since_epoch); }

int Day::iso_weekday() const {
  // 1970-01-01 was a Thursday.
  auto const weekday = (std::int64_t{since_epoch} % 7 + 7 + 3) % 7;
  return static_cast<int>(weekday) + 1;
}

Day Day::first_of_month() const { return *this - (civil().day - 1); }

Day Day::last_of_month() const {
  Civil const c = civil();
  return *this + (days_in_month(c.year, c.month) - c.day);
}

Day Day::first_of_year() const { return {days_from_civil(civil().year, 1, 1)}; }
Day Day::last_of_year() const { return {days_from_civil(civil().year, 12, 31)}; }

Day Day::plus_months(int months) const {
  Civil const c = civil();
  std::int64_t const total = std::int64_t{c.year} * 12 + (c.month - 1) + months;
  int const year = static_cast<int>(floor_div(total, 12));
  int const month = static_cast<int>(total - std::int64_t{year} * 12) + 1;
  return {days_from_civil(year, month, std::min(c.day, days_in_month(year, month)))};
}

std::string Day::to_string() const {
  Civil const c = civil();
  std::string out;
  out.reserve(10);
  if (c.year < 0 || c.year > 9999) {
    out += std::to_string(c.year);  // outside ISO 8601's four digits; readable, and refused by parse
  } else {
    put(out, c.year, 4);
  }
  out += '-';
  put(out, c.month, 2);
  out += '-';
  put(out, c.day, 2);
  return out;
}

std::optional<Timestamp> Timestamp::parse(std::string_view iso, int default_offset_minutes) {
  // 2022-09-30T08:00 is the shortest form.
  if (iso.size() < 16 || (iso[10] != 'T' && iso[10] != 't' && iso[10] != ' ') || iso[13] != ':')
    return std::nullopt;
  auto const day = Day::parse(iso.substr(0, 10));
  int const hour = digits(iso, 11, 2);
  int const minute = digits(iso, 14, 2);
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;

  std::size_t at = 16;
  int second = 0;
  int millisecond = 0;
  if (at < iso.size() && iso[at] == ':') {
    second = digits(iso, at + 1, 2);
    if (second < 0 || second > 59) return std::nullopt;
    at += 3;
    if (at < iso.size() && (iso[at] == '.' || iso[at] == ',')) {
      std::size_t const start = ++at;
      int place = 100;
      for (; at < iso.size() && iso[at] >= '0' && iso[at] <= '9'; ++at) {
        millisecond += (iso[at] - '0') * place;
        place /= 10;  // 0 after three places: finer parts are cut
      }
      if (at == start || at - start > 9) return std::nullopt;
    }
  }
  int offset = default_offset_minutes;
  if (at < iso.size()) {
    auto const given = parse_offset(iso.substr(at));
    if (!given) return std::nullopt;
    offset = *given;
  }
  std::int64_t const minutes = std::int64_t{day->since_epoch} * 1440 + hour * 60 + minute - offset;
  return Timestamp{minutes * kMsPerMinute + second * 1000 + millisecond};
}

Timestamp Timestamp::now() {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

Timestamp Timestamp::at_start_of(Day day, int offset_minutes) {
  return {std::int64_t{day.since_epoch} * kMsPerDay - offset_minutes * kMsPerMinute};
}

Day Timestamp::day(int offset_minutes) const {
  return {static_cast<std::int32_t>(floor_div(ms + offset_minutes * kMsPerMinute, kMsPerDay))};
}

std::string Timestamp::to_string(int offset_minutes) const {
  std::string out;
  out.reserve(25);
  put_moment(out, ms + offset_minutes * kMsPerMinute);
  int const distance = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  out += offset_minutes < 0 ? '-' : '+';
  put(out, distance / 60, 2);
  out += ':';
  put(out, distance % 60, 2);
  return out;
}

std::string Timestamp::to_utc() const {
  std::string out;
  out.reserve(24);
  put_moment(out, ms);
  out += '.';
  put(out, static_cast<int>(ms - floor_div(ms, 1000) * 1000), 3);
  out += 'Z';
  return out;
}

}  // namespace shian
