// Bad input is a value: an Error says what is wrong, where, and what would be right, in both languages.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shian {

enum class Language { zh, en };

/// One message in both languages. Both are always given, so that neither can be forgotten.
struct Text {
  std::string zh;
  std::string en;

  [[nodiscard]] std::string const& in(Language language) const { return language == Language::zh ? zh : en; }
  [[nodiscard]] bool empty() const { return zh.empty() && en.empty(); }
  bool operator==(Text const&) const = default;
};

/// Where in an input a fault stands. `line` and `column` count from 1; 0 means "not known".
/// For tables, `line` is the sheet's row and `column` its column.
struct Position {
  std::string file;
  int line = 0;
  int column = 0;

  [[nodiscard]] std::string to_string() const;  // "file:line:column", as much of it as is known
  bool operator==(Position const&) const = default;
};

/// A refusal that helps the person who made the mistake.
struct Error {
  std::string code;     // stable, dotted, for programs: "pack.unknown_key"
  Text what;            // what is wrong
  Text hint;            // what would be right; may be empty
  Position where;       // may be empty
  std::string excerpt;  // the offending line with a caret below it, or empty

  static Error make(std::string code, std::string zh, std::string en) {
    return {std::move(code), {std::move(zh), std::move(en)}, {}, {}, {}};
  }
  [[nodiscard]] Error at(Position position) && {
    where = std::move(position);
    return std::move(*this);
  }
  [[nodiscard]] Error at(std::string_view file, int line, int column = 0) &&;
  [[nodiscard]] Error hinting(std::string zh, std::string en) && {
    hint = {std::move(zh), std::move(en)};
    return std::move(*this);
  }
  [[nodiscard]] Error excerpting(std::string text) && {
    excerpt = std::move(text);
    return std::move(*this);
  }

  /// "file:line:column: what (hint)" and the excerpt on lines of its own.
  [[nodiscard]] std::string to_string(Language language) const;
};

template <class T>
using Expected = std::expected<T, Error>;
using Errors = std::vector<Error>;

inline std::unexpected<Error> fail(std::string code, std::string zh, std::string en) {
  return std::unexpected(Error::make(std::move(code), std::move(zh), std::move(en)));
}

/// A promise of our own code is broken: says where and aborts, in release too.
[[noreturn]] void broken_promise(char const* expression, char const* file, int line);

#define SHIAN_ASSERT(expression) \
  ((expression) ? void(0) : ::shian::broken_promise(#expression, __FILE__, __LINE__))

}  // namespace shian
