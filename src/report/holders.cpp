#include "report/holders.hpp"

#include <algorithm>

namespace shian::report {
namespace {

// The unit that an entry of the journal puts into the record, "" for none; nothing: it says nothing of it.
std::optional<std::string> unit_said(reg::Schema const& schema, reg::Layouts& layouts,
                                     reg::JournalEntry const& entry) {
  auto const* fields = layouts.fields(entry.layout);
  if (fields == nullptr) return std::nullopt;
  auto const& id = schema.fields[static_cast<std::size_t>(schema.unit_field)].definition.id;
  auto const at = static_cast<std::size_t>(std::ranges::find(*fields, id) - fields->begin());
  if (entry.action == reg::Action::create) {
    auto const values = reg::decode_image(entry.body);
    return at < values.size() ? values[at] : std::string();
  }
  if (entry.action != reg::Action::correct) return std::nullopt;
  for (auto const& change : reg::decode_changes(entry.body))
    if (static_cast<std::size_t>(change.field) == at) return change.after;
  return std::nullopt;
}

}  // namespace

std::vector<Holder> holders_of(city::City& city, reg::Schema const& schema, reg::Record const& record,
                               std::span<reg::TakenStep const> taken) {
  if (schema.unit_field < 0) return {{record.unit, std::nullopt}};  // whoever entered it keeps it
  reg::Layouts layouts(city.session());
  std::vector<Holder> made;
  for (auto const& entry : reg::history(city.session(), schema, record.id)) {
    auto unit = unit_said(schema, layouts, entry);
    if (!unit) continue;
    if (unit->empty()) unit = record.unit;
    if (!made.empty() && made.back().unit == *unit) continue;
    auto const step = std::ranges::find(taken, entry.seq, &reg::TakenStep::entry);
    auto const day = step != taken.end() ? step->day : entry.at.day(city.utc_offset_minutes());
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
