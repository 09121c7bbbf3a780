#include "clock/due.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace shian::clock {
namespace {

using pack::ClockUnit;

std::string chinese(Day day) {
  auto const civil = day.civil();
  return std::to_string(civil.year) + "年" + std::to_string(civil.month) + "月" + std::to_string(civil.day) + "日";
}

Text weekday(Day day) {
  static constexpr std::array<char const*, 7> kZh = {"一", "二", "三", "四", "五", "六", "日"};
  static constexpr std::array<char const*, 7> kEn = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  auto const index = static_cast<std::size_t>(day.iso_weekday() - 1);
  return {kZh[index], kEn[index]};
}

Text stretch(Day from, Day to) {
  if (from == to) return {chinese(from), from.to_string()};
  return {chinese(from) + "至" + chinese(to), from.to_string() + " to " + to.to_string()};
}

Text limit_text(pack::Clock const& clock) {
  auto const n = std::to_string(clock.limit.value_or(0));
  switch (clock.unit) {
    case ClockUnit::working_day: return {n + "个工作日", n + " working days"};
    case ClockUnit::calendar_day: return {n + "日", n + " days"};
    case ClockUnit::hour: return {n + "小时", n + " hours"};
    case ClockUnit::month: return {n + "个月", n + " months"};
    case ClockUnit::year: return {n + "年", n + " years"};
    case ClockUnit::hour_per_year: return {"每年" + n + "小时", n + " hours a year"};
    case ClockUnit::meal: return {"每餐", "each meal"};
    case ClockUnit::term: return {"每学期", "each term"};
    case ClockUnit::rule: return {"规则", "a rule"};
  }
  return {};
}

Text in_force(pack::Clock const& clock) {
  auto const from = clock.effective_from.to_string();
  if (!clock.effective_to) return {"自 " + from + " 施行", "in force from " + from};
  auto const to = clock.effective_to->to_string();
  return {from + " 至 " + to + " 施行", "in force " + from + " to " + to};
}

void say_clock(Due& due) {
  auto const& clock = *due.clock;
  auto const force = in_force(clock);
  auto const limit = limit_text(clock);
  due.steps.push_back({due.start,
                       {"依据《" + clock.law + "》" + clock.article + "(" + clock.issue + "," + force.zh + "):" + clock.name.zh + " " + limit.zh,
                        clock.law + " " + clock.article + " (" + clock.issue + ", " + force.en + "): " + clock.name.en + ", " + limit.en}});
  due.steps.push_back({due.start,
                       {chinese(due.start) + " " + clock.start_event.zh + ",当日不计,按当日施行的版本 " + clock.id,
                        due.start.to_string() + " " + clock.start_event.en + ": this day is not counted; the version in force on it is " + clock.id}});
}

// Each stretch of days not counted, and each make-up workday that is.
void say_working_days(Due& due, Day last, Calendar const& calendar) {
  int counted = 0;
  Day day = due.start + 1;
  while (day <= last) {
    if (calendar.is_working_day(day)) {
      ++counted;
      if (calendar.is_make_up_workday(day)) {
        auto const name = weekday(day);
        due.steps.push_back({day,
                             {chinese(day) + "(周" + name.zh + ")调休上班,计为第 " + std::to_string(counted) + " 个工作日",
                              day.to_string() + " (" + name.en + ") is a make-up workday: working day " + std::to_string(counted)}});
      }
      ++day;
      continue;
    }
    Day end = day;
    bool holiday = calendar.is_holiday(day);
    while (end + 1 <= last && !calendar.is_working_day(end + 1)) {
      ++end;
      holiday = holiday || calendar.is_holiday(end);
    }
    auto const span = stretch(day, end);
    due.steps.push_back({day,
                         {span.zh + (holiday ? " 放假" : " 周末") + ",不计",
                          span.en + (holiday ? ": public holiday, not counted" : ": weekend, not counted")}});
    day = end + 1;
  }
  due.steps.push_back({last,
                       {chinese(last) + " 为第 " + std::to_string(counted) + " 个工作日", last.to_string() + " is working day " + std::to_string(counted)}});
}

void say_papers(Due& due, Calendar const& calendar) {
  for (int year = due.start.year(); year <= due.day.year(); ++year) {
    for (auto const& paper : calendar.papers(year)) {
      auto const text = std::to_string(year);
      due.steps.push_back({due.day, {text + " 年节假日安排:" + paper, "calendar of " + text + ": " + paper}});
    }
  }
}

}  // namespace

Rules::Rules(std::span<pack::Clock const> clocks, pack::Calendar const& published, int utc_offset_minutes)
    : clocks_(clocks.begin(), clocks.end()), calendar_(published), utc_offset_minutes_(utc_offset_minutes) {
  for (std::size_t i = 0; i < clocks_.size(); ++i) {
    by_name_[clocks_[i].id].push_back(i);
    if (clocks_[i].rule != clocks_[i].id) by_name_[clocks_[i].rule].push_back(i);
  }
  for (auto& [name, versions] : by_name_) {
    std::sort(versions.begin(), versions.end(), [&](std::size_t a, std::size_t b) { return clocks_[a].effective_from < clocks_[b].effective_from; });
  }
}

