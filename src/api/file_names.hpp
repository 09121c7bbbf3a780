// What a file that comes in is called. Inside this room only.
#pragma once

#include "api/call.hpp"

namespace shian::api {

/// `name` of the query: of a path the last part, as some browsers send whole paths. Refusals: 422 for none,
/// one over 200 characters, and one with characters that no name has.
[[nodiscard]] std::expected<std::string, http::Response> file_name_of(Call const& call);

}  // namespace shian::api
