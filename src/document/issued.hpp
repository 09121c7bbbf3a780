// Papers that were issued: numbered, signed, kept as evidence of the record that they are about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "register/evidence.hpp"
#include "register/schema.hpp"

namespace shian::document {

/// A paper that was issued by mistake stays, and says so; its number is not given again.
struct Voided {
  Timestamp at;
  std::string by;  // account
  std::string reason;
};

struct Issued {
  std::int64_t id = 0;
  std::string register_id;
  RecordId record = 0;
  std::string document;     // id; one that the pack has no longer is told by its name
  std::string name;         // as it was called
  std::string number;       // "": it has none
  std::string series;       // see series_of; "": it has no number
  std::int64_t serial = 0;  // within the series; 0: its number was given otherwise
  Day signed_on;
  std::string signer;
  bool is_personal = false;  // it holds personal data
  reg::Attachment file;      // its hash, name, type, bytes, when and by whom it was kept
  std::optional<Voided> voided;
};

/// Keeps it, inside a write transaction; `issued.id` and `serial` are given here. Errors: no signer
/// (document.signer) or one over 40 characters; a number over 60 characters, or one that a paper bears
/// already (document.number); the same file for the same paper of the record once more (document.twice).
Expected<Issued> issue(store::Session& session, Issued issued);

/// Of a record, the first issued first.
[[nodiscard]] std::vector<Issued> issued_for(store::Session& session, std::string_view register_id,
                                             RecordId record);
[[nodiscard]] std::optional<Issued> find_issued(store::Session& session, std::int64_t id);
/// Inside a write transaction. Errors: no reason or one over 500 characters (document.reason); it is void
/// already (document.voided).
Expected<void> void_paper(store::Session& session, std::int64_t id, Voided const& voided);
/// The serial that the next paper of a series gets.
[[nodiscard]] std::int64_t next_serial(store::Session& session, std::string const& series);

}  // namespace shian::document
