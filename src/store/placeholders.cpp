#include <algorithm>

#include "base/text.hpp"
#include "store/drivers.hpp"

namespace shian::store {
namespace {

// Where the quoted text or comment that begins at `at` ends; `at` itself when none begins there.
std::size_t end_of_literal(std::string_view sql, std::size_t at) {
  auto const until = [&](std::string_view mark, std::size_t from) {
    auto const end = sql.find(mark, from);
    return end == std::string_view::npos ? sql.size() : end + mark.size();
  };
  switch (sql[at]) {
    case '\'':
      return until("'", at + 1);  // a doubled quote reads as two literals side by side: the same end
    case '"':
      return until("\"", at + 1);
    case '-':
      return sql.substr(at, 2) == "--" ? until("\n", at) : at;
    case '/':
      return sql.substr(at, 2) == "/*" ? until("*/", at + 2) : at;
    default:
      return at;
  }
}

}  // namespace

Placeholders numbered_placeholders(std::string_view sql) {
  Placeholders out;
  out.sql.reserve(sql.size() + 16);
  int last = 0;
  for (std::size_t at = 0; at < sql.size();) {
    if (std::size_t const end = end_of_literal(sql, at); end != at) {
      out.sql += sql.substr(at, end - at);
      at = end;
      continue;
    }
    char const c = sql[at++];
    if (c != '?') {
      out.sql += c;
      continue;
    }
    int number = 0;
    for (; at < sql.size() && is_digit(sql[at]) && number < 10'000; ++at)
      number = number * 10 + (sql[at] - '0');
    if (number == 0) number = last + 1;  // as SQLite counts: one more than the largest so far
    last = std::max(last, number);
    out.sql += '$';
    out.sql += std::to_string(number);
  }
  out.count = last;
  return out;
}

}  // namespace shian::store
