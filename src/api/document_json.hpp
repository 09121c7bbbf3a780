// Documents as the API tells them. Inside this room only.
#pragma once

#include "api/call.hpp"
#include "register/document.hpp"

namespace shian::api {

/// As the pack defines it, with the names of its steps.
[[nodiscard]] Json definition_json(reg::Schema const& schema, reg::Document const& document);

}  // namespace shian::api
