// What the server knows of its open connections, whatever they run over. Inside this room only.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/strand.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <unordered_set>

#include "http/server.hpp"

namespace shian::http {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

/// One connection as the sweep and the shutdown see it.
class Connection {
 public:
  virtual ~Connection() = default;
  /// From any thread: breaks off whatever it is doing, if it is overdue when its turn comes.
  virtual void cut() = 0;
  /// From any thread: ends it if it waits for a request or only listens; else after the answer it is giving.
  virtual void finish() = 0;
  /// Closes the socket. Only when none of the server's threads runs any more.
  virtual void abandon() = 0;

  /// When it is cut. Set by the connection, read by the sweep.
  [[nodiscard]] bool is_overdue(Clock::time_point now) const {
    return now.time_since_epoch().count() > deadline_;
  }

 protected:
  void allow(std::chrono::milliseconds time) { deadline_ = (Clock::now() + time).time_since_epoch().count(); }
  void allow_any_time() { deadline_ = Clock::time_point::max().time_since_epoch().count(); }

 private:
  std::atomic<Clock::rep> deadline_ = Clock::time_point::max().time_since_epoch().count();
};

/// What connections share with their server.
struct Shared {
  Shared(ServerOptions given, Site& served) : options(std::move(given)), site(served) {}

  ServerOptions options;
  Site& site;
  std::unique_ptr<asio::ssl::context> tls;  // null: plain
  std::atomic<bool> finishing = false;
  std::atomic<std::size_t> listeners = 0;

  std::mutex mutex;
  std::unordered_set<std::shared_ptr<Connection>> open;

  void add(std::shared_ptr<Connection> const& connection);
  void remove(std::shared_ptr<Connection> const& connection);
};

/// Serves one accepted socket until it closes.
[[nodiscard]] asio::awaitable<void> serve(std::shared_ptr<Shared> shared, asio::ip::tcp::socket socket);

}  // namespace shian::http
