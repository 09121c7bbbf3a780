// Which targets would stand otherwise under some assumptions.
#include "report/what_if.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace shian::cli {
namespace {

struct WhatIfOptions {
  std::string store, as_of;
  std::vector<std::string> assumptions;
  bool json = false;
};

int what_if(Context& context, WhatIfOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const as_of = options.as_of.empty() ? city->today() : *Day::parse(options.as_of);
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const made = report::what_if(*city, options.assumptions, as_of);
  if (!made) return refuse(context, made.error());
  print(options.json ? report::what_if_json(*city, *made)
                     : report::what_if_text(city->pack(), *made, context.language));
  return kDone;
}

}  // namespace

void add_what_if(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "what-if",
      help("假设推演：人口年份、标准、镇街合并、检验机构失效、时限版本若不同，哪些目标的状态会变；不改记录",
           "which targets would stand otherwise with other residents, thresholds, towns, without a "
           "laboratory, by another version of a rule; nothing is changed"));
  auto const options = std::make_shared<WhatIfOptions>();
  add_store(*command, options->store);
  command
      ->add_option(
          "ASSUMPTION", options->assumptions,
          "population=YEAR | threshold=TARGET:NUMBER | merge=TOWN:TOWN | without=REGISTER.FIELD:VALUE | "
          "rule=VERSION")
      ->required();
  add_day(*command, "--as-of", options->as_of, help("截至日，默认今天", "the day; today by default"));
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = what_if(context, *options); });
}

}  // namespace shian::cli
