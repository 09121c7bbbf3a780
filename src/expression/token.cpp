#include "expression/token.hpp"

#include <array>
#include <cctype>

#include "base/day.hpp"
#include "base/text.hpp"

namespace shian::expression {
namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

bool looks_like_date(std::string_view rest) {
  if (rest.size() < 10) return false;
  for (std::size_t i = 0; i < 10; ++i) {
    if (i == 4 || i == 7 ? rest[i] != '-' : !is_digit(rest[i])) return false;
  }
  return rest.size() == 10 || !is_name_part(rest[10]);
}

constexpr std::array<std::string_view, 6> kLongSymbols = {"==", "!=", "<=", ">=", "&&", "||"};
constexpr std::string_view kShortSymbols = "<>()+-*/,.:";

Error lexical(std::string_view source, std::size_t offset, std::string code, std::string zh, std::string en) {
  return error_at(source, {}, offset, Error::make(std::move(code), std::move(zh), std::move(en)));
}

}  // namespace

std::expected<std::vector<Token>, Error> tokens(std::string_view source) {
  std::vector<Token> found;
  std::size_t i = 0;
  while (true) {
    while (i < source.size() &&
           (source[i] == ' ' || source[i] == '\t' || source[i] == '\n' || source[i] == '\r'))
      ++i;
    if (i >= source.size()) break;
    char const c = source[i];
    std::size_t const start = i;
    std::string_view const rest = source.substr(i);
    if (is_name_start(c)) {
      while (i < source.size() && is_name_part(source[i])) ++i;
      found.push_back({Token::Kind::name, std::string(source.substr(start, i - start)), start});
    } else if (c == '$') {
      ++i;
      while (i < source.size() && is_name_part(source[i])) ++i;
      if (i == start + 1) {
        return std::unexpected(lexical(source, start, "expression.parameter", "“$”后面应为参数名",
                                       "a parameter's name must follow '$'"));
      }
      found.push_back({Token::Kind::parameter, std::string(source.substr(start + 1, i - start - 1)), start});
    } else if (looks_like_date(rest)) {
      std::string const text(rest.substr(0, 10));
      if (!Day::parse(text)) {
        return std::unexpected(
            lexical(source, start, "expression.date", "没有 " + text + " 这一天", "there is no day " + text));
      }
      found.push_back({Token::Kind::date, text, start});
      i += 10;
    } else if (is_digit(c)) {
      while (i < source.size() && is_digit(source[i])) ++i;
      if (i + 1 < source.size() && source[i] == '.' && is_digit(source[i + 1])) {
        ++i;
        while (i < source.size() && is_digit(source[i])) ++i;
      }
      found.push_back({Token::Kind::number, std::string(source.substr(start, i - start)), start});
    } else if (c == '"' || c == '\'') {
      std::string text;
      ++i;
      while (i < source.size() && source[i] != c) {
        if (source[i] == '\\' && i + 1 < source.size()) ++i;
        text += source[i++];
      }
      if (i >= source.size()) {
        return std::unexpected(
            lexical(source, start, "expression.quote", "引号没有配对", "the quote is not closed"));
      }
      ++i;
      found.push_back({Token::Kind::text, std::move(text), start});
    } else {
      std::string_view symbol;
      for (auto candidate : kLongSymbols) {
        if (rest.starts_with(candidate)) symbol = candidate;
      }
      if (symbol.empty() && kShortSymbols.find(c) != std::string_view::npos) symbol = rest.substr(0, 1);
      if (symbol == "&&" || symbol == "||") {
        bool const both = symbol == "&&";
        return std::unexpected(lexical(source, start, "expression.symbol",
                                       both ? "请用 and 表示“并且”" : "请用 or 表示“或者”",
                                       both ? "write 'and'" : "write 'or'"));
      }
      if (symbol.empty()) {
        bool const single_equals = c == '=';
        auto error = lexical(source, start, "expression.symbol", "看不懂的字符",
                             "a character that means nothing here");
        if (single_equals) error = std::move(error).hinting("比较相等用 ==", "equality is written ==");
        return std::unexpected(std::move(error));
      }
      found.push_back({Token::Kind::symbol, std::string(symbol), start});
      i += symbol.size();
    }
  }
  found.push_back({Token::Kind::end, "", source.size()});
  return found;
}

Error error_at(std::string_view source, Position const& where, std::size_t offset, Error error) {
  std::size_t line_start = 0;
  int line = 0;
  for (std::size_t i = 0; i < offset && i < source.size(); ++i) {
    if (source[i] == '\n') {
      ++line;
      line_start = i + 1;
    }
  }
  std::size_t line_end = source.find('\n', line_start);
  if (line_end == std::string_view::npos) line_end = source.size();
  auto const text = source.substr(line_start, line_end - line_start);
  auto const before = source.substr(line_start, std::min(offset, line_end) - line_start);
  int code_points = 0;
  for (char c : before) code_points += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  error.where = where;
  if (where.line > 0) {
    error.where.line = where.line + line;
    error.where.column = line == 0 ? where.column + code_points : code_points + 1;
  } else {
    error.where.line = line + 1;
    error.where.column = code_points + 1;
  }
  error.excerpt = std::string(text) + "\n" + std::string(display_width(before), ' ') + "^";
  return error;
}

}  // namespace shian::expression
