// The command `shian`: reads the command line, runs one command, gives the exit code.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <optional>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/settings.hpp"

namespace {

using shian::Language;
using shian::Text;
using namespace shian::cli;

// What the parser found wrong, in Chinese too.
Text wrong_usage(CLI::ParseError const& fault) {
  std::string const what = fault.what();
  if (dynamic_cast<CLI::RequiredError const*>(&fault) != nullptr)
    return {"缺少必需的选项或命令：" + what, what};
  if (dynamic_cast<CLI::ExtrasError const*>(&fault) != nullptr)
    return {"不认识的选项或多余的参数：" + what, what};
  if (dynamic_cast<CLI::FileError const*>(&fault) != nullptr) return {"设置文件无法读取：" + what, what};
  if (dynamic_cast<CLI::ValidationError const*>(&fault) != nullptr) return {"选项的值不对：" + what, what};
  if (dynamic_cast<CLI::ConversionError const*>(&fault) != nullptr) return {"选项的值不对：" + what, what};
  if (dynamic_cast<CLI::ArgumentMismatch const*>(&fault) != nullptr)
    return {"选项的值太多或太少：" + what, what};
  if (dynamic_cast<CLI::ExcludesError const*>(&fault) != nullptr)
    return {"这些选项不能同时用：" + what, what};
  if (dynamic_cast<CLI::RequiresError const*>(&fault) != nullptr)
    return {"这个选项还要另一个选项：" + what, what};
  return {"命令行有误：" + what, what};
}

// The word that stands where a command must and is none, with the nearest there is.
std::optional<Text> unknown_command(CLI::App const& program, int argc, char** argv) {
  CLI::App const* group = &program;
  for (int i = 1; i < argc; ++i) {
    std::string const word = argv[i];
    if (word == "--lang" || word == "--config" || word == "--files") ++i;
    if (word.starts_with("-")) continue;
    auto const commands = group->get_subcommands([](CLI::App const*) { return true; });
    if (commands.empty()) return std::nullopt;
    std::vector<std::string> names;
    CLI::App const* chosen = nullptr;
    for (auto const* command : commands) {
      names.push_back(command->get_name());
      if (command->get_name() == word) chosen = command;
    }
    if (chosen != nullptr) {
      group = chosen;
      continue;
    }
    Text message{"没有命令“" + word + "”", "there is no command '" + word + "'"};
    if (auto const near = shian::nearest(word, names)) {
      message.zh += "，是不是“" + *near + "”?";
      message.en += ", did you mean '" + *near + "'?";
    }
    return message;
  }
  return std::nullopt;
}

int parse_and_run(CLI::App& program, Context& context, int argc, char** argv) {
  try {
    program.parse(argc, argv);
  } catch (CLI::CallForHelp const&) {
    print(program.help());
    return kDone;
  } catch (CLI::CallForVersion const&) {
    print("shian " SHIAN_VERSION "\n");
    return kDone;
  } catch (WrongSettings const& wrong) {
    (void)refuse(context, wrong.error);
    return kWrongUsage;
  } catch (CLI::ParseError const& fault) {
    auto const unknown = unknown_command(program, argc, argv);
    (void)misuse(context, unknown ? *unknown : wrong_usage(fault));
    std::fputs("  shian --help, shian COMMAND --help\n", stderr);
    return kWrongUsage;
  }
  return context.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  Context context;
  context.terminal = shian::report::terminal_of(STDOUT_FILENO);
  int code = kBrokenWorld;
  try {
    CLI::App program("食安：把食品安全方案跑起来 / runs a city's food-safety plan", "shian");
    program.set_help_flag("-h,--help", help("帮助", "this text"));
    program.set_version_flag("--version", "shian " SHIAN_VERSION, help("版本", "the version"));
    auto const choose = [&context](std::string const& name) {
      context.language = name == "en" ? Language::en : Language::zh;
    };
    program
        .add_option_function<std::string>("--lang", choose,
                                          help("语言 zh|en，默认 zh", "language, zh by default"))
        ->check(CLI::IsMember({"zh", "en"}))
        ->trigger_on_parse()
        ->type_name("zh|en");
    add_settings(program);
    program.fallthrough();
    program.require_subcommand(1);
    for (auto const add : commands()) add(program, context);
    code = parse_and_run(program, context, argc, argv);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      throw shian::store::Failure(shian::store::Failure::Kind::full,
                                  {"无法写出结果", "the output cannot be written"});
    }
  } catch (shian::store::Failure const& failure) {
    code = kBrokenWorld;
    std::fputs((failure.text().in(context.language) + "\n").c_str(), stderr);
    if (context.language == Language::zh) std::fputs(("  " + failure.text().en + "\n").c_str(), stderr);
  } catch (std::exception const& failure) {
    code = kBrokenWorld;
    std::fprintf(stderr, "运行环境出错 / the environment failed: %s\n", failure.what());
  }
  return code;
}
