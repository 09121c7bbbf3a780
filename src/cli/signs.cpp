// Signs in the records that ask for a second look.
#include "signs/find.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "report/words.hpp"
#include "signs/signs_json.hpp"

namespace shian::cli {
namespace {

using Json = nlohmann::ordered_json;

struct SignsOptions {
  std::string store, as_of, unit, area, register_id, sign;
  bool json = false, for_office = false;
};

struct Shown {
  signs::Found const* found;
  signs::Standing standing;
};

bool is_wanted(SignsOptions const& options, Shown const& shown) {
  if (options.for_office && !shown.standing.is_for_office) return false;
  if (options.unit.empty() && options.area.empty()) return true;
  return std::ranges::any_of(shown.found->owners, [&](signs::Owner const& owner) {
    return (!options.unit.empty() && owner.unit == options.unit) ||
           (!options.area.empty() && owner.area == options.area);
  });
}

std::string owners_text(Context const& context, city::City const& city, signs::Found const& found) {
  std::string text;
  for (auto const& owner : found.owners) {
    auto const unit = owner.unit.empty() ? Text{} : report::unit_name(city.pack(), owner.unit);
    auto const area = owner.area.empty() ? Text{} : report::area_name(city.pack(), owner.area);
    auto name = unit.in(context.language);
    if (!area.zh.empty()) name += (name.empty() ? "" : " ") + area.in(context.language);
    if (!name.empty()) text += (text.empty() ? "" : "; ") + name;
  }
  return text.empty() ? Text{"（没有写明单位）", "(no unit is said)"}.in(context.language) : text;
}

std::string records_text(signs::Found const& found) {
  constexpr std::size_t kMostNamed = 6;
  std::string text;
  for (std::size_t i = 0; i < std::min(found.records.size(), kMostNamed); ++i)
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", found.records[i].schema->definition.id,
                        found.records[i].id);
  if (found.total > static_cast<std::int64_t>(kMostNamed)) text += " ...";
  return text;
}

void print_outcome(Context const& context, city::City const& city, signs::Tally const& tally,
                   std::vector<Shown> const& shown) {
  auto const& definition = tally.sign->definition;
  print(fmt::format("{}  {}\n", definition.id, definition.name.in(context.language)));
  print("    " +
        Text{fmt::format("判断了 {}，太少不能判断 {}，有迹象 {}", tally.judged, tally.too_few, tally.raised),
             fmt::format("{} judged, {} too few to be judged, {} with the sign", tally.judged, tally.too_few,
                         tally.raised)}
            .in(context.language) +
        "\n");
  for (auto const& [found, standing] : shown) {
    print(fmt::format("  - {}  [{}]\n", owners_text(context, city, *found),
                      signs::text_of(standing.stage).in(context.language)));
    print("      " + found->why.in(context.language) + "\n");
    print("      " + records_text(*found) + "\n");
  }
}

int signs_of(Context& context, SignsOptions options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  if (!options.unit.empty()) {
    auto const unit = find_unit(*city, options.unit);
    if (!unit) return refuse(context, unit.error());
    options.unit = *unit;
  }
  if (!options.area.empty()) {
    auto const area = find_area(*city, options.area);
    if (!area) return refuse(context, area.error());
    options.area = *area;
  }
  signs::Question question;
  question.today = options.as_of.empty() ? city->today() : *Day::parse(options.as_of);
  question.sign = options.sign;
  question.register_id = options.register_id;
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const outcomes = signs::look_for_signs(*city, question);
  if (!outcomes) return refuse(context, outcomes.error());
  signs::Answers answers(*city);
  auto list = Json::array();
  for (auto const& outcome : *outcomes) {
    std::vector<Shown> shown;
    for (auto const& found : outcome.found) {
      Shown one{&found, answers.standing_of(found, question.today)};
      if (is_wanted(options, one)) shown.push_back(one);
    }
    if (!options.json) {
      print_outcome(context, *city, outcome.tally, shown);
      continue;
    }
    auto found = Json::array();
    for (auto const& one : shown) found.push_back(signs::found_json(*one.found, one.standing));
    auto told = signs::sign_json(*outcome.tally.sign);
    told["tally"] = signs::tally_json(outcome.tally);
    told["found"] = std::move(found);
    list.push_back(std::move(told));
  }
  if (options.json)
    print(Json{{"as_of", question.today.to_string()},
               {"simulated", city->has_simulated_records()},
               {"signs", std::move(list)}}
              .dump() +
          "\n");
  else if (outcomes->empty())
    say(context, {"方案包没有核对规则", "the pack has no signs"});
  return kDone;
}

}  // namespace

void add_signs(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "signs", help("数据核对：记录里值得再看一眼的迹象，涉及谁、为什么；不是结论",
                    "signs in the records that ask for a second look: whose, and why; never a verdict"));
  auto const options = std::make_shared<SignsOptions>();
  add_store(*command, options->store);
  add_day(*command, "--as-of", options->as_of, help("截至日，默认今天", "the day; today by default"));
  command->add_option("--unit", options->unit, help("只看这个单位的", "only those of this unit"));
  command->add_option("--area", options->area, help("只看这个镇街的", "only those of this town"));
  command->add_option("--register", options->register_id, help("只看这本台账", "only about this register"));
  command->add_option("--sign", options->sign, help("只看这一条核对规则", "only this sign"));
  command->add_flag("--for-office", options->for_office,
                    help("只看已到创建办的：逾期未答复、已说明、尚未说清",
                         "only those that have come before the office: not answered in time, explained, not "
                         "convincing"));
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = signs_of(context, *options); });
}

}  // namespace shian::cli
