#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "report/books.hpp"

namespace shian::cli {
namespace {

struct BatchListOptions {
  std::string store;
  bool json = false;
};

int list_batches(Context& context, BatchListOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const all = reg::batches(city->session());
  int const offset = city->utc_offset_minutes();
  print(options.json ? report::batches_json(all, offset)
                     : report::batches_text(all, offset, context.language, context.terminal));
  return kDone;
}

struct UndoOptions {
  std::string store, reason, as_unit;
  std::int64_t batch = 0;
};

int undo(Context& context, UndoOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto who = author(*city, options.as_unit);
  if (!who) return refuse(context, who.error());
  reg::Writing writing(city->ledger(), std::move(*who), Timestamp::now());
  auto const totals = writing.undo(options.batch, options.reason);
  if (!totals) return refuse(context, totals.error());
  writing.commit();
  auto const withdrawn = std::to_string(totals->created);
  auto const taken_back = std::to_string(totals->corrected);
  print(context.language == Language::zh
            ? "已撤销：撤回 " + withdrawn + " 条，还原更正 " + taken_back + " 条\n"
            : "undone: " + withdrawn + " records withdrawn, " + taken_back + " corrections taken back\n");
  return kDone;
}

}  // namespace

void add_batches(CLI::App& program, Context& context) {
  auto* const command =
      program.add_subcommand("batches", help("导入过的批次", "what was imported, batch by batch"));
  auto const options = std::make_shared<BatchListOptions>();
  add_store(*command, options->store);
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = list_batches(context, *options); });
}

void add_undo(CLI::App& program, Context& context) {
  auto* const command =
      program.add_subcommand("undo", help("整批撤销一次导入", "undoes one import as a whole"));
  auto const options = std::make_shared<UndoOptions>();
  add_store(*command, options->store);
  command->add_option("BATCH", options->batch, help("批次号", "the batch's number"))->required();
  command->add_option("--as", options->as_unit, help("代表哪个单位", "for which unit"))->type_name("UNIT");
  add_reason(*command, options->reason);
  command->callback([&context, options] { context.exit_code = undo(context, *options); });
}

}  // namespace shian::cli
