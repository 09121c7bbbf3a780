// A field that the pack names beside its register's definition. Inside this room only.
#pragma once

#include <string>

#include "register/schema.hpp"

namespace shian::reg {

/// -1 when there is none, and a fault of this code with the nearest name.
[[nodiscard]] FieldIndex named_field(Schema const& schema, std::string const& name, std::string code,
                                     Position const& where, Errors& faults);

}  // namespace shian::reg
