// Who may do what to what: one table, and what its words mean for records.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "identity/role.hpp"
#include "register/schema.hpp"

namespace shian::identity {

enum class Resource {
  record,
  board,    // board, targets, units, systems: figures without personal data
  task,     // the plan's tasks and how far they are
  comment,  // on tasks
  import,   // tables handed in
  evidence,
  frozen,
  supervision,  // letters, circulars and the appraisal: of a post that is not the office, those to it
  account,
  token,  // keys for programs: one's own, or (withdrawing only) everybody's
  security_journal,
  verification,
  decision,
  pack,
  system,
};
enum class Action { read, create, correct, withdraw, undo, unmask, exporting, freeze, decide, manage };

inline constexpr std::array kResources = {Resource::record,
                                          Resource::board,
                                          Resource::task,
                                          Resource::comment,
                                          Resource::import,
                                          Resource::evidence,
                                          Resource::frozen,
                                          Resource::supervision,
                                          Resource::account,
                                          Resource::token,
                                          Resource::security_journal,
                                          Resource::verification,
                                          Resource::decision,
                                          Resource::pack,
                                          Resource::system};
inline constexpr std::array kActions = {Action::read,   Action::create, Action::correct,   Action::withdraw,
                                        Action::undo,   Action::unmask, Action::exporting, Action::freeze,
                                        Action::decide, Action::manage};

/// How far an action reaches.
enum class Reach {
  none,
  own,   // what the post itself entered; for a laboratory or a business: entered for its own id
  area,  // what counts for the post's area; of what says no area, what the post entered
  unit,  // what the post's unit entered, and what is its work by the register's unit field
  all,
};

[[nodiscard]] std::string_view code_of(Resource resource);
[[nodiscard]] std::string_view code_of(Action action);
[[nodiscard]] std::string_view code_of(Reach reach);

[[nodiscard]] Reach reach(Role role, Resource resource, Action action);
[[nodiscard]] inline bool may(Role role, Resource resource, Action action) {
  return reach(role, resource, action) != Reach::none;
}

/// What a list is narrowed to, over the register's own columns ("unit" = ? OR "f_unit" = ?). Empty:
/// everything.
struct RecordCondition {
  std::string sql;
  std::vector<Value> parameters;
};
/// Nothing: no record at all. `is_shared`: a directory that other registers refer to (operators, schools),
/// so whoever may read records may read it, masked.
[[nodiscard]] std::optional<RecordCondition> visible_records(Post const& post, reg::Schema const& schema,
                                                             bool is_shared);
/// The same for another action: what a post may read it need not be allowed to take along.
[[nodiscard]] std::optional<RecordCondition> records_in_reach(Post const& post, Action action,
                                                              reg::Schema const& schema, bool is_shared);
/// Whether the record is kept from the post whatever its reach: it is secret still, the post's unit has not
/// entered it, and the post is not the office's. What is kept from a post is not even counted for it.
[[nodiscard]] bool is_kept_from(Post const& post, reg::Schema const& schema, reg::Record const& record);
/// The same as what a list is narrowed to beside the reach; both above hold it already. Empty: nothing is
/// kept.
[[nodiscard]] RecordCondition not_kept_from(Post const& post, reg::Schema const& schema);
/// Whether the post may do it to this record (for `create`: to a record with these values). A record with
/// several owners is in reach when any of them is.
[[nodiscard]] bool may(Post const& post, Action action, reg::Schema const& schema, reg::Record const& record,
                       bool is_shared);

}  // namespace shian::identity
