// Legal limits as a calendar that others can subscribe to (iCalendar, RFC 5545).
#pragma once

#include <string>

#include "report/running_limits.hpp"

namespace shian::report {

inline constexpr std::string_view kCalendarType = "text/calendar; charset=utf-8";

struct CalendarWish {
  Language language = Language::zh;
  Timestamp now;           // stamps the events
  bool simulated = false;  // each event says so
};

/// One whole-day event a limit, on its last day, with an alarm the morning before; personal data masked. What
/// is late stays on the day on which it was due.
[[nodiscard]] std::string due_calendar(RunningLimits const& limits, CalendarWish const& wish);

}  // namespace shian::report
