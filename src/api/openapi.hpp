// The API's own description: OpenAPI 3.1, made from the routes, the shapes and the city's registers.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

#include "pack/model.hpp"
#include "register/schema.hpp"

namespace shian::api {

/// The document. With `registers` a record is one of theirs, each with its own fields; without, a record's
/// values are texts by any name (what the screens' types are made from).
[[nodiscard]] nlohmann::ordered_json openapi(pack::Pack const& pack, std::span<reg::Schema const> registers);

}  // namespace shian::api