bool Rules::knows(std::string_view name) const { return by_name_.contains(std::string(name)); }

Expected<pack::Clock const*> Rules::version(std::string_view name, Day start) const {
  std::string const wanted(name);
  auto const found = by_name_.find(wanted);
  if (found == by_name_.end()) {
    std::vector<std::string> known;
    for (auto const& [other, versions] : by_name_) known.push_back(other);
    auto error = Error::make("clock.unknown", "没有时限 " + wanted, "there is no clock " + wanted);
    if (auto near = nearest(wanted, known)) error = std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
    return std::unexpected(std::move(error));
  }
  auto const& versions = found->second;
  if (versions.size() == 1 && clocks_[versions.front()].id == wanted) return &clocks_[versions.front()];
  for (auto const index : versions) {
    auto const& clock = clocks_[index];
    if (clock.effective_from <= start && (!clock.effective_to || start <= *clock.effective_to)) return &clock;
  }
  Text all;
  for (auto const index : versions) {
    auto const force = in_force(clocks_[index]);
    all.zh += (all.zh.empty() ? "" : ";") + clocks_[index].id + " " + force.zh;
    all.en += (all.en.empty() ? "" : "; ") + clocks_[index].id + " " + force.en;
  }
  return std::unexpected(Error::make("clock.no_version", wanted + " 在 " + start.to_string() + " 没有施行的版本",
                                     wanted + " has no version in force on " + start.to_string())
                             .hinting("已有版本:" + all.zh, "versions: " + all.en));
}

Expected<Due> due(pack::Clock const& clock, Day start, Calendar const& calendar, Explain explain) {
  bool const in_time = clock.unit == ClockUnit::working_day || clock.unit == ClockUnit::calendar_day || clock.unit == ClockUnit::hour ||
                       clock.unit == ClockUnit::month || clock.unit == ClockUnit::year;
  if (!clock.limit || !in_time) {
    return fail("clock.no_limit", clock.id + "(" + clock.name.zh + ")没有可计算到日的时限", clock.id + " (" + clock.name.en + ") has no limit in time");
  }
  Due made;
  made.clock = &clock;
  made.start = start;
  int const limit = *clock.limit;
  switch (clock.unit) {
    case ClockUnit::working_day: made.day = calendar.plus_working_days(start, limit); break;
    case ClockUnit::calendar_day: made.day = start + limit; break;
    // Without the hour of the start event, the latest moment of the day is meant.
    case ClockUnit::hour: made.day = start + (limit + 23) / 24; break;
    case ClockUnit::month: made.day = start.plus_months(limit); break;
    default: made.day = start.plus_months(12 * limit); break;
  }
  if (explain == Explain::yes) {
    say_clock(made);
    if (clock.unit == ClockUnit::working_day) {
      say_working_days(made, made.day, calendar);
    } else {
      auto const text = limit_text(clock);
      made.steps.push_back({made.day, {"满 " + text.zh + " 为 " + chinese(made.day), text.en + " end on " + made.day.to_string()}});
    }
  }
  Day const nominal = made.day;
  if (clock.roll == pack::Clock::Roll::statutory_holiday) {
    while (calendar.is_holiday(made.day)) ++made.day;
  } else if (clock.roll == pack::Clock::Roll::day_off) {
    made.day = calendar.next_working_day(made.day);
  }
  made.provisional = (clock.unit == ClockUnit::working_day || clock.roll != pack::Clock::Roll::none) &&
                     !(calendar.is_published(start) && calendar.is_published(made.day));
  if (explain == Explain::yes) {
    if (made.day != nominal) {
      made.steps.push_back({made.day,
                            {chinese(nominal) + " 是节假日,顺延到节后第一日 " + chinese(made.day),
                             nominal.to_string() + " is a day off: moved to the first day after it, " + made.day.to_string()}});
    } else if (clock.roll == pack::Clock::Roll::statutory_holiday && !calendar.is_working_day(nominal)) {
      made.steps.push_back({made.day,
                            {chinese(nominal) + " 是普通周末,规定只说法定节假日,不顺延",
                             nominal.to_string() + " is a plain weekend; the rule names statutory holidays only, so it does not move"}});
    }
    if (made.provisional) {
      made.steps.push_back({made.day, {"所跨年份的节假日安排尚未全部公布,暂定", "the calendar of these years is not wholly published: provisional"}});
    }
    say_papers(made, calendar);
  }
  return made;
}

Expected<Timestamp> due_at(pack::Clock const& clock, Timestamp start, Calendar const& calendar, int utc_offset_minutes) {
  constexpr std::int64_t kHour = 3'600'000;
  if (clock.unit == ClockUnit::hour && clock.limit) return Timestamp{start.ms + *clock.limit * kHour};
  auto const day = due(clock, start.day(utc_offset_minutes), calendar);
  if (!day) return std::unexpected(day.error());
  return Timestamp{Timestamp::at_start_of(day->day + 1, utc_offset_minutes).ms - 1};  // to the end of the last day
}

}  // namespace shian::clock
