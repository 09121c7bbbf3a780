#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "report/preparation.hpp"

namespace shian::cli {
namespace {

struct InitOptions {
  std::string store, pack;
  bool json = false;
};

int init(Context const& context, InitOptions const& options) {
  auto const prepared = city::prepare(address_of(options.store), options.pack);
  if (!prepared) return refuse(context, prepared.error());
  print(options.json ? report::prepared_json(*prepared) : report::prepared_text(*prepared, context.language));
  return kDone;
}

}  // namespace

void add_init(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "init", help("按方案包建库，或升级已有的库", "makes a store ready for a pack, new or prepared before"));
  auto const options = std::make_shared<InitOptions>();
  add_store(*command, options->store);
  command->add_option("--pack", options->pack, help("方案包文件夹", "the pack's folder"))
      ->required()
      ->type_name("DIR");
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = init(context, *options); });
}

}  // namespace shian::cli
