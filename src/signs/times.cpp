#include <fmt/format.h>

#include <algorithm>

#include "signs/looking.hpp"
#include "signs/statistics.hpp"

namespace shian::signs {
namespace {

void alone(reg::Schema const& schema, reg::Record const& record, Found& found) {
  Involved one;
  one.add(schema, record);
  one.give(found);
}

// The records that reference fields of this one name are laid beside it.
void give_beside(city::City& city, reg::Sign const& sign, reg::Record const& record, Found& found) {
  for (auto const field : sign.own.fields) {
    auto const target = sign.own.schema->fields[static_cast<std::size_t>(field)].target_register;
    auto const* const id = std::get_if<std::int64_t>(&at(record, field));
    if (target < 0 || id == nullptr) continue;
    found.records.push_back({&city.schemas().at(target), *id});
    ++found.total;
  }
}

// Of working days or of all days, whichever is more: work lies on working days.
double share_of_last(clock::Calendar const& calendar, Stretch const& stretch, int days) {
  Day const before = stretch.until - days;
  double const plain = static_cast<double>(days) / static_cast<double>(stretch.until - stretch.from + 1);
  int const all = calendar.working_days_between(stretch.from - 1, stretch.until);
  int const last = calendar.working_days_between(before, stretch.until);
  return all == 0 ? plain : std::max(plain, static_cast<double>(last) / static_cast<double>(all));
}

}  // namespace

Outcome look_for_impossible(Looking const& looking) {
  auto const& sign = looking.sign;
  Outcome outcome{{&sign}, {}};
  Stream const stream(looking.city, sign.own, sign.check.own_fields());
  auto const context = stream.context();
  stream.each(Sorted::by_id, [&](reg::Record const& record) {
    auto const said = sign.check.evaluate(record.values, context);
    if (said.is_null()) {
      ++outcome.tally.too_few;
      return;
    }
    ++outcome.tally.judged;
    if (!said.is_true()) return;
    Found found = found_by(sign);
    alone(*sign.own.schema, record, found);
    give_beside(looking.city, sign, record, found);
    found.why = sign.definition.why;
    raise(outcome, std::move(found));
  });
  return outcome;
}

Outcome look_for_future(Looking const& looking) {
  auto const& sign = looking.sign;
  Outcome outcome{{&sign}, {}};
  Stream const stream(looking.city, sign.own);
  stream.each(Sorted::by_id, [&](reg::Record const& record) {
    std::optional<Day> farthest;
    for (auto const field : sign.own.fields) farthest = std::max(farthest, day_at(record, field));
    if (!farthest) return;
    ++outcome.tally.judged;
    if (*farthest <= looking.today) return;
    Found found = found_by(sign);
    alone(*sign.own.schema, record, found);
    found.figures = {{{"所写日期", "day"}, farthest->to_string()},
                     {{"今天", "today"}, looking.today.to_string()}};
    found.why = {"写的是 " + farthest->to_string() + "，而今天是 " + looking.today.to_string() + "。",
                 "it says " + farthest->to_string() + ", and today is " + looking.today.to_string() + "."};
    raise(outcome, std::move(found));
  });
  return outcome;
}

Outcome look_for_load(Looking const& looking) {
  auto const& sign = looking.sign;
  Outcome outcome{{&sign}, {}};
  Stream const stream(looking.city, sign.own);
  auto const most = sign.whole("most");
  Involved involved;
  auto const end = [&](Group const& group) {
    ++outcome.tally.judged;
    if (involved.count() <= most) return;
    Found found = found_by(sign);
    involved.give(found);
    give_group(group, sign.own, found);
    found.figures = {{{"一天的记录", "records of the day"}, std::to_string(involved.count())},
                     {{"通常至多", "usually at most"}, std::to_string(most)}};
    found.why = {fmt::format("{} 一天有 {} 条记录，通常至多 {} 条。", group.stretch->from.to_string(),
                             involved.count(), most),
                 fmt::format("{} records on {}; usually at most {}.", involved.count(),
                             group.stretch->from.to_string(), most)};
    raise(outcome, std::move(found));
  };
  stream.each_group(pack::SignPeriod::day,
                    {[&](Group const&) { involved = {}; },
                     [&](reg::Record const& record) { involved.add(*sign.own.schema, record); }, end});
  return outcome;
}

// Those that ended in the last `window` days of their limit, against those of the `window` days before: where
// nothing hangs on the limit, neighbouring days are alike.
Outcome look_just_under(Looking const& looking) {
  auto const& sign = looking.sign;
  Outcome outcome{{&sign}, {}};
  Stream const stream(looking.city, sign.own, sign.check.own_fields());
  auto const context = stream.context();
  auto const field = sign.own.fields.front();
  int const window = static_cast<int>(sign.whole("window"));
  Candidates candidates(sign);
  Involved just;
  std::int64_t earlier = 0;
  auto const use = [&](reg::Record const& record) {
    auto const ended = day_at(record, field);
    auto const last = sign.check.evaluate(record.values, context);
    if (!ended || last.is_null()) return;
    int const left = last.day - *ended;
    if (left >= 0 && left < window) just.add(*sign.own.schema, record);
    if (left >= window && left < 2 * window) ++earlier;
  };
  auto const end = [&](Group const& group) {
    auto const both = just.count() + earlier;
    if (both < sign.whole("least")) {
      ++outcome.tally.too_few;
      return;
    }
    ++outcome.tally.judged;
    if (static_cast<double>(just.count()) < sign.number("share") * static_cast<double>(both)) return;
    Found found = found_by(sign);
    constexpr double kEven = 0.5;
    found.chance = binomial_at_least(both, just.count(), kEven);
    just.give(found);
    give_group(group, sign.own, found);
    found.figures = {{{"期限前最后几天办结", "ended in the last days"}, std::to_string(just.count())},
                     {{"再往前同样天数", "in as many days before"}, std::to_string(earlier)},
                     {{"天数", "days"}, std::to_string(window)},
                     {{"偶然出现的概率", "chance"}, chance_text(found.chance)}};
    found.why = {fmt::format("期限最后 {} 天内办结 {} 件，再往前 {} 天只有 {} 件。", window, just.count(),
                             window, earlier),
                 fmt::format("{} ended in the last {} days of their limit, and {} in the {} days before.",
                             just.count(), window, earlier, window)};
    candidates.add(std::move(found));
  };
  stream.each_group(sign.definition.per, {[&](Group const&) {
                                            just = {};
                                            earlier = 0;
                                          },
                                          use, end});
  candidates.give(outcome);
  return outcome;
}

Outcome look_at_last_days(Looking const& looking) {
  auto const& sign = looking.sign;
  Outcome outcome{{&sign}, {}};
  Stream const stream(looking.city, sign.own);
  int const days = static_cast<int>(sign.whole("days"));
  Candidates candidates(sign);
  Involved late;
  std::int64_t all = 0;
  std::optional<Day> begins;  // of the last days
  auto const end = [&](Group const& group) {
    if (group.stretch->until > looking.today) return;  // it is not over
    if (all < sign.whole("least")) {
      ++outcome.tally.too_few;
      return;
    }
    ++outcome.tally.judged;
    double const expected = share_of_last(looking.city.rules().calendar(), *group.stretch, days);
    double const share = static_cast<double>(late.count()) / static_cast<double>(all);
    if (share < sign.number("times") * expected) return;
    Found found = found_by(sign);
    found.chance = binomial_at_least(all, late.count(), expected);
    late.give(found);
    give_group(group, sign.own, found);
    auto const usual = fmt::format("{:.1f}%", expected * 100);
    found.figures = {{{"期内记录", "records of the period"}, std::to_string(all)},
                     {{"最后几天", "of its last days"}, std::to_string(late.count())},
                     {{"天数", "days"}, std::to_string(days)},
                     {{"占比", "share"}, percent(late.count(), all)},
                     {{"均匀时占比", "share when even"}, usual},
                     {{"偶然出现的概率", "chance"}, chance_text(found.chance)}};
    found.why = {
        fmt::format("{} 条记录中有 {} 条落在 {} 前的最后 {} 天（{}，均匀时约 {}）。", all, late.count(),
                    group.stretch->until.to_string(), days, percent(late.count(), all), usual),
        fmt::format("of {} records {} are of the last {} days up to {} ({}; about {} when even).", all,
                    late.count(), days, group.stretch->until.to_string(), percent(late.count(), all), usual)};
    candidates.add(std::move(found));
  };
  stream.each_group(sign.definition.per, {[&](Group const& group) {
                                            late = {};
                                            all = 0;
                                            begins = group.stretch->until - (days - 1);
                                          },
                                          [&](reg::Record const& record) {
                                            ++all;
                                            if (day_at(record, sign.own.day) >= begins)
                                              late.add(*sign.own.schema, record);
                                          },
                                          end});
  candidates.give(outcome);
  return outcome;
}

Outcome look_for_reopened(Looking const& looking) {
  auto const& sign = looking.sign;
  Outcome outcome{{&sign}, {}};
  Stream const stream(looking.city, sign.own);
  int const days = static_cast<int>(sign.whole("days"));
  std::optional<reg::Record> before;  // the last that was closed
  Group current;
  stream.each_group(
      pack::SignPeriod::all,
      {[&](Group const& group) {
         before.reset();
         current = group;
       },
       [&](reg::Record const& record) {
         auto const opened = day_at(record, sign.own.day);
         auto const closed = before ? day_at(*before, sign.own.fields.front()) : std::nullopt;
         if (opened && closed && *opened >= *closed) {
           ++outcome.tally.judged;
           if (*opened - *closed <= days) {
             Involved both;
             both.add(*sign.own.schema, *before);
             both.add(*sign.own.schema, record);
             Found found = found_by(sign);
             both.give(found);
             give_group(current, sign.own, found);
             found.from = closed;
             found.until = opened;
             int const later = *opened - *closed;
             found.figures = {{{"办结日期", "closed on"}, closed->to_string()},
                              {{"再次出现", "there again on"}, opened->to_string()},
                              {{"相隔天数", "days between"}, std::to_string(later)}};
             found.why = {
                 fmt::format("{} 办结，{} 天后又有同样的一件。", closed->to_string(), later),
                 fmt::format("closed on {}, and there again {} days later.", closed->to_string(), later)};
             raise(outcome, std::move(found));
           }
         }
         if (day_at(record, sign.own.fields.front())) before = record;
       },
       [](Group const&) {}});
  return outcome;
}

}  // namespace shian::signs
