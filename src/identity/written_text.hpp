// What people write into the desk: names, comments, passwords.
#pragma once

#include <optional>
#include <string_view>

namespace shian::identity {

/// What a list shows on one line: the name of a filter, of a token, of a frozen board.
constexpr int kLongestName = 80;  // characters
/// Why somebody changes what others rely on.
constexpr int kLongestReason = 500;  // characters

/// How many characters (code points); nothing when no store could keep it: broken UTF-8, or a NUL in it.
[[nodiscard]] std::optional<int> characters_of(std::string_view text);
/// Whether it has at least one character that is no blank, and at most `most`.
[[nodiscard]] bool is_written(std::string_view text, int most);

}  // namespace shian::identity
