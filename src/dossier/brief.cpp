#include "dossier/brief.hpp"

#include "dossier/proved.hpp"

namespace shian::dossier {
namespace {

// Nothing where the pack has no such list.
std::optional<report::BriefAcceptance> counts_on(city::City& city, Day as_of) {
  auto list = item_list(city, kPlanList);
  if (!list || list->items.empty()) return std::nullopt;
  auto const overview = overview_of(stand(city, std::move(*list), as_of));
  report::BriefAcceptance counts;
  counts.proved = overview.items.at(ItemState::proved);
  counts.lacking = overview.items.at(ItemState::lacking);
  counts.not_yet = overview.items.at(ItemState::not_yet);
  for (auto const& line : overview.lines) counts.gaps += line.gaps;
  return counts;
}

}  // namespace

report::Brief brief_on(city::City& city, Day as_of) {
  return report::read_brief(city, as_of, counts_on(city, as_of));
}

}  // namespace shian::dossier
