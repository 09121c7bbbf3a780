#include <CLI/CLI.hpp>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "report/explanation.hpp"

namespace shian::cli {
namespace {

struct FigureOptions {
  std::string store, target, as_of, area;
  bool records = false;
  bool json = false;
  std::size_t limit = 20;
};

Expected<pack::Target const*> find_target(pack::Pack const& pack, std::string const& id) {
  if (auto const* target = pack.find_target(id); target != nullptr) return target;
  std::vector<std::string> known;
  for (auto const& target : pack.targets) known.push_back(target.id);
  auto error = Error::make("target.unknown", "没有目标 " + id, "there is no target '" + id + "'");
  if (auto const near = nearest(id, known)) {
    return std::unexpected(
        std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?"));
  }
  return std::unexpected(std::move(error).hinting("shian board 列出全部目标", "shian board lists them all"));
}

int explain(Context& context, FigureOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const target = find_target(city->pack(), options.target);
  if (!target) return refuse(context, target.error());
  report::ExplainQuestion question;
  question.as_of = options.as_of.empty() ? city->today() : *Day::parse(options.as_of);
  question.records = options.records ? options.limit : 0;
  question.language = context.language;
  if (!options.area.empty()) {
    auto area = find_area(*city, options.area);
    if (!area) return refuse(context, area.error());
    question.area = std::move(*area);
  }
  auto const made = report::explain(*city, **target, std::move(question));
  print(options.json ? report::explanation_json(made)
                     : report::explanation_text(made, context.language, context.terminal));
  return kDone;
}

}  // namespace

void add_explain(CLI::App& program, Context& context) {
  auto* const command =
      program.add_subcommand("explain", help("一个目标：口径、来历、各镇街、背后的记录",
                                             "one target: definition, areas, and the records behind it"));
  auto const options = std::make_shared<FigureOptions>();
  add_store(*command, options->store);
  command->add_option("TARGET", options->target, help("目标编号", "the target's id"))->required();
  add_day(*command, "--as-of", options->as_of, help("截至日", "the day"));
  command->add_option("--area", options->area, help("只看一个镇街", "one area only"))->type_name("AREA");
  command->add_flag(
      "--records", options->records,
      help("列出记录、不计的记录和未达到的记录", "list records counted, left out, and missing"));
  add_limit(*command, options->limit);
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = explain(context, *options); });
}

}  // namespace shian::cli
