// SQLite through its C API.
#include <sqlite3.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "base/text.hpp"
#include "store/drivers.hpp"
#include "store/sqlite_copy.hpp"

namespace shian::store {
namespace {

using Kind = Failure::Kind;

struct Database {
  sqlite3* handle = nullptr;
  std::string path;
  bool in_transaction = false;
  bool reading = false;  // in a read transaction
  bool failed = false;   // a statement of the running transaction has failed

  Database() = default;
  Database(Database const&) = delete;
  Database& operator=(Database const&) = delete;
  ~Database() { sqlite3_close_v2(handle); }
};

Failure failure_of(Database const& database, int code) {
  std::string detail = database.handle ? sqlite3_errmsg(database.handle) : sqlite3_errstr(code);
  std::string const& path = database.path;
  int const system_error = database.handle ? sqlite3_system_errno(database.handle) : 0;
  int const primary = code & 0xFF;
  bool const disk_full = primary == SQLITE_IOERR && (system_error == ENOSPC || system_error == EDQUOT);
  if (primary == SQLITE_FULL || disk_full) {
    return {Kind::full,
            with_detail("磁盘空间已满，" + path + " 无法写入；请清理空间后重试，未提交的内容没有保存",
                        "the disk is full, " + path +
                            " cannot be written; free some space and try again, nothing uncommitted was kept",
                        detail)};
  }
  switch (primary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Kind::busy, with_detail("另一个程序正在写入 " + path + "；请稍后重试，或结束占用它的程序",
                                      "another program is writing to " + path +
                                          "; try again shortly, or end the program that holds it",
                                      detail)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {
          Kind::corrupt,
          with_detail(path + " 不是数据库文件或已损坏；请从备份恢复，勿继续写入",
                      path + " is no database or is damaged; restore it from a backup and do not write to it",
                      detail)};
    case SQLITE_CANTOPEN:
      return {Kind::cannot_open,
              with_detail("无法打开 " + path + "；请检查路径和权限",
                          "cannot open " + path + "; check the path and its permissions", detail)};
    case SQLITE_CONSTRAINT:
      return {Kind::constraint,
              with_detail("数据违反了库表约束", "the data break a constraint of the table", detail)};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      if (database.reading) {
        return {Kind::other, with_detail("只读事务中不能写入", "a read transaction cannot write", detail)};
      }
      return {Kind::other,
              with_detail(path + " 只读；请检查文件和所在文件夹的权限",
                          path + " is read-only; check the permissions of the file and its folder", detail)};
    case SQLITE_IOERR:
      return {Kind::other, with_detail("读写 " + path + " 时磁盘出错",
                                       "the disk failed while " + path + " was read or written", detail)};
    case SQLITE_NOMEM:
      return {Kind::other, {"内存不足", "out of memory"}};
    default:
      return {Kind::other, with_detail("数据库操作失败", "the store refused a statement", detail)};
  }
}

// A statement failed: until the rollback, the transaction takes no other (PostgreSQL does the same).
[[noreturn]] void throw_failure(Database& database, int code) {
  Failure const failure = failure_of(database, code);
  if (database.in_transaction) database.failed = true;
  throw failure;
}

void execute_on(Database& database, char const* sql) {
  if (int const code = sqlite3_exec(database.handle, sql, nullptr, nullptr, nullptr); code != SQLITE_OK) {
    throw_failure(database, code);
  }
}

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(Database& database, std::string_view sql, unsigned flags) : database_(database) {
    check_text(sql);
    char const* rest = nullptr;
    int const code =
        sqlite3_prepare_v3(database.handle, sql.data(), static_cast<int>(sql.size()), flags, &handle_, &rest);
    if (code != SQLITE_OK) throw_failure(database, code);
    // Exactly one statement: SQLite would leave out the rest in silence.
    SHIAN_ASSERT(handle_ != nullptr &&
                 trimmed(sql.substr(static_cast<std::size_t>(rest - sql.data()))).empty());
  }
  ~SqliteStatement() override { sqlite3_finalize(handle_); }

