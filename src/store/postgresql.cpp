// PostgreSQL through libpq.
#include <charconv>
#include <deque>

#include "store/drivers.hpp"
#include "store/postgresql_connection.hpp"
#include "store/postgresql_copy.hpp"

namespace shian::store {
namespace {

using Kind = Failure::Kind;

constexpr std::size_t kCopyChunk = std::size_t{1} << 20;

int nibble(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

// "\x00ff" as bytes.
std::string bytes_of_hex(std::string_view text) {
  SHIAN_ASSERT(text.starts_with("\\x") && text.size() % 2 == 0);
  std::string out(text.size() / 2 - 1, '\0');
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<char>(nibble(text[2 * i + 2]) * 16 + nibble(text[2 * i + 3]));
  }
  return out;
}

// The columns of one row of a result.
class Row {
 public:
  void stand_on(PGresult const* result, int row) {
    result_ = result;
    row_ = row;
  }
  [[nodiscard]] bool is_null(int column) const { return PQgetisnull(result_, row_, at(column)) != 0; }
  [[nodiscard]] std::string_view text(int column) const {
    return {PQgetvalue(result_, row_, at(column)),
            static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }
  // As SQLite reads an integer: 0 for null, 1 for true, the digits in front of anything else.
  [[nodiscard]] std::int64_t integer(int column) const {
    std::string_view const digits = text(column);
    if (digits == "t") return 1;
    std::int64_t out = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (error == std::errc::result_out_of_range) {
      throw Failure(Kind::other, {"整数超出 64 位：" + std::string(digits),
                                  "an integer beyond 64 bits: " + std::string(digits)});
    }
    return out;
  }
  [[nodiscard]] std::string blob(int column) const {
    return is_null(column) ? std::string() : bytes_of_hex(text(column));
  }
  [[nodiscard]] Value value(int column, ColumnType type) const {
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

 private:
  [[nodiscard]] int at(int column) const {
    SHIAN_ASSERT(result_ != nullptr && column >= 0 && column < PQnfields(result_));
    return column;
  }

  PGresult const* result_ = nullptr;
  int row_ = 0;
};

class PostgresqlStatement final : public Statement {
 public:
  PostgresqlStatement(Connection& connection, std::string_view sql, std::string name)
      : PostgresqlStatement(connection, numbered_placeholders(sql), std::move(name)) {
    check_text(sql);
  }
  ~PostgresqlStatement() override {
    if (at_server_) connection_.forget(name_);
  }

  void bind(int index, Value const& value) override { ready(), parameters_.set(index, value); }
  void bind_int(int index, std::int64_t value) override { ready(), parameters_.set(index, value); }
  void bind_text(int index, std::string_view value) override { ready(), parameters_.set_text(index, value); }
  void bind_blob(int index, std::string_view bytes) override { ready(), parameters_.set_blob(index, bytes); }
  void bind_null(int index) override { ready(), parameters_.set_null(index); }

  bool step() override {
    if (!result_) execute();
    if (++row_ < PQntuples(result_.get())) {
      row_view_.stand_on(result_.get(), row_);
      return true;
    }
    reset();
    return false;
  }
  void reset() override {
    result_.reset();
    row_view_.stand_on(nullptr, 0);
    row_ = -1;
  }
  std::int64_t run() override {
    reset();
    execute();
    std::string_view const tag = PQcmdStatus(result_.get());
    std::string_view const count = tag.starts_with("SELECT") ? "" : PQcmdTuples(result_.get());
    std::int64_t changed = 0;
    std::from_chars(count.data(), count.data() + count.size(), changed);
    reset();
    return changed;
  }

  [[nodiscard]] bool is_null(int column) const override { return row_view_.is_null(column); }
  [[nodiscard]] std::int64_t integer(int column) const override { return row_view_.integer(column); }
  [[nodiscard]] std::string_view text(int column) const override { return row_view_.text(column); }
  [[nodiscard]] std::string blob(int column) const override { return row_view_.blob(column); }
  [[nodiscard]] Value value(int column, ColumnType type) const override {
    return row_view_.value(column, type);
  }

  // For the next user of a kept statement.
  void renew() {
    reset();
    parameters_.clear();
  }

 private:
  PostgresqlStatement(Connection& connection, Placeholders placeholders, std::string name)
      : connection_(connection),
        sql_(std::move(placeholders.sql)),
        name_(std::move(name)),
        parameters_(placeholders.count) {}

  void ready() {
    if (result_) reset();
  }
  void execute() {
    if (!at_server_) {
      connection_.prepare(name_, sql_);
      at_server_ = true;
    }
    result_ = connection_.execute_prepared(name_, parameters_);
    row_ = -1;
  }

  Connection& connection_;
  std::string sql_;
  std::string name_;
  Parameters parameters_;
  Result result_;
  Row row_view_;
  int row_ = -1;
  bool at_server_ = false;
};

// A row of a cursor, for reading only.
class CursorRow final : public Statement {
 public:
  Row row;

  void bind(int, Value const&) override { refuse(); }
  void bind_int(int, std::int64_t) override { refuse(); }
  void bind_text(int, std::string_view) override { refuse(); }
  void bind_blob(int, std::string_view) override { refuse(); }
  void bind_null(int) override { refuse(); }
  bool step() override { refuse(); }
  void reset() override { refuse(); }
  std::int64_t run() override { refuse(); }
  [[nodiscard]] bool is_null(int column) const override { return row.is_null(column); }
  [[nodiscard]] std::int64_t integer(int column) const override { return row.integer(column); }
  [[nodiscard]] std::string_view text(int column) const override { return row.text(column); }
  [[nodiscard]] std::string blob(int column) const override { return row.blob(column); }
  [[nodiscard]] Value value(int column, ColumnType type) const override { return row.value(column, type); }

 private:
  [[noreturn]] static void refuse() { broken_promise("a scanned row is read, not run", __FILE__, __LINE__); }
};

// COPY in chunks: between them the session is free, so that several tables can be filled side by side.
class PostgresqlBulkInsert final : public BulkInsert {
 public:
  PostgresqlBulkInsert(Connection& connection, std::string_view table, std::span<std::string const> columns,
                       std::span<ColumnType const> types)
      : connection_(connection), types_(types.begin(), types.end()) {
    SHIAN_ASSERT(!columns.empty() && columns.size() == types.size());
    std::string names;
    for (auto const& column : columns) names += (names.empty() ? "" : ", ") + quoted_name(column);
    copy_ = "COPY " + quoted_name(table) + " (" + names + ") FROM STDIN";
    buffer_.reserve(kCopyChunk + 4096);
  }

  void add(Value const& value) override {
    if (shian::is_null(value)) return add_null();
    if (auto const* const text = std::get_if<std::string>(&value)) {
      return next_type() == ColumnType::blob ? add_blob(*text) : add_text(*text);
    }
    next();
    buffer_ += canonical(value);
  }
  void add_int(std::int64_t value) override {
    next();
    char digits[24];
    auto const [end, error] = std::to_chars(digits, digits + sizeof digits, value);
    SHIAN_ASSERT(error == std::errc{});
    buffer_.append(digits, end);
  }
  void add_text(std::string_view value) override {
    check_text(value);
    next();
    for (;;) {
      auto const plain = value.find_first_of("\\\t\n\r");
      buffer_ += value.substr(0, plain);
      if (plain == std::string_view::npos) return;
      buffer_ += '\\';
      char const c = value[plain];
      buffer_ += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\\';
      value.remove_prefix(plain + 1);
    }
  }
  void add_blob(std::string_view bytes) override {
    constexpr char kDigits[] = "0123456789abcdef";
    next();
    buffer_ += "\\\\x";
    for (char const c : bytes) {
      auto const byte = static_cast<unsigned char>(c);
      buffer_ += kDigits[byte >> 4];
      buffer_ += kDigits[byte & 15];
    }
  }
  void add_null() override {
    next();
    buffer_ += "\\N";
  }
  void end_row() override {
    SHIAN_ASSERT(filled_ == types_.size());
    filled_ = 0;
    buffer_ += '\n';
    if (buffer_.size() >= kCopyChunk) send();
  }
  void finish() override {
    SHIAN_ASSERT(filled_ == 0);
    send();
  }

 private:
  [[nodiscard]] ColumnType next_type() const {
    SHIAN_ASSERT(filled_ < types_.size());
    return types_[filled_];
  }
  void next() {
    SHIAN_ASSERT(filled_ < types_.size());
    if (filled_++ > 0) buffer_ += '\t';
  }

  void send() {
    if (buffer_.empty()) return;
    PGconn* const handle = connection_.raw();
    connection_.execute(copy_);
    bool sent = true;
    for (std::string_view rest = buffer_; sent && !rest.empty();) {
      auto const part = rest.substr(0, kCopyChunk);
      sent = PQputCopyData(handle, part.data(), static_cast<int>(part.size())) == 1;
      rest.remove_prefix(part.size());
    }
    sent = sent && PQputCopyEnd(handle, nullptr) == 1;
    buffer_.clear();
    if (!sent) throw connection_.failure(nullptr);
    Result const outcome(PQgetResult(handle));
    while (Result const rest{PQgetResult(handle)}) {
    }
    if (PQresultStatus(outcome.get()) != PGRES_COMMAND_OK) throw connection_.failure(outcome.get());
  }

  Connection& connection_;
  std::vector<ColumnType> types_;
  std::string copy_;
  std::string buffer_;
  std::size_t filled_ = 0;
};

class PostgresqlSession final : public Session {
 public:
  explicit PostgresqlSession(std::string const& uri) : connection_(uri) {}

  [[nodiscard]] Dialect dialect() const override { return Dialect::postgresql; }

  void execute(std::string_view sql) override {
    check_text(sql);
    connection_.execute(std::string(sql));
  }

  [[nodiscard]] Statement& prepared(std::string_view sql) override {
    auto kept = statements_.find(sql);
    if (kept == statements_.end()) {
      kept = statements_.emplace(sql, std::make_unique<PostgresqlStatement>(connection_, sql, next_name("s")))
                 .first;
    } else {
      kept->second->renew();
    }
    return *kept->second;
  }

  [[nodiscard]] std::unique_ptr<Statement> prepare(std::string_view sql) override {
    return std::make_unique<PostgresqlStatement>(connection_, sql, next_name("s"));
  }

  void scan(std::string_view sql, std::span<Value const> parameters,
            std::function<bool(Statement const& row)> const& each) override {
    if (in_transaction_) return scan_in_transaction(sql, parameters, each);
    // A cursor lives in a transaction; this one sees one moment, as a single SELECT of SQLite does.
    begin_read();
    try {
      scan_in_transaction(sql, parameters, each);
      commit();
    } catch (...) {
      rollback();
      throw;
    }
  }

  [[nodiscard]] std::unique_ptr<BulkInsert> bulk(std::string_view table, std::span<std::string const> columns,
                                                 std::span<ColumnType const> types) override {
    return std::make_unique<PostgresqlBulkInsert>(connection_, table, columns, types);
  }

  [[nodiscard]] bool has_table(std::string_view table) override {
    auto& statement = prepared("SELECT to_regclass(quote_ident(?)) IS NOT NULL");
    statement.bind_text(1, table);
    statement.step();
    bool const found = statement.integer(0) != 0;
    statement.reset();
    return found;
  }

  void save(std::string const& file) override {
    SHIAN_ASSERT(in_transaction_);
    save_postgresql(connection_, file);
  }

 private:
  void begin_write() override {
    begin("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
    try {
      // One writer at a time a store; the lock ends with the transaction. The number is 食安 in UTF-16.
      connection_.execute("SELECT pg_advisory_xact_lock(2564774793)");
    } catch (Failure const&) {
      rollback();
      throw;
    }
  }

  void begin_read() override {
    // The first statement fixes the moment that is seen: let it be now.
    begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1");
  }

  void begin(char const* sql) {
    SHIAN_ASSERT(!in_transaction_);
    connection_.execute(sql);
    in_transaction_ = true;
  }

  void commit() override {
    SHIAN_ASSERT(in_transaction_);
    Result const result = connection_.execute("COMMIT");
    // After a failed statement the server answers a COMMIT with a ROLLBACK, and calls that a success.
    bool const done = std::string_view(PQcmdStatus(result.get())) == "COMMIT";
    in_transaction_ = false;
    if (!done) throw failed_earlier();
  }

  void rollback() noexcept override {
    in_transaction_ = false;
    auto const status = PQtransactionStatus(connection_.raw());
    if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR)
      PQclear(PQexec(connection_.raw(), "ROLLBACK"));
  }

  std::string next_name(char const* prefix) { return prefix + std::to_string(++names_); }

  void scan_in_transaction(std::string_view sql, std::span<Value const> parameters,
                           std::function<bool(Statement const& row)> const& each) {
    check_text(sql);
    auto const numbered = numbered_placeholders(sql);
    SHIAN_ASSERT(static_cast<std::size_t>(numbered.count) == parameters.size());
    Parameters given(numbered.count);
    for (std::size_t i = 0; i < parameters.size(); ++i) given.set(static_cast<int>(i + 1), parameters[i]);
    std::string const cursor = next_name("c");
    connection_.execute("DECLARE " + cursor + " NO SCROLL CURSOR FOR " + numbered.sql, given);
    try {
      std::string const fetch = "FETCH 5000 FROM " + cursor;
      CursorRow row;
      for (bool more = true; more;) {
        Result const rows = connection_.execute(fetch);
        int const count = PQntuples(rows.get());
        for (int i = 0; more && i < count; ++i) {
          row.row.stand_on(rows.get(), i);
          more = each(row);
        }
        more = more && count == 5000;
      }
    } catch (...) {
      close(cursor);
      throw;
    }
    connection_.execute("CLOSE " + cursor);
  }

  // The fault that is on its way is the one to report; a failed transaction has closed its cursors by itself.
  void close(std::string const& cursor) noexcept {
    if (PQtransactionStatus(connection_.raw()) != PQTRANS_INTRANS) return;
    PQclear(PQexec(connection_.raw(), ("CLOSE " + cursor).c_str()));
  }

  Connection connection_;
  StatementCache<PostgresqlStatement> statements_;
  std::uint64_t names_ = 0;
  bool in_transaction_ = false;
};

}  // namespace

std::unique_ptr<Session> open_postgresql(std::string const& uri) {
  return std::make_unique<PostgresqlSession>(uri);
}

}  // namespace shian::store
