#include "store/sqlite_copy.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>
#include <thread>

#include "base/durable_file.hpp"
#include "store/drivers.hpp"

namespace shian::store {
namespace {

namespace fs = std::filesystem;
using Kind = Failure::Kind;

// 16 MiB a step, each on the disk before the next: a writer's own sync never waits behind gigabytes of ours.
constexpr int kPagesAStep = 4096;
constexpr std::chrono::milliseconds kPause{5};

struct Close {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

Failure copy_failed(fs::path const& file, int code, int system_error, std::string_view detail) {
  int const primary = code & 0xFF;
  if (primary == SQLITE_FULL || system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG) {
    return {Kind::full, with_detail("磁盘空间不足，无法写入 " + file.string() + "；请清理空间后重试",
                                    "there is no room on the disk for " + file.string() +
                                        "; free some space and try again",
                                    detail)};
  }
  if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) {
    return {Kind::corrupt,
            with_detail("数据库已损坏，无法复制", "the store is damaged and cannot be copied", detail)};
  }
  return {Kind::other, with_detail("无法写入 " + file.string(), "cannot write " + file.string(), detail)};
}

Handle opened(fs::path const& file, int flags) {
  sqlite3* raw = nullptr;
  // Absolute, so that no name reads as a URI.
  int const code = sqlite3_open_v2(fs::absolute(file).c_str(), &raw, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  Handle handle(raw);
  if (code != SQLITE_OK)
    throw copy_failed(file, code, raw ? sqlite3_system_errno(raw) : 0, sqlite3_errstr(code));
  return handle;
}

// Nobody else has the store open when it can leave its WAL; a file that is no database can be replaced, too.
void must_be_alone(fs::path const& path) {
  if (!fs::exists(path)) return;
  auto const handle = opened(path, SQLITE_OPEN_READWRITE);
  sqlite3_busy_timeout(handle.get(), 1000);
  int const code = sqlite3_exec(handle.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
  if ((code & 0xFF) != SQLITE_BUSY && (code & 0xFF) != SQLITE_LOCKED) return;
  throw Failure(Kind::busy,
                {"数据库 " + path.string() + " 正在使用；请先停止服务（systemctl stop shian）",
                 "the store " + path.string() + " is in use; stop the server first (systemctl stop shian)"});
}

}  // namespace

void save_sqlite(sqlite3* source, fs::path const& file) {
  auto const target = opened(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  auto const refuse = [&](int code) {
    throw copy_failed(file, code, sqlite3_system_errno(target.get()), sqlite3_errmsg(target.get()));
  };
  // Half a copy is thrown away whole: it needs no journal of its own.
  if (int const code = sqlite3_exec(target.get(), "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF",
                                    nullptr, nullptr, nullptr);
      code != SQLITE_OK) {
    refuse(code);
  }
  auto* const copying = sqlite3_backup_init(target.get(), "main", source, "main");
  if (copying == nullptr) refuse(sqlite3_extended_errcode(target.get()));
  int code = SQLITE_OK;
  while ((code = sqlite3_backup_step(copying, kPagesAStep)) == SQLITE_OK) {
    try {
      sync_to_disk(file);
    } catch (std::system_error const& failure) {
      sqlite3_backup_finish(copying);
      throw copy_failed(file, SQLITE_IOERR, failure.code().value(), failure.what());
    }
    std::this_thread::sleep_for(kPause);
  }
  int const system_error = sqlite3_system_errno(target.get());
  int const finished = sqlite3_backup_finish(copying);
  if (code != SQLITE_DONE) throw copy_failed(file, code, system_error, sqlite3_errstr(code));
  if (finished != SQLITE_OK) refuse(finished);
  try {
    sync_to_disk(file);
  } catch (std::system_error const& failure) {
    throw copy_failed(file, SQLITE_IOERR, failure.code().value(), failure.what());
  }
}

void replace_sqlite(std::string const& path, std::string const& saved) {
  must_be_alone(path);
  try {
    // A log left by a store that was cut off would be played into the new one.
    for (char const* const log : {"-wal", "-shm", "-journal"}) fs::remove(path + log);
    copy_durably(saved, fs::absolute(path));
  } catch (std::system_error const& failure) {
    throw copy_failed(path, SQLITE_IOERR, failure.code().value(), failure.what());
  }
}

}  // namespace shian::store
