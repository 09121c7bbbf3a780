// One record entered, corrected or withdrawn by hand.
#include <CLI/CLI.hpp>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "intake/field_names.hpp"
#include "report/typed_values.hpp"

namespace shian::cli {
namespace {

struct ChangeOptions {
  std::string store, book, record, reason, as_unit;
  std::vector<std::string> values;
  bool json = false;
};

using Values = std::vector<std::pair<reg::FieldIndex, Value>>;

// FIELD=VALUE as a person types them: the field by any name a sheet may use, the value as in a cell.
class Assignments {
 public:
  Assignments(city::City& city, reg::Schema const& schema)
      : schema_(schema), names_(schema), typed_(city, schema, report::sees_everything()) {}

  [[nodiscard]] std::expected<Values, Errors> read(std::vector<std::string> const& assignments) const {
    Values values;
    Errors errors;
    for (auto const& assignment : assignments) {
      auto value = read(assignment);
      if (value) {
        values.push_back(std::move(*value));
      } else {
        errors.push_back(std::move(value.error()));
      }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return values;
  }

 private:
  [[nodiscard]] Expected<std::pair<reg::FieldIndex, Value>> read(std::string const& assignment) const {
    auto const equals = assignment.find('=');
    if (equals == std::string::npos) {
      return fail("record.assignment", "“" + assignment + "”应写成 字段=值",
                  "'" + assignment + "' must be FIELD=VALUE");
    }
    auto const name = assignment.substr(0, equals);
    auto const field = find(name);
    if (!field) return std::unexpected(field.error());
    auto value = typed_.read(*field, assignment.substr(equals + 1));
    if (!value) return std::unexpected(std::move(value.error()));
    return std::pair{*field, std::move(*value)};
  }

  [[nodiscard]] Expected<reg::FieldIndex> find(std::string const& name) const {
    if (int const field = schema_.find(name); field >= 0) return field;
    if (int const field = names_.match(name).field; field >= 0) return field;
    auto error = Error::make("record.field", schema_.definition.name.zh + "没有字段“" + name + "”",
                             schema_.definition.name.en + " has no field '" + name + "'");
    int const near = names_.nearest_to(name);
    if (near < 0) {
      std::string all;
      for (auto const& field : schema_.fields) all += (all.empty() ? "" : ", ") + field.definition.id;
      return std::unexpected(std::move(error).hinting("可用的有：" + all, "known: " + all));
    }
    auto const& definition = schema_.fields[static_cast<std::size_t>(near)].definition;
    return std::unexpected(
        std::move(error).hinting("是不是“" + definition.id + "”(" + definition.name.zh + ")?",
                                 "did you mean '" + definition.id + "' (" + definition.name.en + ")?"));
  }

  reg::Schema const& schema_;
  intake::FieldNames names_;
  report::TypedValues typed_;
};

void tell_done(Context const& context, ChangeOptions const& options, reg::Schema const& schema, RecordId id,
               Text const& what) {
  auto const number = std::to_string(id);
  auto const& book = schema.definition;
  if (options.json) {
    print("{\"register\": \"" + book.id + "\", \"id\": " + number + "}\n");
  } else {
    print(context.language == Language::zh ? what.zh + ":" + book.name.zh + " 第 " + number + " 号\n"
                                           : what.en + ": " + book.name.en + ", record " + number + "\n");
  }
}

int create(Context& context, ChangeOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const schema = city->schemas().get(options.book);
  if (!schema) return refuse(context, schema.error());
  auto who = author(*city, options.as_unit);
  if (!who) return refuse(context, who.error());
  auto given = Assignments(*city, **schema).read(options.values);
  if (!given) return refuse(context, given.error());
  std::vector<Value> values((*schema)->fields.size());
  for (auto& [field, value] : *given) values[static_cast<std::size_t>(field)] = std::move(value);
  reg::Writing writing(city->ledger(), std::move(*who), Timestamp::now());
  auto const id = writing.create(**schema, std::move(values));
  if (!id) return refuse(context, id.error());
  writing.commit();
  tell_done(context, options, **schema, *id, {"已登记", "entered"});
  return kDone;
}

int correct(Context& context, ChangeOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const schema = city->schemas().get(options.book);
  if (!schema) return refuse(context, schema.error());
  auto const record = report::find_record(*city, **schema, options.record);
  if (!record) return refuse(context, record.error());
  auto who = author(*city, options.as_unit);
  if (!who) return refuse(context, who.error());
  auto const changes = Assignments(*city, **schema).read(options.values);
  if (!changes) return refuse(context, changes.error());
  reg::Writing writing(city->ledger(), std::move(*who), Timestamp::now());
  if (auto const done = writing.correct(**schema, record->id, *changes, options.reason); !done)
    return refuse(context, done.error());
  writing.commit();
  tell_done(context, options, **schema, record->id, {"已更正", "corrected"});
  return kDone;
}

int withdraw(Context& context, ChangeOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const schema = city->schemas().get(options.book);
  if (!schema) return refuse(context, schema.error());
  auto const record = report::find_record(*city, **schema, options.record);
  if (!record) return refuse(context, record.error());
  auto who = author(*city, options.as_unit);
  if (!who) return refuse(context, who.error());
  reg::Writing writing(city->ledger(), std::move(*who), Timestamp::now());
  if (auto const done = writing.withdraw(**schema, record->id, options.reason); !done)
    return refuse(context, done.error());
  writing.commit();
  tell_done(context, options, **schema, record->id, {"已撤回", "withdrawn"});
  return kDone;
}

CLI::App* add_change(CLI::App& program, std::string const& name, std::string const& text,
                     ChangeOptions& options) {
  auto* const command = program.add_subcommand(name, text);
  add_store(*command, options.store);
  command->add_option("REGISTER", options.book, help("台账", "the register"))->required();
  command->add_option("--as", options.as_unit, help("代表哪个单位", "for which unit"))->type_name("UNIT");
  add_json(*command, options.json);
  return command;
}

void add_values(CLI::App& command, ChangeOptions& options) {
  command
      .add_option(
          "FIELD=VALUE", options.values,
          help("字段=值，值写法同表格；留空为删去", "as in a sheet's cell; nothing after = clears it"))
      ->required();
}

}  // namespace

void add_record(CLI::App& program, Context& context) {
  auto const options = std::make_shared<ChangeOptions>();
  auto* const command = add_change(program, "record", help("登记一条记录", "enters one record"), *options);
  add_values(*command, *options);
  command->callback([&context, options] { context.exit_code = create(context, *options); });
}

void add_correct(CLI::App& program, Context& context) {
  auto const options = std::make_shared<ChangeOptions>();
  auto* const command = add_change(
      program, "correct", help("更正一条记录，保留来历", "corrects one record; its history stays"), *options);
  command->add_option("ID", options->record, help("编号或键", "its number or key"))->required();
  add_values(*command, *options);
  add_reason(*command, options->reason);
  command->callback([&context, options] { context.exit_code = correct(context, *options); });
}

void add_withdraw(CLI::App& program, Context& context) {
  auto const options = std::make_shared<ChangeOptions>();
  auto* const command =
      add_change(program, "withdraw",
                 help("撤回一条记录，不再计数", "withdraws one record; it no longer counts"), *options);
  command->add_option("ID", options->record, help("编号或键", "its number or key"))->required();
  add_reason(*command, options->reason);
  command->callback([&context, options] { context.exit_code = withdraw(context, *options); });
}

}  // namespace shian::cli
