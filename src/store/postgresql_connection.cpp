#include "store/postgresql_connection.hpp"

#include <utility>

#include "store/drivers.hpp"

namespace shian::store {
namespace {

using Kind = Failure::Kind;

std::string_view or_empty(char const* text) { return text ? text : ""; }

// Host and database for messages; the address itself may hold a password.
std::string place(PGconn* handle) {
  std::string out(or_empty(PQhost(handle)));
  if (auto const port = or_empty(PQport(handle)); !out.empty() && !port.empty())
    out += ":" + std::string(port);
  return out + "/" + std::string(or_empty(PQdb(handle)));
}

Failure cannot_open(PGconn* handle, std::string_view detail) {
  return {Kind::cannot_open,
          with_detail("无法连接 PostgreSQL 数据库 " + place(handle) +
                          "；请检查服务是否启动、库是否已建立（createdb -E UTF8）、用户和密码",
                      "cannot connect to the PostgreSQL database " + place(handle) +
                          "; check that the server runs, that the database exists (createdb -E UTF8), the "
                          "user and the password",
                      detail)};
}

}  // namespace

Parameters::Parameters(int count) : kept_(static_cast<std::size_t>(count)) {
  raw_.values.resize(kept_.size());
  raw_.lengths.resize(kept_.size());
  raw_.formats.resize(kept_.size());
}

Parameters::Kept& Parameters::at(int index) {
  SHIAN_ASSERT(index >= 1 && index <= count());  // no such placeholder
  return kept_[static_cast<std::size_t>(index - 1)];
}

void Parameters::set(int index, Value const& value) {
  if (is_null(value)) return set_null(index);
  if (auto const* const text = std::get_if<std::string>(&value)) return set_text(index, *text);
  auto& kept = at(index);
  kept.bytes = canonical(value);
  kept.null = kept.binary = false;
}

void Parameters::set_text(int index, std::string_view text) {
  check_text(text);
  auto& kept = at(index);
  kept.bytes = text;
  kept.null = kept.binary = false;
}

void Parameters::set_blob(int index, std::string_view bytes) {
  auto& kept = at(index);
  kept.bytes = bytes;
  kept.null = false;
  kept.binary = true;
}

void Parameters::set_null(int index) { at(index) = {}; }

void Parameters::clear() {
  for (auto& kept : kept_) kept.null = true;
}

Parameters::Raw const& Parameters::raw() {
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    raw_.values[i] = kept_[i].null ? nullptr : kept_[i].bytes.c_str();
    raw_.lengths[i] = static_cast<int>(kept_[i].bytes.size());
    raw_.formats[i] = kept_[i].binary ? 1 : 0;
  }
  return raw_;
}

Connection::Connection(std::string const& uri) {
  // What stands before dbname can be overridden by the address, what stands after it cannot. The time-outs
  // find a server that has vanished without a word.
  char const* const keywords[] = {"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                                  "keepalives_count", "tcp_user_timeout", "fallback_application_name",
                                  "dbname",           "client_encoding",  nullptr};
  char const* const values[] = {"10", "30", "10", "3", "60000", "shian", uri.c_str(), "UTF8", nullptr};
  handle_ = PQconnectdbParams(keywords, values, 1);
  try {
    if (handle_ == nullptr) throw Failure(Kind::other, {"内存不足", "out of memory"});
    if (PQstatus(handle_) != CONNECTION_OK) throw cannot_open(handle_, or_empty(PQerrorMessage(handle_)));
    if (or_empty(PQparameterStatus(handle_, "server_encoding")) != "UTF8") {
      throw cannot_open(handle_, "server_encoding must be UTF8");
    }
    PQsetNoticeProcessor(
        handle_, [](void*, char const*) {}, nullptr);
    // Results must read the same whatever the server's settings are. A server that is set to acknowledge
    // before the write is durable is told otherwise for this session.
    execute(
        "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET bytea_output = 'hex';"
        "SET standard_conforming_strings = on; SET lock_timeout = '10s';"
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = "
        "'off'");
  } catch (...) {
    PQfinish(handle_);
    throw;
  }
}

Connection::~Connection() { PQfinish(handle_); }