  void bind(int index, Value const& value) override {
    if (std::holds_alternative<std::monostate>(value)) return bind_null(index);
    if (auto const* const flag = std::get_if<bool>(&value)) return bind_int(index, *flag ? 1 : 0);
    if (auto const* const number = std::get_if<std::int64_t>(&value)) return bind_int(index, *number);
    if (auto const* const text = std::get_if<std::string>(&value)) return bind_text(index, *text);
    bind_text(index, canonical(value));
  }
  void bind_int(int index, std::int64_t value) override {
    ready();
    bound(sqlite3_bind_int64(handle_, index, value));
  }
  void bind_text(int index, std::string_view value) override {
    check_text(value);
    ready();
    // An empty view may have no address, which SQLite would take for NULL.
    bound(sqlite3_bind_text64(handle_, index, value.empty() ? "" : value.data(), value.size(),
                              SQLITE_TRANSIENT, SQLITE_UTF8));
  }
  void bind_blob(int index, std::string_view bytes) override {
    ready();
    bound(sqlite3_bind_blob64(handle_, index, bytes.empty() ? "" : bytes.data(), bytes.size(),
                              SQLITE_TRANSIENT));
  }
  void bind_null(int index) override {
    ready();
    bound(sqlite3_bind_null(handle_, index));
  }

  bool step() override {
    if (database_.failed) throw failed_earlier();
    int const code = sqlite3_step(handle_);
    active_ = code == SQLITE_ROW;
    if (active_) return true;
    if (code != SQLITE_DONE) {
      Failure const failure = failure_of(database_, code);
      if (database_.in_transaction) database_.failed = true;
      sqlite3_reset(handle_);
      throw failure;
    }
    sqlite3_reset(handle_);  // lets go of the read lock
    return false;
  }
  void reset() override {
    sqlite3_reset(handle_);
    active_ = false;
  }
  std::int64_t run() override {
    reset();
    std::int64_t const before = sqlite3_total_changes64(database_.handle);
    while (step()) {
    }
    return sqlite3_total_changes64(database_.handle) == before ? 0 : sqlite3_changes64(database_.handle);
  }

