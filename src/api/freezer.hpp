// Freezes dossiers on a thread of its own: it reads everything there is, and nobody waits for it.
#pragma once

#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <string>

#include "api/lone_work.hpp"
#include "dossier/freeze.hpp"
#include "dossier/kept.hpp"

namespace shian::api {

/// Owned by the service. Any thread.
class Freezer {
 public:
  /// `keep` is given what was frozen, on the freezer's thread; what it gives back is ready when it is kept.
  using Keep = std::function<std::future<void>(dossier::Kept)>;
  /// Dossiers lie in `folder`, the key that signs them in `key`; where there is none, one is made at the
  /// first freezing.
  Freezer(store::Address store, std::filesystem::path folder, std::filesystem::path key, Keep keep)
      : store_(std::move(store)), folder_(std::move(folder)), key_(std::move(key)), keep_(std::move(keep)) {}

  struct Run {
    dossier::FreezeRequest request;
    std::string account;
    dossier::FreezeStage stage = dossier::FreezeStage::standings;
    std::int64_t done = 0, all = 0;  // `all` 0: not known
  };
  [[nodiscard]] std::optional<Run> running() const { return work_.running(); }
  /// Why the last one came to nothing; nothing: it did not, or another has begun since.
  [[nodiscard]] std::optional<Error> failure() const;
  /// How it began; nothing: one is under way already, or the service ends.
  std::optional<Run> start(dossier::FreezeRequest request, std::string account);
  /// Breaks off what is under way.
  void finish() { work_.finish(); }
  [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }

 private:
  void freeze(Run const& begun);
  std::optional<Error> freeze_and_keep(Run const& begun);
  void note(std::optional<Error> failure);

  store::Address store_;
  std::filesystem::path folder_, key_;
  Keep keep_;
  mutable std::mutex mutex_;
  std::optional<Error> failure_;
  LoneWork<Run> work_;  // last: it uses the others
};

}  // namespace shian::api
