// One record as a post may see it: found, shown masked, and held against what was seen before. Inside this
// room only.
#pragma once

#include "api/call.hpp"
#include "city/city.hpp"
#include "identity/policy.hpp"
#include "register/mask.hpp"

namespace shian::api {

struct FoundRecord {
  reg::Schema const* schema = nullptr;
  reg::Record record;
  bool withdrawn = false;
};

/// The record that a path names by register and number (the call's first two parts). Refusals: 404 for one
/// that is not there or that the post may not read; 403 when it may read it and no more.
[[nodiscard]] std::expected<FoundRecord, http::Response> found_for(city::City& city, Call const& call,
                                                                   identity::Action action);
/// A directory that everybody may read (operators, schools) is not read with its files.
[[nodiscard]] bool may_read_files(Call const& call, FoundRecord const& found);
[[nodiscard]] Json record_json(city::City& city, Call const& call, FoundRecord const& found,
                               reg::Personal personal);
/// Masked, with its ETag.
[[nodiscard]] http::Response record_answer(city::City& city, Call const& call, FoundRecord const& found,
                                           int status = 200);
/// If-Match: whoever changes a record says which one he saw. Refusals: 428 without, 412 with the record as it
/// is when somebody else changed it. Nothing: he saw this one.
[[nodiscard]] std::optional<http::Response> stale(city::City& city, Call const& call,
                                                  FoundRecord const& found);

using GivenValues = std::vector<std::pair<reg::FieldIndex, Value>>;
/// {"values": {"field": "as in a cell" | null}}; every fault is told, at its field. `now`: the record that is
/// to be changed.
[[nodiscard]] std::expected<GivenValues, http::Response> values_of(city::City& city, Call const& call,
                                                                   reg::Schema const& schema,
                                                                   Json const& body, reg::Record const* now);

/// Whether the post may put this value into the field. Of a file field: whoever reads a hash somewhere must
/// not get at the file by naming it in a record of his own, so only its unit's own files can be named.
[[nodiscard]] bool may_name(city::City& city, identity::Post const& post, reg::FieldSchema const& field,
                            Value const& value);
[[nodiscard]] Error unknown_file();
/// What the post may do with a record that it meets by entering its key.
[[nodiscard]] reg::Within record_within(city::City& city, identity::Post const& post,
                                        reg::Schema const& schema, reg::Record const& there,
                                        std::vector<std::pair<reg::FieldIndex, Value>> const& changes);

}  // namespace shian::api
