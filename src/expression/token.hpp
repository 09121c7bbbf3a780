// Words of the expression language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace shian::expression {

struct Token {
  enum class Kind { name, text, number, date, parameter, symbol, end } kind = Kind::end;
  std::string text;        // a text literal without its quotes and escapes; else as written
  std::size_t offset = 0;  // bytes from the start of the source
};

/// Splits a source into tokens, the last of kind `end`. Errors: unknown characters, unclosed quotes,
/// impossible dates.
[[nodiscard]] std::expected<std::vector<Token>, Error> tokens(std::string_view source);

/// An error at a byte of a source, with file:line:column and the line with a caret below it.
[[nodiscard]] Error error_at(std::string_view source, Position const& where, std::size_t offset, Error error);

}  // namespace shian::expression
