#include "survey/allocation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace shian::survey {
namespace {

// Shares `total` among those that are `open`, by size.
void share_out(std::int64_t total, std::span<std::int64_t const> sizes, std::vector<bool> const& open,
               std::vector<std::int64_t>& planned) {
  std::int64_t whole = 0, left = total;
  for (std::size_t i = 0; i < sizes.size(); ++i)
    if (open[i]) whole += sizes[i];
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (!open[i]) continue;
    planned[i] = total * sizes[i] / whole;
    left -= planned[i];
    remainders.emplace_back(-(total * sizes[i] % whole), i);
  }
  std::ranges::sort(remainders);  // the largest first; of equal ones the first town
  for (std::size_t i = 0; left > 0; ++i, --left) ++planned[remainders[i].second];
}

}  // namespace

std::int64_t needed_answers(Decimal margin, Decimal expected, Decimal design_effect) {
  constexpr double kZ = 1.959964;
  double const p = expected.to_double() / 100, d = margin.to_double() / 100;
  SHIAN_ASSERT(p > 0 && p < 1 && d > 0);
  return static_cast<std::int64_t>(std::ceil(kZ * kZ * p * (1 - p) / (d * d) * design_effect.to_double()));
}

Expected<Allocation> allocate(std::int64_t total, std::int64_t least,
                              std::span<std::optional<std::int64_t> const> sizes) {
  auto const strata = static_cast<std::int64_t>(sizes.size());
  if (strata == 0)
    return std::unexpected(Error::make("survey.strata", "调查还没有镇街", "the survey has no towns yet")
                               .hinting("在“调查样本”里一个镇街登记一行",
                                        "enter one row a town in the register of samples (survey_stratum)"));
  if (least * strata > total)
    return std::unexpected(
        Error::make("survey.least",
                    "计划样本 " + std::to_string(total) + " 不够 " + std::to_string(strata) + " 个镇街各 " +
                        std::to_string(least) + " 份",
                    std::to_string(total) + " planned answers do not give " + std::to_string(least) +
                        " to each of " + std::to_string(strata) + " towns")
            .hinting("计划样本至少 " + std::to_string(least * strata) + "，或降低每镇街的最少样本",
                     "plan at least " + std::to_string(least * strata) + ", or lower the least in a town"));
  Allocation made;
  made.is_proportional = std::ranges::all_of(sizes, [](auto const& size) { return size.has_value(); });
  std::vector<std::int64_t> known;
  for (auto const& size : sizes) known.push_back(made.is_proportional ? *size : 1);
  made.planned.assign(sizes.size(), 0);
  std::vector<bool> open(sizes.size(), true);
  auto left = total;
  // Towns below the least get it, and the others share the rest: until none is below it any more.
  for (bool again = true; again;) {
    again = false;
    if (std::ranges::find(open, true) == open.end()) break;
    share_out(left, known, open, made.planned);
    auto const rest = left;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (!open[i] || made.planned[i] >= least) continue;
      made.planned[i] = least;
      open[i] = false;
      again = true;
    }
    left = total;
    for (std::size_t i = 0; i < open.size(); ++i)
      if (!open[i]) left -= made.planned[i];
    SHIAN_ASSERT(left >= 0 && left <= rest);
  }
  return made;
}

}  // namespace shian::survey
