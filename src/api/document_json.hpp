// Documents as the API tells them. Inside this room only.
#pragma once

#include "api/call.hpp"
#include "city/city.hpp"
#include "document/issued.hpp"
#include "document/templates.hpp"

namespace shian::api {

/// Whether papers drafted from its current template hold personal data; of one that cannot be read it is
/// taken to.
[[nodiscard]] bool is_personal(city::City& city, document::TemplateChanges const& changes,
                               reg::Schema const& schema, reg::Document const& document);
/// As the pack defines it, with the names of its steps.
[[nodiscard]] Json definition_json(city::City& city, document::TemplateChanges const& changes,
                                   reg::Schema const& schema, reg::Document const& document);

/// `is_shown`: a browser may show its file in place.
[[nodiscard]] Json issued_json(city::City& city, document::Issued const& issued, bool is_shown);

}  // namespace shian::api
