#include "report/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace shian::report {
namespace {

constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kWidest = 1000;

std::size_t width_of(int file_descriptor) {
  if (char const* const columns = std::getenv("COLUMNS"); columns != nullptr) {
    std::string_view const text = columns;
    std::size_t width = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), width);
    if (fault == std::errc{} && end == text.data() + text.size() && width > 0) {
      return std::clamp(width, kNarrowest, kWidest);
    }
  }
  winsize size{};
  if (::ioctl(file_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return std::clamp<std::size_t>(size.ws_col, kNarrowest, kWidest);
  }
  return Terminal{}.width;
}

std::string_view escape_of(Paint paint) {
  switch (paint) {
    case Paint::none:
      return "";
    case Paint::strong:
      return "\x1b[1m";
    case Paint::good:
      return "\x1b[32m";
    case Paint::bad:
      return "\x1b[31m";
    case Paint::waiting:
      return "\x1b[33m";
    case Paint::faint:
      return "\x1b[2m";
  }
  return "";
}

}  // namespace

Terminal terminal_of(int file_descriptor) {
  char const* const no_colour = std::getenv("NO_COLOR");
  bool const refused = no_colour != nullptr && *no_colour != '\0';
  return {width_of(file_descriptor), ::isatty(file_descriptor) == 1 && !refused};
}

std::string painted(std::string_view text, Paint paint, Terminal const& terminal) {
  if (!terminal.colour || paint == Paint::none || text.empty()) return std::string(text);
  return std::string(escape_of(paint)) + std::string(text) + "\x1b[0m";
}

}  // namespace shian::report
