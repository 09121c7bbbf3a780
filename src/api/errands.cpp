#include "api/errands.hpp"

namespace shian::api {

Errands::Errands(int threads, std::size_t most_waiting, std::function<void(std::string const&)> broken)
    : most_waiting_(most_waiting), broken_(std::move(broken)) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Errands::~Errands() { finish(); }

void Errands::finish() {
  std::deque<std::function<void()>> dropped;
  {
    std::lock_guard const lock(mutex_);
    closed_ = true;
    dropped.swap(waiting_);
  }
  filled_.notify_all();
  dropped.clear();  // outside the lock: what it holds answers as it goes
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool Errands::run(std::function<void()> errand) {
  {
    std::lock_guard const lock(mutex_);
    if (closed_ || waiting_.size() >= most_waiting_) return false;
    waiting_.push_back(std::move(errand));
  }
  filled_.notify_one();
  return true;
}

void Errands::work() {
  while (true) {
    std::function<void()> errand;
    {
      std::unique_lock lock(mutex_);
      filled_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
      if (closed_) return;
      errand = std::move(waiting_.front());
      waiting_.pop_front();
    }
    try {
      errand();
    } catch (std::exception const& failure) {
      if (broken_) broken_(failure.what());
    }
  }
}

}  // namespace shian::api
