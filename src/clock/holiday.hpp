// Which festival a published day off belongs to: the notices are kept as bare dates.
#pragma once

#include "clock/calendar.hpp"

namespace shian::clock {

/// First and last day of an unbroken run of published days off.
struct HolidayBlock {
  Day first;
  Day last;
};

/// The block around `day`, which must be a published day off.
[[nodiscard]] HolidayBlock holiday_block(Calendar const& calendar, Day day);
/// "国庆节", "中秋节、国庆节"; "节假日" where the dates leave a doubt. `day` must be a published day off.
[[nodiscard]] Text holiday_name(Calendar const& calendar, Day day);

}  // namespace shian::clock
