// Records alike: others that matter for one when it is entered or shown, as the pack defines them. Some
// refuse it, as a ban on the person does (食品安全法 第一百三十五条); the rest are told.
#pragma once

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "register/ledger.hpp"

namespace shian::reg {

struct Alike {
  pack::Alike definition;
  int other = -1;                                        // index of their register
  std::vector<std::pair<FieldIndex, FieldIndex>> match;  // own, theirs
  expression::Compiled when;
  FieldIndex from = -1, until = -1;
  FieldIndex near_own = -1, near_theirs = -1;
  FieldIndex within_theirs = -1, within_from = -1, within_until = -1;
};

/// The own side of a match that is the record itself, not one of its fields.
inline constexpr FieldIndex kSelf = -2;

/// Inside Schemas::compile. Faults, with their place: fields that are not there, of other types, or days that
/// are none; no field of theirs that is indexed, so that each entry would read the whole register.
void compile_alike(Schema& schema, Schemas const& schemas, expression::Environment const& environment,
                   Errors& faults);

/// Those that a record of `schema` with these values meets: the newest first, at most 500, without `self` (0:
/// it is not yet there).
[[nodiscard]] std::vector<RecordId> alike(Ledger& ledger, Schema const& schema, Alike const& alike,
                                          std::span<Value const> values, RecordId self, Day today);

/// How many there are, however many.
[[nodiscard]] std::int64_t count_alike(Ledger& ledger, Schema const& schema, Alike const& alike,
                                       std::span<Value const> values, RecordId self, Day today);

/// Why those that refuse do not let these values stand; empty: they do.
[[nodiscard]] std::vector<Fault> barred_by_others(Ledger& ledger, Schema const& schema,
                                                  std::span<Value const> values, RecordId self, Day today);
/// The same for many rows that are to be entered: faults of those that are refused, by row. Only rows that
/// `is_sound` (they passed validate) are looked at. One look-up for all of them on PostgreSQL.
[[nodiscard]] std::map<std::size_t, std::vector<Fault>> barred_rows(
    Ledger& ledger, Schema const& schema, std::span<std::vector<Value> const> rows,
    std::function<bool(std::size_t row)> const& is_sound, Day today);

}  // namespace shian::reg
