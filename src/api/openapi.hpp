// The API's own description: OpenAPI 3.1, made from the routes, the shapes and the city's registers.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

#include "pack/model.hpp"
#include "register/schema.hpp"

namespace shian::api {

/// The document. A record is one of the registers', each with its own fields.
[[nodiscard]] nlohmann::ordered_json openapi(pack::Pack const& pack, std::span<reg::Schema const> registers);

/// The shapes alone, of any city: a record's values are texts by any name. What the screens' types are made
/// from.
[[nodiscard]] nlohmann::ordered_json openapi_shapes();

}  // namespace shian::api
