// Surveys of awareness and satisfaction: the plan of a wave, its result, two waves compared, the end of one.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "report/words.hpp"
#include "survey/closing.hpp"
#include "survey/survey_json.hpp"

namespace shian::cli {
namespace {

using Json = nlohmann::ordered_json;

struct SurveyOptions {
  std::string store, wave, other, as_unit;
  bool json = false;
};

std::string town_label(Context const& context, city::City const& city, std::string const& area) {
  return report::area_name(city.pack(), area).in(context.language);
}

std::string figure_text(survey::Finding const& finding, Context const& context) {
  if (!finding.estimate) return survey::text_of(survey::Refusal::no_answers).in(context.language);
  auto const& of = *finding.estimate;
  auto const interval = of.has_interval
                            ? fmt::format("[{}, {}]", survey::two_places(of.low), survey::two_places(of.high))
                            : Text{"（太少，没有区间）", "(too few for an interval)"}.in(context.language);
  auto text = survey::two_places(of.weighted) + " " + interval + "  " +
              Text{fmt::format("未加权 {}，{} 份相当于 {:.1f} 份", survey::two_places(of.plain), of.answers,
                               of.effective),
                   fmt::format("unweighted {}, {} answers worth {:.1f}", survey::two_places(of.plain),
                               of.answers, of.effective)}
                  .in(context.language);
  text += "  " + survey::text_of(finding.verdict).in(context.language);
  for (auto const refusal : finding.refusals)
    text += (context.language == Language::zh ? "：" : ": ") + survey::text_of(refusal).in(context.language);
  return text;
}

void print_plan(Context const& context, city::City const& city, survey::Wave const& wave,
                survey::Came const& came) {
  print(wave.number + "  " + wave.from.to_string() + " - " + wave.until.to_string() + "  " + wave.mode +
        "  " + wave.questionnaire->name.in(context.language) + "\n");
  if (wave.needed)
    print(
        Text{fmt::format("需要 {} 份：1.96² × p(1-p) ÷ d² × 设计效应，p = {}%，d = {} 个百分点，设计效应 {}",
                         *wave.needed, wave.expected.to_string(), wave.margin->to_string(),
                         wave.design_effect.to_string()),
             fmt::format("{} answers are needed: 1.96² × p(1-p) ÷ d² × design effect; p = {} %, d = {} "
                         "points, design effect {}",
                         *wave.needed, wave.expected.to_string(), wave.margin->to_string(),
                         wave.design_effect.to_string())}
            .in(context.language) +
        "\n");
  print(Text{fmt::format("计划 {} 份，有效 {} 份", wave.target, came.all.valid),
             fmt::format("{} planned, {} valid", wave.target, came.all.valid)}
            .in(context.language) +
        "\n");
  if (wave.unplanned) print(wave.unplanned->to_string(context.language) + "\n");
  if (!wave.strata.empty() && !wave.is_proportional)
    print(survey::text_of(survey::Refusal::no_sizes).in(context.language) +
          Text{"；各镇街平均分配", "; every town has the same"}.in(context.language) + "\n");
  for (std::size_t i = 0; i < wave.strata.size(); ++i) {
    auto const& stratum = wave.strata[i];
    auto const size = stratum.residents ? std::to_string(*stratum.residents)
                                        : Text{"不知道", "not known"}.in(context.language);
    print(fmt::format("  {}  {}  {} / {}\n", town_label(context, city, stratum.area), size,
                      came.towns[i].valid, stratum.planned));
  }
}

void print_result(Context const& context, city::City const& city, survey::Result const& result) {
  print(Text{"知晓率（%）  ", "awareness (%)  "}.in(context.language) +
        figure_text(result.awareness, context) + "\n" +
        Text{"满意度（分）  ", "satisfaction (points)  "}.in(context.language) +
        figure_text(result.satisfaction, context) + "\n");
  for (std::size_t i = 0; i < result.towns.size(); ++i)
    print("  " + town_label(context, city, result.wave.strata[i].area) + "\n    " +
          figure_text(result.towns[i].awareness, context) + "\n    " +
          figure_text(result.towns[i].satisfaction, context) + "\n");
  if (result.came.all.by_link > 0)
    print(Text{fmt::format("公开链接 {} 份：自愿填写，另行列出，不计入", result.came.all.by_link),
               fmt::format("open link: {} answers of whoever liked to answer, told apart and not counted",
                           result.came.all.by_link)}
              .in(context.language) +
          "\n");
  if (result.came.elsewhere + result.came.unreadable > 0)
    print(
        Text{fmt::format("不在样本镇街 {} 份，答案与问卷不符 {} 份：不计入", result.came.elsewhere,
                         result.came.unreadable),
             fmt::format("not counted: {} of towns outside the sample, {} that do not fit the questionnaire",
                         result.came.elsewhere, result.came.unreadable)}
            .in(context.language) +
        "\n");
}

void print_difference(Context const& context, Text const& of, std::optional<survey::Difference> const& one) {
  if (!one) return;
  auto const told = one->is_told()
                        ? Text{"有变化", "changed"}
                        : Text{"看不出变化（区间含 0）", "no change can be told (the interval holds 0)"};
  print(fmt::format("{}  {} [{}, {}]  {}\n", of.in(context.language), survey::two_places(one->by),
                    survey::two_places(one->low), survey::two_places(one->high), told.in(context.language)));
}

int plan_of(Context& context, SurveyOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const wave = survey::find_wave(*city, options.wave);
  if (!wave) return refuse(context, wave.error());
  auto const came = survey::came(*city, *wave);
  if (options.json)
    print(survey::wave_json(*city, *wave, came, city->today()).dump() + "\n");
  else
    print_plan(context, *city, *wave, came);
  return kDone;
}

int result_of(Context& context, SurveyOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto wave = survey::find_wave(*city, options.wave);
  if (!wave) return refuse(context, wave.error());
  auto const result = survey::result(*city, std::move(*wave));
  if (options.json)
    print(survey::result_json(*city, result, city->today()).dump() + "\n");
  else
    print_result(context, *city, result);
  return kDone;
}

int comparison_of(Context& context, SurveyOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto first = survey::find_wave(*city, options.wave);
  if (!first) return refuse(context, first.error());
  auto second = survey::find_wave(*city, options.other);
  if (!second) return refuse(context, second.error());
  auto const earlier = survey::result(*city, std::move(*first));
  auto const later = survey::result(*city, std::move(*second));
  auto const comparison = survey::compared(earlier, later);
  if (!comparison) return refuse(context, comparison.error());
  if (options.json) {
    print(survey::comparison_json(earlier, later, *comparison).dump() + "\n");
    return kDone;
  }
  print_difference(context, {"知晓率（百分点）", "awareness (points of percent)"}, comparison->awareness);
  print_difference(context, {"满意度（分）", "satisfaction (points)"}, comparison->satisfaction);
  for (auto const& why : comparison->why_not) print(why.in(context.language) + "\n");
  return kDone;
}

int close_wave(Context& context, SurveyOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto who = author(*city, options.as_unit);
  if (!who) return refuse(context, who.error());
  reg::Writing writing(city->ledger(), std::move(*who), Timestamp::now());
  auto const wave = survey::find_wave(*city, options.wave);
  if (!wave) return refuse(context, wave.error());
  auto const filed = survey::close(writing, *city, *wave, city->today());
  if (!filed) return refuse(context, filed.error());
  writing.commit();
  if (options.json)
    print(Json{{"register", survey::kResults}, {"id", *filed}}.dump() + "\n");
  else
    say(context, {"结果已登记：" + std::string(survey::kResults) + " " + std::to_string(*filed),
                  "the result is filed: " + std::string(survey::kResults) + " " + std::to_string(*filed)});
  return kDone;
}

}  // namespace

void add_survey(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "survey", help("满意度和知晓率调查：样本分配、结果、两次比较、结束登记",
                     "surveys of awareness and satisfaction: the sample, the result, two compared, the end"));
  command->require_subcommand(1);
  auto const options = std::make_shared<SurveyOptions>();
  auto const add = [&](char const* name, std::string const& text,
                       int (*run)(Context&, SurveyOptions const&)) {
    auto* const one = command->add_subcommand(name, text);
    add_store(*one, options->store);
    one->add_option("wave", options->wave, help("调查编号", "the survey's number"))
        ->required()
        ->type_name("WAVE");
    add_json(*one, options->json);
    one->callback([&context, options, run] { context.exit_code = run(context, *options); });
    return one;
  };
  add("plan", help("需要多少样本、各镇街多少、来了多少", "the answers needed, by town, and those that came"),
      plan_of);
  add("result",
      help("加权结果、95% 置信区间、能否判定", "weighted figures, their 95 % intervals, the verdict"),
      result_of);
  auto* const compare =
      add("compare",
          help("后一次减前一次，附 95% 置信区间", "the later less the earlier, with its 95 % interval"),
          comparison_of);
  compare->add_option("other", options->other, help("后一次的调查编号", "the later survey's number"))
      ->required()
      ->type_name("WAVE");
  auto* const close =
      add("close", help("结束调查，登记全市结果", "ends the survey and files the city's result"), close_wave);
  close->add_option("--as", options->as_unit, help("以哪个单位的名义登记", "the unit that files it"))
      ->type_name("UNIT");
}

}  // namespace shian::cli
