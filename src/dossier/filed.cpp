#include "dossier/filed.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "dossier/cell_parts.hpp"
#include "report/record_names.hpp"

namespace shian::dossier {
namespace {

class Reader {
 public:
  Reader(reg::Filing const& filing, report::RecordNames const& names) : filing_(filing), names_(names) {}

  [[nodiscard]] Filed read(reg::Record const& record) const {
    auto const& schema = *filing_.schema;
    Filed made;
    made.schema = &schema;
    made.record = record.id;
    made.title = text(record, filing_.title);
    if (made.title.empty()) made.title = names_.name(schema, record.values);
    made.items = parts_of(text(record, filing_.item));
    made.task = text(record, filing_.task);
    if (auto const kind = filing_.kinds.find(text(record, filing_.kind)); kind != filing_.kinds.end())
      made.kind = kind->second;
    if (auto const* const day = at<Day>(record, filing_.day)) made.day = *day;
    made.number = text(record, filing_.number);
    made.bears_number = filing_.number >= 0;
    made.hash = text(record, filing_.file);
    made.unit = schema.unit_of(record);
    made.area = schema.area_of(record.values);
    made.can_be_checked = filing_.checked >= 0;
    made.is_checked = at<Day>(record, filing_.checked) != nullptr;
    made.stated_target = text(record, filing_.target);
    if (auto const* const figure = at<Decimal>(record, filing_.figure)) made.stated = *figure;
    return made;
  }

 private:
  template <class T>
  static T const* at(reg::Record const& record, reg::FieldIndex field) {
    return field < 0 ? nullptr : std::get_if<T>(&record.values[static_cast<std::size_t>(field)]);
  }
  static std::string text(reg::Record const& record, reg::FieldIndex field) {
    auto const* const found = at<std::string>(record, field);
    return found == nullptr ? std::string() : std::string(trimmed(*found));
  }

  reg::Filing const& filing_;
  report::RecordNames const& names_;
};

}  // namespace

std::vector<Filed> filed_documents(city::City& city) {
  std::vector<Filed> documents;
  report::RecordNames const names(city, reg::Personal::masked, Language::zh);
  for (auto const& filing : city.acceptance().filings) {
    Reader const reader(filing, names);
    city.ledger().records().scan(*filing.schema, [&](reg::Record const& record) {
      auto filed = reader.read(record);
      if (filed.kind && (!filed.items.empty() || !filed.task.empty() || !filed.stated_target.empty()))
        documents.push_back(std::move(filed));
      return true;
    });
  }
  return documents;
}

bool is_about(pack::Pack const& plan, Filed const& filed, pack::AcceptanceItem const& item) {
  if (std::ranges::find(filed.items, item.id) != filed.items.end()) return true;
  if (!item.target.empty() && filed.stated_target == item.target) return true;
  if (filed.task.empty()) return false;
  if (filed.task == item.task) return true;
  if (!item.target.empty()) {
    auto const* const task = plan.find_task(filed.task);
    if (task != nullptr && std::ranges::find(task->targets, item.target) != task->targets.end()) return true;
  }
  // "U20.3" is a duty of the unit whose duties the item's task sums up.
  auto const* const task = plan.find_task(item.task);
  if (task == nullptr || task->row != 0) return false;
  auto const* const unit = plan.find_unit(task->lead);
  return unit != nullptr &&
         std::ranges::any_of(unit->duty_items, [&](pack::Duty const& duty) { return duty.id == filed.task; });
}

}  // namespace shian::dossier
