#include "report/running_limits.hpp"

#include <algorithm>

#include "register/lifecycle.hpp"
#include "report/record_names.hpp"

namespace shian::report {
namespace {

DueRecords due_records(city::City& city, LimitsQuestion const& question, std::optional<Day> from, Day until) {
  RecordNames const names(city, reg::Personal::masked, question.language);
  auto const context = city.ledger().context();
  DueRecords made;
  made.total = reg::count_running_clocks(city.session(), question.whose, from, until);
  for (auto const& running :
       reg::running_clocks(city.session(), city.schemas(), question.whose, from, until, question.listed)) {
    auto const* record = city.ledger().records().find(running.schema->index, running.record);
    if (record == nullptr) continue;
    DueRecord item;
    item.schema = running.schema;
    item.id = running.record;
    item.name = names.name(*running.schema, record->values);
    item.limit = running.clock;
    item.due = running.due;
    for (auto const& face : running.schema->lifecycle->faces(record->values, context, clock::Explain::no)) {
      if (face.clock != running.clock || !face.due || !*face.due) continue;
      item.start = face.start;
      item.clock = (*face.due)->clock;
      item.provisional = (*face.due)->provisional;
      item.due_at = (*face.due)->at;
      item.is_over = is_over(city, **face.due, question.as_of);
    }
    made.items.push_back(std::move(item));
  }
  return made;
}

}  // namespace

bool is_over(city::City const& city, clock::Due const& due, Day today) {
  if (due.day != today || !due.at) return due.day < today;
  auto const now = Timestamp::now();
  return now.day(city.utc_offset_minutes()) == today && *due.at < now;
}

RunningLimits running_limits(city::City& city, LimitsQuestion const& question) {
  RunningLimits made;
  made.late = due_records(city, question, std::nullopt, question.as_of - 1);
  made.due_soon = due_records(city, question, question.as_of, question.as_of + question.days);
  auto const& listed = made.due_soon.items;
  made.due_today = std::ranges::count(listed, question.as_of, &DueRecord::due);
  // The soonest are listed first: only where all that is listed ends today may there be more that does.
  bool const may_be_more = made.due_today == std::ssize(listed) && made.due_today < made.due_soon.total;
  if (may_be_more)
    made.due_today =
        reg::count_running_clocks(city.session(), question.whose, question.as_of, question.as_of);
  return made;
}

}  // namespace shian::report
