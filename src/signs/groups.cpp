#include "signs/groups.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "register/secrecy.hpp"
#include "register/tables.hpp"

namespace shian::signs {
namespace {

constexpr std::size_t kMostWaiting = 5000;

std::string column(reg::Schema const& schema, reg::FieldIndex field) {
  return reg::sql_name("f_" + schema.fields[static_cast<std::size_t>(field)].definition.id);
}

}  // namespace

Stretch stretch_of(Day day, pack::SignPeriod per) {
  switch (per) {
    case pack::SignPeriod::all:
    case pack::SignPeriod::day:
      return {day, day};
    case pack::SignPeriod::month:
      return {day.first_of_month(), day.last_of_month()};
    case pack::SignPeriod::quarter: {
      Day const first = day.first_of_month().plus_months(-((day.month() - 1) % 3));
      return {first, first.plus_months(2).last_of_month()};
    }
    case pack::SignPeriod::year:
      return {day.first_of_year(), day.last_of_year()};
  }
  return {day, day};
}

void Involved::add(reg::Schema const& schema, reg::Record const& record) {
  ++count_;
  Party const party{&schema, record.id};
  if (lowest_.schema == nullptr || (lowest_.schema == &schema && record.id < lowest_.id)) lowest_ = party;
  if (newest_.schema == nullptr || (newest_.schema == &schema && record.id > newest_.id)) newest_ = party;
  if (first_.size() < kMostRecords) first_.push_back(party);
  Owner owner{std::string(schema.unit_of(record)), std::string(schema.area_of(record.values))};
  // A unit answers once, wherever its records are from.
  auto const there = std::ranges::find_if(owners_, [&](Owner const& one) {
    return one.unit == owner.unit && (!one.unit.empty() || one.area == owner.area);
  });
  if (there == owners_.end()) {
    if (owners_.size() < kMostOwners) owners_.push_back(std::move(owner));
  } else if (there->area != owner.area) {
    there->area.clear();
  }
}

void Involved::give(Found& found) const {
  found.records = first_;
  found.total = count_;
  found.owners = owners_;
  found.newest = newest_;
  if (lowest_.schema != nullptr)
    found.key = fmt::format("{}/{}/{}", found.sign->definition.id, lowest_.schema->definition.id, lowest_.id);
}

Stream::Stream(city::City& city, reg::SignSide const& side, std::vector<reg::FieldIndex> looked_at)
    : city_(city), side_(side), read_(std::move(looked_at)) {
  auto const also = [&](std::vector<reg::FieldIndex> const& fields) {
    read_.insert(read_.end(), fields.begin(), fields.end());
  };
  also(side.by);
  also(side.fields);
  also(side.when.own_fields());
  also({side.day, side.schema->area_field, side.schema->unit_field});
  std::erase_if(read_, [](reg::FieldIndex field) { return field < 0; });
  std::ranges::sort(read_);
  read_.erase(std::ranges::unique(read_).begin(), read_.end());
}

void Stream::each(Sorted sorted, std::function<void(reg::Record const&)> const& use) const {
  auto const& schema = *side_.schema;
  std::string sql = "SELECT id, unit";
  for (auto const field : read_) sql += ", " + column(schema, field);
  sql += " FROM " + reg::sql_name(schema.table) + " WHERE withdrawn = 0";
  auto const open = reg::open_records(schema);
  if (!open.sql.empty()) sql += " AND " + open.sql;
  sql += " ORDER BY ";
  if (sorted == Sorted::by_group) {
    for (auto const field : side_.by) sql += column(schema, field) + ", ";
    if (side_.day >= 0) sql += column(schema, side_.day) + ", ";
  }
  sql += "id";
  auto const evaluated = context();
  reg::Record record;
  record.values.resize(schema.fields.size());
  city_.session().scan(sql, open.parameters, [&](store::Statement const& row) {
    record.id = row.integer(0);
    record.unit = row.text(1);
    for (std::size_t i = 0; i < read_.size(); ++i) {
      auto const field = static_cast<std::size_t>(read_[i]);
      record.values[field] = row.value(static_cast<int>(i) + 2, schema.fields[field].column);
    }
    if (side_.when.empty() || side_.when.holds(record.values, evaluated)) use(record);
    return true;
  });
}

void Stream::each_group(pack::SignPeriod per, Steps const& steps) const {
  Group group;
  bool is_open = false;
  auto const close = [&] {
    if (is_open) steps.end(group);
    is_open = false;
  };
  each(Sorted::by_group, [&](reg::Record const& record) {
    std::optional<Stretch> stretch;
    if (per != pack::SignPeriod::all) {
      auto const day = day_at(record, side_.day);
      if (!day) return;
      stretch = stretch_of(*day, per);
    }
    if (std::ranges::any_of(side_.by, [&](auto field) { return is_null(at(record, field)); })) return;
    bool const is_same = is_open && group.stretch.has_value() == stretch.has_value() &&
                         (!stretch || stretch->from == group.stretch->from) &&
                         std::ranges::equal(group.by, side_.by, [&](Value const& value, auto field) {
                           return value == at(record, field);
                         });
    if (!is_same) {
      close();
      group.by.clear();
      for (auto const field : side_.by) group.by.push_back(at(record, field));
      group.stretch = stretch;
      is_open = true;
      steps.begin(group);
    }
    steps.use(record);
  });
  close();
}

std::optional<Decimal> number_at(reg::Record const& record, reg::FieldIndex field) {
  auto const& value = at(record, field);
  if (auto const* const whole = std::get_if<std::int64_t>(&value)) return Decimal(*whole);
  if (auto const* const number = std::get_if<Decimal>(&value)) return *number;
  return std::nullopt;
}

std::optional<Day> day_at(reg::Record const& record, reg::FieldIndex field) {
  if (field < 0) return std::nullopt;
  if (auto const* const day = std::get_if<Day>(&at(record, field))) return *day;
  return std::nullopt;
}

void give_group(Group const& group, reg::SignSide const& side, Found& found) {
  for (std::size_t i = 0; i < group.by.size(); ++i)
    found.common.push_back({side.schema, side.by[i], group.by[i]});
  if (!group.stretch) return;
  found.from = group.stretch->from;
  found.until = group.stretch->until;
}

std::string joined(std::span<Value const> values) {
  std::string text;
  for (auto const& value : values) text += canonical(value) + '\x1f';
  return text;
}

std::optional<std::string> joined(reg::Record const& record, std::span<reg::FieldIndex const> fields) {
  std::string text;
  for (auto const field : fields) {
    if (field == reg::kItself) {
      text += std::to_string(record.id) + '\x1f';
      continue;
    }
    if (is_null(at(record, field))) return std::nullopt;
    text += canonical(at(record, field)) + '\x1f';
  }
  return text;
}

void Candidates::add(Found found) {
  if (found.chance > alpha_) return;
  waiting_.push_back(std::move(found));
  if (waiting_.size() < 2 * kMostWaiting) return;
  std::ranges::stable_sort(waiting_, {}, &Found::chance);
  waiting_.resize(kMostWaiting);
}

void Candidates::give(Outcome& outcome) {
  std::ranges::stable_sort(waiting_, {}, &Found::chance);
  for (auto& found : waiting_)
    if (found.chance * static_cast<double>(outcome.tally.judged) <= alpha_) raise(outcome, std::move(found));
  waiting_.clear();
}

void raise(Outcome& outcome, Found found) {
  ++outcome.tally.raised;
  if (outcome.found.size() < kMostFound) outcome.found.push_back(std::move(found));
}

std::string percent(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? "0%"
                    : fmt::format("{:.1f}%", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string chance_text(double chance) {
  constexpr double kSmallest = 1e-15;
  return chance < kSmallest ? "< 1e-15" : fmt::format("{:.1e}", chance);
}

}  // namespace shian::signs
