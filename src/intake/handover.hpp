// Chunks of work from the thread that reads to the thread that writes, few at a time so that memory stays
// small.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace shian::intake {

template <class T>
class Handover {
 public:
  explicit Handover(std::size_t most_waiting) : most_waiting_(most_waiting) {}

  /// Waits for room. False when the taker has gone: stop making more.
  [[nodiscard]] bool put(T item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || waiting_.size() < most_waiting_; });
    if (closed_) return false;
    waiting_.push_back(std::move(item));
    changed_.notify_all();
    return true;
  }
  /// Waits for the next. Nothing when it is closed and empty.
  [[nodiscard]] std::optional<T> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return std::nullopt;
    T item = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    return item;
  }
  void close() {
    std::lock_guard const lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> waiting_;
  std::size_t most_waiting_;
  bool closed_ = false;
};

}  // namespace shian::intake
