// What the two drivers share. Inside the room only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/session.hpp"

namespace shian::store {

[[nodiscard]] std::unique_ptr<Session> open_sqlite(std::string const& path, Create create);
[[nodiscard]] std::unique_ptr<Session> open_postgresql(std::string const& uri);
[[nodiscard]] bool postgresql_holds_anything(std::string const& uri);
void replace_sqlite(std::string const& path, std::string const& saved);
void replace_postgresql(std::string const& uri, std::string const& saved);

/// Refuses text that only one of the stores would take: NUL characters, broken UTF-8. Throws Failure (other).
void check_text(std::string_view text);

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// Prepared statements by their text; looking one up copies nothing.
template <class S>
using StatementCache = std::unordered_map<std::string, std::unique_ptr<S>, TextHash, std::equal_to<>>;

/// A name of a table or column, safe in SQL: in double quotes.
[[nodiscard]] std::string quoted_name(std::string_view name);

/// A decimal, date or timestamp column's text as a value. Throws Failure (corrupt) for anything else.
[[nodiscard]] Value value_from_text(std::string_view text, ColumnType type);

/// A statement of a transaction in which an earlier one has failed.
[[nodiscard]] Failure failed_earlier();

/// Chinese and English with the store's own words behind both.
[[nodiscard]] Text with_detail(std::string zh, std::string en, std::string_view detail);

/// The common subset's `?` and `?3` as PostgreSQL's `$1` and `$3`, outside of quotes and comments.
struct Placeholders {
  std::string sql;
  int count = 0;
};
[[nodiscard]] Placeholders numbered_placeholders(std::string_view sql);

}  // namespace shian::store
