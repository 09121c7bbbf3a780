// What preparing a store did.
#pragma once

#include "city/city.hpp"

namespace shian::report {

[[nodiscard]] std::string prepared_text(city::Prepared const& prepared, Language language);
[[nodiscard]] std::string prepared_json(city::Prepared const& prepared);

}  // namespace shian::report
