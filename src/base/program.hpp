// Another program, run to its end.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace shian {

struct ProgramEnd {
  int fault = 0;  // errno, when it could not be started; 0: it ran
  int exit_code = 0;
  bool is_late = false;  // it was ended, with all that it had started, because it took too long
  std::string messages;  // what it wrote to standard error
};

/// Runs `arguments` (the first is the program, looked for in PATH) with `variables` ("NAME=value") added to
/// the environment; it reads nothing, and what it writes to standard output is dropped.
[[nodiscard]] ProgramEnd run_program(std::vector<std::string> arguments,
                                     std::vector<std::string> const& variables,
                                     std::optional<std::chrono::seconds> at_most = {});

/// Whether PATH has it.
[[nodiscard]] bool is_installed(std::string const& program);

}  // namespace shian
