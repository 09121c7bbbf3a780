#include "base/draft_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/durable_file.hpp"

namespace shian {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnfinished = ".unfinished-";

int locked(fs::path const& folder) {
  int const lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock >= 0 && ::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return -1;
  }
  return lock;
}

}  // namespace

DraftFolder::DraftFolder(fs::path const& into, std::string_view name)
    : path_(into / (std::string(kUnfinished) + std::string(name) + "-" + std::to_string(::getpid()))) {
  make_folders(into);
  make_folders(path_);
  fs::permissions(path_, fs::perms::owner_all);
  lock_ = locked(path_);
  if (lock_ < 0) throw std::system_error(errno, std::generic_category(), path_.string());
}

DraftFolder::~DraftFolder() {
  if (lock_ >= 0) ::close(lock_);
  std::error_code ignored;
  if (!is_named_) fs::remove_all(path_, ignored);
}

void DraftFolder::name_as(fs::path const& folder) {
  sync_to_disk(path_);
  fs::rename(path_, folder);
  is_named_ = true;
  sync_to_disk(folder.parent_path());
}

bool DraftFolder::is_draft(std::string_view name) { return name.starts_with(kUnfinished); }

bool DraftFolder::is_left_over(fs::path const& folder) {
  int const lock = locked(folder);
  if (lock >= 0) ::close(lock);
  return lock >= 0;
}

}  // namespace shian
