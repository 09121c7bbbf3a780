// The items that an acceptance goes by: the list of the pack, or one that the office loaded from a table.
#pragma once

#include <string>
#include <vector>

#include "city/city.hpp"

namespace shian::dossier {

/// An item with everything filled in that it takes from what it is about: name, text, units, years, registers
/// of its ledgers, targets of its statistics.
struct Item {
  pack::AcceptanceItem definition;
  int above = -1;  // index of the item it stands below
  int depth = 0;
};

struct ItemList {
  std::string id;  // "plan", or what the office calls its list
  Text name;
  std::vector<Item> items;  // in the list's order; an item stands after the one above it
  Errors faults;            // of an own list: it cannot be frozen with them

  [[nodiscard]] Item const* find(std::string_view item) const;
};

inline constexpr std::string_view kPlanList = "plan";

/// Which lists there are, the plan's first. Reads the register of own lists.
[[nodiscard]] std::vector<std::string> list_ids(city::City& city);

/// Errors: there is no such list, with the nearest name. Faults of an own list (an item above that is not
/// there, a circle, names that lead nowhere) are within it, each with the number of its item.
[[nodiscard]] Expected<ItemList> item_list(city::City& city, std::string_view id);

}  // namespace shian::dossier
