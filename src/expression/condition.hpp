// A condition over named numbers, beside the formulas of expression.hpp.
#pragma once

#include "expression/expression.hpp"

namespace shian::expression {

/// As compile_formula, for what is true or not: "value >= 1 and before != null".
[[nodiscard]] Expected<Compiled> compile_condition(pack::Source const& source,
                                                   std::span<std::string const> names,
                                                   Environment const& environment);

}  // namespace shian::expression
