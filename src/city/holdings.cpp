#include "city/holdings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "register/secrecy.hpp"
#include "register/tables.hpp"

namespace shian::city {
namespace {

// Beyond so many entries at once (a table came in) counting again costs less than following each.
constexpr std::int64_t kMostFollowed = 2'000;
constexpr std::size_t kYearAndMonth = 7;

// The month of a date as text. Moments are left to the dates: they are kept in UTC, and a month is the
// plan's.
std::string month_of(store::Dialect dialect, std::string const& column) {
  return dialect == store::Dialect::sqlite ? "substr(" + column + ", 1, 7)"
                                           : "to_char(" + column + ", 'YYYY-MM')";
}

std::string column_of(reg::Schema const& schema, reg::FieldIndex field) {
  return field < 0 ? "NULL"
                   : reg::sql_name("f_" + schema.fields[static_cast<std::size_t>(field)].definition.id);
}

enum class Openness { open, secret };

reg::Record owner_of(reg::Schema const& schema, std::string unit, std::string_view of_unit,
                     std::string_view area, Openness openness) {
  reg::Record owner;
  owner.unit = std::move(unit);
  owner.values.resize(schema.fields.size());
  auto const say = [&](reg::FieldIndex field, std::string_view text) {
    if (field >= 0 && !text.empty()) owner.values[static_cast<std::size_t>(field)] = std::string(text);
  };
  say(schema.unit_field, of_unit);
  say(schema.area_field, area);
  if (openness == Openness::secret)
    owner.values[static_cast<std::size_t>(schema.find(schema.definition.secrecy.when))] = true;
  return owner;
}

std::string_view text_at(reg::Record const& record, reg::FieldIndex field) {
  if (field < 0) return "";
  auto const* text = std::get_if<std::string>(&record.values[static_cast<std::size_t>(field)]);
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::string key_of(reg::Schema const& schema, reg::Record const& owner) {
  constexpr char kMark = '\x1F';
  std::string key = owner.unit;
  key += kMark;
  key += text_at(owner, schema.unit_field);
  key += kMark;
  key += text_at(owner, schema.area_field);
  if (reg::is_secret(schema, owner.values)) key += kMark;
  return key;
}

// As it was before this entry.
void take_back(reg::Record& record, reg::Schema const& schema, reg::JournalEntry const& entry,
               reg::Layouts const& layouts) {
  auto const* fields = layouts.fields(entry.layout);
  if (fields == nullptr) return;
  for (auto const& change : reg::decode_changes(entry.body)) {
    if (change.field < 0 || static_cast<std::size_t>(change.field) >= fields->size()) continue;
    auto const field = schema.find((*fields)[static_cast<std::size_t>(change.field)]);
    if (field < 0) continue;
    auto const index = static_cast<std::size_t>(field);
    record.values[index] =
        reg::value_from_canonical(change.before, schema.fields[index].column).value_or(Value{});
  }
}

// The day a record is about: the register's first required date, else its first date. -1: it has none.
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

}  // namespace

Holding const& Holdings::of(reg::Schema const& schema) {
  follow();
  return counted(schema).holding;
}

std::int64_t Holdings::records_of(reg::Schema const& schema,
                                  std::function<bool(reg::Record const&)> const& takes) {
  follow();
  std::int64_t records = 0;
  for (auto const& [key, of_owner] : counted(schema).owners)
    if (of_owner.records != 0 && takes(of_owner.owner)) records += of_owner.records;
  return records;
}

Holdings::Counted& Holdings::counted(reg::Schema const& schema) {
  auto const& id = schema.definition.id;
  auto const found = counted_.find(id);
  return found != counted_.end() ? found->second : counted_.emplace(id, count(schema)).first->second;
}

Holdings::Counted Holdings::count(reg::Schema const& schema) {
  Counted made;
  auto const at = last_entries_.find(schema.definition.id);
  if (at != last_entries_.end()) made.holding.last_entry_at = at->second;
  auto const day = day_field(schema);
  auto const month = day < 0 ? "NULL" : month_of(session_.dialect(), column_of(schema, day));
  auto const open = reg::open_records(schema);
  session_.scan(
      "SELECT unit, " + column_of(schema, schema.unit_field) + ", " + column_of(schema, schema.area_field) +
          ", " + month + ", count(*), " +
          (open.sql.empty() ? std::string("1") : "CASE WHEN " + open.sql + " THEN 1 ELSE 0 END") + " FROM " +
          reg::sql_name(schema.table) + " WHERE withdrawn = 0 GROUP BY 1, 2, 3, 4, 6",
      open.parameters, [&](store::Statement const& row) {
        auto owner = owner_of(schema, std::string(row.text(0)), row.is_null(1) ? "" : row.text(1),
                              row.is_null(2) ? "" : row.text(2),
                              row.integer(5) == 0 ? Openness::secret : Openness::open);
        add(made, schema, {std::move(owner), row.is_null(3) ? "" : std::string(row.text(3))}, row.integer(4));
        return true;
      });
  return made;
}

Holdings::Place Holdings::place_of(reg::Schema const& schema, reg::Record const& record) {
  Place place;
  place.owner =
      owner_of(schema, record.unit, text_at(record, schema.unit_field), text_at(record, schema.area_field),
               reg::is_secret(schema, record.values) ? Openness::secret : Openness::open);
  if (auto const field = day_field(schema); field >= 0) {
    if (auto const* day = std::get_if<Day>(&record.values[static_cast<std::size_t>(field)]))
      place.month = day->to_string().substr(0, kYearAndMonth);
  }
  return place;
}

void Holdings::add(Counted& counted, reg::Schema const& schema, Place const& place, std::int64_t records) {
  // What everybody is told of a register says nothing of what is secret.
  bool const is_told = !reg::is_secret(schema, place.owner.values);
  if (is_told) counted.holding.records += records;
  if (is_told && !place.month.empty()) {
    auto const month = counted.holding.months.try_emplace(place.month, 0).first;
    month->second += records;
    if (month->second == 0) counted.holding.months.erase(month);
  }
  auto& of_owner = counted.owners[key_of(schema, place.owner)];
  if (of_owner.records == 0) of_owner.owner = place.owner;
  of_owner.records += records;
}

void Holdings::follow() {
  auto const newest = reg::last_entry(session_);
  if (newest == seen_entry_) return;
  // Out of sight meanwhile: what the store breaks off half-way is counted again.
  auto following = std::exchange(counted_, {});
  if (newest - seen_entry_ <= kMostFollowed) {
    std::map<std::pair<std::string, RecordId>, std::vector<reg::JournalEntry>> by_record;
    reg::read_entries(session_, seen_entry_, newest, [&](reg::JournalEntry const& entry) {
      last_entries_[entry.register_id] = entry.at;
      if (following.contains(entry.register_id))
        by_record[{entry.register_id, entry.record}].push_back(entry);
      return true;
    });
    reg::Layouts const layouts(session_);
    for (auto const& [id, entries] : by_record)
      follow_record(following.at(id.first), *schemas_.find(id.first), entries, layouts);
  } else {
    std::array<Value, 2> const parameters = {Value(seen_entry_), Value(newest)};
    session_.scan("SELECT register, max(at) FROM shian_journal WHERE seq > ? AND seq <= ? GROUP BY register",
                  parameters, [&](store::Statement const& row) {
                    std::string const id(row.text(0));
                    last_entries_[id] = std::get<Timestamp>(row.value(1, store::ColumnType::timestamp));
                    following.erase(id);
                    return true;
                  });
  }
  for (auto& [id, counted] : following)
    if (auto const at = last_entries_.find(id); at != last_entries_.end())
      counted.holding.last_entry_at = at->second;
  counted_ = std::move(following);
  seen_entry_ = newest;
}

// From how it stands now, back over the entries to how it was counted.
void Holdings::follow_record(Counted& counted, reg::Schema const& schema,
                             std::vector<reg::JournalEntry> const& entries, reg::Layouts const& layouts) {
  auto record = reg::Records(session_, schemas_).get(schema, entries.front().record);
  SHIAN_ASSERT(record.has_value());
  if (entries.back().action != reg::Action::withdraw) add(counted, schema, place_of(schema, *record), 1);
  if (entries.front().action == reg::Action::create) return;
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
    if (entry->action == reg::Action::correct) take_back(*record, schema, *entry, layouts);
  add(counted, schema, place_of(schema, *record), -1);
}

}  // namespace shian::city
