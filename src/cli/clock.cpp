#include <CLI/CLI.hpp>
#include <map>

#include "cli/commands.hpp"
#include "pack/load.hpp"
#include "report/clock_view.hpp"
#include "report/matter.hpp"
#include "report/typed_values.hpp"

namespace shian::cli {
namespace {

struct ExplainOptions {
  std::string store, pack, book, record, rule, start, as_if;
  bool json = false;
};

struct DueOptions {
  std::string pack, from, unit = "working_day";
  int days = 0;
  bool json = false;
};

struct RuleListOptions {
  std::string store, pack;
  bool json = false;
};

// The rules of a pack's folder; without one, of the law pack that comes with the program.
std::optional<clock::Rules> rules_of(Context& context, std::string const& folder) {
  std::filesystem::path from = folder;
  if (folder.empty()) {
    auto const packs = packs_folder();
    if (!packs) {
      context.exit_code =
          misuse(context, {"找不到随程序的法规包，请用 --pack 指明",
                           "the law pack that comes with the program is not there: name one with --pack"});
      return std::nullopt;
    }
    from = *packs / "law";
  }
  auto const loaded = pack::load(from);
  if (!loaded) {
    context.exit_code = refuse(context, loaded.error());
    return std::nullopt;
  }
  return clock::Rules(loaded->clocks, loaded->calendar, loaded->utc_offset_minutes);
}

int explain_rule(Context const& context, clock::Rules const& rules, ExplainOptions const& options) {
  auto const due = rules.due(options.rule, *Day::parse(options.start), clock::Explain::yes);
  if (!due) return refuse(context, due.error());
  print(options.json ? report::due_json(*due) : report::due_text(*due, context.language, context.terminal));
  return kDone;
}

int explain_record(Context const& context, city::City& city, ExplainOptions const& options) {
  auto const schema = city.schemas().get(options.book);
  if (!schema) return refuse(context, schema.error());
  auto const record = report::find_record(city, **schema, options.record);
  if (!record) return refuse(context, record.error());
  pack::Clock const* as_if = nullptr;
  if (!options.as_if.empty()) {
    auto const version = report::law_version(city.rules(), options.as_if);
    if (!version) return refuse(context, version.error());
    as_if = *version;
  }
  auto const matter = report::matter_of(city, **schema, *record, as_if);
  if (!matter) {
    return refuse(context,
                  Error::make("lifecycle.none", (*schema)->definition.name.zh + "没有办理流程，不计时限",
                              (*schema)->definition.name.en + " has no lifecycle and no time limits"));
  }
  print(options.json ? report::matter_clocks_json(city, *matter)
                     : report::matter_clocks_text(*matter, context.language, context.terminal));
  return kDone;
}

int explain(Context& context, ExplainOptions const& options) {
  bool const of_rule = !options.rule.empty() || !options.start.empty();
  if (of_rule) {
    if (options.rule.empty() || options.start.empty() || !options.book.empty()) {
      return misuse(context, {"--rule 与 --start 一起用，不带台账",
                              "--rule and --start go together, without a register"});
    }
    if (options.store.empty()) {
      auto const rules = rules_of(context, options.pack);
      return rules ? explain_rule(context, *rules, options) : context.exit_code;
    }
  } else if (options.record.empty() || options.store.empty()) {
    return misuse(context, {"给出 --store、台账和编号，或者 --rule 和 --start",
                            "give --store, a register and a record, or --rule and --start"});
  }
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  return of_rule ? explain_rule(context, city->rules(), options) : explain_record(context, *city, options);
}

int due(Context& context, DueOptions const& options) {
  static std::map<std::string, pack::ClockUnit> const kUnits = {
      {"working_day", pack::ClockUnit::working_day},
      {"calendar_day", pack::ClockUnit::calendar_day},
      {"month", pack::ClockUnit::month}};
  auto const rules = rules_of(context, options.pack);
  if (!rules) return context.exit_code;
  auto const counted =
      report::count_days(*Day::parse(options.from), options.days, kUnits.at(options.unit), rules->calendar());
  if (!counted) return refuse(context, counted.error());
  print(options.json ? report::counted_json(*counted) : report::counted_text(*counted, context.language));
  return kDone;
}

int list_rules(Context& context, RuleListOptions const& options) {
  auto const show = [&](clock::Rules const& rules) {
    print(options.json ? report::clock_list_json(rules.all())
                       : report::clock_list_text(rules.all(), context.language, context.terminal));
    return kDone;
  };
  if (options.store.empty()) {
    auto const rules = rules_of(context, options.pack);
    return rules ? show(*rules) : context.exit_code;
  }
  auto const city = open_city(context, options.store);
  return city ? show(city->rules()) : context.exit_code;
}

void add_pack_option(CLI::App& command, std::string& folder) {
  command
      .add_option(
          "--pack", folder,
          help("方案包，默认随程序的法规包", "a pack; the law pack that comes with the program by default"))
      ->type_name("DIR");
}

}  // namespace

void add_clock(CLI::App& program, Context& context) {
  auto* const group = program.add_subcommand("clock", help("法定时限", "legal time limits"));
  group->require_subcommand(1);

  auto* const explaining = group->add_subcommand(
      "explain", help("到期日逐行说明，附条款", "a due date line by line, with its article"));
  auto const explained = std::make_shared<ExplainOptions>();
  add_store(*explaining, explained->store)->required(false);
  explaining->add_option("REGISTER", explained->book, help("台账", "the register"));
  explaining->add_option("ID", explained->record, help("编号或键", "a record's number or key"));
  explaining->add_option("--rule", explained->rule, help("时限规则", "a rule, without a record"))
      ->type_name("NAME");
  add_day(*explaining, "--start", explained->start, help("起算日", "the day of the start event"));
  explaining
      ->add_option("--as-if", explained->as_if,
                   help("假设适用规则的这个版本，不改记录",
                        "what if this version of the rule applied; nothing changes"))
      ->type_name("CLOCK");
  add_pack_option(*explaining, explained->pack);
  add_json(*explaining, explained->json);
  explaining->callback([&context, explained] { context.exit_code = explain(context, *explained); });

  auto* const counting = group->add_subcommand("due", help("只数日子", "the bare calendar"));
  auto const counted = std::make_shared<DueOptions>();
  add_day(*counting, "--from", counted->from, help("起算日，不计在内", "the day of the start, not counted"))
      ->required();
  counting->add_option("--days", counted->days, help("多少", "how many"))
      ->required()
      ->check(CLI::Range(-100'000, 100'000))
      ->type_name("N");
  counting->add_option("--unit", counted->unit, help("单位，默认 working_day", "working_day by default"))
      ->check(CLI::IsMember({"working_day", "calendar_day", "month"}))
      ->type_name("working_day|calendar_day|month");
  add_pack_option(*counting, counted->pack);
  add_json(*counting, counted->json);
  counting->callback([&context, counted] { context.exit_code = due(context, *counted); });

  auto* const listing = group->add_subcommand("list", help("全部时限规则", "all the rules"));
  auto const listed = std::make_shared<RuleListOptions>();
  add_store(*listing, listed->store)->required(false);
  add_pack_option(*listing, listed->pack);
  add_json(*listing, listed->json);
  listing->callback([&context, listed] { context.exit_code = list_rules(context, *listed); });
}

}  // namespace shian::cli
