// What the reader's terminal can show.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace shian::report {

struct Terminal {
  std::size_t width = 120;  // columns
  bool colour = false;
};

/// Width: COLUMNS, else what the terminal says, else 120. Colour only on a terminal, and not with NO_COLOR
/// set.
[[nodiscard]] Terminal terminal_of(int file_descriptor);

/// What a piece of text says beyond its words. Never the only carrier of a meaning.
enum class Paint { none, strong, good, bad, waiting, faint };
[[nodiscard]] std::string painted(std::string_view text, Paint paint, Terminal const& terminal);

}  // namespace shian::report
