#include "clock/explain.hpp"

#include <array>

#include "clock/holiday.hpp"

namespace shian::clock {
namespace {

using pack::ClockUnit;
using Roll = pack::Clock::Roll;

std::string chinese(Day day) {
  auto const civil = day.civil();
  return std::to_string(civil.year) + "年" + std::to_string(civil.month) + "月" + std::to_string(civil.day) +
         "日";
}

Text shown(Day day) { return {chinese(day), day.to_string()}; }

Text weekday(Day day) {
  static constexpr std::array<char const*, 7> kZh = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
  static constexpr std::array<char const*, 7> kEn = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  auto const index = static_cast<std::size_t>(day.iso_weekday() - 1);
  return {kZh[index], kEn[index]};
}

Text with_weekday(Day day) {
  auto const name = weekday(day);
  return {chinese(day) + "（" + name.zh + "）", day.to_string() + " (" + name.en + ")"};
}

// "2022年10月1日至7日": what is the same at both ends is said once.
Text stretch(Day from, Day to) {
  if (from == to) return with_weekday(from);
  auto const a = from.civil();
  auto const b = to.civil();
  std::string end = std::to_string(b.day) + "日";
  if (a.month != b.month || a.year != b.year) end = std::to_string(b.month) + "月" + end;
  if (a.year != b.year) end = std::to_string(b.year) + "年" + end;
  return {chinese(from) + "至" + end, from.to_string() + " to " + to.to_string()};
}

Text limit_text(pack::Clock const& clock) {
  if (!clock.limit) return {"无时限", "no limit"};
  int const limit = *clock.limit;
  if (limit == 0) return {"立即办理", "at once"};
  auto const n = std::to_string(limit);
  std::string const s = limit == 1 ? "" : "s";
  switch (clock.unit) {
    case ClockUnit::working_day:
      return {n + "个工作日", n + " working day" + s};
    case ClockUnit::calendar_day:
      return {n + "日（自然日）", n + " calendar day" + s};
    case ClockUnit::hour:
      return {n + "小时", n + " hour" + s};
    case ClockUnit::month:
      return {n + "个月", n + " month" + s};
    case ClockUnit::year:
      return {n + "年", n + " year" + s};
    case ClockUnit::hour_per_year:
      return {"每年" + n + "小时", n + " hour" + s + " a year"};
    case ClockUnit::meal:
      return {"每餐", "each meal"};
    case ClockUnit::term:
      return {"每学期", "each term"};
    case ClockUnit::rule:
      break;
  }
  return {"无时限", "no limit"};
}

// Collects the lines in order.
class Explanation {
 public:
  Explanation(pack::Clock const& clock, Reckoned const& reckoned, Calendar const& calendar,
              Adjustment const& adjustment)
      : clock_(clock), reckoned_(reckoned), calendar_(calendar), adjustment_(adjustment) {}

  void say_law();
  void say_version(Neighbours const& neighbours);
  void say_start();
  void say_count();
  void say_excluded();
  void say_roll();
  void say_allowances();
  void say_doubts();
  void say_papers();
  [[nodiscard]] std::vector<Step> take() { return std::move(steps_); }

 private:
  void say(Day day, std::string zh, std::string en) {
    steps_.push_back({day, {std::move(zh), std::move(en)}});
  }
  void say_working_days();
  void say_months(int months);
  // "2026-11-26 14:30", as the plan's zone has it.
  [[nodiscard]] std::string at(Timestamp moment) const {
    auto text = moment.to_string(reckoned_.moments->utc_offset_minutes).substr(0, 16);
    text[10] = ' ';
    return text;
  }
  [[nodiscard]] int first_year() const { return (reckoned_.rests_on_after + 1).year(); }
  [[nodiscard]] bool rests_on_calendar() const { return reckoned_.rests_on_after < reckoned_.day; }

