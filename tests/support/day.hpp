// Days as tests write them.
#pragma once

#include <string_view>

#include "base/day.hpp"

namespace shian::test {

/// "2026-03-01"; throws when it is no day.
inline Day day(std::string_view text) { return Day::parse(text).value(); }

}  // namespace shian::test
