#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace shian::cli {
namespace {

struct Options {
  std::string store, file, as_unit;
};

int add(Context& context, Options const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const who = author(*city, options.as_unit);
  if (!who) return refuse(context, who.error());
  store::Transaction transaction(city->session(), store::Access::write);
  auto const hash = city->evidence().add(options.file, *who, Timestamp::now());
  if (!hash) return refuse(context, hash.error());
  transaction.commit();
  print(*hash + "\n");
  return kDone;
}

}  // namespace

void add_evidence(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "evidence", help("存入一个佐证文件，打印它的 SHA-256（填入“佐证”字段）",
                       "keeps an evidence file and prints its SHA-256, which a record's file field takes"));
  auto const options = std::make_shared<Options>();
  add_store(*command, options->store);
  command->add_option("FILE", options->file, help("文件", "the file"))->required();
  command->add_option("--as", options->as_unit, help("代表哪个单位", "for which unit"))->type_name("UNIT");
  command->callback([&context, options] { context.exit_code = add(context, *options); });
}

}  // namespace shian::cli
