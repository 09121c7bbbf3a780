#include "register/alike.hpp"

#include <algorithm>
#include <cstdlib>

#include "register/existing.hpp"
#include "register/named_field.hpp"
#include "register/tables.hpp"

namespace shian::reg {
namespace {

constexpr int kMost = 500;

class CompilingAlike {
 public:
  CompilingAlike(Schema const& schema, Schemas const& schemas, Errors& faults)
      : schema_(schema), schemas_(schemas), faults_(faults) {}

  void read(Alike& made) {
    auto const& definition = made.definition;
    made.other = schemas_.find_register(definition.register_id);  // the loader has checked that it is there
    if (made.other < 0) return;
    auto const& other = schemas_.at(made.other);
    bool is_found_fast = false;
    for (auto const& [own_name, their_name] : definition.match) {
      auto const theirs = field(other, their_name, definition.where);
      if (theirs < 0) continue;
      auto const& yours = other.fields[static_cast<std::size_t>(theirs)];
      if (own_name == "id") {
        if (yours.target_register != schema_.index)
          fault(definition.where, "type", "对方的字段 " + their_name + " 不引用 " + schema_.definition.id,
                "their field '" + their_name + "' does not refer to " + schema_.definition.id);
        is_found_fast = true;
        made.match.emplace_back(kSelf, theirs);
        continue;
      }
      auto const own = field(schema_, own_name, definition.where);
      if (own < 0) continue;
      auto const& mine = schema_.fields[static_cast<std::size_t>(own)];
      if (mine.column != yours.column || mine.target_register != yours.target_register)
        fault(definition.where, "type", own_name + " 和 " + their_name + " 不是同一类字段",
              own_name + " and " + their_name + " are of different types");
      bool const leads_key = std::ranges::any_of(
          other.keys, [&](auto const& key) { return !key.empty() && key.front() == theirs; });
      is_found_fast = is_found_fast || leads_key || yours.definition.indexed || yours.target_register >= 0;
      made.match.emplace_back(own, theirs);
    }
    if (!made.match.empty() && !is_found_fast)
      fault(
          definition.where, "index",
          "对方的字段 " + definition.match.front().second + " 没有索引，加上 indexed: true",
          "none of their fields is indexed: add indexed: true to '" + definition.match.front().second + "'");
    made.from = day(other, definition.from, definition.where);
    made.until = day(other, definition.until, definition.where);
    made.near_own = day(schema_, definition.near_own, definition.where);
    made.near_theirs = day(other, definition.near_theirs, definition.where);
    made.within_theirs = day(other, definition.within_theirs, definition.where);
    made.within_from = day(schema_, definition.within_from, definition.where);
    made.within_until = day(schema_, definition.within_until, definition.where);
    bool const refuses_itself = definition.refuses && std::ranges::any_of(made.match, [](auto const& pair) {
                                  return pair.first < 0;
                                });
    if (refuses_itself)
      fault(definition.where, "self", "引用本记录的不能用来拒绝",
            "those that refer to the record cannot refuse it");
  }

 private:
  void fault(Position const& where, std::string code, std::string zh, std::string en) {
    faults_.push_back(Error::make("alike." + code, schema_.definition.name.zh + " 相近记录：" + zh,
                                  "records alike of " + schema_.definition.id + ": " + en)
                          .at(where));
  }

  FieldIndex field(Schema const& of, std::string const& name, Position const& where) {
    return named_field(of, name, "alike.field", where, faults_);
  }

  FieldIndex day(Schema const& of, std::string const& name, Position const& where) {
    if (name.empty()) return -1;
    auto const found = field(of, name, where);
    if (found >= 0 && of.fields[static_cast<std::size_t>(found)].column != store::ColumnType::date)
      fault(where, "day", "字段 " + name + " 不是日期", "the field '" + name + "' is no date");
    return found;
  }

