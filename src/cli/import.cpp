#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "report/intake_view.hpp"
#include "report/progress.hpp"

namespace shian::cli {
namespace {

struct ImportOptions {
  std::string store, book, file, as_unit, errors, sheet;
  bool dry_run = false;
  bool update = false;
  bool json = false;
};

int import(Context& context, ImportOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const schema = city->schemas().get(options.book);
  if (!schema) return refuse(context, schema.error());
  auto const who = author(*city, options.as_unit);
  if (!who) return refuse(context, who.error());
  intake::ImportOptions how;
  how.author = *who;
  how.dry_run = options.dry_run;
  how.on_existing = options.update ? reg::OnExisting::correct : reg::OnExisting::refuse;
  how.rejects = options.errors;
  how.open.sheet = options.sheet;
  how.now = Timestamp::now();
  report::Progress progress({"已读", "rows read"}, std::nullopt, context.language);
  auto const done = intake::import_table(city->ledger(), **schema, options.file, how,
                                         [&](std::int64_t rows) { progress.at(rows); });
  if (!done) return refuse(context, done.error());
  auto const kept = options.dry_run ? report::Kept::no : report::Kept::yes;
  print(options.json ? report::import_json(**schema, *done, kept)
                     : report::import_text(**schema, *done, kept, context.language, context.terminal));
  return done->totals.refused > 0 ? kWrongData : kDone;
}

}  // namespace

void add_import(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "import", help("导入表格（CSV、XLSX、XLS）", "imports a table (CSV, XLSX, XLS)"));
  auto const options = std::make_shared<ImportOptions>();
  add_store(*command, options->store);
  command->add_option("REGISTER", options->book, help("台账", "the register"))->required();
  command->add_option("FILE", options->file, help("表格文件", "the table"))->required();
  command->add_option("--as", options->as_unit, help("以哪个单位的名义", "for which unit"))
      ->type_name("UNIT");
  command->add_flag("--dry-run", options->dry_run,
                    help("只看结果，不保存", "show what would happen, keep nothing"));
  command->add_flag(
      "--update", options->update,
      help("已登记而内容不同的，按此表更正", "correct records that are there with other values"));
  command
      ->add_option("--errors", options->errors,
                   help("退回的行写到这个 XLSX", "write returned rows to this XLSX"))
      ->type_name("FILE");
  command->add_option("--sheet", options->sheet, help("工作表名", "the sheet's name"))->type_name("NAME");
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = import(context, *options); });
}

}  // namespace shian::cli
