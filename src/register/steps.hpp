// The steps that people took: one row each beside the journal entry of what the step changed.
#pragma once

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

/// What speaks against a step before anything is filled in: `actor` took the step that another person must
/// have taken; its condition, where the step itself fills nothing that this reads. Nothing: it may be tried.
[[nodiscard]] std::optional<Text> barred(Schema const& schema, Step const& step,
                                         std::span<Value const> values, std::span<TakenStep const> taken,
                                         std::string_view actor, expression::Context const& context);

/// Takes a step of a record, journaled with its name. Faults: those of `after_step`; the person who took
/// the step that another must take; those of Writing::correct. The record is refused as a whole and nothing
/// changes.
std::expected<void, std::vector<Fault>> take_step(Writing& writing, Author const& author, Timestamp now,
                                                  Schema const& schema, RecordId id, StepTaking taking);

/// In order. Empty: none, or the record came as it is.
[[nodiscard]] std::vector<TakenStep> taken_steps(store::Session& session, Schema const& schema, RecordId id);

}  // namespace shian::reg
