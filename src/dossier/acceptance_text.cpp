#include "dossier/acceptance_text.hpp"

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

std::string acceptance_text(city::City& city, Acceptance const& acceptance, Overview const& overview,
                            Language language, report::Terminal const& terminal) {
  bool const zh = language == Language::zh;
  std::string text = acceptance.list.name.in(language) + "  " + acceptance.as_of.to_string() + "\n";
  if (city.has_simulated_records()) text += report::simulated_notice().in(language) + "\n";
  for (auto const& fault : acceptance.list.faults) text += "! " + fault.to_string(language) + "\n";
  std::string counts;
  for (auto const& [state, number] : overview.items) {
    auto const word = text_of(state).in(language);
    counts += (counts.empty() ? ""
               : zh           ? "，"
                              : ", ") +
              (zh ? word + " " + std::to_string(number) : std::to_string(number) + " " + word);
  }
  text += counts + "\n\n";
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
  for (auto const& line : overview.lines) {
    auto const& standing = acceptance.items[line.item];
    auto const& definition = acceptance.list.items[line.item].definition;
    if (standing.state == ItemState::heading) {
      items.add_heading(definition.id + " " + definition.name.in(language));
      continue;
    }
    auto const unit = definition.units.empty()
                          ? std::string()
                          : report::unit_name(city.pack(), definition.units.front()).in(language);
    items.add({definition.id, definition.name.in(language), unit,
               report::Cell(text_of(standing.state).in(language), paint_of(standing.state)),
               line.gaps == 0 ? "" : std::to_string(line.gaps)});
    for (auto const& proof : standing.proofs)
      for (auto const& gap : proof.gaps)
        if (overview.tells(gap))
          gaps.add({definition.id,
                    gap.unit.empty() ? "" : report::unit_name(city.pack(), gap.unit).in(language),
                    gap.what.in(language), gap.next.in(language)});
  }
  text += items.render(terminal);
  if (!gaps.empty()) text += "\n" + std::string(zh ? "缺项" : "Gaps") + "\n" + gaps.render(terminal);
  return text;
}

}  // namespace shian::dossier
