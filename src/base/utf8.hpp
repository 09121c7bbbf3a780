// UTF-8, one code point at a time. Text that comes from outside may be broken: a broken byte reads as U+FFFD.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace shian {

inline constexpr char32_t kReplacement = 0xFFFD;

/// The code point at `at` (which must be inside the text) and `at` moved behind it. Over-long forms,
/// surrogates, points above U+10FFFF and cut sequences are broken: one byte is passed and U+FFFD given.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

/// How many code points there are, broken bytes one each.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

void append_code_point(std::string& out, char32_t point);

}  // namespace shian
