// Whether a record's values may stand: types, required, ranges, patterns, identifier checks, cross-field
// rules.
#pragma once

#include "register/schema.hpp"

namespace shian::reg {

/// A fault of one record; `field` is -1 for a rule over several fields.
struct Fault {
  FieldIndex field = -1;
  Error error;
};

/// What validation may look up besides the record.
struct Lookups {
  pack::Pack const* pack = nullptr;  // areas and units
  expression::Context context;       // for cross-field rules
};

/// All faults of the record, in field order, then the rules'. Decimals are brought to the field's scale in
/// place (a value with more places is a fault, never rounded). References are checked for type only.
[[nodiscard]] std::vector<Fault> validate(Schema const& schema, std::vector<Value>& values,
                                          Lookups const& lookups);

}  // namespace shian::reg
