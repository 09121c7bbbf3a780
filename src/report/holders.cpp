#include "report/holders.hpp"

#include <algorithm>
#include <map>

#include "register/steps.hpp"

namespace shian::report {
namespace {

// The unit that an entry of the journal makes the holder; nothing: it says nothing of it.
std::optional<std::string> unit_said(reg::Schema const& schema, reg::Layouts& layouts,
                                     reg::JournalEntry const& entry) {
  auto const* fields = layouts.fields(entry.layout);
  if (fields == nullptr || schema.unit_field < 0) return std::nullopt;
  auto const& id = schema.fields[static_cast<std::size_t>(schema.unit_field)].definition.id;
  auto const at = static_cast<std::size_t>(std::ranges::find(*fields, id) - fields->begin());
  if (entry.action == reg::Action::create) {
    auto const values = reg::decode_image(entry.body);
    if (at < values.size() && !values[at].empty()) return values[at];
    return entry.author.unit;
  }
  if (entry.action != reg::Action::correct) return std::nullopt;
  for (auto const& change : reg::decode_changes(entry.body))
    if (static_cast<std::size_t>(change.field) == at) return change.after;
  return std::nullopt;
}

}  // namespace

std::vector<Holder> holders_of(city::City& city, reg::Schema const& schema, reg::Record const& record) {
  std::map<std::int64_t, Day> acts;  // by journal entry
  for (auto const& taken : reg::taken_steps(city.session(), schema, record.id)) acts[taken.entry] = taken.day;
  reg::Layouts layouts(city.session());
  std::vector<Holder> made;
  for (auto const& entry : reg::history(city.session(), schema, record.id)) {
    auto unit = unit_said(schema, layouts, entry);
    if (!unit || (!made.empty() && made.back().unit == *unit)) continue;
    auto const act = acts.find(entry.seq);
    auto const day = act != acts.end() ? act->second : entry.at.day(city.utc_offset_minutes());
    std::optional<Day> from;
    if (!made.empty()) from = std::max(day, made.back().from.value_or(day));  // typed days may run backwards
    made.push_back({std::move(*unit), from});
  }
  if (made.empty()) made.push_back({std::string(schema.unit_of(record)), std::nullopt});
  return made;
}

std::vector<Share> shares_of(std::vector<Holder> const& holders, reg::ClockFace const& face, Day today,
                             clock::Calendar const& calendar) {
  std::vector<Share> shares;
  if (!face.start || !face.due || !*face.due) return shares;
  auto const end = face.act.value_or(today);
  for (std::size_t i = 0; i < holders.size(); ++i) {
    auto const from = std::max(holders[i].from.value_or(*face.start), *face.start);
    auto const until = i + 1 < holders.size() ? std::min(*holders[i + 1].from, end) : end;
    auto const days = [&](Day first) {
      return first < until ? calendar.working_days_between(first, until) : 0;
    };
    auto share = std::ranges::find(shares, holders[i].unit, &Share::unit);
    if (share == shares.end()) share = shares.insert(shares.end(), {holders[i].unit, 0, 0});
    share->working_days += days(from);
    share->late_working_days += days(std::max(from, (*face.due)->day));
  }
  return shares;
}

}  // namespace shian::report
