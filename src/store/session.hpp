// One connection to a store: SQLite (one file) or PostgreSQL, behind one interface.
// SQL is written once with `?` or `?2` placeholders in the common subset of both; what differs is asked of
// `dialect()`.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/value.hpp"

namespace shian::store {

/// The world is broken: disk full, file corrupt or locked, server gone. Caught once, at the door.
class Failure : public std::runtime_error {
 public:
  enum class Kind { cannot_open, busy, full, corrupt, gone, constraint, other };
  Failure(Kind kind, Text what);
  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] Text const& text() const { return text_; }

 private:
  Kind kind_;
  Text text_;
};

enum class Dialect { sqlite, postgresql };

/// Column types as each store spells them, for CREATE TABLE.
enum class ColumnType { integer, decimal, text, date, timestamp, boolean, blob };
[[nodiscard]] std::string_view sql_type(Dialect dialect, ColumnType type);

/// How each Value is kept, so that any SQL tool can read the tables:
///   SQLite: integer, decimal as canonical TEXT, date as TEXT 2022-09-30, timestamp as TEXT UTC ...Z, boolean
///   as 0/1. PostgreSQL: bigint, numeric, date, timestamptz, boolean, text, bytea.
class Statement {
 public:
  virtual ~Statement() = default;
  Statement() = default;
  Statement(Statement const&) = delete;
  Statement& operator=(Statement const&) = delete;

  // What is not bound is null. Text with a NUL character or broken UTF-8 is refused: Failure (other).
  virtual void bind(int index, Value const& value) = 0;  // from 1
  virtual void bind_int(int index, std::int64_t value) = 0;
  virtual void bind_text(int index, std::string_view value) = 0;
  virtual void bind_blob(int index, std::string_view bytes) = 0;
  virtual void bind_null(int index) = 0;

  virtual bool step() = 0;   // true: a row stands ready; false: done and reset
  virtual void reset() = 0;  // bindings stay
  /// Runs to the end and resets; the number of rows changed.
  virtual std::int64_t run() = 0;

  [[nodiscard]] virtual bool is_null(int column) const = 0;          // from 0
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;  // 0 for null, 1 for true
  /// As the store spells it, valid until the next step; dates, moments and booleans are read with `value`.
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual std::string blob(int column) const = 0;
  /// The column read back as the type it was written with.
  [[nodiscard]] virtual Value value(int column, ColumnType type) const = 0;
};

/// Appends many rows to one table at the store's full speed: a prepared INSERT on SQLite, COPY on PostgreSQL.
/// Give every column of every row in order; rows may reach the table before `finish`, and all of them have
/// after it. Other statements and other bulk inserts of the session may run in between.
class BulkInsert {
 public:
  virtual ~BulkInsert() = default;
  virtual void add(Value const& value) = 0;
  virtual void add_int(std::int64_t value) = 0;
  virtual void add_text(std::string_view value) = 0;
  virtual void add_blob(std::string_view bytes) = 0;
  virtual void add_null() = 0;
  virtual void end_row() = 0;
  virtual void finish() = 0;
};

class Session {
 public:
  virtual ~Session() = default;
  Session() = default;
  Session(Session const&) = delete;
  Session& operator=(Session const&) = delete;

  [[nodiscard]] virtual Dialect dialect() const = 0;
  virtual void execute(std::string_view sql) = 0;  // one or more statements without parameters
  /// Prepared and kept by its text, given out without a row and without bindings; a statement in use must not
  /// be asked for again.
  [[nodiscard]] virtual Statement& prepared(std::string_view sql) = 0;
  [[nodiscard]] virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
  /// Streams a large result without holding it (a cursor on PostgreSQL). The callback may return false to
  /// stop.
  virtual void scan(std::string_view sql, std::span<Value const> parameters,
                    std::function<bool(Statement const& row)> const& each) = 0;
  [[nodiscard]] virtual std::unique_ptr<BulkInsert> bulk(std::string_view table,
                                                         std::span<std::string const> columns,
                                                         std::span<ColumnType const> types) = 0;
  [[nodiscard]] virtual bool has_table(std::string_view table) = 0;
  /// Writes the whole store, as the running read transaction sees it, into a new file: a SQLite database, or
  /// what pg_dump's custom format is. Others write on meanwhile. Throws Failure (full, other).
  virtual void save(std::string const& file) = 0;

 private:
  friend class Transaction;
  virtual void begin_write() = 0;  // SQLite: BEGIN IMMEDIATE. PostgreSQL: BEGIN + the store's writer lock.
  virtual void begin_read() = 0;   // one consistent point in time for all reads
  virtual void commit() = 0;       // durable when it returns
  virtual void rollback() noexcept = 0;
};

enum class Access { read, write };

/// All or nothing: rolls back unless committed. Writers are one at a time per store; readers never wait.
/// After a statement of it has failed, a transaction takes no other and can only be rolled back, on both
/// stores. A session has one transaction at a time.
class Transaction {
 public:
  Transaction(Session& session, Access access);
  ~Transaction();
  Transaction(Transaction const&) = delete;
  Transaction& operator=(Transaction const&) = delete;
  void commit();

 private:
  Session& session_;
  bool open_ = true;
};

/// The number of a table's next row, from 1, where rows are counted by `column`.
[[nodiscard]] std::int64_t next_number(Session& session, std::string_view table,
                                       std::string_view column = "seq");

/// A store's address: "sqlite:PATH" or "postgresql://...".
struct Address {
  Dialect dialect = Dialect::sqlite;
  std::string target;  // the path, or the whole connection URI

  /// Errors: neither form.
  static Expected<Address> parse(std::string_view text);
  /// Where evidence files stand: beside the SQLite file ("PATH.files"), else the folder that SHIAN_FILES
  /// names; empty when it names none, and the caller must.
  [[nodiscard]] std::string files_folder() const;
};

enum class Create { no, if_missing };
/// A missing SQLite file is made with Create::if_missing, its folder never; a PostgreSQL database is always
/// made by its administrator. Throws Failure (cannot_open, corrupt, busy).
[[nodiscard]] std::unique_ptr<Session> open(Address const& address, Create create = Create::no);

/// Whether anything is kept at the address already.
[[nodiscard]] bool holds_anything(Address const& address);

/// What stands at the address becomes what `save` wrote into the file, whole or not at all; what was there
/// is gone. Throws Failure: busy while other programs have the store open; full; other.
void replace(Address const& address, std::string const& saved);

}  // namespace shian::store
