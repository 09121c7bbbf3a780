#include "register/acceptance.hpp"

#include <algorithm>

#include "register/named_field.hpp"

namespace shian::reg {
namespace {

constexpr char const* kCode = "acceptance.field";

struct Wanted {
  FieldIndex& into;
  std::string const& name;
};

void find_fields(Schema const& schema, std::initializer_list<Wanted> wanted, Position const& where,
                 Errors& faults) {
  for (auto const& [into, name] : wanted)
    if (!name.empty()) into = named_field(schema, name, kCode, where, faults);
}

Filing compiled(pack::Filing const& given, Schema const& schema, Errors& faults) {
  Filing made{.schema = &schema, .kinds = {given.kinds.begin(), given.kinds.end()}};
  find_fields(schema,
              {{made.item, given.item},
               {made.task, given.task},
               {made.kind, given.kind},
               {made.title, given.title},
               {made.day, given.day},
               {made.number, given.number},
               {made.file, given.file},
               {made.checked, given.checked},
               {made.target, given.target},
               {made.figure, given.figure}},
              given.where, faults);
  if (made.kind < 0) return made;
  auto const& options = schema.fields[static_cast<std::size_t>(made.kind)].options;
  for (auto const& [option, kind] : given.kinds) {
    if (std::ranges::find(options, option) != options.end()) continue;
    faults.push_back(Error::make(kCode, "字段 " + given.kind + " 没有选项 " + option,
                                 "the field '" + given.kind + "' has no option '" + option + "'")
                         .at(given.where));
  }
  return made;
}

ItemTable compiled(pack::ItemTable const& given, Schema const& schema, Errors& faults) {
  ItemTable made{.schema = &schema, .words = {given.words.begin(), given.words.end()}};
  find_fields(schema,
              {{made.list, given.list},
               {made.item, given.item},
               {made.parent, given.parent},
               {made.name, given.name},
               {made.text, given.text},
               {made.kinds, given.kinds},
               {made.registers, given.registers},
               {made.task, given.task},
               {made.target, given.target},
               {made.units, given.units},
               {made.years, given.years},
               {made.points, given.points}},
              given.where, faults);
  return made;
}

}  // namespace

YearField year_field(Schema const& schema) {
  YearField first;
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    auto const& field = schema.fields[i].definition;
    auto const index = static_cast<FieldIndex>(i);
    if (field.type == pack::FieldType::date && field.indexed) return {index, false};
    if (first.field < 0 && field.type == pack::FieldType::date) first = {index, false};
  }
  if (auto const year = schema.find("year"); first.field < 0 && year >= 0)
    if (schema.fields[static_cast<std::size_t>(year)].column == store::ColumnType::integer)
      return {year, true};
  return first;
}

std::optional<int> year_of(YearField year, std::span<Value const> values) {
  if (year.field < 0) return std::nullopt;
  auto const& value = values[static_cast<std::size_t>(year.field)];
  if (auto const* const day = std::get_if<Day>(&value)) return day->year();
  if (auto const* const number = std::get_if<std::int64_t>(&value); number != nullptr && year.is_number)
    return static_cast<int>(*number);
  return std::nullopt;
}

std::expected<Acceptance, Errors> compile_acceptance(pack::Pack const& pack, Schemas const& schemas,
                                                     clock::Rules const& rules) {
  Acceptance made;
  Errors faults;
  for (auto const& filing : pack.acceptance.filings)
    if (auto const* const schema = schemas.find(filing.register_id))
      made.filings.push_back(compiled(filing, *schema, faults));
  if (auto const* const schema = schemas.find(pack.acceptance.own.register_id))
    made.own = compiled(pack.acceptance.own, *schema, faults);
  expression::Environment const environment{&schemas, &rules, {}};
  for (auto const& item : pack.acceptance.items) {
    for (auto const& proof : item.proofs) {
      if (proof.when.empty()) continue;
      auto condition = expression::compile(proof.when, schemas.find_register(proof.registers.front()),
                                           environment, expression::Type::boolean);
      if (condition)
        made.when.emplace(std::pair(item.id, proof.id), std::move(*condition));
      else
        faults.push_back(condition.error());
    }
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return made;
}

}  // namespace shian::reg
