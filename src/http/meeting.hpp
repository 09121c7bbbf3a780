// Where a reply from any thread meets the coroutine that waits for it. Inside this room only.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <optional>

#include "http/connection.hpp"

namespace shian::http {

struct Meeting {
  explicit Meeting(asio::any_io_executor const& on)
      : executor(on), bell(std::make_shared<asio::steady_timer>(on, Clock::time_point::max())) {}

  // The coroutine's side, on its executor.
  bool is_answered() {
    std::lock_guard const lock(mutex);
    waiting = !response.has_value();
    return !waiting;
  }
  // The reply's side.
  void answer(Response given) {
    std::lock_guard const lock(mutex);
    if (gone) return;
    response = std::move(given);
    if (waiting) asio::post(executor, [ring = bell] { ring->cancel(); });
  }
  // Nothing of the server's is kept: the reply may outlive it.
  void leave() {
    std::lock_guard const lock(mutex);
    gone = true;
    bell.reset();
    executor = {};
  }

  asio::any_io_executor executor;
  std::shared_ptr<asio::steady_timer> bell;
  std::mutex mutex;
  std::optional<Response> response;
  bool waiting = false;
  bool gone = false;  // the connection is closed: nobody reads the answer
};

}  // namespace shian::http
