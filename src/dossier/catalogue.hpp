// The catalogue (目录) of a dossier as a workbook: every item with what proves it, and where that lies.
// Inside this room only.
#pragma once

#include <filesystem>

#include "dossier/acceptance_json.hpp"

namespace shian::dossier {

/// One sheet of what is there, with links to the files, one of what is lacking; printed on A4 across, the
/// header on every page. `ledgers`: where a register's sheet lies, by its id. Throws std::system_error.
void write_catalogue(std::filesystem::path const& file, city::City& city, Acceptance const& acceptance,
                     Paths const& paths, std::map<std::string, std::string> const& ledgers,
                     std::string const& name);

}  // namespace shian::dossier
