#include "simulate/simulate.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace shian::cli {
namespace {

struct SimulateOptions {
  std::string pack, out, until;
  std::uint64_t seed = 1;
  double scale = 1.0;
  int year = 2022;
};

int simulate(Context const& context, SimulateOptions const& options) {
  auto const compiled = city::compile(options.pack);
  if (!compiled) return refuse(context, compiled.error());
  auto const& pack = compiled->pack;
  simulate::Options how;
  how.folder = options.out;
  how.seed = options.seed;
  how.scale = options.scale;
  how.year = options.year;
  auto const year_end = Day::from_civil(options.year, 12, 31);
  how.until = year_end.value_or(Day{});
  if (pack.sample_day && pack.sample_day->year() == options.year) how.until = *pack.sample_day;
  if (!options.until.empty()) how.until = *Day::parse(options.until);
  if (how.until.year() != options.year)
    return misuse(context, {"--until 应在 --year 之内", "--until must lie in --year"});
  auto const written = simulate::simulate(pack, how);
  if (!written) return refuse(context, written.error());
  std::int64_t rows = 0;
  for (auto const& sheet : *written) {
    rows += sheet.rows;
    print(sheet.register_id + "\t" + sheet.file + "\t" + std::to_string(sheet.rows) + "\n");
  }
  auto const sheets = std::to_string(written->size());
  auto const all = std::to_string(rows);
  say(context, {"模拟数据 SIMULATED:" + sheets + " 张表,共 " + all + " 行,截至 " + how.until.to_string(),
                "SIMULATED: " + sheets + " sheets, " + all + " rows, up to " + how.until.to_string()});
  return kDone;
}

}  // namespace

void add_simulate(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "simulate",
      help("生成一年的模拟台账（标明是模拟的）", "writes a labelled, reproducible year of records"));
  auto const options = std::make_shared<SimulateOptions>();
  command->add_option("--pack", options->pack, help("方案包文件夹", "the pack's folder"))
      ->required()
      ->type_name("DIR");
  command->add_option("--out", options->out, help("写到这个文件夹", "the folder to write to"))
      ->required()
      ->type_name("DIR");
  command
      ->add_option("--seed", options->seed,
                   help("同一个数给出同样的数据", "the same seed gives the same data"))
      ->required();
  command->add_option("--scale", options->scale, help("规模，默认 1", "multiplies the size, 1 by default"));
  command->add_option("--year", options->year, help("年份，默认 2022", "the year, 2022 by default"));
  add_day(*command, "--until", options->until, help("写到哪一天", "nothing is dated later"));
  command->callback([&context, options] { context.exit_code = simulate(context, *options); });
}

}  // namespace shian::cli
