// The shapes of records, one a register, from the registers' own definitions.
#pragma once

#include <span>

#include "api/shapes.hpp"
#include "pack/model.hpp"
#include "register/schema.hpp"

namespace shian::api {

/// Turns `components`' general "Record" into one of "Record.REGISTER", told apart by `register`, whose values
/// are "Values.REGISTER"; adds "AreaId", the ids of the plan's areas.
void add_record_shapes(Json& components, pack::Pack const& pack, std::span<reg::Schema const> registers);

}  // namespace shian::api
