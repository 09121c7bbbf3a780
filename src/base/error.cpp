#include "base/error.hpp"

#include <cstdio>
#include <cstdlib>

namespace shian {

std::string Position::to_string() const {
  std::string out = file;
  if (line > 0) {
    if (!out.empty()) out += ':';
    out += std::to_string(line);
    if (column > 0) {
      out += ':';
      out += std::to_string(column);
    }
  }
  return out;
}

Error Error::at(std::string_view file, int line, int column) && {
  where = Position{std::string(file), line, column};
  return std::move(*this);
}

std::string Error::to_string(Language language) const {
  std::string out = where.to_string();
  if (!out.empty()) out += ": ";
  out += what.in(language);
  if (auto const& advice = hint.in(language); !advice.empty()) {
    out += language == Language::zh ? "（" : " (";
    out += advice;
    out += language == Language::zh ? "）" : ")";
  }
  if (!excerpt.empty()) {
    out += '\n';
    out += excerpt;
  }
  return out;
}

void broken_promise(char const* expression, char const* file, int line) {
  std::fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, expression);
  std::fflush(stderr);
  std::abort();
}

}  // namespace shian
