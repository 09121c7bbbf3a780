#include "report/running_limits.hpp"

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
    }
    made.items.push_back(std::move(item));
  }
  return made;
}

}  // namespace

RunningLimits running_limits(city::City& city, LimitsQuestion const& question) {
  return {due_records(city, question, std::nullopt, question.as_of - 1),
          due_records(city, question, question.as_of, question.as_of + question.days)};
}

}  // namespace shian::report
