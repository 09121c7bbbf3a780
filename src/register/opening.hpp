// The record that a step starts beside its own, in the same transaction.
#pragma once

#include <vector>

#include "register/lifecycle.hpp"
#include "register/steps.hpp"

namespace shian::reg {

/// Inside Schemas::compile, when every lifecycle is there. Faults, with the step's place: a link that is no
/// reference to this register; a number that is not the whole of their key; fields that are not there or take
/// no such value; a field that they require and nothing fills.
void check_openings(Schema const& schema, Schemas const& schemas, Errors& faults);

/// What the opened record says from the beginning, given the record as its step leaves it. With the first
/// number that no record bears.
[[nodiscard]] std::vector<Value> opening_values(Ledger& ledger, Schema const& schema,
                                                pack::Opening const& opening, RecordId id,
                                                std::span<Value const> after);

}  // namespace shian::reg
