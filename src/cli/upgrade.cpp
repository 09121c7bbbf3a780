// A store that an older program left, brought to what this one keeps. Packages do so after a backup.
#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "document/tables.hpp"
#include "dossier/kept.hpp"
#include "identity/tables.hpp"
#include "report/preparation.hpp"

namespace shian::cli {
namespace {

struct UpgradeOptions {
  std::string store;
  bool json = false;
};

int upgrade(Context const& context, UpgradeOptions const& options) {
  auto const prepared = city::upgrade(address_of(options.store));
  if (!prepared) return refuse(context, prepared.error());
  auto const tables = store::open(address_of(options.store));
  identity::prepare_tables(*tables);
  document::prepare_tables(*tables);
  dossier::prepare_tables(*tables);
  print(options.json ? report::prepared_json(*prepared) : report::prepared_text(*prepared, context.language));
  return kDone;
}

}  // namespace

void add_upgrade(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "upgrade",
      help("升级旧版程序留下的库，方案包不变；先备份",
           "brings an older program's store to this one's tables, its pack unchanged; back it up first"));
  auto const options = std::make_shared<UpgradeOptions>();
  add_store(*command, options->store);
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = upgrade(context, *options); });
}

}  // namespace shian::cli
