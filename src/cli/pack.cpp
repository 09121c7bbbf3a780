#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "report/pack_counts.hpp"

namespace shian::cli {
namespace {

struct Options {
  std::string folder;
  bool json = false;
};

int check(Context const& context, Options const& options) {
  auto const compiled = city::compile(options.folder);
  if (!compiled) {
    if (options.json) print(report::errors_json(compiled.error()));
    return refuse(context, compiled.error());
  }
  auto const& pack = compiled->pack;
  print(options.json ? report::pack_counts_json(pack)
                     : report::pack_counts_text(pack, context.language, context.terminal));
  return kDone;
}

}  // namespace

void add_pack(CLI::App& program, Context& context) {
  auto* const group = program.add_subcommand("pack", help("方案包", "packs"));
  group->require_subcommand(1);
  auto* const command = group->add_subcommand(
      "check",
      help("检查方案包及其所依托的各包,按类计数", "checks a pack and all that it extends; counts by kind"));
  auto const options = std::make_shared<Options>();
  command->add_option("DIR", options->folder, help("方案包文件夹", "the pack's folder"))->required();
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = check(context, *options); });
}

}  // namespace shian::cli
