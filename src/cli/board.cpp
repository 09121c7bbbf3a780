#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "report/board.hpp"

namespace shian::cli {
namespace {

struct BoardOptions {
  std::string store, as_of, area, unit;
  bool all_areas = false;
  bool json = false;
};

int board(Context& context, BoardOptions const& options) {
  if (options.all_areas && !options.json)
    return misuse(context, {"--all-areas 只用于 --json", "--all-areas is for --json"});
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  report::BoardQuestion question;
  question.as_of = options.as_of.empty() ? city->today() : *Day::parse(options.as_of);
  if (!options.area.empty()) {
    auto area = find_area(*city, options.area);
    if (!area) return refuse(context, area.error());
    question.area = std::move(*area);
  }
  if (!options.unit.empty()) {
    auto unit = find_unit(*city, options.unit);
    if (!unit) return refuse(context, unit.error());
    question.unit = std::move(*unit);
  }
  auto const made = report::read_board(*city, std::move(question));
  if (options.json) {
    print(report::board_json(made, options.all_areas ? report::EachArea::yes : report::EachArea::no));
  } else {
    print(report::board_text(made, context.language, context.terminal));
  }
  return kDone;
}

}  // namespace

void add_board(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "board", help("各目标的现值、分子分母、状态、差距、预测",
                    "every target: value, numerator, denominator, state, gap, forecast"));
  auto const options = std::make_shared<BoardOptions>();
  add_store(*command, options->store);
  add_day(*command, "--as-of", options->as_of,
          help("截至日，默认今天（示例库为其所在日）", "the day; today by default"));
  command->add_option("--area", options->area, help("镇街：看它自己的数", "an area's own figures"))
      ->type_name("AREA");
  command
      ->add_option("--unit", options->unit,
                   help("单位：看它负责的目标和自己的记录", "a unit's targets and its own records"))
      ->type_name("UNIT");
  command->add_flag("--all-areas", options->all_areas, help("JSON 中带上各镇街", "with every area, in JSON"));
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = board(context, *options); });
}

}  // namespace shian::cli
