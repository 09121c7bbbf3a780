// How far the items of an acceptance are proved, for a terminal.
#pragma once

#include "dossier/acceptance_json.hpp"
#include "report/terminal.hpp"

namespace shian::dossier {

/// The tree with its states, then the gaps, each with whose it is and what to do next.
[[nodiscard]] std::string acceptance_text(city::City& city, Acceptance const& acceptance,
                                          Overview const& overview, Language language,
                                          report::Terminal const& terminal);

}  // namespace shian::dossier
