// Text as people in this city type it: Chinese and ASCII, full-width and half-width, in columns of a
// terminal.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shian {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

[[nodiscard]] bool is_valid_utf8(std::string_view text);
[[nodiscard]] std::string_view trimmed(
    std::string_view text);  // ASCII blanks, U+3000, U+00A0, BOM at both ends
/// Full-width letters, digits and punctuation become half-width; blanks are trimmed and runs of them folded.
[[nodiscard]] std::string half_width(std::string_view text);
/// For comparing headers and option names: half_width, lower case, blanks and brackets' style ignored.
[[nodiscard]] std::string folded(std::string_view text);
/// Columns a terminal needs: 2 for East Asian wide and full-width code points, 0 for combining marks.
[[nodiscard]] std::size_t display_width(std::string_view text);
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);       // left-aligned
[[nodiscard]] std::string padded_left(std::string_view text, std::size_t width);  // right-aligned
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);    // with an ellipsis
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// The candidate nearest to `name` by edit distance over code points, if near enough to be a likely slip.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name,
                                                 std::span<std::string const> candidates);

}  // namespace shian
