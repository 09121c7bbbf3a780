// The file that --config names: options of the commands, one section a command, what is common above.
#pragma once

#include <CLI/CLI.hpp>
#include <istream>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace shian::cli {

/// A fault in the file: a section or name that is none, a secret that does not belong there.
struct WrongSettings : CLI::ConfigError {
  explicit WrongSettings(shian::Error fault)
      : CLI::ConfigError(fault.what.en, CLI::ExitCodes::ConfigError), error(std::move(fault)) {}
  shian::Error error;
};

/// CLI11's TOML, with `store` above all sections meant for every command that has one, and faults told with
/// their line and the nearest known name. What the command line says goes before what the file says.
class Settings : public CLI::ConfigTOML {
 public:
  explicit Settings(CLI::App const& program) : program_(program) {}
  /// Throws WrongSettings.
  [[nodiscard]] std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;

 private:
  CLI::App const& program_;
};

void add_settings(CLI::App& program);

}  // namespace shian::cli
