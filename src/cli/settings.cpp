#include "cli/settings.hpp"

#include <cstdlib>
#include <iterator>
#include <regex>
#include <sstream>

#include "base/text.hpp"
#include "cli/context.hpp"

namespace shian::cli {
namespace {

constexpr char const* kFiles = "files";

using Items = std::vector<CLI::ConfigItem>;
using Path = std::vector<std::string>;

// The line on which `name = ...` stands in `[section]` ("": above all); 0 when it is written otherwise.
int line_of(std::string const& text, std::string const& section, std::string const& name) {
  std::istringstream lines(text);
  std::string line, within;
  for (int number = 1; std::getline(lines, line); ++number) {
    auto const content = std::string(trimmed(line));
    if (content.starts_with("[") && content.ends_with("]")) {
      within = trimmed(content.substr(1, content.size() - 2));
      if (name.empty() && within == section) return number;
    } else if (within == section && !name.empty() && content.starts_with(name)) {
      auto const rest = trimmed(std::string_view(content).substr(name.size()));
      if (rest.starts_with("=")) return number;
    }
  }
  return 0;
}

std::string section_of(Path const& parents) {
  std::string section;
  for (auto const& parent : parents) section += (section.empty() ? "" : ".") + parent;
  return section;
}

CLI::App const* command_at(CLI::App const& program, Path const& path) {
  auto const* command = &program;
  for (auto const& name : path) {
    auto const found = command->get_subcommands([&](CLI::App const* one) { return one->get_name() == name; });
    if (found.empty()) return nullptr;
    command = found.front();
  }
  return command;
}

[[noreturn]] void unknown(Text what, std::string const& written, std::vector<std::string> const& names,
                          int line) {
  auto error = Error::make("cli.settings", std::move(what.zh), std::move(what.en)).at("", line);
  if (auto const near = nearest(written, names))
    error = std::move(error).hinting("是不是 " + *near + "？", "did you mean " + *near + "?");
  throw WrongSettings(std::move(error));
}

std::vector<std::string> names_of(std::vector<CLI::App const*> const& commands) {
  std::vector<std::string> names;
  for (auto const* command : commands) names.push_back(command->get_name());
  return names;
}

void check(CLI::App const& program, CLI::ConfigItem const& item, std::string const& text) {
  auto const section = section_of(item.parents);
  auto const* command = command_at(program, item.parents);
  if (command == nullptr) {
    unknown({"没有命令 [" + section + "]", "there is no command [" + section + "]"}, section,
            names_of(program.get_subcommands([](CLI::App const*) { return true; })),
            line_of(text, section, ""));
  }
  if (item.name == "++" || item.name == "--") return;  // CLI11's marks of a section's begin and end
  bool const is_common = command == &program;
  bool const is_known =
      is_common ? item.name == kFiles : command->get_option_no_throw("--" + item.name) != nullptr;
  if (!is_known) {
    std::vector<std::string> known = {"store", kFiles};
    if (!is_common) {
      known.clear();
      for (auto const* option : command->get_options())
        for (auto const& name : option->get_lnames()) known.push_back(name);
    }
    unknown({"不认识的设置 " + item.name + (section.empty() ? "" : "（[" + section + "]）"),
             "there is no setting " + item.name + (section.empty() ? "" : " in [" + section + "]")},
            item.name, known, line_of(text, section, item.name));
  }
}

// Who may read the settings is not who may enter the database.
void refuse_password(CLI::ConfigItem const& store, std::string const& text) {
  static std::regex const kPassword("://[^/@]*:[^/@]*@|[?&]password=");
  if (store.inputs.empty() || !std::regex_search(store.inputs.front(), kPassword)) return;
  throw WrongSettings(Error::make("cli.settings.password", "设置文件中不能写数据库密码",
                                  "a password of the database does not belong into the settings")
                          .hinting("改用 postgresql://用户@主机/库名?passfile=/etc/shian/pgpass",
                                   "write postgresql://user@host/database?passfile=/etc/shian/pgpass")
                          .at("", line_of(text, section_of(store.parents), "store")));
}

void give_to_all(CLI::App const& command, Path const& path, CLI::ConfigItem const& store, Items& items) {
  if (!path.empty() && command.get_option_no_throw("--store") != nullptr) {
    auto given = store;
    given.parents = path;
    items.push_back(std::move(given));
  }
  for (auto const* below : command.get_subcommands([](CLI::App const*) { return true; })) {
    auto deeper = path;
    deeper.push_back(below->get_name());
    give_to_all(*below, deeper, store, items);
  }
}

}  // namespace

Items Settings::from_config(std::istream& input) const {
  std::string const text{std::istreambuf_iterator<char>(input), {}};
  std::istringstream again(text);
  Items settings, common;
  for (auto& item : CLI::ConfigTOML::from_config(again)) {
    bool const is_store = item.name == "store";
    if (is_store) refuse_password(item, text);
    if (is_store && item.parents.empty()) {
      give_to_all(program_, {}, item, common);
      continue;
    }
    check(program_, item, text);
    settings.push_back(std::move(item));
  }
  // After the sections: a command's own store goes before the common one.
  settings.insert(settings.end(), common.begin(), common.end());
  return settings;
}

void add_settings(CLI::App& program) {
  program.config_formatter(std::make_shared<Settings>(program));
  program
      .set_config("--config", "",
                  help("设置文件，如 /etc/shian/shian.conf", "a file of settings for the commands"))
      ->type_name("FILE");
  program
      .add_option_function<std::string>(
          std::string("--") + kFiles,
          [](std::string const& folder) { ::setenv("SHIAN_FILES", folder.c_str(), 1); },
          help("PostgreSQL 库的佐证文件夹", "the folder of evidence files of a store on PostgreSQL"))
      ->envname("SHIAN_FILES")
      ->type_name("DIR");
  program.allow_config_extras(CLI::config_extras_mode::error);
}

}  // namespace shian::cli
