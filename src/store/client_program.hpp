// A program of PostgreSQL's client package, run to its end. Inside the room only.
#pragma once

#include <string>
#include <vector>

#include "base/program.hpp"

namespace shian::store {

/// As `run_program`. Throws Failure (other) when it is not installed.
[[nodiscard]] ProgramEnd run_client_program(std::vector<std::string> arguments,
                                            std::vector<std::string> const& variables);

}  // namespace shian::store
