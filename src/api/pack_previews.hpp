// The version of the pack that somebody handed in and that waits to be applied.
#pragma once

#include <memory>
#include <mutex>

#include "api/call.hpp"
#include "base/temporary_folder.hpp"

namespace shian::api {

struct PackPreview {
  TemporaryFolder files{"preview"};
  std::filesystem::path folder;  // of the pack, below `files`
  std::string hash;              // of its files
  std::string replaces;          // of the files it was compared with
  Json told;                     // as it was answered
};

/// One waits at a time: a newer one takes its place. It is gone when the program ends. Any thread.
class PackPreviews {
 public:
  void put(std::shared_ptr<PackPreview const> preview) {
    std::lock_guard const lock(mutex_);
    waiting_ = std::move(preview);
  }
  [[nodiscard]] std::shared_ptr<PackPreview const> waiting() const {
    std::lock_guard const lock(mutex_);
    return waiting_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<PackPreview const> waiting_;
};

}  // namespace shian::api
