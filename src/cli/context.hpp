// What every command is given, and what all of them do alike: languages, refusals, opening a store.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "city/city.hpp"
#include "report/terminal.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace shian::cli {

inline constexpr int kDone = 0;
inline constexpr int kWrongData = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kBrokenWorld = 3;

/// Lives as long as the program; commands leave their exit code here.
struct Context {
  Language language = Language::zh;
  report::Terminal terminal;  // of stdout
  int exit_code = kDone;
};

/// Data goes to stdout, messages to stderr.
void print(std::string_view data);
void say(Context const& context, Text const& message);
/// In the chosen language; Chinese is followed by the English line. Gives back kWrongData.
int refuse(Context const& context, Error const& error);
int refuse(Context const& context, std::span<Error const> errors);
int refuse(Context const& context, std::span<reg::Fault const> faults);
/// For options that cannot be together or are missing. Gives back kWrongUsage.
int misuse(Context const& context, Text const& message);

/// A bilingual line of help: "截至日 / the day the figures stand at".
[[nodiscard]] std::string help(char const* zh, char const* en);

// ---- options that several commands have; a value that cannot be read is wrong usage
CLI::Option* add_store(CLI::App& command, std::string& address);  // --store, required
CLI::Option* add_json(CLI::App& command, bool& json);             // --json
CLI::Option* add_day(CLI::App& command, std::string const& name, std::string& day, std::string const& text);
CLI::Option* add_limit(CLI::App& command, std::size_t& limit);    // --limit, 20
CLI::Option* add_reason(CLI::App& command, std::string& reason);  // --reason, required

/// Null when the store was refused: the reason is printed and the exit code set. Throws store::Failure.
[[nodiscard]] std::unique_ptr<city::City> open_city(Context& context, std::string const& address);
/// The address, checked by add_store.
[[nodiscard]] store::Address address_of(std::string const& text);

/// Ids by whatever the area or unit is called.
[[nodiscard]] Expected<std::string> find_area(city::City const& city, std::string const& text);
[[nodiscard]] Expected<std::string> find_unit(city::City const& city, std::string const& text);
/// Who writes: the shell's user, for the unit named by --as (may be empty). Errors: unknown unit.
[[nodiscard]] Expected<reg::Author> author(city::City const& city, std::string const& as_unit);

/// The folder of packs that come with the program: beside its source tree or installed. Nothing when there is
/// none.
[[nodiscard]] std::optional<std::filesystem::path> packs_folder();
/// The folder of the built screens, likewise.
[[nodiscard]] std::optional<std::filesystem::path> screens_folder();

}  // namespace shian::cli
