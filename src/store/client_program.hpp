// A program of PostgreSQL's client package, run to its end. Inside the room only.
#pragma once

#include <string>
#include <vector>

namespace shian::store {

struct ProgramEnd {
  int exit_code = 0;
  std::string messages;  // what it wrote to standard error
};

/// Runs `arguments` (the first is the program, looked for in PATH) with `variables` ("NAME=value") added to
/// the environment. Throws Failure (other) when it is not installed.
[[nodiscard]] ProgramEnd run_client_program(std::vector<std::string> arguments,
                                            std::vector<std::string> const& variables);

}  // namespace shian::store
