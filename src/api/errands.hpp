// Work that waits for somebody else's machine: on threads of its own, so that neither the network's nor the
// books' threads wait with it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace shian::api {

class Errands {
 public:
  /// `broken` is told of errands that threw; on the thread of the errand.
  Errands(int threads, std::size_t most_waiting, std::function<void(std::string const&)> broken);
  ~Errands();  // finishes
  /// Waits for those that have begun; what has not begun is dropped, and nothing more is taken.
  void finish();
  Errands(Errands const&) = delete;
  Errands& operator=(Errands const&) = delete;

  /// False: too many wait already, and it was not taken.
  [[nodiscard]] bool run(std::function<void()> errand);

 private:
  void work();

  std::size_t most_waiting_;
  std::function<void(std::string const&)> broken_;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> waiting_;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace shian::api