  [[nodiscard]] bool is_null(int column) const override {
    return sqlite3_column_type(handle_, at(column)) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t integer(int column) const override {
    return sqlite3_column_int64(handle_, at(column));
  }
  [[nodiscard]] std::string_view text(int column) const override {
    auto const* const bytes = reinterpret_cast<char const*>(sqlite3_column_text(handle_, at(column)));
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
  }
  [[nodiscard]] std::string blob(int column) const override {
    auto const* const bytes = static_cast<char const*>(sqlite3_column_blob(handle_, at(column)));
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
  }
  [[nodiscard]] Value value(int column, ColumnType type) const override {
    if (is_null(column)) return {};
    switch (type) {
      case ColumnType::integer:
        return integer(column);
      case ColumnType::boolean:
        return integer(column) != 0;
      case ColumnType::text:
        return std::string(text(column));
      case ColumnType::blob:
        return blob(column);
      case ColumnType::decimal:
      case ColumnType::date:
      case ColumnType::timestamp:
        break;
    }
    return value_from_text(text(column), type);
  }

  // Not copied: the bytes must stand until the statement has run, and are checked by the caller.
  void bind_kept_text(int index, std::string_view value) {
    bound(sqlite3_bind_text64(handle_, index, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
  void bind_kept_blob(int index, std::string_view bytes) {
    bound(sqlite3_bind_blob64(handle_, index, bytes.data(), bytes.size(), SQLITE_STATIC));
  }

  // For the next user of a kept statement.
  void renew() {
    reset();
    sqlite3_clear_bindings(handle_);
  }

 private:
  void ready() {
    if (active_) reset();
  }
  void bound(int code) {
    SHIAN_ASSERT(code != SQLITE_RANGE);  // no such placeholder
    if (code != SQLITE_OK) throw_failure(database_, code);
  }
  [[nodiscard]] int at(int column) const {
    SHIAN_ASSERT(active_ && column >= 0 && column < sqlite3_data_count(handle_));
    return column;
  }

  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
  bool active_ = false;  // a row stands ready
};

// A row's texts and bytes stand in one buffer until its end, so that SQLite need not copy each of them.
class SqliteBulkInsert final : public BulkInsert {
 public:
  SqliteBulkInsert(Database& database, std::string_view table, std::span<std::string const> columns,
                   std::span<ColumnType const> types)
      : statement_(database, insert_into(table, columns), SQLITE_PREPARE_PERSISTENT),
        types_(types.begin(), types.end()) {
    SHIAN_ASSERT(!columns.empty() && columns.size() == types.size());
    cells_.reserve(types.size());
  }

  void add(Value const& value) override {
    if (shian::is_null(value)) return add_null();
    if (auto const* const flag = std::get_if<bool>(&value)) return add_int(*flag ? 1 : 0);
    if (auto const* const number = std::get_if<std::int64_t>(&value)) return add_int(*number);
    if (auto const* const text = std::get_if<std::string>(&value)) {
      return next_type() == ColumnType::blob ? add_blob(*text) : add_text(*text);
    }
    add_bytes(Cell::text, canonical(value));
  }
  void add_int(std::int64_t value) override { next_cell({Cell::integer, value, 0}); }
  void add_text(std::string_view value) override {
    check_text(value);
    add_bytes(Cell::text, value);
  }
  void add_blob(std::string_view bytes) override { add_bytes(Cell::blob, bytes); }
  void add_null() override { next_cell({Cell::null, 0, 0}); }
  void end_row() override {
    SHIAN_ASSERT(cells_.size() == types_.size());
    for (std::size_t i = 0; i < cells_.size(); ++i) bind(static_cast<int>(i + 1), cells_[i]);
    statement_.step();
    cells_.clear();
    row_.clear();
  }
  void finish() override { SHIAN_ASSERT(cells_.empty()); }

 private:
  struct Cell {
    enum Kind { null, integer, text, blob } kind;
    std::int64_t number;  // the integer, or where the bytes begin in the row
    std::size_t size;
  };

  static std::string insert_into(std::string_view table, std::span<std::string const> columns) {
    std::string names;
    std::string marks;
    for (auto const& column : columns) {
      names += (names.empty() ? "" : ", ") + quoted_name(column);
      marks += marks.empty() ? "?" : ", ?";
    }
    return "INSERT INTO " + quoted_name(table) + " (" + names + ") VALUES (" + marks + ")";
  }
  [[nodiscard]] ColumnType next_type() const {
    SHIAN_ASSERT(cells_.size() < types_.size());
    return types_[cells_.size()];
  }
  void next_cell(Cell cell) {
    SHIAN_ASSERT(cells_.size() < types_.size());
    cells_.push_back(cell);
  }
  void add_bytes(Cell::Kind kind, std::string_view bytes) {
    next_cell({kind, static_cast<std::int64_t>(row_.size()), bytes.size()});
    row_ += bytes;
  }
  void bind(int index, Cell const& cell) {
    switch (cell.kind) {
      case Cell::null:
        return statement_.bind_null(index);
      case Cell::integer:
        return statement_.bind_int(index, cell.number);
      case Cell::text:
        return statement_.bind_kept_text(index, {row_.data() + cell.number, cell.size});
      case Cell::blob:
        return statement_.bind_kept_blob(index, {row_.data() + cell.number, cell.size});
    }
  }

  SqliteStatement statement_;
  std::vector<ColumnType> types_;
  std::vector<Cell> cells_;
  std::string row_;
};

class SqliteSession final : public Session {
 public:
  SqliteSession(std::string const& path, Create create) {
    database_.path = path;
    // A path that begins with "file:" is a path all the same, no URI.
    std::string const name = path.starts_with("file:") ? "./" + path : path;
    int const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (create == Create::if_missing ? SQLITE_OPEN_CREATE : 0);
    int const code = sqlite3_open_v2(name.c_str(), &database_.handle, flags, nullptr);
    if ((code & 0xFF) == SQLITE_CANTOPEN) explain_missing(create);
    if (code != SQLITE_OK) throw failure_of(database_, code);
    sqlite3_busy_timeout(database_.handle, 10'000);
    use_wal();
    execute_on(database_, R"(
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -65536;
      PRAGMA mmap_size = 134217728;
      PRAGMA journal_size_limit = 67108864;
      SELECT count(*) FROM sqlite_master;)");
  }

  [[nodiscard]] Dialect dialect() const override { return Dialect::sqlite; }

  void execute(std::string_view sql) override {
    check_text(sql);
    if (database_.failed) throw failed_earlier();
    execute_on(database_, std::string(sql).c_str());
  }

  [[nodiscard]] Statement& prepared(std::string_view sql) override {
    auto kept = statements_.find(sql);
    if (kept == statements_.end()) {
      auto fresh = std::make_unique<SqliteStatement>(database_, sql, SQLITE_PREPARE_PERSISTENT);
      kept = statements_.emplace(sql, std::move(fresh)).first;
    } else {
      kept->second->renew();
    }
    return *kept->second;
  }

  [[nodiscard]] std::unique_ptr<Statement> prepare(std::string_view sql) override {
    return std::make_unique<SqliteStatement>(database_, sql, 0);
  }

  void scan(std::string_view sql, std::span<Value const> parameters,
            std::function<bool(Statement const& row)> const& each) override {
    SqliteStatement statement(database_, sql, 0);
    for (std::size_t i = 0; i < parameters.size(); ++i)
      statement.bind(static_cast<int>(i + 1), parameters[i]);
    while (statement.step() && each(statement)) {
    }
  }

  [[nodiscard]] std::unique_ptr<BulkInsert> bulk(std::string_view table, std::span<std::string const> columns,
                                                 std::span<ColumnType const> types) override {
    return std::make_unique<SqliteBulkInsert>(database_, table, columns, types);
  }

  [[nodiscard]] bool has_table(std::string_view table) override {
    auto& statement = prepared(
        "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?1 "
        "UNION ALL SELECT 1 FROM sqlite_temp_master WHERE type IN ('table', 'view') AND name = ?1");
    statement.bind_text(1, table);
    bool const found = statement.step();
    statement.reset();
    return found;
  }

  void save(std::string const& file) override {
    SHIAN_ASSERT(database_.reading);
    save_sqlite(database_.handle, file);
  }

 private:
  void begin_write() override {
    begin("BEGIN IMMEDIATE");
    database_.reading = false;
  }

  void begin_read() override {
    // Reading once fixes the moment that is seen; query_only refuses writes as a read transaction of
    // PostgreSQL does.
    begin("BEGIN; SELECT count(*) FROM (SELECT 1 FROM sqlite_master LIMIT 1)");
    database_.reading = true;
    execute_on(database_, "PRAGMA query_only = ON");
  }

  void begin(char const* sql) {
    SHIAN_ASSERT(!database_.in_transaction);
    try {
      execute_on(database_, sql);
    } catch (Failure const&) {
      rollback();
      throw;
    }
    database_.in_transaction = true;
  }

  void commit() override {
    SHIAN_ASSERT(database_.in_transaction);
    if (database_.failed) throw failed_earlier();
    reset_statements();
    execute_on(database_, "COMMIT");
    end();
  }

  void rollback() noexcept override {
    reset_statements();
    if (!sqlite3_get_autocommit(database_.handle))
      sqlite3_exec(database_.handle, "ROLLBACK", nullptr, nullptr, nullptr);
    end();
  }

  void end() noexcept {
    if (database_.reading)
      sqlite3_exec(database_.handle, "PRAGMA query_only = OFF", nullptr, nullptr, nullptr);
    database_.in_transaction = database_.reading = database_.failed = false;
  }

  // A statement that was left standing on a row would keep the old moment in sight after the transaction's
  // end.
  void reset_statements() noexcept {
    for (sqlite3_stmt* s = nullptr; (s = sqlite3_next_stmt(database_.handle, s)) != nullptr;)
      sqlite3_reset(s);
  }

  void use_wal() {
    SqliteStatement statement(database_, "PRAGMA journal_mode = WAL", 0);
    statement.step();
    std::string const mode(statement.text(0));
    if (mode != "wal" && mode != "memory") {
      throw Failure(
          Kind::cannot_open,
          with_detail("无法以 WAL 方式打开 " + database_.path + "；请放在本机磁盘上，不要放在网络盘",
                      "cannot open " + database_.path +
                          " in WAL mode; keep it on a local disk, not on a network share",
                      "journal_mode = " + mode));
    }
  }

  [[noreturn]] void explain_missing(Create create) const {
    std::error_code ignored;
    std::string const& path = database_.path;
    auto const folder = std::filesystem::path(path).parent_path();
    if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
      throw Failure(Kind::cannot_open, {"文件夹 " + folder.string() + " 不存在；请先建立",
                                        "the folder " + folder.string() + " does not exist; make it first"});
    }
    if (create == Create::no && !std::filesystem::exists(path, ignored)) {
      throw Failure(Kind::cannot_open,
                    {"数据库 " + path + " 不存在；请检查路径，或先用 shian init 建立",
                     "the store " + path + " does not exist; check the path, or make it with 'shian init'"});
    }
    throw failure_of(database_, SQLITE_CANTOPEN);
  }

  Database database_;
  StatementCache<SqliteStatement> statements_;
};

}  // namespace

std::unique_ptr<Session> open_sqlite(std::string const& path, Create create) {
  return std::make_unique<SqliteSession>(path, create);
}

}  // namespace shian::store
