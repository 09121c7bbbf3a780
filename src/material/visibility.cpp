#include "material/visibility.hpp"

#include "register/acceptance.hpp"
#include "register/mask.hpp"
#include "register/tables.hpp"

namespace shian::material {
namespace {

std::string column(reg::FieldSchema const& field) { return reg::sql_name("f_" + field.definition.id); }

// The records of the year; nothing: the register does not tell which year a record is about.
std::optional<Condition> of_year(reg::Schema const& schema, int year) {
  auto const said = reg::year_field(schema);
  if (said.field < 0) return std::nullopt;
  auto const name = column(schema.fields[static_cast<std::size_t>(said.field)]);
  if (said.is_number) return Condition{name + " = ?", {Value(std::int64_t{year})}};
  auto const first = Day::from_civil(year, 1, 1);
  if (!first) return std::nullopt;
  return Condition{name + " >= ? AND " + name + " <= ?", {Value(*first), Value(first->last_of_year())}};
}

void also(Condition& made, Condition const& other) {
  if (other.sql.empty()) return;
  made.sql += " AND (" + other.sql + ")";
  made.parameters.insert(made.parameters.end(), other.parameters.begin(), other.parameters.end());
}

// A branch for each register: (SELECT what(schema) FROM it WHERE it is the row's record, which may be found).
// A scalar and no EXISTS: PostgreSQL would read a whole register into a hash for that.
using Seen = std::function<std::optional<Condition>(reg::Schema const&)>;
Condition by_register(reg::Schemas const& schemas, Narrowing const& narrowing, std::string const& row,
                      Seen const& seen, std::function<Condition(reg::Schema const&)> const& what,
                      std::function<std::optional<Condition>(reg::Schema const&)> const& besides) {
  Condition made;
  for (auto const& schema : schemas.all()) {
    if (narrowing.only != nullptr && narrowing.only->index != schema.index) continue;
    auto const may = seen(schema);
    auto const more = besides(schema);
    auto const year = narrowing.year ? of_year(schema, *narrowing.year) : Condition{};
    if (!may || !more || !year) continue;
    auto const chosen = what(schema);
    made.sql += " WHEN ? THEN (SELECT " + chosen.sql + " FROM " + reg::sql_name(schema.table) +
                " WHERE id = " + row + ".record AND withdrawn = 0";
    made.parameters.emplace_back(schema.definition.id);
    made.parameters.insert(made.parameters.end(), chosen.parameters.begin(), chosen.parameters.end());
    for (auto const* one : {&*may, &*year, &*more}) also(made, *one);
    made.sql += ")";
  }
  if (made.sql.empty()) return {"NULL", {}};
  made.sql = "CASE " + row + ".register" + made.sql + " END";
  return made;
}

// The file fields by their names: the one that the row names still holds the row's file.
std::optional<Condition> still_holds(reg::Schema const& schema, std::string const& row) {
  Condition made;
  for (auto const& field : schema.fields) {
    if (field.definition.type != pack::FieldType::file || reg::is_personal(field)) continue;
    made.sql += " WHEN ? THEN " + column(field);
    made.parameters.emplace_back(field.definition.id);
  }
  if (made.sql.empty()) return std::nullopt;
  made.sql = "CASE " + row + ".field" + made.sql + " END = " + row + ".hash";
  return made;
}

}  // namespace

Condition record_seen(reg::Schemas const& schemas, Reader const& reader, Narrowing const& narrowing,
                      std::string_view row) {
  return by_register(
      schemas, narrowing, std::string(row), reader.visible,
      [](reg::Schema const&) {
        return Condition{"1", {}};
      },
      [](reg::Schema const&) { return std::optional<Condition>(Condition{}); });
}

Condition holder_seen(reg::Schemas const& schemas, Reader const& reader, Narrowing const& narrowing,
                      std::string_view row) {
  std::string const name(row);
  return by_register(
      schemas, narrowing, name, reader.visible_files,
      [](reg::Schema const& schema) {
        if (schema.area_field < 0) return Condition{"''", {}};
        auto const area = column(schema.fields[static_cast<std::size_t>(schema.area_field)]);
        return Condition{"coalesce(" + area + ", '')", {}};
      },
      [&](reg::Schema const& schema) { return still_holds(schema, name); });
}

Reader everything() {
  auto const all = [](reg::Schema const&) { return std::optional<Condition>(Condition{}); };
  auto const any = [](reg::Schema const&, reg::Record const&) { return true; };
  return {all, all, any, any};
}

}  // namespace shian::material
