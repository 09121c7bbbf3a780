// What went wrong with a file, told as what went wrong with a store is told.
#pragma once

#include <system_error>

#include "store/session.hpp"

namespace shian::store {

/// Kind full where the disk, the quota or the largest file is reached; else other.
[[nodiscard]] Failure disk_failure(std::system_error const& failure);

}  // namespace shian::store
