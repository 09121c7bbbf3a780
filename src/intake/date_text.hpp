// Days and times as people write them.
#pragma once

#include <optional>
#include <string_view>

#include "base/day.hpp"
#include "base/error.hpp"

namespace shian::intake {

/// A day, the time of day if one was written, and the zone if one was written.
struct DateText {
  Day day;
  std::optional<int> ms_of_day;
  std::optional<int> offset_minutes;
};

/// 2022.6.15, 2022/6/15, 2022-06-15 8:30, 2022年6月15日, 2022年6月15日8时30分, 下午3:30 behind a day,
/// 20220615, 二〇二二年六月十五日, ISO 8601 with zone; full-width digits. A weekday behind it is passed over.
/// Errors: no such day, a year of two digits, day and month before the year, no day, a range, before 1900 or
/// after 2100.
[[nodiscard]] Expected<DateText> parse_date_text(std::string_view text);

}  // namespace shian::intake
