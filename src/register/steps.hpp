// The steps that people took: one row each beside the journal entry of what the step changed.
#pragma once

#include <functional>

#include "register/ledger.hpp"
#include "register/lifecycle.hpp"

namespace shian::reg {

struct TakenStep {
  std::int64_t entry = 0;  // of the journal
  std::string step;        // id; one that the pack has no longer is told by it
  Author author;
  Timestamp at;
  Day day;  // of the act
  std::string note;
};

struct StepTaking {
  Step const* step = nullptr;
  Day on;     // of the act
  Day today;  // the books'
  std::vector<std::pair<FieldIndex, Value>> given;
  std::string note;
};

/// What speaks against a step before anything is filled in: the author took the step that another person must
/// have taken, or is not of the unit whose work it is; its condition, where the step itself fills nothing
/// that this reads. Nothing: it may be tried.
[[nodiscard]] std::optional<Text> barred(Schema const& schema, Step const& step, Record const& record,
                                         std::span<TakenStep const> taken, Author const& author,
                                         expression::Context const& context);

/// What the records say of the fields that the step counts, with the fields.
[[nodiscard]] std::vector<std::pair<FieldIndex, Value>> counted(Ledger& ledger, Schema const& schema,
                                                                Step const& step, Record const& record,
                                                                Day today);

/// A record that a step has started.
struct Opened {
  Schema const* schema = nullptr;
  RecordId id = 0;  // 0: the step starts none
};
/// Whether whoever takes the step may enter a record of another register; nothing: he may.
using OpeningBar = std::function<std::optional<Fault>(Schema const&, Record const&)>;

/// Takes a step of a record, journaled with its name, and enters the record that it starts. The step that
/// reveals a secret record reveals all that stands under it (`secrets_under`), each by its own step. Faults:
/// those of `after_step`; the person who took the step that another must take, or who has not got the record;
/// those of Writing::correct; those of the record that it starts, told of no field. All is refused as a whole
/// and nothing changes.
std::expected<Opened, std::vector<Fault>> take_step(Writing& writing, Author const& author, Timestamp now,
                                                    Schema const& schema, RecordId id, StepTaking taking,
                                                    OpeningBar const& bar = {});
/// The records that the steps of one have started, and still stand.
[[nodiscard]] std::vector<Opened> opened_by(Ledger& ledger, Schema const& schema, RecordId id);

/// In order. Empty: none, or the record came as it is.
[[nodiscard]] std::vector<TakenStep> taken_steps(store::Session& session, Schema const& schema, RecordId id);

}  // namespace shian::reg
