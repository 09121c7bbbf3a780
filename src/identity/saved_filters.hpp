// Questions to a register that somebody asks again and again, under a name of his own.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "store/session.hpp"

namespace shian::identity {

struct SavedFilter {
  std::string id;
  std::string account, register_id;
  std::string name;
  std::string query;  // as it stands behind the list's address; understood anew each time it is asked
};

/// Inside the caller's write transaction; gives it back with its id. One of the same name is replaced.
/// Errors: no name, or one over 80 characters; a query over 4000; more than 50 for one register.
Expected<SavedFilter> save_filter(store::Session& session, SavedFilter filter);
[[nodiscard]] std::vector<SavedFilter> saved_filters(store::Session& session, std::string_view account,
                                                     std::string_view register_id);          // by name
bool remove_filter(store::Session& session, std::string_view account, std::string_view id);  // false: none

}  // namespace shian::identity