Result Connection::execute(std::string const& sql) {
  flush_forgotten();
  return checked(PQexec(handle_, sql.c_str()));
}

Result Connection::execute(std::string const& sql, Parameters& parameters) {
  flush_forgotten();
  auto const& raw = parameters.raw();
  return checked(PQexecParams(handle_, sql.c_str(), parameters.count(), nullptr, raw.values.data(),
                              raw.lengths.data(), raw.formats.data(), 0));
}

void Connection::prepare(std::string const& name, std::string const& sql) {
  flush_forgotten();
  checked(PQprepare(handle_, name.c_str(), sql.c_str(), 0, nullptr));
}

Result Connection::execute_prepared(std::string const& name, Parameters& parameters) {
  auto const& raw = parameters.raw();
  return checked(PQexecPrepared(handle_, name.c_str(), parameters.count(), raw.values.data(),
                                raw.lengths.data(), raw.formats.data(), 0));
}

void Connection::forget(std::string const& name) noexcept {
  try {
    forgotten_.push_back(name);
    flush_forgotten();
  } catch (std::exception const&) {
    // The server keeps a statement that nobody asks for until the session ends.
    forgotten_.clear();
  }
}

void Connection::flush_forgotten() {
  if (forgotten_.empty() || PQtransactionStatus(handle_) == PQTRANS_INERROR) return;
  std::string sql;
  for (auto const& name : std::exchange(forgotten_, {})) sql += "DEALLOCATE " + name + ";";
  checked(PQexec(handle_, sql.c_str()));
}

Result Connection::checked(PGresult* raw) {
  Result result(raw);
  switch (PQresultStatus(raw)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_COPY_IN:
    case PGRES_EMPTY_QUERY:
      return result;
    default:
      throw failure(raw);
  }
}

Failure Connection::failure(PGresult const* result) const {
  std::string_view const state = result ? or_empty(PQresultErrorField(result, PG_DIAG_SQLSTATE)) : "";
  std::string detail(result ? or_empty(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)) : "");
  if (result) {
    if (auto const more = or_empty(PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL)); !more.empty()) {
      detail += "; " + std::string(more);
    }
  }
  if (detail.empty()) detail = or_empty(PQerrorMessage(handle_));
  if (!state.empty()) detail += " [" + std::string(state) + "]";
  std::string const where = place(handle_);

  // Classes and codes: PostgreSQL 15, appendix A.
  bool const shut_down = state == "57P01" || state == "57P02" || state == "57P03" || state.starts_with("08");
  if (shut_down || PQstatus(handle_) == CONNECTION_BAD) {
    return {Kind::gone,
            with_detail("与 PostgreSQL 数据库 " + where + " 的连接已断开；未提交的内容没有保存，请重试",
                        "the connection to the PostgreSQL database " + where +
                            " is lost; nothing uncommitted was kept, try again",
                        detail)};
  }
  if (state == "53100") {
    return {Kind::full, with_detail("数据库服务器 " + where + " 的磁盘空间已满；请清理空间后重试",
                                    "the disk of the database server " + where +
                                        " is full; free some space and try again",
                                    detail)};
  }
  if (state == "40001" || state == "40P01" || state == "55P03" || state == "57014" || state == "53300") {
    return {Kind::busy,
            with_detail("数据库 " + where + " 正忙，等待超时或与其他写入冲突；请稍后重试",
                        "the database " + where +
                            " is busy: a wait timed out or another write got in the way; try again shortly",
                        detail)};
  }
  if (state.starts_with("23")) {
    return {Kind::constraint,
            with_detail("数据违反了库表约束", "the data break a constraint of the table", detail)};
  }
  if (state.starts_with("XX0")) {
    return {Kind::corrupt,
            with_detail("数据库 " + where + " 的数据已损坏；请从备份恢复",
                        "the data of the database " + where + " are damaged; restore them from a backup",
                        detail)};
  }
  if (state == "25P02") return failed_earlier();
  if (state == "25006") {
    return {Kind::other, with_detail("只读事务或备用服务器不能写入",
                                     "a read transaction or a standby server cannot write", detail)};
  }
  return {Kind::other, with_detail("数据库操作失败", "the store refused a statement", detail)};
}

}  // namespace shian::store
