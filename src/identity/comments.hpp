// What people say to a task of the plan. Kept in order, never changed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/error.hpp"
#include "store/session.hpp"

namespace shian::identity {

struct Comment {
  std::int64_t id = 0;  // counts from 1
  std::string task;     // id of the plan's
  Timestamp at;
  std::string account, unit;
  std::string text;
};

/// Inside the caller's write transaction; gives it back with its id.
/// Errors: nothing said; over 2000 characters. That the plan has the task is the caller's to know.
Expected<Comment> add_comment(store::Session& session, Comment comment);
[[nodiscard]] std::vector<Comment> comments_on(store::Session& session,
                                               std::string_view task);                      // oldest first
[[nodiscard]] std::map<std::string, std::int64_t> comment_counts(store::Session& session);  // by task

}  // namespace shian::identity
