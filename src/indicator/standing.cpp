#include "indicator/standing.hpp"

#include <algorithm>
#include <cmath>

namespace shian::indicator {
namespace {

using pack::Comparator;

// Which way the threshold is read.
bool wants_less(pack::Target const& target, pack::Indicator const& indicator) {
  if (target.comparator == Comparator::at_most) return true;
  if (target.comparator == Comparator::equal && target.threshold && target.threshold->is_zero()) return true;
  return target.comparator == Comparator::qualitative && indicator.lower_is_better;
}

Decimal threshold_of(pack::Target const& target, pack::Indicator const& indicator) {
  if (indicator.threshold) return *indicator.threshold;
  return target.threshold.value_or(target.comparator == Comparator::milestone ? Decimal(1) : Decimal(0));
}

bool has_threshold(pack::Target const& target) {
  return target.threshold.has_value() || target.comparator == Comparator::milestone;
}

bool meets(pack::Target const& target, pack::Indicator const& indicator, Decimal value) {
  auto const threshold = threshold_of(target, indicator);
  if (wants_less(target, indicator)) return value <= threshold;
  // "= 100 %" is the most there can be; other exact numbers are exact.
  if (target.comparator == Comparator::equal && indicator.scale != pack::Scale::percent)
    return value == threshold;
  return value >= threshold;
}

std::optional<Day> latest_record(Figures& figures, Indicator const& indicator, Day as_of) {
  std::optional<Day> latest;
  for (int const slot : indicator.measures) {
    auto const day = figures.cells().last_day(slot, as_of);
    if (day && (!latest || *latest < *day)) latest = day;
  }
  return latest;
}

// The numerator that meets the threshold at today's denominator.
std::optional<Decimal> numerator_needed(pack::Target const& target, pack::Indicator const& indicator,
                                        Figure const& figure) {
  auto const threshold = threshold_of(target, indicator);
  switch (indicator.scale) {
    case pack::Scale::plain:
      return figure.denominator ? std::nullopt : std::optional(threshold);
    case pack::Scale::percent:
      if (!figure.denominator) return std::nullopt;
      if (auto const product = threshold.times(*figure.denominator))
        return product->divided_by(Decimal(100), 6);
      return std::nullopt;
    case pack::Scale::per_thousand_residents:
      return figure.denominator ? threshold.times(*figure.denominator) : std::nullopt;
  }
  return std::nullopt;
}

Decimal rounded_up(Decimal value) {
  Decimal const down = value.rounded(0);
  return down < value ? down.plus(Decimal(1)).value_or(down) : down;
}

void say_what_it_takes(Figures& figures, pack::Target const& target, Part& part, Day deadline) {
  auto const& indicator = part.indicator->definition;
  auto const& city = part.reading.city;
  auto const threshold = threshold_of(target, indicator);
  bool const less = wants_less(target, indicator);
  if (city.value && !meets(target, indicator, *city.value)) {
    part.gap = less ? city.value->minus(threshold) : threshold.minus(*city.value);
  }
  if (!less) {
    if (auto const needed = numerator_needed(target, indicator, city)) {
      part.needed = rounded_up(*needed);
      int const days = deadline - part.reading.as_of;
      if (city.numerator && *city.numerator < *part.needed && days > 0) {
        auto const missing = part.needed->minus(*city.numerator);
        auto const weekly = missing ? missing->times(Decimal(7)) : std::nullopt;
        if (weekly) {
          if (auto const each = weekly->divided_by(Decimal(days), 6)) part.per_week = rounded_up(*each);
        }
      }
    }
  }
  std::vector<std::pair<Decimal, std::string>> weak;
  for (auto const& [area, figure] : part.reading.areas) {
    if (figure.known == Known::value && figure.value && !meets(target, indicator, *figure.value))
      weak.emplace_back(*figure.value, area);
  }
  std::sort(weak.begin(), weak.end(),
            [&](auto const& a, auto const& b) { return less ? b.first < a.first : a.first < b.first; });
  for (auto& [value, area] : weak) part.behind.push_back(std::move(area));
  (void)figures;
}

// The day from which the figure of `judged`'s year is judged, where that is still ahead.
std::optional<Day> waits_until(pack::Indicator const& indicator, Day judged) {
  if (indicator.due_after.empty()) return std::nullopt;
  auto const day = Day::parse(std::to_string(judged.year()) + "-" + indicator.due_after);
  return day && judged < *day ? day : std::nullopt;
}

Part stand_part(Figures& figures, pack::Target const& target, Indicator const& indicator, Day as_of,
                WithForecast with_forecast) {
  Part part;
  part.indicator = &indicator;
  auto const& definition = indicator.definition;
  Day const judged = std::min(as_of, target.deadline);
  part.reading = figures.read(indicator, judged);
  auto const& city = part.reading.city;
  bool const before_deadline = as_of < target.deadline;

  if (city.known != Known::value && target.comparator == Comparator::milestone &&
      city.known == Known::no_data) {
    part.state = before_deadline ? State::not_yet_due : State::not_met;
    part.reason = before_deadline ? Text{"尚无完成记录", "no record of completion yet"}
                                  : Text{"到期无完成记录", "no record of completion by the deadline"};
    return part;
  }
  auto const verdict = judge(target, definition, city, as_of);
  part.state = verdict.state;
  part.reason = verdict.reason;
  if (city.known == Known::incomplete) {
    auto const missing = std::to_string(part.reading.missing_areas.size());
    part.reason = {missing + " 个镇街未报", missing + " areas have not reported"};
  } else if (city.known == Known::too_small) {
    auto const least = std::to_string(definition.smallest_sample.value_or(0));
    part.reason = {"样本 " + city.denominator->to_string() + "，少于 " + least,
                   "sample of " + city.denominator->to_string() + ", fewer than " + least};
  }
  if (part.state == State::cannot_judge) return part;
  say_what_it_takes(figures, target, part, target.deadline);
  if (waits_until(definition, judged)) return part;
  if (definition.stale_after_days > 0) {
    auto const latest = latest_record(figures, indicator, judged);
    if (latest && judged - *latest > definition.stale_after_days) {
      part.state = State::stale;
      part.reason = {"最近一条记录在 " + latest->to_string(),
                     "the latest record is of " + latest->to_string()};
      return part;
    }
  }
  if (with_forecast == WithForecast::yes && before_deadline)
    part.forecast = forecast(figures, indicator, part.reading, target.deadline);
  return part;
}

// Worst first.
int rank(State state) {
  switch (state) {
    case State::not_met:
      return 0;
    case State::cannot_judge:
      return 1;
    case State::stale:
      return 2;
    case State::not_yet_due:
      return 3;
    case State::met:
      return 4;
  }
  return 0;
}

}  // namespace

Text text_of(State state) {
  switch (state) {
    case State::met:
      return {"达标", "met"};
    case State::not_met:
      return {"未达标", "not met"};
    case State::not_yet_due:
      return {"未到期", "not yet due"};
    case State::cannot_judge:
      return {"无法判定", "cannot be judged"};
    case State::stale:
      return {"数据陈旧", "stale"};
  }
  return {};
}

std::string_view code_of(State state) {
  switch (state) {
    case State::met:
      return "met";
    case State::not_met:
      return "not_met";
    case State::not_yet_due:
      return "not_yet_due";
    case State::cannot_judge:
      return "cannot_judge";
    case State::stale:
      return "stale";
  }
  return "";
}

bool is_behind(pack::Target const& target, Part const& part) {
  if (part.state == State::not_met) return true;
  if (part.state != State::not_yet_due || !part.forecast) return false;
  auto const limit = threshold(target, part.indicator->definition);
  if (!limit) return false;
  bool const at_most = target.comparator == pack::Comparator::at_most;
  // A forecast is an estimate: rounded to the places that it is shown with, in the forecaster's favour.
  auto const best = at_most ? part.forecast->low : part.forecast->high;
  auto const places = part.indicator->definition.decimals;
  auto const scaled = best * std::pow(10.0, places);
  if (!std::isfinite(scaled) || std::abs(scaled) > 9e17) return false;
  auto const reached = Decimal::of(
      at_most ? static_cast<std::int64_t>(std::floor(scaled)) : static_cast<std::int64_t>(std::ceil(scaled)),
      places);
  return reached && (at_most ? *reached > *limit : *reached < *limit);
}

std::optional<Decimal> threshold(pack::Target const& target, pack::Indicator const& indicator) {
  if (!has_threshold(target)) return std::nullopt;
  return threshold_of(target, indicator);
}

Verdict judge(pack::Target const& target, pack::Indicator const& indicator, Figure const& figure, Day as_of) {
  if (figure.known != Known::value || !figure.value) return {State::cannot_judge, text_of(figure.known)};
  if (!has_threshold(target)) {
    return {State::cannot_judge,
            {"文件未定标准，待签发决定", "the plan sets no threshold: a signed decision is needed"}};
  }
  if (auto const day = waits_until(indicator, std::min(as_of, target.deadline)))
    return {State::not_yet_due, {day->to_string() + " 起判定", "judged from " + day->to_string()}};
  bool const before_deadline = as_of < target.deadline;
  // An upper limit on a running year is kept only when the year is over; it is broken at once.
  bool const is_running_limit =
      wants_less(target, indicator) && indicator.period == pack::Period::year && before_deadline;
  if (meets(target, indicator, *figure.value)) {
    if (!is_running_limit) return {State::met, {}};
    return {State::not_yet_due,
            {"至今未超限，年终判定", "within the limit so far; judged at the year's end"}};
  }
  if (is_running_limit || !before_deadline) return {State::not_met, {}};
  return {State::not_yet_due, {"未到期限", "before the deadline"}};
}

Standing stand(Figures& figures, pack::Target const& target, Day as_of, WithForecast with_forecast) {
  Standing standing;
  standing.target = &target;
  standing.as_of = as_of;
  standing.judged_on = std::min(as_of, target.deadline);
  for (auto const& id : target.indicators) {
    auto const* indicator = figures.catalogue().find(id);
    if (indicator == nullptr) {
      standing.reason = {"缺少指标定义 " + id, "the indicator " + id + " is not defined"};
      continue;
    }
    standing.parts.push_back(stand_part(figures, target, *indicator, as_of, with_forecast));
  }
  if (!standing.parts.empty() && standing.reason.empty()) {
    auto const worst =
        std::min_element(standing.parts.begin(), standing.parts.end(),
                         [](Part const& a, Part const& b) { return rank(a.state) < rank(b.state); });
    standing.state = worst->state;
    standing.reason = worst->reason;
  }
  if (target.threshold_certainty == pack::Certainty::to_be_confirmed) {
    standing.marks.push_back({"标准待确认", "threshold to be confirmed"});
  }
  if (target.deadline_certainty == pack::Certainty::to_be_confirmed) {
    standing.marks.push_back({"期限待确认", "deadline to be confirmed"});
  }
  for (auto const& part : standing.parts) {
    auto const& definition = part.indicator->definition;
    if (definition.definition_certainty == pack::Certainty::to_be_confirmed) {
      standing.marks.push_back({"口径待确认", "definition to be confirmed"});
    }
    if (definition.proxy) standing.marks.push_back({"替代指标", "proxy"});
  }
  std::vector<Text> once;
  for (auto& mark : standing.marks) {
    if (std::find(once.begin(), once.end(), mark) == once.end()) once.push_back(std::move(mark));
  }
  standing.marks = std::move(once);
  return standing;
}

std::vector<Standing> board(Figures& figures, Day as_of, WithForecast with_forecast) {
  std::vector<Standing> all;
  for (auto const& target : figures.pack().targets)
    all.push_back(stand(figures, target, as_of, with_forecast));
  return all;
}

}  // namespace shian::indicator
