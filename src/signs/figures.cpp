#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "signs/looking.hpp"
#include "signs/statistics.hpp"

namespace shian::signs {
namespace {

// The digit at the last place that people write; what stands beyond it is cut. None for what is too small to
// have been written so.
std::optional<int> last_digit(reg::Record const& record, reg::Sign const& sign) {
  auto const number = number_at(record, sign.own.fields.front());
  if (!number || number->is_zero()) return std::nullopt;
  auto const size = number->sign() < 0 ? number->negated() : *number;
  if (size < sign.exact("from")) return std::nullopt;
  auto const places = static_cast<int>(sign.whole("places"));
  std::int64_t digits = size.mantissa();
  if (size.scale() < places) return 0;  // written shorter: it ends in nothing
  for (int beyond = size.scale(); beyond > places; --beyond) digits /= 10;
  return static_cast<int>(digits % 10);
}

struct Digits {
  std::array<std::int64_t, 10> counts{};
  std::int64_t all = 0;
  Involved involved;
  Involved round;
};

using Judge = std::function<void(Group const&, Digits const&)>;

void each_of_digits(Looking const& looking, Outcome& outcome, Judge const& judge) {
  auto const& sign = looking.sign;
  Stream const stream(looking.city, sign.own);
  Digits digits;
  stream.each_group(sign.definition.per, {[&](Group const&) { digits = {}; },
                                          [&](reg::Record const& record) {
                                            auto const digit = last_digit(record, sign);
                                            if (!digit) return;
                                            ++digits.all;
                                            ++digits.counts.at(static_cast<std::size_t>(*digit));
                                            digits.involved.add(*sign.own.schema, record);
                                            if (*digit % 5 == 0) digits.round.add(*sign.own.schema, record);
                                          },
                                          [&](Group const& group) {
                                            if (digits.all < sign.whole("least")) {
                                              ++outcome.tally.too_few;
                                              return;
                                            }
                                            ++outcome.tally.judged;
                                            judge(group, digits);
                                          }});
}

}  // namespace

Outcome look_for_round_figures(Looking const& looking) {
  auto const& sign = looking.sign;
  Outcome outcome{{&sign}, {}};
  Candidates candidates(sign);
  each_of_digits(looking, outcome, [&](Group const& group, Digits const& digits) {
    auto const round = digits.counts[0] + digits.counts[5];
    if (static_cast<double>(round) < sign.number("share") * static_cast<double>(digits.all)) return;
    Found found = found_by(sign);
    found.chance = binomial_at_least(digits.all, round, sign.number("expected"));
    digits.round.give(found);
    give_group(group, sign.own, found);
    auto const expected = fmt::format("{:.0f}%", sign.number("expected") * 100);
    found.figures = {{{"数值个数", "figures"}, std::to_string(digits.all)},
                     {{"以 0 或 5 结尾", "ending in 0 or 5"}, std::to_string(round)},
                     {{"占比", "share"}, percent(round, digits.all)},
                     {{"通常占比", "usual share"}, expected},
                     {{"偶然出现的概率", "chance"}, chance_text(found.chance)}};
    found.why = {fmt::format("{} 个数中有 {} 个以 0 或 5 结尾（{}，通常约 {}）。", digits.all, round,
                             percent(round, digits.all), expected),
                 fmt::format("of {} figures {} end in 0 or 5 ({}; usually about {}).", digits.all, round,
                             percent(round, digits.all), expected)};
    candidates.add(std::move(found));
  });
  candidates.give(outcome);
  return outcome;
}

Outcome look_for_digit_heaps(Looking const& looking) {
  auto const& sign = looking.sign;
  Outcome outcome{{&sign}, {}};
  Candidates candidates(sign);
  each_of_digits(looking, outcome, [&](Group const& group, Digits const& digits) {
    auto const statistic = even_digits_statistic(digits.counts);
    Found found = found_by(sign);
    found.chance = chi_square_at_least(statistic, kDigitDegrees);
    auto const most = std::ranges::max_element(digits.counts);
    auto const digit = most - digits.counts.begin();
    digits.involved.give(found);
    give_group(group, sign.own, found);
    found.figures = {{{"数值个数", "figures"}, std::to_string(digits.all)},
                     {{"最多的末位数字", "commonest last digit"}, std::to_string(digit)},
                     {{"它的占比（均匀时 10%）", "its share (10% when even)"}, percent(*most, digits.all)},
                     {{"卡方（自由度 9）", "chi-square, 9 degrees"}, fmt::format("{:.1f}", statistic)},
                     {{"偶然出现的概率", "chance"}, chance_text(found.chance)}};
    found.why = {fmt::format("{} 个数的末位数字不均匀：{} 占 {}（均匀时约 10%），卡方 {:.1f}。", digits.all,
                             digit, percent(*most, digits.all), statistic),
                 fmt::format("the last digits of {} figures are uneven: {} makes {} (about 10% when even), "
                             "chi-square {:.1f}.",
                             digits.all, digit, percent(*most, digits.all), statistic)};
    candidates.add(std::move(found));
  });
  candidates.give(outcome);
  return outcome;
}

// Against the median of all groups: what is usual here is told from the records themselves.
Outcome look_for_regularity(Looking const& looking) {
  auto const& sign = looking.sign;
  Outcome outcome{{&sign}, {}};
  Stream const stream(looking.city, sign.own);
  auto const field = sign.own.fields.front();
  auto const least = sign.whole("least");
  Spread spread;
  Involved involved;
  auto const each = [&](std::function<void(Group const&)> const& end) {
    stream.each_group(sign.definition.per, {[&](Group const&) {
                                              spread = {};
                                              involved = {};
                                            },
                                            [&](reg::Record const& record) {
                                              auto const number = number_at(record, field);
                                              if (!number) return;
                                              spread.add(number->to_double());
                                              involved.add(*sign.own.schema, record);
                                            },
                                            end});
  };
  std::vector<double> usual;
  each([&](Group const&) {
    if (spread.count() < least || spread.mean() == 0)
      ++outcome.tally.too_few;
    else
      usual.push_back(spread.relative_variance());
  });
  if (static_cast<std::int64_t>(usual.size()) < sign.whole("groups")) {
    outcome.tally.too_few += static_cast<std::int64_t>(usual.size());
    return outcome;
  }
  outcome.tally.judged = static_cast<std::int64_t>(usual.size());
  auto const middle = usual.begin() + static_cast<std::ptrdiff_t>(usual.size() / 2);
  std::ranges::nth_element(usual, middle);
  double const median = *middle;
  if (median <= 0) return outcome;  // most of them do not vary: that is how this figure is
  Candidates candidates(sign);
  each([&](Group const& group) {
    if (spread.count() < least || spread.mean() == 0) return;
    double const ratio = std::sqrt(spread.relative_variance() / median);
    if (ratio > sign.number("ratio")) return;
    double const degrees = static_cast<double>(spread.count() - 1);
    Found found = found_by(sign);
    found.chance = chi_square_at_most(degrees * spread.relative_variance() / median, degrees);
    involved.give(found);
    give_group(group, sign.own, found);
    auto const own = fmt::format("{:.1f}%", 100 * std::sqrt(spread.relative_variance()));
    auto const others = fmt::format("{:.1f}%", 100 * std::sqrt(median));
    found.figures = {{{"数值个数", "figures"}, std::to_string(spread.count())},
                     {{"平均", "mean"}, fmt::format("{:.2f}", spread.mean())},
                     {{"变异系数", "coefficient of variation"}, own},
                     {{"各组的中位数", "median of all groups"}, others},
                     {{"偶然出现的概率", "chance"}, chance_text(found.chance)}};
    found.why = {fmt::format("{} 个数几乎不变：变异系数 {}，各组通常为 {}。", spread.count(), own, others),
                 fmt::format("{} figures hardly vary: their coefficient of variation is {}, usually {}.",
                             spread.count(), own, others)};
    candidates.add(std::move(found));
  });
  candidates.give(outcome);
  return outcome;
}

}  // namespace shian::signs
