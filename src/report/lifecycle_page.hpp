// The ways of records as a page of documentation: a state diagram for each register, from the pack itself.
#pragma once

#include <string>

#include "register/schema.hpp"

namespace shian::report {

/// Markdown with Mermaid state diagrams, in the order of the registers that have a lifecycle.
[[nodiscard]] std::string lifecycle_page(reg::Schemas const& schemas);

}  // namespace shian::report
