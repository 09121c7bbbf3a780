#include "city/holdings.hpp"

#include <algorithm>
#include <array>

#include "register/journal.hpp"
#include "register/tables.hpp"

namespace shian::city {
namespace {

// The month of a date as text. Moments are left to the dates: they are kept in UTC, and a month is the
// plan's.
std::string month_of(store::Dialect dialect, std::string const& column) {
  return dialect == store::Dialect::sqlite ? "substr(" + column + ", 1, 7)"
                                           : "to_char(" + column + ", 'YYYY-MM')";
}

}  // namespace

std::int64_t Holding::in_year(int year) const {
  if (months.empty()) return records;
  std::int64_t n = 0;
  auto const prefix = std::to_string(year) + "-";
  for (auto const& [month, count] : months)
    if (month.starts_with(prefix)) n += count;
  return n;
}

reg::FieldIndex day_field(reg::Schema const& schema) {
  reg::FieldIndex first = -1;
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    auto const& definition = schema.fields[i].definition;
    if (definition.type != pack::FieldType::date) continue;
    if (definition.required) return static_cast<reg::FieldIndex>(i);
    if (first < 0) first = static_cast<reg::FieldIndex>(i);
  }
  return first;
}

Holding const& Holdings::of(reg::Schema const& schema) {
  look_for_entries();
  auto const& id = schema.definition.id;
  auto const found = counted_.find(id);
  return found != counted_.end() ? found->second : counted_.emplace(id, count(schema)).first->second;
}

void Holdings::look_for_entries() {
  auto const newest = reg::last_entry(session_);
  if (newest == seen_entry_) return;
  std::array<Value, 2> const parameters = {Value(seen_entry_), Value(newest)};
  session_.scan("SELECT register, max(at) FROM shian_journal WHERE seq > ? AND seq <= ? GROUP BY register",
                parameters, [&](store::Statement const& row) {
                  std::string const id(row.text(0));
                  last_entries_[id] = std::get<Timestamp>(row.value(1, store::ColumnType::timestamp));
                  counted_.erase(id);
                  return true;
                });
  seen_entry_ = newest;
}

Holding Holdings::count(reg::Schema const& schema) {
  Holding made;
  auto const at = last_entries_.find(schema.definition.id);
  if (at != last_entries_.end()) made.last_entry_at = at->second;
  auto const field = day_field(schema);
  auto const table = reg::quoted(schema.table);
  std::string month = "NULL";
  if (field >= 0) {
    month = month_of(session_.dialect(),
                     reg::quoted("f_" + schema.fields[static_cast<std::size_t>(field)].definition.id));
  }
  session_.scan("SELECT " + month + ", count(*) FROM " + table + " WHERE withdrawn = 0 GROUP BY 1", {},
                [&](store::Statement const& row) {
                  made.records += row.integer(1);
                  if (!row.is_null(0)) made.months[std::string(row.text(0))] = row.integer(1);
                  return true;
                });
  return made;
}

}  // namespace shian::city
