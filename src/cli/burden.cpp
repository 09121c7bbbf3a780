// What departments were asked to hand in, and what of it was not needed.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "report/burden.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

namespace shian::cli {
namespace {

struct BurdenOptions {
  std::string store, from, to;
  bool json = false;
};

Text name_of(city::City const& city, report::Department const& department) {
  if (!department.unit.empty()) return report::unit_name(city.pack(), department.unit);
  if (!department.area.empty()) return report::area_name(city.pack(), department.area);
  return {"（没有写明单位）", "(no unit is said)"};
}

std::string pace_text(report::Pace const& pace) {
  return pace.median_s ? fmt::format("{}:{:02}", *pace.median_s / 60, *pace.median_s % 60) : std::string("—");
}

std::vector<report::Cell> burden_row(std::string name, report::BurdenCounts const& counts) {
  return {std::move(name),
          report::grouped(counts.records),
          report::grouped(counts.typed),
          report::grouped(counts.given),
          report::grouped(counts.held),
          pace_text(counts.pace)};
}

void print_burden(Context const& context, city::City const& city, report::Burden const& burden) {
  auto const in = [&](char const* zh, char const* en) { return Text{zh, en}.in(context.language); };
  report::Table table({{in("部门", "department")},
                       {in("登记", "records"), report::Align::right},
                       {in("逐条", "typed"), report::Align::right},
                       {in("填写项", "values"), report::Align::right},
                       {in("已有的", "held"), report::Align::right},
                       {in("每条用时", "pace"), report::Align::right}});
  for (auto const& department : burden.departments)
    table.add(burden_row(name_of(city, department).in(context.language), department.counts));
  table.add(burden_row(in("合计", "all"), burden.all));
  print(table.render(context.terminal));
  for (auto const& pair : burden.twice) {
    auto const side = [&](report::AskedTwice::Side const& one) {
      auto const& field = one.schema->fields[static_cast<std::size_t>(one.field)].definition;
      return name_of(city, burden.departments[one.department]).in(context.language) + " " +
             one.schema->definition.name.in(context.language) + "/" + field.name.in(context.language);
    };
    print(fmt::format("{:>6}  {} = {}\n", report::grouped(pair.times), side(pair.one), side(pair.other)));
  }
}

int burden(Context& context, BurdenOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  report::BurdenQuestion question;
  if (!options.from.empty()) question.from = Day::parse(options.from);
  if (!options.to.empty()) question.to = Day::parse(options.to);
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const made = report::read_burden(*city, question);
  if (!made) return refuse(context, made.error());
  if (options.json)
    print(report::burden_json(*city, *made));
  else
    print_burden(context, *city, *made);
  return kDone;
}

}  // namespace

void add_burden(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "burden", help("减负账：各部门填了多少、其中已有多少、哪些重复要、一条用多久；只到部门，不到人",
                     "what departments were asked to hand in, what of it was held, asked twice, and how long "
                     "it takes; never of people"));
  auto const options = std::make_shared<BurdenOptions>();
  add_store(*command, options->store);
  add_day(*command, "--from", options->from,
          help("登记日期起，默认当年", "entered from; the year by default"));
  add_day(*command, "--to", options->to, help("登记日期止", "entered until"));
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = burden(context, *options); });
}

}  // namespace shian::cli
