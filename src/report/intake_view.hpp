// What an import understood and what became of the rows, for the person who sent the table.
#pragma once

#include "intake/importer.hpp"
#include "report/terminal.hpp"

namespace shian::report {

enum class Kept { yes, no };  // no: a dry run

[[nodiscard]] std::string import_text(reg::Schema const& schema, intake::ImportReport const& report,
                                      Kept kept, Language language, Terminal const& terminal);
[[nodiscard]] std::string import_json(reg::Schema const& schema, intake::ImportReport const& report,
                                      Kept kept);

}  // namespace shian::report
