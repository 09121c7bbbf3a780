// Proves that nothing was removed or quietly changed: the journal's chain, and the records as the journal
// left them.
#pragma once

#include "register/journal.hpp"

namespace shian::reg {

struct AuditFinding {
  std::string register_id;  // "" for the chain itself
  RecordId record = 0;
  std::int64_t seq = 0;
  Text what;
};

struct Audit {
  std::int64_t entries = 0;
  std::int64_t records = 0;
  Digest chain_end{};                  // put it on paper: a journal cut short shows another end
  std::vector<AuditFinding> findings;  // at most 100
};

/// Reads the whole journal once, then each register once. Memory: a digest for each record that the journal
/// names (16 bytes), the image of each that was corrected.
[[nodiscard]] Audit audit(store::Session& session, Schemas const& schemas,
                          std::function<void(std::int64_t)> const& progress = {});

/// The books as they stood at a moment: each record's values by field id, from the journal alone.
void replay(store::Session& session, Schemas const& schemas, Timestamp until,
            std::function<void(Schema const&, Record const&)> const& each);

}  // namespace shian::reg
