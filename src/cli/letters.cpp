// Letters that are due, and the circular written from the rows.

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <fstream>

#include "cli/commands.hpp"
#include "document/circular_record.hpp"
#include "report/letters_json.hpp"
#include "report/words.hpp"

namespace shian::cli {
namespace {

struct LettersOptions {
  std::string store, as_of, from, to, out, kind = "督查通报", desk, unit, as_unit;
  bool draft = false;
  bool json = false;
};

// Every letter that is due becomes a draft in the register of circulars, in one write.
int draft_letters(Context& context, LettersOptions const& options, city::City& city) {
  auto who = author(city, options.as_unit);
  if (!who) return refuse(context, who.error());
  auto const by = who->unit;
  reg::Writing writing(city.ledger(), std::move(*who), Timestamp::now());
  auto const made = supervise::draft_letters(writing, city, city.today(), {}, by);
  if (!made) return refuse(context, made.error());
  writing.commit();
  if (options.json) {
    print(report::drafted_json(*made));
    return kDone;
  }
  for (auto const& letter : made->letters) print(fmt::format("#{}  {}\n", letter.record, letter.number));
  if (made->letters.empty()) say(context, {"今天没有应发的函", "no letter is due"});
  return kDone;
}

int letters(Context& context, LettersOptions const& options) {
  if (options.draft && !options.as_of.empty())
    return misuse(context, {"起草按今天的情况，--draft 不与 --as-of 同用",
                            "drafts are made as of today: --draft goes without --as-of"});
  if (!options.draft && !options.as_unit.empty())
    return misuse(context, {"--as 与 --draft 同用", "--as goes with --draft"});
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  if (options.draft) return draft_letters(context, options, *city);
  supervise::LettersQuestion question;
  question.as_of = options.as_of.empty() ? city->today() : *Day::parse(options.as_of);
  store::Transaction const one_moment(city->session(), store::Access::read);
  report::LettersView view;
  view.as_of = question.as_of;
  view.may_draft = true;
  view.due = supervise::letters_due(*city, question);
  auto const& due = view.due;
  if (options.json) {
    view.kept = supervise::kept_letters(*city, question);
    print(report::letters_json(*city, view));
    return kDone;
  }
  for (auto const& letter : due) {
    auto const name = letter.unit.empty() ? report::area_name(city->pack(), letter.area)
                                          : report::unit_name(city->pack(), letter.unit);
    print(fmt::format("{}  {}  {}\n", supervise::text_of(letter.rule->colour).in(context.language),
                      name.in(context.language), letter.matter.in(context.language)));
    for (auto const& line : letter.why) print("    " + line.in(context.language) + "\n");
  }
  if (due.empty()) say(context, {"今天没有应发的函", "no letter is due"});
  return kDone;
}

// The circular's draft in its register, read and kept in one write.
int keep_circular(Context& context, LettersOptions const& options, city::City& city) {
  auto who = author(city, options.as_unit);
  if (!who) return refuse(context, who.error());
  auto const by = who->unit;
  reg::Writing writing(city.ledger(), std::move(*who), Timestamp::now());
  auto const read = report::read_circular(city, *Day::parse(options.from), *Day::parse(options.to));
  if (!read) return refuse(context, read.error());
  auto const kept = document::keep_circular(writing, city, *read, *document::kind_named(options.kind), by);
  if (!kept) return refuse(context, kept.error());
  writing.commit();
  auto const number = kept->number + " #" + std::to_string(kept->record);
  if (kept->is_new)
    say(context, {"已登记草稿 " + number, "kept as a draft: " + number});
  else
    say(context, {"这段时间的草稿已在，未改动：" + number,
                  "a draft of these days is there and was left as it is: " + number});
  return kDone;
}

int circular(Context& context, LettersOptions const& options) {
  if (options.out.empty() && !options.json && !options.draft)
    return misuse(context, {"请给出 --out 文件，或 --json，或 --draft", "say --out FILE, --json or --draft"});
  if (!options.draft && !options.as_unit.empty())
    return misuse(context, {"--as 与 --draft 同用", "--as goes with --draft"});
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  if (options.draft)
    if (auto const done = keep_circular(context, options, *city); done != kDone) return done;
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const made = report::read_circular(*city, *Day::parse(options.from), *Day::parse(options.to));
  if (!made) return refuse(context, made.error());
  if (options.json) print(report::circular_json(*made) + "\n");
  if (options.out.empty()) return kDone;
  document::CircularWish wish;
  wish.kind = *document::kind_named(options.kind);
  wish.desk = options.desk;
  wish.unit = options.unit;
  auto const paper = document::circular_paper(*made, wish);
  if (!paper) return refuse(context, paper.error());
  std::ofstream out(options.out, std::ios::binary);
  out << document::write_docx(*paper);
  if (out.flush()) return kDone;
  return refuse(context, Error::make("cli.circular.out", "文件写不进去：" + options.out,
                                     "the file cannot be written: " + options.out));
}

}  // namespace

void add_letters(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "letters",
      help("今天应发的提示函、督办函：颜色、发给谁、为什么", "letters that are due: colour, to whom, why"));
  auto const options = std::make_shared<LettersOptions>();
  add_store(*command, options->store);
  add_day(*command, "--as-of", options->as_of, help("截至日，默认今天", "the day; today by default"));
  command->add_flag("--draft", options->draft,
                    help("起草到督查通报台账，待签发；已起草的不重复",
                         "keep drafts in the register of circulars, to be signed; never twice"));
  command->add_option("--as", options->as_unit, help("以哪个单位的名义起草", "the unit that drafts them"))
      ->type_name("UNIT");
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = letters(context, *options); });
}

void add_circular(CLI::App& program, Context& context) {
  auto* const command =
      program.add_subcommand("circular", help("由督查发现问题写成督查通报或工作专报的草稿（DOCX）",
                                              "drafts a circular from the findings, as a DOCX file"));
  auto const options = std::make_shared<LettersOptions>();
  add_store(*command, options->store);
  add_day(*command, "--from", options->from, help("起", "from"))->required();
  add_day(*command, "--to", options->to, help("止", "to"))->required();
  command->add_option("--out", options->out, help("写成的文件", "the file"))->type_name("FILE");
  command->add_option("--kind", options->kind, help("督查通报或工作专报", "which of the two"))
      ->check(CLI::IsMember({"督查通报", "工作专报"}));
  command->add_option("--unit", options->unit, help("印发机关全称", "who issues it"));
  command->add_flag(
      "--draft", options->draft,
      help("同时登记到督查通报台账，待签发；同一类别、起止只登记一份",
           "keep it in the register of circulars too, to be signed; once for its kind and days"));
  command->add_option("--as", options->as_unit, help("以哪个单位的名义登记", "the unit that keeps it"))
      ->type_name("UNIT");
  command->add_option("--desk-url", options->desk, help("网页的地址", "where the desk is reached"))
      ->type_name("URL");
  add_json(*command, options->json);
  command->callback([&context, options] {
    if (options->desk.ends_with('/')) options->desk.pop_back();
    context.exit_code = circular(context, *options);
  });
}

}  // namespace shian::cli
