// Evidence files, kept by their SHA-256 beside the store: the same file twice is one file, an altered one is
// found.
#pragma once

#include <filesystem>
#include <functional>

#include "register/journal.hpp"

namespace shian::reg {

class Evidence {
 public:
  Evidence(store::Session& session, std::filesystem::path folder)
      : session_(session), folder_(std::move(folder)) {}

  /// Copies the file in (written whole and synced before it gets its name) and notes it in the store.
  /// Inside a write transaction. Errors: the file cannot be read, is empty, or is over 2 GiB.
  Expected<std::string> add(std::filesystem::path const& file, Author const& author, Timestamp now);
  [[nodiscard]] std::filesystem::path path_of(std::string_view hash) const;
  /// The hash of every file the store knows.
  [[nodiscard]] std::vector<std::string> known();
  /// Every file the store knows: missing, or with other bytes than its hash says.
  [[nodiscard]] std::vector<std::string> damaged(std::function<void(std::int64_t)> const& progress = {});

 private:
  store::Session& session_;
  std::filesystem::path folder_;
};

}  // namespace shian::reg
