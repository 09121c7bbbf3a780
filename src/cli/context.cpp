#include "cli/context.hpp"

#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "intake/directory.hpp"

namespace shian::cli {
namespace {

void to_stderr(std::string const& line) { std::fputs((line + "\n").c_str(), stderr); }

// The shell's user, as a post of the command line.
std::string actor() {
  auto const* user = ::getpwuid(::geteuid());
  return "shian/" + (user != nullptr ? std::string(user->pw_name) : std::to_string(::geteuid()));
}

namespace fs = std::filesystem;

// In the source tree the program stands in build/PRESET; installed, in bin.
fs::path program_folder() {
  std::error_code fault;
  return fs::read_symlink("/proc/self/exe", fault).parent_path();
}

std::vector<pack::Unit> all_units(pack::Pack const& pack) {
  auto units = pack.units;
  units.insert(units.end(), pack.bodies.begin(), pack.bodies.end());
  return units;
}

}  // namespace

void print(std::string_view data) { std::fwrite(data.data(), 1, data.size(), stdout); }

void say(Context const& context, Text const& message) { to_stderr(message.in(context.language)); }

int refuse(Context const& context, Error const& error) {
  if (context.language == Language::en) {
    to_stderr(error.to_string(Language::en));
    return kWrongData;
  }
  Error in_words = error;
  in_words.excerpt.clear();
  to_stderr(in_words.to_string(Language::zh));
  in_words.where = {};
  to_stderr("  " + in_words.to_string(Language::en));
  if (!error.excerpt.empty()) to_stderr(error.excerpt);
  return kWrongData;
}

int refuse(Context const& context, std::span<Error const> errors) {
  for (auto const& error : errors) (void)refuse(context, error);
  return kWrongData;
}

int refuse(Context const& context, std::span<reg::Fault const> faults) {
  for (auto const& fault : faults) (void)refuse(context, fault.error);
  return kWrongData;
}

int misuse(Context const& context, Text const& message) {
  to_stderr((context.language == Language::zh ? "用法不对：" : "wrong usage: ") +
            message.in(context.language));
  if (context.language == Language::zh) to_stderr("  wrong usage: " + message.en);
  return kWrongUsage;
}

std::string help(char const* zh, char const* en) { return std::string(zh) + " / " + en; }

CLI::Option* add_store(CLI::App& command, std::string& address) {
  auto const readable = [](std::string const& text) {
    auto const parsed = store::Address::parse(text);
    return parsed ? std::string()
                  : parsed.error().to_string(Language::zh) + "; " + parsed.error().to_string(Language::en);
  };
  return command.add_option("--store", address, help("库", "the store: sqlite:PATH or postgresql://..."))
      ->required()
      ->check(readable)
      ->type_name("S");
}

CLI::Option* add_json(CLI::App& command, bool& json) {
  return command.add_flag("--json", json, help("输出 JSON", "print JSON"));
}

CLI::Option* add_day(CLI::App& command, std::string const& name, std::string& day, std::string const& text) {
  auto const readable = [](std::string const& written) {
    return Day::parse(written)
               ? std::string()
               : "“" + written + "”不是日期，应如 2022-09-30; '" + written + "' is no day, write 2022-09-30";
  };
  return command.add_option(name, day, text)->check(readable)->type_name("DATE");
}

CLI::Option* add_limit(CLI::App& command, std::size_t& limit) {
  return command
      .add_option("--limit", limit, help("最多列出多少条，默认 20", "lines at most, 20 by default"))
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
}

CLI::Option* add_reason(CLI::App& command, std::string& reason) {
  return command.add_option("--reason", reason, help("理由，永久保存", "why; kept for ever"))
      ->required()
      ->type_name("TEXT");
}

store::Address address_of(std::string const& text) {
  auto parsed = store::Address::parse(text);
  SHIAN_ASSERT(parsed.has_value());
  return std::move(*parsed);
}

std::unique_ptr<city::City> open_city(Context& context, std::string const& address) {
  auto opened = city::City::open(address_of(address));
  if (opened) return std::move(*opened);
  context.exit_code = refuse(context, opened.error());
  return nullptr;
}

Expected<std::string> find_area(city::City const& city, std::string const& text) {
  return intake::Directory::of_areas(city.pack().areas).find(text);
}

Expected<std::string> find_unit(city::City const& city, std::string const& text) {
  return intake::Directory::of_units(all_units(city.pack())).find(text);
}

Expected<reg::Author> author(city::City const& city, std::string const& as_unit) {
  if (as_unit.empty()) return reg::Author{actor(), ""};
  auto unit = find_unit(city, as_unit);
  if (!unit) return std::unexpected(unit.error());
  return reg::Author{actor(), std::move(*unit)};
}

std::optional<fs::path> screens_folder() {
  auto const beside = program_folder();
  std::error_code fault;
  for (auto const& candidate : {beside / "../share/shian/web", beside / "../../web/dist"})
    if (fs::is_regular_file(candidate / "index.html", fault)) return fs::weakly_canonical(candidate);
  return std::nullopt;
}

std::optional<fs::path> packs_folder() {
  auto const beside = program_folder();
  std::error_code fault;
  for (auto const& candidate : {beside / "../packs", beside / "../../packs", beside / "../share/shian/packs",
                                fs::path("/usr/share/shian/packs")}) {
    if (fs::is_regular_file(candidate / "law" / "pack.yaml", fault)) return fs::weakly_canonical(candidate);
  }
  return std::nullopt;
}

}  // namespace shian::cli
