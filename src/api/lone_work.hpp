// Long work on a thread of its own, one piece at a time: it tells how far it is, and can be broken off.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace shian::api {

/// Thrown inside the work when it is to end.
struct BrokenOff {};

/// `Run` is what others are told of the work that is under way. Any thread.
template <class Run>
class LoneWork {
 public:
  LoneWork() = default;
  ~LoneWork() { finish(); }
  LoneWork(LoneWork const&) = delete;
  LoneWork& operator=(LoneWork const&) = delete;

  [[nodiscard]] std::optional<Run> running() const {
    std::lock_guard const lock(mutex_);
    return run_;
  }

  /// Begins `work`, which is given how it began and throws nothing. Gives that back; nothing: some is under
  /// way already, or the end has come.
  std::optional<Run> start(Run run, std::function<void(Run const& begun)> work) {
    std::lock_guard const lock(mutex_);
    if (run_ || stopping_) return std::nullopt;
    if (thread_.joinable()) thread_.join();  // it has told that it is done, and ends
    thread_ = std::thread([this, begun = run, work = std::move(work)] {
      work(begun);
      std::lock_guard const done(mutex_);
      run_.reset();
    });
    run_ = std::move(run);  // it tells and ends only after this
    return run_;
  }

  /// Inside the work: `change` alters what others are told. Throws BrokenOff.
  void tell(std::function<void(Run& run)> const& change) {
    if (stopping_) throw BrokenOff();
    std::lock_guard const lock(mutex_);
    change(*run_);
  }

  /// Inside the work: it is under way until everybody can read what came of it. A store that is away keeps
  /// nobody from stopping.
  void wait_for(std::future<void> const& kept) const {
    constexpr std::chrono::milliseconds kLookAgain{50};
    while (kept.valid() && kept.wait_for(kLookAgain) == std::future_status::timeout && !stopping_) {
    }
  }

  /// Breaks off what is under way, and takes nothing more.
  void finish() {
    stopping_ = true;
    std::thread thread;
    {
      std::lock_guard const lock(mutex_);
      thread = std::move(thread_);
    }
    if (thread.joinable()) thread.join();
  }

 private:
  mutable std::mutex mutex_;
  std::optional<Run> run_;
  std::thread thread_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace shian::api