  pack::Clock const& clock_;
  Reckoned const& reckoned_;
  Calendar const& calendar_;
  Adjustment const& adjustment_;
  std::vector<Step> steps_;
};

void Explanation::say_law() {
  auto const limit = limit_text(clock_);
  say(reckoned_.start,
      "依据：《" + clock_.law + "》" + clock_.article + "（" + clock_.issue.zh + "）。" + clock_.name.zh +
          "：" + limit.zh,
      "Basis: " + clock_.law + " " + clock_.article + " (" + clock_.issue.en + "). " + clock_.name.en + ": " +
          limit.en);
}

void Explanation::say_version(Neighbours const& neighbours) {
  auto const start = reckoned_.start.to_string();
  auto const force = in_force(clock_);
  if (in_force_on(clock_, reckoned_.start)) {
    say(reckoned_.start,
        "版本：" + clock_.id + "，" + force.zh + "；起算日 " + start + " 在施行期内，适用本版本",
        "Version: " + clock_.id + ", " + force.en + "; the start day " + start +
            " lies within, so this version applies");
  } else {
    say(reckoned_.start,
        "版本：" + clock_.id + "，" + force.zh + "；起算日 " + start + " 不在施行期内，系按指名的版本计算",
        "Version: " + clock_.id + ", " + force.en + "; the start day " + start +
            " lies outside: counted by this version because it was asked for by name");
  }
  auto const other = [&](pack::Clock const* version, char const* zh, char const* en) {
    if (version == nullptr) return;
    auto const its = in_force(*version);
    auto const limit = limit_text(*version);
    say(reckoned_.start,
        zh + version->id + "（《" + version->law + "》" + version->article + "，" + limit.zh + "），" +
            its.zh,
        en + version->id + " (" + version->law + " " + version->article + ", " + limit.en + "), " + its.en);
  };
  other(neighbours.before, "前一版本：", "Version before: ");
  other(neighbours.after, "后一版本：", "Version after: ");
}

void Explanation::say_start() {
  auto const event = clock_.start_event.empty() ? Text{"起算", "start"} : clock_.start_event;
  auto const day = with_weekday(reckoned_.start);
  if (*clock_.limit == 0) {
    say(reckoned_.start, "起算：" + day.zh + " " + event.zh, "Start: " + day.en + ", " + event.en);
  } else if (reckoned_.moments) {
    auto const moment = at(reckoned_.moments->start);
    say(reckoned_.start, "起算：" + moment + " " + event.zh, "Start: " + moment + ", " + event.en);
  } else if (clock_.unit == ClockUnit::hour) {
    say(reckoned_.start, "起算：" + day.zh + " " + event.zh + "，开始的时不计",
        "Start: " + day.en + ", " + event.en + "; the hour of the start is not counted");
  } else {
    auto const next = shown(reckoned_.start + 1);
    say(reckoned_.start, "起算：" + day.zh + " " + event.zh + "，当日不计，自" + next.zh + "起算",
        "Start: " + day.en + ", " + event.en + "; this day is not counted, the count begins on " + next.en);
  }
}

void Explanation::say_working_days() {
  int counted = 0;
  for (Day day = reckoned_.start + 1; day <= reckoned_.counted; ++day) {
    if (calendar_.is_working_day(day)) {
      ++counted;
      if (calendar_.is_make_up_workday(day)) {
        auto const which = with_weekday(day);
        auto const n = std::to_string(counted);
        say(day, which.zh + " 调休上班，计入，为第" + n + "个工作日",
            which.en + " is a make-up workday: counted, working day " + n);
      }
      continue;
    }
    bool const holiday = calendar_.is_holiday(day);
    Day end = day;
    while (!calendar_.is_working_day(end + 1) && calendar_.is_holiday(end + 1) == holiday) ++end;
    auto const span = stretch(day, end);
    auto const why = holiday ? holiday_name(calendar_, day) : Text{"周末", "weekend"};
    say(day, span.zh + " " + why.zh + (holiday ? "放假" : "") + "，不计",
        span.en + ": " + why.en + ", not counted");
    day = end;
  }
  auto const last = with_weekday(reckoned_.counted);
  auto const n = std::to_string(counted);
  say(reckoned_.counted, "计满：" + last.zh + " 为第" + n + "个工作日",
      "Reached: " + last.en + " is working day " + n);
}

void Explanation::say_months(int months) {
  auto const limit = limit_text(clock_);
  auto const last = with_weekday(reckoned_.counted);
  bool const shortened = reckoned_.counted.civil().day != reckoned_.start.civil().day;
  auto const wanted = std::to_string(reckoned_.start.civil().day);
  SHIAN_ASSERT(reckoned_.counted == reckoned_.start.plus_months(months));
  say(reckoned_.counted,
      "计满：" + limit.zh + "，到 " + last.zh + (shortened ? "；该月没有" + wanted + "日，以月末为准" : ""),
      "Reached: " + limit.en + " end on " + last.en +
          (shortened ? "; that month has no day " + wanted + ", so its last day counts" : ""));
}

void Explanation::say_count() {
  if (*clock_.limit == 0) {
    say(reckoned_.counted, "规定要求立即办理，到期日即起算日", "The law says at once: due on the start day");
    return;
  }
  auto const limit = limit_text(clock_);
  auto const last = with_weekday(reckoned_.counted);
  switch (clock_.unit) {
    case ClockUnit::working_day:
      say_working_days();
      break;
    case ClockUnit::month:
      say_months(*clock_.limit);
      break;
    case ClockUnit::year:
      say_months(12 * *clock_.limit);
      break;
    case ClockUnit::hour:
      if (reckoned_.moments) {
        auto const end = at({reckoned_.moments->start.ms + *clock_.limit * 3'600'000});
        say(reckoned_.counted, "计满：" + limit.zh + "，到 " + end,
            "Reached: " + limit.en + " end at " + end);
        break;
      }
      say(reckoned_.counted,
          "计满：只知起算日时，从当日24时起算" + limit.zh + "，最迟在 " + last.zh +
              " 届满；知道起算时刻的，从该时刻起算",
          "Reached: with only the start day known, " + limit.en +
              " from the end of that day, at the latest on " + last.en +
              "; with the moment known, from that moment");
      break;
    default: {
      auto const n = std::to_string(*clock_.limit);
      say(reckoned_.counted, "计满：" + last.zh + " 为第" + n + "日，休息日、节假日计算在内",
          "Reached: " + last.en + " is day " + n + "; days off are counted");
    }
  }
}

void Explanation::say_excluded() {
  if (reckoned_.excluded == 0) return;
  auto const n = std::to_string(reckoned_.excluded);
  auto const last = with_weekday(reckoned_.nominal);
  bool const working = clock_.unit == ClockUnit::working_day;
  say(reckoned_.nominal,
      "扣除：" + n + (working ? "个工作日" : "日") + "不计入期限，计满之日顺推到 " + last.zh,
      "Taken off: " + n + (working ? " working" : "") + " days do not count, so the last day is " + last.en);
}

void Explanation::say_roll() {
  if (clock_.unit == ClockUnit::working_day || *clock_.limit == 0) return;
  Day const nominal = reckoned_.nominal;
  auto const last = with_weekday(nominal);
  bool const holiday = calendar_.is_holiday(nominal);
  bool const off = !calendar_.is_working_day(nominal);
  auto const why = holiday ? holiday_name(calendar_, nominal) : Text{"周末", "weekend"};
  if (clock_.roll == Roll::none) {
    if (!off) return;
    say(nominal, "顺延：" + last.zh + " 是" + why.zh + "；所据条文没有写明顺延，到期日不变",
        "Roll: " + last.en + " is " + why.en +
            "; the text relied on does not say that it moves, so it stays");
    return;
  }
  auto const setting =
      clock_.roll == Roll::statutory_holiday
          ? Text{"本时限设定：最后一日是法定节假日的顺延，普通周末不顺延",
                 "setting of this clock: a last day on a statutory holiday moves, a plain weekend does not"}
          : Text{"本时限设定：最后一日是休息日的，顺延到下一个工作日",
                 "setting of this clock: a last day off moves to the next working day"};
  auto const to = with_weekday(reckoned_.day);
  if (reckoned_.day == nominal) {
    auto const is = off ? Text{"是周末，不是公布的节假日", "is a weekend and no published holiday"}
                        : Text{"不是休息日", "is no day off"};
    say(nominal, "顺延：" + last.zh + " " + is.zh + "，到期日不变（" + setting.zh + "）",
        "Roll: " + last.en + " " + is.en + ": it stays (" + setting.en + ")");
  } else if (holiday && clock_.roll == Roll::statutory_holiday) {
    auto const span = stretch(nominal, reckoned_.day - 1);
    say(reckoned_.day,
        "顺延：" + span.zh + " " + why.zh + "放假，到期日顺延到节后第一日 " + to.zh + "（" + setting.zh +
            "）",
        "Roll: " + span.en + " is " + why.en + ": moved to the first day after it, " + to.en + " (" +
            setting.en + ")");
  } else {
    say(reckoned_.day,
        "顺延：" + last.zh + " 是" + why.zh + "，到期日顺延到 " + to.zh + "（" + setting.zh + "）",
        "Roll: " + last.en + " is " + why.en + ": moved to " + to.en + " (" + setting.en + ")");
  }
}

void Explanation::say_allowances() {
  if (adjustment_.extended_to) {
    auto const to = with_weekday(*adjustment_.extended_to);
    if (*adjustment_.extended_to > reckoned_.day) {
      say(*adjustment_.extended_to, "延长：经批准延长至 " + to.zh, "Extended: approved until " + to.en);
    } else {
      say(reckoned_.day, "延长：批准的日期 " + to.zh + " 不晚于法定到期日，到期日不变",
          "Extended: the approved " + to.en + " is no later than the law's last day, which stays");
    }
  } else if (!clock_.extension.empty()) {
    say(reckoned_.day, "可延长（未计入）：" + clock_.extension.zh,
        "May be extended (not included): " + clock_.extension.en);
  }
  if (!clock_.excluded_time.empty() && reckoned_.excluded == 0) {
    say(reckoned_.day, "不计入期限的时间（未扣除）：" + clock_.excluded_time.zh,
        "Time that does not count (not taken off here): " + clock_.excluded_time.en);
  }
}

void Explanation::say_doubts() {
  if (!clock_.status.empty() && clock_.status != "source found") {
    say(reckoned_.day, "注意：本时限的出处为“" + clock_.status + "”，使用前请核对原文",
        "Mind: the source of this clock is '" + clock_.status + "'; check the law before relying on it");
  }
  if (!reckoned_.provisional) return;
  Text years;
  for (int year = first_year(); year <= reckoned_.day.year(); ++year) {
    if (calendar_.is_published(*Day::from_civil(year, 1, 1))) continue;
    years.zh += (years.zh.empty() ? "" : "、") + std::to_string(year);
    years.en += (years.en.empty() ? "" : ", ") + std::to_string(year);
  }
  say(reckoned_.day, "暂定：" + years.zh + " 年节假日安排尚未公布，这些日子只按周末计算，公布后须重算",
      "Provisional: the days off of " + years.en +
          " are not yet published; those days count by weekends alone and must be counted again then");
}

void Explanation::say_papers() {
  if (!rests_on_calendar()) return;
  for (int year = first_year(); year <= reckoned_.day.year(); ++year) {
    auto const text = std::to_string(year);
    for (auto const& paper : calendar_.papers(year)) {
      say(reckoned_.day, "节假日安排(" + text + " 年):" + paper, "Notice of days off " + text + ": " + paper);
    }
  }
}

}  // namespace

Text in_force(pack::Clock const& clock) {
  auto const from = clock.effective_from.to_string();
  if (!clock.effective_to) return {"自 " + from + " 起施行", "in force from " + from};
  auto const to = clock.effective_to->to_string();
  return {from + " 至 " + to + " 施行", "in force " + from + " to " + to};
}

bool in_force_on(pack::Clock const& clock, Day day) {
  return clock.effective_from <= day && (!clock.effective_to || day <= *clock.effective_to);
}

std::vector<Step> explain(pack::Clock const& clock, Reckoned const& reckoned, Calendar const& calendar,
                          Neighbours const& neighbours, Adjustment const& adjustment) {
  Explanation explanation(clock, reckoned, calendar, adjustment);
  explanation.say_law();
  explanation.say_version(neighbours);
  explanation.say_start();
  explanation.say_count();
  explanation.say_excluded();
  explanation.say_roll();
  explanation.say_allowances();
  explanation.say_doubts();
  explanation.say_papers();
  return explanation.take();
}

}  // namespace shian::clock
