#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/commands.hpp"
#include "report/board.hpp"
#include "report/progress.hpp"
#include "report/sheet.hpp"

namespace shian::cli {
namespace {

struct ExportOptions {
  std::string store, pack, book, form_of, out, reason;
  bool personal = false;
  bool as_text = false;
};

int write_form(Context const& context, pack::Pack const& pack, reg::Schemas const& schemas,
               ExportOptions const& options) {
  auto const schema = schemas.get(options.form_of);
  if (!schema) return refuse(context, schema.error());
  intake::TemplateLists lists;
  for (auto const& area : pack.areas) lists.areas.push_back(area.name.zh);
  for (auto const& unit : pack.units) lists.units.push_back(unit.name.zh);
  if (auto const written = intake::write_template(options.out, **schema, lists); !written)
    return refuse(context, written.error());
  say(context, {"已写出模板 " + options.out, "wrote the template " + options.out});
  return kDone;
}

int write_records(Context const& context, city::City& city, ExportOptions const& options) {
  auto const schema = city.schemas().get(options.book);
  if (!schema) return refuse(context, schema.error());
  report::SheetOptions as;
  as.language = context.language;
  as.personal = options.personal ? reg::Personal::shown : reg::Personal::masked;
  as.cells = options.as_text ? report::SheetOptions::Cells::text : report::SheetOptions::Cells::typed;
  as.purpose = options.reason;
  as.sees = report::sees_everything();
  report::Progress progress({"已写", "rows written"}, std::nullopt, context.language);
  auto const written =
      report::write_sheet(city, **schema, options.out, as, [&](std::int64_t done) { progress.at(done); });
  if (!written) return refuse(context, written.error());
  auto const rows = std::to_string(written->rows);
  say(context, {"已写出 " + rows + " 条：" + options.out, "wrote " + rows + " records: " + options.out});
  if (city.has_simulated_records()) say(context, report::simulated_notice());
  auto const& fields = (*schema)->fields;
  bool const has_personal = std::any_of(fields.begin(), fields.end(), [](auto const& field) {
    return field.definition.personal || field.definition.type == pack::FieldType::person;
  });
  if (has_personal && options.personal) {
    say(context,
        {"文件含个人信息，用途：" + options.reason, "the file holds personal data, for: " + options.reason});
  } else if (has_personal) {
    say(context, {"个人信息已遮蔽（如需明文：--personal --reason 用途）",
                  "personal data is masked (--personal --reason TEXT shows it)"});
  }
  return written->faults.empty() ? kDone : refuse(context, written->faults);
}

int run(Context& context, ExportOptions const& options) {
  bool const is_form = !options.form_of.empty();
  if (is_form == !options.book.empty()) {
    return misuse(context, {"给出台账，或用 --template 给出台账，只能一种",
                            "give a register, or --template with a register: one of them"});
  }
  if (options.personal && options.reason.empty()) {
    return misuse(context, {"--personal 须有 --reason 说明用途",
                            "--personal needs --reason: what the personal data is for"});
  }
  if (is_form && !options.out.ends_with(".xlsx"))
    return misuse(context, {"模板写成 .xlsx", "a template is written as .xlsx"});
  if (!options.store.empty()) {
    auto const city = open_city(context, options.store);
    if (!city) return context.exit_code;
    return is_form ? write_form(context, city->pack(), city->schemas(), options)
                   : write_records(context, *city, options);
  }
  if (!is_form || options.pack.empty())
    return misuse(
        context, {"缺少 --store（模板也可用 --pack）", "--store is missing (for a template --pack will do)"});
  auto const compiled = city::compile(options.pack);
  if (!compiled) return refuse(context, compiled.error());
  return write_form(context, compiled->pack, *compiled->schemas, options);
}

}  // namespace

void add_export(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "export", help("把台账写成表格，或写出空白模板", "a register as a sheet, or its blank template"));
  auto const options = std::make_shared<ExportOptions>();
  add_store(*command, options->store)->required(false);
  command->add_option("REGISTER", options->book, help("台账", "the register"));
  command
      ->add_option("--template", options->form_of,
                   help("写出这个台账的空白模板", "write this register's blank template"))
      ->type_name("REGISTER");
  command
      ->add_option("--pack", options->pack,
                   help("没有库时，模板取自方案包", "where a template comes from without a store"))
      ->type_name("DIR");
  command->add_option("--out", options->out, help("文件，.xlsx 或 .csv", "the file, .xlsx or .csv"))
      ->required()
      ->type_name("FILE");
  command->add_flag("--personal", options->personal,
                    help("不遮蔽个人信息，须有 --reason", "show personal data; needs --reason"));
  command->add_option("--reason", options->reason, help("用途，写入文件", "what for; written into the file"))
      ->type_name("TEXT");
  command->add_flag("--as-text", options->as_text, help("全部写成文字", "every cell as text"));
  command->callback([&context, options] { context.exit_code = run(context, *options); });
}

}  // namespace shian::cli
