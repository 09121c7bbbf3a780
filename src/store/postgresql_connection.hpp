// A connection of libpq that is closed by its owner, results that are cleared by theirs, and failures with a
// kind. Inside the room only.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/session.hpp"

namespace shian::store {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

/// The parameters of one statement, in text format, byte strings in binary. Those not given are null.
class Parameters {
 public:
  explicit Parameters(int count);
  [[nodiscard]] int count() const { return static_cast<int>(kept_.size()); }
  void set(int index, Value const& value);  // from 1
  void set_text(int index, std::string_view text);
  void set_blob(int index, std::string_view bytes);
  void set_null(int index);
  void clear();

  struct Raw {
    std::vector<char const*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
  };
  [[nodiscard]] Raw const& raw();

 private:
  struct Kept {
    std::string bytes;
    bool null = true;
    bool binary = false;
  };
  Kept& at(int index);

  std::vector<Kept> kept_;
  Raw raw_;
};

class Connection {
 public:
  explicit Connection(std::string const& uri);
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  [[nodiscard]] PGconn* raw() const { return handle_; }
  /// One or more statements without parameters.
  Result execute(std::string const& sql);
  Result execute(std::string const& sql, Parameters& parameters);
  void prepare(std::string const& name, std::string const& sql);
  Result execute_prepared(std::string const& name, Parameters& parameters);
  /// Lets the server forget a prepared statement, at once or, within a failed transaction, with the next
  /// statement.
  void forget(std::string const& name) noexcept;
  /// The result, if it is a good one. Throws what the server or the connection says otherwise.
  Result checked(PGresult* result);
  /// The state of the connection as a Failure. `result` may be null.
  [[nodiscard]] Failure failure(PGresult const* result) const;

 private:
  void flush_forgotten();

  PGconn* handle_ = nullptr;
  std::vector<std::string> forgotten_;
};

}  // namespace shian::store
