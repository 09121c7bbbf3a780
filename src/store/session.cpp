#include "store/session.hpp"

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "base/text.hpp"
#include "store/drivers.hpp"

namespace shian::store {

Failure::Failure(Kind kind, Text what) : std::runtime_error(what.en), kind_(kind), text_(std::move(what)) {}

std::string_view sql_type(Dialect dialect, ColumnType type) {
  bool const sqlite = dialect == Dialect::sqlite;
  switch (type) {
    case ColumnType::integer:
      return sqlite ? "INTEGER" : "bigint";
    case ColumnType::decimal:
      return sqlite ? "TEXT" : "numeric";
    case ColumnType::text:
      return sqlite ? "TEXT" : "text";
    case ColumnType::date:
      return sqlite ? "TEXT" : "date";
    case ColumnType::timestamp:
      return sqlite ? "TEXT" : "timestamptz";
    case ColumnType::boolean:
      return sqlite ? "INTEGER" : "boolean";
    case ColumnType::blob:
      return sqlite ? "BLOB" : "bytea";
  }
  std::unreachable();
}

Transaction::Transaction(Session& session, Access access) : session_(session) {
  access == Access::write ? session_.begin_write() : session_.begin_read();
}

Transaction::~Transaction() {
  if (open_) session_.rollback();
}

void Transaction::commit() {
  SHIAN_ASSERT(open_);
  session_.commit();
  open_ = false;
}

std::int64_t next_number(Session& session, std::string_view table, std::string_view column) {
  auto& last =
      session.prepared("SELECT coalesce(max(" + std::string(column) + "), 0) FROM " + std::string(table));
  last.step();
  auto const number = last.integer(0) + 1;
  last.reset();
  return number;
}

Expected<Address> Address::parse(std::string_view text) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (text.starts_with(kSqlite) && text.size() > kSqlite.size()) {
    return Address{Dialect::sqlite, std::string(text.substr(kSqlite.size()))};
  }
  if (text.starts_with("postgresql://") || text.starts_with("postgres://")) {
    return Address{Dialect::postgresql, std::string(text)};
  }
  bool const bare_path = !text.empty() && text != kSqlite && text.find(':') == std::string_view::npos;
  std::string const example = bare_path ? "sqlite:" + std::string(text) : "sqlite:shian.db";
  return std::unexpected(Error::make("store.address", "'" + std::string(text) + "' 不是数据库地址",
                                     "'" + std::string(text) + "' is no store address")
                             .hinting("应为 " + example + " 或 postgresql://用户@主机/库名",
                                      "write " + example + " or postgresql://user@host/database"));
}

std::string Address::files_folder() const {
  if (dialect == Dialect::sqlite) return target + ".files";
  char const* const named = std::getenv("SHIAN_FILES");
  return named ? named : "";
}

std::unique_ptr<Session> open(Address const& address, Create create) {
  check_text(address.target);
  if (address.dialect == Dialect::sqlite) return open_sqlite(address.target, create);
  return open_postgresql(address.target);
}

bool holds_anything(Address const& address) {
  return address.dialect == Dialect::sqlite ? std::filesystem::exists(address.target)
                                            : postgresql_holds_anything(address.target);
}

void replace(Address const& address, std::string const& saved) {
  if (address.dialect == Dialect::sqlite) return replace_sqlite(address.target, saved);
  replace_postgresql(address.target, saved);
}

void check_text(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    throw Failure(Failure::Kind::other, {"文本中含有空字符（NUL），数据库不能保存",
                                         "the text holds a NUL character, which no store can keep"});
  }
  if (!is_valid_utf8(text)) {
    throw Failure(Failure::Kind::other,
                  {"文本不是有效的 UTF-8（可能是 GBK 编码）", "the text is not valid UTF-8 (GBK, perhaps)"});
  }
}

std::string quoted_name(std::string_view name) {
  check_text(name);
  std::string out = "\"";
  for (char const c : name) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
  return out;
}

Value value_from_text(std::string_view text, ColumnType type) {
  switch (type) {
    case ColumnType::decimal:
      if (auto const value = Decimal::parse(text)) return *value;
      break;
    case ColumnType::date:
      if (auto const value = Day::parse(text)) return *value;
      break;
    case ColumnType::timestamp:
      if (auto const value = Timestamp::parse(text, 0)) return *value;
      break;
    case ColumnType::integer:
    case ColumnType::text:
    case ColumnType::boolean:
    case ColumnType::blob:
      break;
  }
  std::string const shown = "'" + shortened(text, 60) + "'";
  throw Failure(Failure::Kind::corrupt,
                {"数据库中的 " + shown + " 不是该列应有的数值、日期或时间",
                 shown + " in the store is not the number, date or time that its column must hold"});
}

Failure failed_earlier() {
  return {Failure::Kind::other,
          {"本次事务中前面的语句已失败，只能回滚",
           "an earlier statement of this transaction failed; it can only be rolled back"}};
}

Text with_detail(std::string zh, std::string en, std::string_view detail) {
  while (!detail.empty() && (detail.back() == '\n' || detail.back() == ' ')) detail.remove_suffix(1);
  if (!detail.empty()) {
    zh += "（";
    zh += detail;
    zh += "）";
    en += " (";
    en += detail;
    en += ')';
  }
  return {std::move(zh), std::move(en)};
}

}  // namespace shian::store
