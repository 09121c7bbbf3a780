#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "report/board.hpp"
#include "report/books.hpp"
#include "report/typed_values.hpp"

namespace shian::cli {
namespace {

struct RecordListOptions {
  std::string store, book, where;
  std::size_t limit = 20;
  bool json = false;
};

int list_records(Context& context, RecordListOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const schema = city->schemas().get(options.book);
  if (!schema) return refuse(context, schema.error());
  expression::Compiled condition;
  if (!options.where.empty()) {
    expression::Environment const environment{&city->schemas(), &city->rules(), {}};
    auto compiled =
        expression::compile({options.where, {}}, (*schema)->index, environment, expression::Type::boolean);
    if (!compiled) return refuse(context, compiled.error());
    condition = std::move(*compiled);
  }
  auto const page = report::read_records(*city, **schema, condition, options.limit);
  if (options.json) {
    print(report::records_json(*city, page, context.language));
    return kDone;
  }
  print(report::records_text(*city, page, context.language, context.terminal));
  if (city->has_simulated_records()) say(context, report::simulated_notice());
  return kDone;
}

struct HistoryOptions {
  std::string store, book, record;
  bool json = false;
};

int history(Context& context, HistoryOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const schema = city->schemas().get(options.book);
  if (!schema) return refuse(context, schema.error());
  auto const record = report::find_record(*city, **schema, options.record);
  if (!record) return refuse(context, record.error());
  print(options.json ? report::history_json(*city, **schema, record->id, report::FileNames::said,
                                            context.language, report::sees_everything())
                     : report::history_text(*city, **schema, record->id, context.language, context.terminal));
  return kDone;
}

}  // namespace

void add_records(CLI::App& program, Context& context) {
  auto* const command =
      program.add_subcommand("records", help("列出台账的记录", "lists a register's records"));
  auto const options = std::make_shared<RecordListOptions>();
  add_store(*command, options->store);
  command->add_option("REGISTER", options->book, help("台账", "the register"))->required();
  command
      ->add_option("--where", options->where,
                   help("条件，见 docs/expressions.md", "a condition, see docs/expressions.md"))
      ->type_name("EXPR");
  add_limit(*command, options->limit);
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = list_records(context, *options); });
}

void add_history(CLI::App& program, Context& context) {
  auto* const command =
      program.add_subcommand("history", help("一条记录的来历和更正", "what was done to one record"));
  auto const options = std::make_shared<HistoryOptions>();
  add_store(*command, options->store);
  command->add_option("REGISTER", options->book, help("台账", "the register"))->required();
  command->add_option("ID", options->record, help("编号或键", "its number or key"))->required();
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = history(context, *options); });
}

}  // namespace shian::cli
