#include "api/openapi.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace shian::cli {
namespace {

struct OpenapiOptions {
  std::string store, pack;
  bool shapes = false;
};

int openapi(Context& context, OpenapiOptions const& options) {
  auto const printed = [](nlohmann::ordered_json const& document) {
    print(document.dump(1) + "\n");
    return kDone;
  };
  if (options.shapes) return printed(api::openapi_shapes());
  if (options.store.empty() == options.pack.empty())
    return misuse(context,
                  {"--store、--pack、--shapes 须给出其一", "give one of --store, --pack and --shapes"});
  if (!options.store.empty()) {
    auto const city = open_city(context, options.store);
    return city ? printed(api::openapi(city->pack(), city->schemas().all())) : context.exit_code;
  }
  auto const compiled = city::compile(options.pack);
  if (!compiled) return refuse(context, compiled.error());
  return printed(api::openapi(compiled->pack, compiled->schemas->all()));
}

}  // namespace

void add_openapi(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "openapi", help("接口说明文件，OpenAPI 3.1", "the API's description, OpenAPI 3.1"));
  auto const options = std::make_shared<OpenapiOptions>();
  add_store(*command, options->store)->required(false);
  command->add_option("--pack", options->pack, help("方案包文件夹", "a pack's folder"))->type_name("DIR");
  command->add_flag("--shapes", options->shapes,
                    help("只要数据形状，与城市无关", "the shapes alone, of any city"));
  command->callback([&context, options] { context.exit_code = openapi(context, *options); });
}

}  // namespace shian::cli
