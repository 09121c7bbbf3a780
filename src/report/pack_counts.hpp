// What a pack holds, by kind; and its faults, for programs.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pack/model.hpp"
#include "report/terminal.hpp"

namespace shian::report {

struct Count {
  std::string kind;  // "units"
  Text name;
  std::int64_t number = 0;
};

/// Units, areas, tasks ... in the plan's order; last, what is to be confirmed, in all and by what it is.
[[nodiscard]] std::vector<Count> pack_counts(pack::Pack const& pack);
[[nodiscard]] std::string pack_counts_text(pack::Pack const& pack, Language language,
                                           Terminal const& terminal);
[[nodiscard]] std::string pack_counts_json(pack::Pack const& pack);
/// {"ok": false, "errors": [{code, what, hint, file, line, column, excerpt}]}
[[nodiscard]] std::string errors_json(std::span<Error const> errors);

}  // namespace shian::report
