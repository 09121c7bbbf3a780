#include "dossier/filed.hpp"

#include <algorithm>
#include <set>

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

// Documents that are found in several ways are told once.
class Gathering {
 public:
  template <class ByName>
  void add(ByName const& index, std::string const& name) {
    if (auto const found = index.find(name); found != index.end())
      documents_.insert(found->second.begin(), found->second.end());
  }
  [[nodiscard]] std::vector<std::size_t> in_order() const { return {documents_.begin(), documents_.end()}; }

 private:
  std::set<std::size_t> documents_;
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

DocumentIndex::DocumentIndex(pack::Pack const& plan, std::span<Filed const> documents) : plan_(plan) {
  for (std::size_t i = 0; i < documents.size(); ++i) {
    auto const& filed = documents[i];
    for (auto const& item : filed.items) by_item_[item].push_back(i);
    if (!filed.task.empty()) by_task_[filed.task].push_back(i);
    if (!filed.stated_target.empty()) by_target_[filed.stated_target].push_back(i);
  }
}

std::vector<std::size_t> DocumentIndex::about(pack::AcceptanceItem const& item) const {
  Gathering found;
  found.add(by_item_, item.id);
  found.add(by_task_, item.task);
  if (!item.target.empty()) {
    found.add(by_target_, item.target);
    for (auto const& task : plan_.tasks)
      if (std::ranges::find(task.targets, item.target) != task.targets.end()) found.add(by_task_, task.id);
  }
  // "U20.3" is a duty of the unit whose duties the item's task sums up.
  if (auto const* const task = plan_.find_task(item.task); task != nullptr && task->row == 0)
    if (auto const* const unit = plan_.find_unit(task->lead))
      for (auto const& duty : unit->duty_items) found.add(by_task_, duty.id);
  return found.in_order();
}

std::vector<std::size_t> DocumentIndex::stating(std::span<std::string const> targets) const {
  Gathering found;
  for (auto const& target : targets) found.add(by_target_, target);
  return found.in_order();
}

}  // namespace shian::dossier
