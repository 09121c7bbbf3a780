#include "dossier/items.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/text.hpp"
#include "dossier/own_list.hpp"

namespace shian::dossier {
namespace {

using pack::AcceptanceItem;
using pack::ProofKind;

Text same(std::string const& text) { return {text, text}; }

// What the item takes from the plan where it says nothing of its own.
void fill_from_plan(pack::Pack const& plan, AcceptanceItem& item) {
  auto const name_is = [&](Text name) {
    if (item.name.empty()) item.name = std::move(name);
  };
  auto const text_is = [&](std::string const& text) {
    if (item.text.empty()) item.text = text;
  };
  std::vector<std::string> units;
  if (auto const* const task = plan.find_task(item.task)) {
    auto const row = std::to_string(task->row);
    name_is(task->row == 0
                ? task->key_task
                : Text{"第" + row + "项　" + task->key_task.zh, "Row " + row + ": " + task->key_task.en});
    text_is(task->measure);
    // The lead answers for the whole, so it stands first.
    if (!task->lead.empty()) units.push_back(task->lead);
    for (auto const& unit : task->units)
      if (unit != task->lead) units.push_back(unit);
  }
  if (auto const* const target = plan.find_target(item.target)) {
    name_is({target->id + "　" + target->subject.zh, target->id + " " + target->subject.en});
    text_is(target->wording);
    units = target->units;
  }
  if (auto const found = std::ranges::find(plan.safeguards, item.safeguard, &pack::Safeguard::id);
      found != plan.safeguards.end()) {
    name_is(same(found->name));
    text_is(found->text);
  }
  if (auto const phase = std::ranges::find(plan.phases, item.phase, &pack::Phase::id);
      phase != plan.phases.end() && item.deliverable > 0) {
    name_is(same(phase->deliverables[static_cast<std::size_t>(item.deliverable - 1)]));
    text_is(phase->text);
  }
  if (item.units.empty()) item.units = std::move(units);
  if (item.years.empty()) item.years = plan.acceptance.years;
}

void fill_proofs(pack::Pack const& plan, AcceptanceItem& item) {
  auto const* const task = plan.find_task(item.task);
  for (auto& proof : item.proofs) {
    if (proof.kind == ProofKind::ledger && proof.registers.empty() && task != nullptr)
      proof.registers = task->registers;
    if (proof.kind != ProofKind::statistics || !proof.targets.empty()) continue;
    if (!item.target.empty())
      proof.targets = {item.target};
    else if (task != nullptr)
      proof.targets = task->targets;
  }
}

// Puts each item behind the one above it, in the list's order. What stands in a circle, or below what is not
// there, is told and left out.
void arrange(std::vector<AcceptanceItem> given, ItemList& list) {
  std::map<std::string, std::vector<std::size_t>, std::less<>> below;
  std::set<std::string, std::less<>> known;
  for (auto const& item : given) known.insert(item.id);
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!given[i].parent.empty() && !known.contains(given[i].parent)) {
      list.faults.push_back(
          Error::make(
              "dossier.parent", "条目 " + given[i].id + "：没有上级条目 " + given[i].parent,
              "item " + given[i].id + ": there is no item " + given[i].parent + " for it to stand below")
              .hinting("补上该条目，或改正上级编号", "add that item, or correct the number"));
      continue;
    }
    below[given[i].parent].push_back(i);
  }
  std::vector<std::uint8_t> placed(given.size(), 0);
  std::function<void(std::string const&, int, int)> const place = [&](std::string const& parent, int above,
                                                                      int depth) {
    auto const found = below.find(parent);
    if (found == below.end()) return;
    for (auto const i : found->second) {
      if (placed[i] != 0) continue;
      placed[i] = 1;
      list.items.push_back({given[i], above, depth});
      place(given[i].id, static_cast<int>(list.items.size()) - 1, depth + 1);
    }
  };
  place("", -1, 0);
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (placed[i] != 0 || (!given[i].parent.empty() && !known.contains(given[i].parent))) continue;
    list.faults.push_back(
        Error::make("dossier.cycle", "条目 " + given[i].id + " 的上级绕成一圈，或在缺失的条目之下",
                    "item " + given[i].id + " stands in a circle of items, or below one that is missing")
            .hinting("改正上级编号", "correct what it stands below"));
  }
}

}  // namespace

Item const* ItemList::find(std::string_view item) const {
  auto const found = std::ranges::find_if(items, [&](Item const& one) { return one.definition.id == item; });
  return found == items.end() ? nullptr : &*found;
}

std::vector<std::string> list_ids(city::City& city) {
  std::vector<std::string> ids;
  if (!city.pack().acceptance.items.empty()) ids.emplace_back(kPlanList);
  for (auto& name : own_list_names(city)) ids.push_back(std::move(name));
  return ids;
}

Expected<ItemList> item_list(city::City& city, std::string_view id) {
  auto const& plan = city.pack();
  ItemList list;
  std::vector<AcceptanceItem> given;
  auto const lists = list_ids(city);
  if (std::ranges::find(lists, id) == lists.end()) {
    auto error = Error::make("dossier.list", "没有验收清单“" + std::string(id) + "”",
                             "there is no list of items '" + std::string(id) + "'");
    std::string known;
    for (auto const& one : lists) known += (known.empty() ? "" : "、") + one;
    return std::unexpected(std::move(error).hinting(
        known.empty() ? "方案包没有验收条目，可把细则表导入台账“验收条目”" : "现有：" + known,
        known.empty() ? "the pack has no items; load a table of them into the register"
                      : "there are: " + known));
  }
  list.id = std::string(id);
  if (id == kPlanList) {
    list.name = plan.acceptance.name;
    given = plan.acceptance.items;
  } else {
    list.name = same(list.id);
    given = own_items(city, id, list.faults);
  }
  for (auto& item : given) {
    fill_from_plan(plan, item);
    fill_proofs(plan, item);
  }
  arrange(std::move(given), list);
  return list;
}

}  // namespace shian::dossier
