#include "pack/model.hpp"

#include <algorithm>

namespace shian::pack {
namespace {

template <class T>
T const* find(std::vector<T> const& items, std::string_view id) {
  auto const found = std::find_if(items.begin(), items.end(), [&](T const& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

Register const* Pack::find_register(std::string_view wanted) const { return find(registers, wanted); }
Lifecycle const* Pack::find_lifecycle(std::string_view of_register) const {
  return find(lifecycles, of_register);
}
LifecycleState const* Lifecycle::find_state(std::string_view wanted) const { return find(states, wanted); }
Indicator const* Pack::find_indicator(std::string_view wanted) const { return find(indicators, wanted); }
Unit const* Pack::find_unit(std::string_view wanted) const {
  auto const* unit = find(units, wanted);
  return unit != nullptr ? unit : find(bodies, wanted);
}
Area const* Pack::find_area(std::string_view wanted) const { return find(areas, wanted); }
Target const* Pack::find_target(std::string_view wanted) const { return find(targets, wanted); }
Task const* Pack::find_task(std::string_view wanted) const { return find(tasks, wanted); }
Questionnaire const* Pack::find_questionnaire(std::string_view wanted) const {
  return find(questionnaires, wanted);
}

}  // namespace shian::pack
