#include "dossier/acceptance_text.hpp"

#include <algorithm>

#include "report/board.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

namespace shian::dossier {
namespace {

report::Paint paint_of(ItemState state) {
  switch (state) {
    case ItemState::proved:
      return report::Paint::good;
    case ItemState::lacking:
      return report::Paint::bad;
    case ItemState::heading:
    case ItemState::not_yet:
      break;
  }
  return report::Paint::none;
}

}  // namespace

std::string acceptance_text(city::City& city, Acceptance const& acceptance, Shown const& shown,
                            Language language, report::Terminal const& terminal) {
  bool const zh = language == Language::zh;
  auto const told = acceptance_json(city, acceptance, shown);
  std::string text = acceptance.list.name.in(language) + "  " + acceptance.as_of.to_string() + "\n";
  if (city.has_simulated_records()) text += report::simulated_notice().in(language) + "\n";
  for (auto const& fault : acceptance.list.faults) text += "! " + fault.to_string(language) + "\n";
  auto const count = [&](char const* state) { return std::to_string(told["counts"][state].get<int>()); };
  text += zh ? "齐全 " + count("proved") + "，有缺 " + count("lacking") + "，未到年度 " + count("not_yet") +
                   "\n\n"
             : count("proved") + " complete, " + count("lacking") + " lacking, " + count("not_yet") +
                   " not yet\n\n";
  using report::Align;
  report::Table items({{zh ? "条目" : "Item"},
                       {zh ? "内容" : "What", Align::left, 0, 24},
                       {zh ? "责任单位" : "Unit", Align::left, 2, 14},
                       {zh ? "状态" : "State"},
                       {zh ? "缺项" : "Gaps", Align::right}});
  report::Table gaps({{zh ? "条目" : "Item"},
                      {zh ? "单位" : "Unit", Align::left, 2, 14},
                      {zh ? "缺什么" : "Lacking", Align::left, 0, 40},
                      {zh ? "下一步" : "Next", Align::left, 1, 30}});
  for (auto const& item : told["items"]) {
    auto const* const found = acceptance.list.find(item["id"].get<std::string>());
    auto const index = static_cast<std::size_t>(found - acceptance.list.items.data());
    auto const& standing = acceptance.items[index];
    auto const& definition = found->definition;
    if (standing.state == ItemState::heading) {
      items.add_heading(definition.id + " " + definition.name.in(language));
      continue;
    }
    auto const unit = definition.units.empty()
                          ? std::string()
                          : report::unit_name(city.pack(), definition.units.front()).in(language);
    auto const number = item["gaps"].get<std::size_t>();
    items.add({definition.id, definition.name.in(language), unit,
               report::Cell(text_of(standing.state).in(language), paint_of(standing.state)),
               number == 0 ? "" : std::to_string(number)});
    for (auto const& proof : standing.proofs)
      for (auto const& gap : proof.gaps)
        if (shown.unit.empty() || gap.unit == shown.unit)
          gaps.add({definition.id,
                    gap.unit.empty() ? "" : report::unit_name(city.pack(), gap.unit).in(language),
                    gap.what.in(language), gap.next.in(language)});
  }
  text += items.render(terminal);
  if (!gaps.empty()) text += "\n" + std::string(zh ? "缺项" : "Gaps") + "\n" + gaps.render(terminal);
  return text;
}

}  // namespace shian::dossier
