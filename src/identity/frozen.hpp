// Boards as they stood when somebody signed for them: what an acceptance reads. Written once, never changed;
// the hash shows it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/error.hpp"
#include "store/session.hpp"

namespace shian::identity {

struct Frozen {
  std::string id;
  std::string name;  // "省级验收 2022-12"
  Day as_of;         // the day the figures stand at
  Timestamp at;      // when it was frozen, and by whom
  std::string account;
  std::string hash;     // SHA-256 over everything above but the id, and over all that is frozen
  std::string content;  // the board, as JSON
};
struct FrozenTarget {
  std::string target;   // id of the plan's
  std::string content;  // its explanation, as JSON
};

/// Inside the caller's write transaction; gives it back with its id and hash.
/// Errors: no name, or one over 80 characters; the same target twice.
Expected<Frozen> freeze(store::Session& session, Frozen frozen, std::vector<FrozenTarget> targets);
[[nodiscard]] std::vector<Frozen> frozen_boards(store::Session& session);  // newest first, without content
[[nodiscard]] std::optional<Frozen> find_frozen(store::Session& session, std::string_view id);
[[nodiscard]] std::optional<std::string> frozen_target(store::Session& session, std::string_view id,
                                                       std::string_view target);
/// Whether what is kept is still what was frozen. False also when there is none of this id.
[[nodiscard]] bool is_as_frozen(store::Session& session, std::string_view id);

}  // namespace shian::identity
