// What a file that comes in is called. Inside this room only.
#pragma once

#include "api/call.hpp"

namespace shian::api {

/// `name` of the query: of a path the last part, as some browsers send whole paths. Refusals: 422 for none,
/// one over 200 characters, and one with characters that no name has.
[[nodiscard]] std::expected<std::string, http::Response> file_name_of(Call const& call);

/// 422 at a parameter of the query.
[[nodiscard]] http::Response wrong_parameter(std::string const& parameter, std::string code, std::string zh,
                                             std::string en);

}  // namespace shian::api
