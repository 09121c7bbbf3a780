// One page for whoever leads.
#include <CLI/CLI.hpp>
#include <fstream>

#include "cli/commands.hpp"
#include "document/brief_paper.hpp"
#include "dossier/brief.hpp"

namespace shian::cli {
namespace {

struct BriefOptions {
  std::string store, as_of, out;
  bool json = false;
};

int brief(Context& context, BriefOptions const& options) {
  if (options.out.empty() && !options.json)
    return misuse(context, {"请给出 --out 文件，或 --json", "say --out FILE or --json"});
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const as_of = options.as_of.empty() ? city->today() : *Day::parse(options.as_of);
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const made = dossier::brief_on(*city, as_of);
  if (options.json) print(report::brief_json(made));
  if (options.out.empty()) return kDone;
  std::ofstream out(options.out, std::ios::binary);
  out << document::write_docx(document::brief_paper(made));
  if (out.flush()) return kDone;
  return refuse(context, Error::make("cli.brief.out", "文件写不进去：" + options.out,
                                     "the file cannot be written: " + options.out));
}

}  // namespace

void add_brief(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "brief", help("供领导参阅的一页简报（DOCX）", "one page for whoever leads, as a DOCX file"));
  auto const options = std::make_shared<BriefOptions>();
  add_store(*command, options->store);
  add_day(*command, "--as-of", options->as_of, help("截至日，默认今天", "the day; today by default"));
  command->add_option("--out", options->out, help("写成的文件", "the file"))->type_name("FILE");
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = brief(context, *options); });
}

}  // namespace shian::cli