  Schema const& schema_;
  Schemas const& schemas_;
  Errors& faults_;
};

Day const* day_in(std::span<Value const> values, FieldIndex field) {
  return field < 0 ? nullptr : std::get_if<Day>(&values[static_cast<std::size_t>(field)]);
}

// Whether one of theirs that matches is meant.
bool is_meant(Alike const& alike, std::span<Value const> values, Record const& theirs, Day today,
              expression::Context const& context) {
  if (!alike.definition.when.empty() && !alike.when.holds(theirs.values, context)) return false;
  auto const* from = day_in(theirs.values, alike.from);
  auto const* until = day_in(theirs.values, alike.until);
  if ((from != nullptr && *from > today) || (until != nullptr && *until < today)) return false;
  if (alike.near_own < 0) return true;
  auto const* own = day_in(values, alike.near_own);
  auto const* other = day_in(theirs.values, alike.near_theirs);
  return own != nullptr && other != nullptr && std::abs(*own - *other) <= alike.definition.near_days;
}

}  // namespace

void compile_alike(Schema& schema, Schemas const& schemas, expression::Environment const& environment,
                   Errors& faults) {
  CompilingAlike compiling(schema, schemas, faults);
  for (auto const& definition : schema.definition.alike) {
    auto made = std::make_shared<Alike>();
    made->definition = definition;
    compiling.read(*made);
    if (!definition.when.empty() && made->other >= 0) {
      auto compiled =
          expression::compile(definition.when, made->other, environment, expression::Type::boolean);
      if (compiled)
        made->when = std::move(*compiled);
      else
        faults.push_back(std::move(compiled.error()));
    }
    schema.alike.push_back(std::move(made));
  }
}

namespace {

// Of those that match, and lie between the own days where these are asked for. Nothing: none can.
struct Matching {
  std::string where;
  std::vector<Value> parameters;
};
std::optional<Matching> matching(Schema const& other, Alike const& alike, std::span<Value const> values,
                                 RecordId self) {
  Matching made{" FROM " + sql_name(other.table) + " WHERE withdrawn = 0", {}};
  auto const holds = [&](FieldIndex theirs, char const* how, Value const& value) {
    if (is_null(value)) return false;
    made.where +=
        " AND " + sql_name("f_" + other.fields[static_cast<std::size_t>(theirs)].definition.id) + how;
    made.parameters.push_back(value);
    return true;
  };
  for (auto const& [own, theirs] : alike.match)
    if (!holds(theirs, " = ?", own == kSelf ? Value(self) : values[static_cast<std::size_t>(own)])) return {};
  if (alike.within_theirs < 0) return made;
  bool const bounded =
      holds(alike.within_theirs, " >= ?", values[static_cast<std::size_t>(alike.within_from)]) &&
      holds(alike.within_theirs, " <= ?", values[static_cast<std::size_t>(alike.within_until)]);
  return bounded ? std::optional(std::move(made)) : std::nullopt;
}

// Of those that match, those that are meant; at most `limit`.
std::vector<RecordId> found_alike(Ledger& ledger, Schema const& schema, Alike const& alike,
                                  std::span<Value const> values, RecordId self, Day today,
                                  std::string const& limit) {
  auto const of = matching(ledger.schemas().at(alike.other), alike, values, self);
  std::vector<RecordId> found;
  if (!of) return found;
  ledger.session().scan("SELECT id" + of->where + " ORDER BY id DESC" + limit, of->parameters,
                        [&](store::Statement const& row) {
                          found.push_back(row.integer(0));
                          return true;
                        });
  auto const context = ledger.context();
  std::erase_if(found, [&](RecordId id) {
    if (id == self && alike.other == schema.index) return true;
    auto const* record = ledger.records().find(alike.other, id);
    return record == nullptr || !is_meant(alike, values, *record, today, context);
  });
  return found;
}

}  // namespace

std::vector<RecordId> alike(Ledger& ledger, Schema const& schema, Alike const& alike,
                            std::span<Value const> values, RecordId self, Day today) {
  return found_alike(ledger, schema, alike, values, self, today, " LIMIT " + std::to_string(kMost));
}

std::int64_t count_alike(Ledger& ledger, Schema const& schema, Alike const& alike,
                         std::span<Value const> values, RecordId self, Day today) {
  bool const told_by_sql = alike.definition.when.empty() && alike.from < 0 && alike.until < 0 &&
                           alike.near_own < 0 && alike.other != schema.index;
  if (!told_by_sql) return std::ssize(found_alike(ledger, schema, alike, values, self, today, ""));
  auto const of = matching(ledger.schemas().at(alike.other), alike, values, self);
  std::int64_t count = 0;
  if (of)
    ledger.session().scan("SELECT count(*)" + of->where, of->parameters, [&](store::Statement const& row) {
      count = row.integer(0);
      return true;
    });
  return count;
}

std::vector<Fault> barred_by_others(Ledger& ledger, Schema const& schema, std::span<Value const> values,
                                    RecordId self, Day today) {
  std::vector<Fault> faults;
  for (auto const& one : schema.alike) {
    if (!one->definition.refuses) continue;
    auto const found = alike(ledger, schema, *one, values, self, today);
    if (found.empty()) continue;
    auto const& other = ledger.schemas().at(one->other);
    auto const* record = ledger.records().find(one->other, found.front());
    auto const* until = record == nullptr ? nullptr : day_in(record->values, one->until);
    auto const number = record == nullptr ? std::string() : other.key_of(record->values);
    auto const last = until == nullptr ? std::string() : until->to_string();
    faults.push_back({one->match.front().first,
                      Error::make("record.barred",
                                  one->definition.message.zh + "（" + other.definition.name.zh + " " +
                                      number + (last.empty() ? "" : "，至 " + last) + "）",
                                  one->definition.message.en + " (" + other.definition.name.en + " " +
                                      number + (last.empty() ? "" : ", until " + last) + ")")
                          .hinting("请核对证件号码；确属同一人的不得登记",
                                   "check the number; of the same person it cannot be entered")});
  }
  return faults;
}

std::map<std::size_t, std::vector<Fault>> barred_rows(Ledger& ledger, Schema const& schema,
                                                      std::span<std::vector<Value> const> rows,
                                                      std::function<bool(std::size_t row)> const& is_sound,
                                                      Day today) {
  std::map<std::size_t, std::vector<Fault>> faults;
  for (auto const& one : schema.alike) {
    if (!one->definition.refuses) continue;
    auto const& other = ledger.schemas().at(one->other);
    std::vector<KeyColumn> columns;
    for (auto const& [own, theirs] : one->match) {
      auto const& field = other.fields[static_cast<std::size_t>(theirs)];
      columns.push_back({"f_" + field.definition.id, field.column});
    }
    std::vector<std::vector<Value>> keys;
    std::vector<std::size_t> owners;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (!is_sound(row)) continue;
      std::vector<Value> key;
      for (auto const& [own, theirs] : one->match) key.push_back(rows[row][static_cast<std::size_t>(own)]);
      if (std::ranges::any_of(key, is_null)) continue;
      keys.push_back(std::move(key));
      owners.push_back(row);
    }
    // Few rows meet any; of these it is asked whether what they meet holds.
    auto const met = existing(ledger.session(), other, columns, keys);
    for (std::size_t i = 0; i < met.size(); ++i) {
      if (met[i] == 0 || faults.contains(owners[i])) continue;
      auto found = barred_by_others(ledger, schema, rows[owners[i]], 0, today);
      if (!found.empty()) faults.emplace(owners[i], std::move(found));
    }
  }
  return faults;
}

}  // namespace shian::reg
