// What is still to be sent to one listener. Inside this room only.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <memory>
#include <mutex>

#include "http/message.hpp"

namespace shian::http {

namespace asio = boost::asio;

class Live final : public EventStream {
 public:
  Live(asio::any_io_executor const& executor, std::size_t most)
      : executor_(executor), bell_(std::make_shared<asio::steady_timer>(executor)), most_(most) {}

  void send(std::shared_ptr<std::string const> event) override {
    std::lock_guard const lock(mutex_);
    if (!open_) return;
    waiting_bytes_ += event->size();
    events_.push_back(std::move(event));
    if (waiting_bytes_ > most_) {
      open_ = false;  // too slow: it comes back and asks anew
      events_.clear();
    }
    ring();
  }
  void close() override {
    std::lock_guard const lock(mutex_);
    open_ = false;
    ring();
  }
  [[nodiscard]] bool is_open() const override {
    std::lock_guard const lock(mutex_);
    return open_;
  }

  // The connection's side.
  std::deque<std::shared_ptr<std::string const>> take() {
    std::lock_guard const lock(mutex_);
    rung_ = false;
    waiting_bytes_ = 0;
    return std::move(events_);
  }
  // Rung since the last `take`: events, or the end. The bell itself may have rung while nobody waited for it.
  [[nodiscard]] bool has_news() const {
    std::lock_guard const lock(mutex_);
    return rung_;
  }
  asio::steady_timer& bell() { return *bell_; }
  // Nothing of the server's is kept: whoever holds the stream may outlive it.
  void leave() {
    std::lock_guard const lock(mutex_);
    open_ = false;
    gone_ = true;
    bell_.reset();
    executor_ = {};
  }

 private:
  void ring() {
    if (rung_ || gone_) return;
    rung_ = true;
    asio::post(executor_, [bell = bell_] { bell->cancel(); });
  }

  asio::any_io_executor executor_;
  std::shared_ptr<asio::steady_timer> bell_;
  std::size_t most_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<std::string const>> events_;
  std::size_t waiting_bytes_ = 0;
  bool open_ = true, rung_ = false, gone_ = false;
};

}  // namespace shian::http
