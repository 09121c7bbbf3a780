// A list of items that an office loaded from a table: rows of a register, read as items. Inside this room
// only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "city/city.hpp"

namespace shian::dossier {

/// In the order of their first rows.
[[nodiscard]] std::vector<std::string> own_list_names(city::City& city);

/// In the order of the numbers' parts: 1.2 before 1.10. Faults name the item: words that are no kind of
/// proof, units, registers, tasks or targets that are not there, years that are none.
[[nodiscard]] std::vector<pack::AcceptanceItem> own_items(city::City& city, std::string_view list,
                                                          Errors& faults);

}  // namespace shian::dossier
