#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "report/appraisal.hpp"

namespace shian::cli {
namespace {

struct AppraiseOptions {
  std::string store, scheme, file, as_of, subject, compare, out, as_unit;
  int year = 0;
  bool publish = false;
  bool json = false;
};

Expected<std::string> find_subject(city::City const& city, pack::AppraisalScheme const& scheme,
                                   std::string const& text) {
  return scheme.subjects == pack::AppraisalSubjects::areas ? find_area(city, text) : find_unit(city, text);
}

// Tells every subject its draft: scored and filed in one write.
int publish(Context& context, AppraiseOptions const& options, city::City& city) {
  auto who = author(city, options.as_unit);
  if (!who) return refuse(context, who.error());
  auto const today = city.today();
  auto const day = options.as_of.empty() ? std::nullopt : Day::parse(options.as_of);
  int const year = options.year != 0 ? options.year : day.value_or(today).year();
  auto const schemes = supervise::schemes(city);
  auto const scheme = supervise::scheme_for(schemes, options.scheme, year, supervise::Use::in_force);
  if (!scheme) return refuse(context, scheme.error());
  reg::Writing writing(city.ledger(), std::move(*who), Timestamp::now());
  auto const made = supervise::publish_drafts(writing, city, **scheme, year,
                                              day.value_or(supervise::appraised_on(year, today)), today);
  if (!made) return refuse(context, made.error());
  writing.commit();
  print(options.json ? report::published_json(*made) : report::published_text(*made, context.language));
  return kDone;
}

int appraise(Context& context, AppraiseOptions const& options) {
  bool const shows = !options.compare.empty() || !options.subject.empty() || !options.out.empty();
  if (options.publish && (shows || !options.file.empty()))
    return misuse(context, {"--publish 不与 --file、--subject、--compare、--out 同用",
                            "--publish goes without --file, --subject, --compare and --out"});
  if (!options.publish && !options.as_unit.empty())
    return misuse(context, {"--as 与 --publish 同用", "--as goes with --publish"});
  if (!options.compare.empty() && (!options.subject.empty() || !options.out.empty()))
    return misuse(context,
                  {"--compare 不与 --subject、--out 同用", "--compare goes without --subject and --out"});
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  if (options.publish) return publish(context, options, *city);
  report::AppraisalQuestion question;
  question.scheme = options.scheme;
  question.file = options.file;
  if (options.year != 0) question.year = options.year;
  if (!options.as_of.empty()) question.as_of = Day::parse(options.as_of);
  auto const view = report::read_appraisal(*city, question);
  if (!view) return refuse(context, view.error());
  if (!options.compare.empty()) {
    // The other is a scheme of the pack or a file; the first is the one in force.
    report::AppraisalQuestion other = question;
    other.is_trial = true;
    other.scheme = options.compare;
    other.file.clear();
    if (std::filesystem::exists(options.compare)) {
      other.file = options.compare;
      other.scheme.clear();
    }
    auto const against = report::read_appraisal(*city, other);
    if (!against) return refuse(context, against.error());
    print(options.json ? report::comparison_json(*view, *against)
                       : report::comparison_text(*view, *against, context.language, context.terminal));
    return kDone;
  }
  if (!options.out.empty()) {
    auto const written = report::write_score_sheet(*view, options.out, context.language);
    if (!written) return refuse(context, written.error());
    say(context, {"已写出 " + options.out, "written: " + options.out});
    return kDone;
  }
  if (!options.subject.empty()) {
    auto const id = find_subject(*city, view->sheet.scheme->definition, options.subject);
    if (!id) return refuse(context, id.error());
    auto const* score = view->sheet.find(*id);
    if (score == nullptr)
      return refuse(context,
                    Error::make("appraisal.subject", *id + " 不在考核对象里", *id + " is not scored"));
    print(options.json ? report::subject_json(*view, *score)
                       : report::subject_text(*view, *score, context.language, context.terminal));
    return kDone;
  }
  print(options.json ? report::appraisal_json(*view, {})
                     : report::appraisal_text(*view, context.language, context.terminal));
  return kDone;
}

}  // namespace

void add_appraise(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "appraise",
      help("评议考核：按方案给镇街或单位计分", "the yearly appraisal: towns or units scored by a scheme"));
  auto const options = std::make_shared<AppraiseOptions>();
  add_store(*command, options->store);
  command
      ->add_option(
          "--scheme", options->scheme,
          help("考核方案的编号，默认为当年的镇街方案", "the scheme's id; that of the towns by default"))
      ->type_name("ID");
  command
      ->add_option("--file", options->file,
                   help("用文件里的方案试算，不写入", "try the schemes of a file; nothing is written"))
      ->type_name("FILE");
  command->add_option("--year", options->year, help("年度", "the year"))
      ->check(CLI::Range(1949, 2200))
      ->type_name("YEAR");
  add_day(*command, "--as-of", options->as_of,
          help("截至日，默认为年末，当年为今天", "the day; the year's last, or today while it runs"));
  command->add_option("--subject", options->subject, help("一个对象的各项得分和依据", "one subject's items"))
      ->type_name("AREA|UNIT");
  command
      ->add_option("--compare", options->compare,
                   help("与另一方案（编号或文件）逐个对象比较", "against another scheme, by id or file"))
      ->type_name("ID|FILE");
  command
      ->add_option("--out", options->out,
                   help("写成可打印、带公式的 XLSX", "an XLSX to print, with formulas"))
      ->type_name("FILE.xlsx");
  command->add_flag("--publish", options->publish,
                    help("把得分作为征求意见稿告知各对象，异议期由方案规定",
                         "tell every subject its draft; the scheme sets the days to object in"));
  command->add_option("--as", options->as_unit, help("以哪个单位的名义发布", "the unit that publishes"))
      ->type_name("UNIT");
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = appraise(context, *options); });
}

}  // namespace shian::cli
