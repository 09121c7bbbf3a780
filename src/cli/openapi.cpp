#include "api/openapi.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace shian::cli {
namespace {

struct Options {
  std::string store, pack;
  bool shapes = false;
};

void print_document(pack::Pack const& pack, reg::Schemas const& schemas, Options const& options) {
  auto const registers = options.shapes ? std::span<reg::Schema const>() : schemas.all();
  print(api::openapi(pack, registers).dump(1) + "\n");
}

int openapi(Context& context, Options const& options) {
  if (options.store.empty() == options.pack.empty())
    return misuse(context, {"--store 与 --pack 须给出其一", "give one of --store and --pack"});
  if (!options.store.empty()) {
    auto const city = open_city(context, options.store);
    if (!city) return context.exit_code;
    print_document(city->pack(), city->schemas(), options);
    return kDone;
  }
  auto const compiled = city::compile(options.pack);
  if (!compiled) return refuse(context, compiled.error());
  print_document(compiled->pack, *compiled->schemas, options);
  return kDone;
}

}  // namespace

void add_openapi(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "openapi", help("接口说明文件，OpenAPI 3.1", "the API's description, OpenAPI 3.1"));
  auto const options = std::make_shared<Options>();
  add_store(*command, options->store)->required(false);
  command->add_option("--pack", options->pack, help("方案包文件夹", "a pack's folder"))->type_name("DIR");
  command->add_flag("--shapes", options->shapes,
                    help("不含各台账的记录", "without the records of each register"));
  command->callback([&context, options] { context.exit_code = openapi(context, *options); });
}

}  // namespace shian::cli
