#include "report/clock_view.hpp"

#include "report/json_parts.hpp"
#include "report/table.hpp"

namespace shian::report {
namespace {

Text status_of(clock::Due const& due) {
  return due.provisional ? Text{"暂定：有的年份尚未公布放假安排",
                                "provisional: the days off of a year are not yet published"}
                         : Text{};
}

Json rule_json(pack::Clock const& clock) {
  return {{"id", clock.id},
          {"rule", clock.rule},
          {"name", json_of(clock.name)},
          {"kind", code_of(clock.kind)},
          {"limit", clock.limit ? Json(*clock.limit) : Json(nullptr)},
          {"unit", code_of(clock.unit)},
          {"start_event", json_of(clock.start_event)},
          {"law", clock.law},
          {"issue", json_of(clock.issue)},
          {"article", clock.article},
          {"effective_from", clock.effective_from.to_string()},
          {"effective_to", json_of(clock.effective_to)},
          {"extension", json_of(clock.extension)},
          {"excluded_time", json_of(clock.excluded_time)},
          {"applies_to", clock.applies_to},
          {"status", clock.status},
          {"note", clock.note}};
}

}  // namespace

std::string_view code_of(pack::ClockUnit unit) {
  switch (unit) {
    case pack::ClockUnit::working_day:
      return "working_day";
    case pack::ClockUnit::calendar_day:
      return "calendar_day";
    case pack::ClockUnit::hour:
      return "hour";
    case pack::ClockUnit::month:
      return "month";
    case pack::ClockUnit::year:
      return "year";
    case pack::ClockUnit::hour_per_year:
      return "hour_per_year";
    case pack::ClockUnit::meal:
      return "meal";
    case pack::ClockUnit::term:
      return "term";
    case pack::ClockUnit::rule:
      return "rule";
  }
  return "";
}

std::string_view code_of(pack::ClockKind kind) {
  switch (kind) {
    case pack::ClockKind::deadline:
      return "deadline";
    case pack::ClockKind::retention:
      return "retention";
    case pack::ClockKind::right:
      return "right";
    case pack::ClockKind::recurring:
      return "recurring";
    case pack::ClockKind::restraint:
      return "restraint";
    case pack::ClockKind::quota:
      return "quota";
    case pack::ClockKind::rule:
      return "rule";
  }
  return "";
}

Text text_of(pack::ClockUnit unit) {
  switch (unit) {
    case pack::ClockUnit::working_day:
      return {"个工作日", " working days"};
    case pack::ClockUnit::calendar_day:
      return {"日", " calendar days"};
    case pack::ClockUnit::hour:
      return {"小时", " hours"};
    case pack::ClockUnit::month:
      return {"个月", " months"};
    case pack::ClockUnit::year:
      return {"年", " years"};
    case pack::ClockUnit::hour_per_year:
      return {"小时/年", " hours a year"};
    case pack::ClockUnit::meal:
      return {"餐", " meals"};
    case pack::ClockUnit::term:
      return {"学期", " terms"};
    case pack::ClockUnit::rule:
      return {"", ""};
  }
  return {};
}

std::string due_text(clock::Due const& due, Language language, Terminal const& terminal) {
  bool const zh = language == Language::zh;
  auto const& clock = *due.clock;
  std::string out =
      painted(clock.name.in(language), Paint::strong, terminal) + "  " + clock.rule + "  " + clock.id + "\n";
  Table table({{""}, {""}});
  for (auto const& step : due.steps) table.add({step.day.to_string(), step.text.in(language)});
  // The lines are sentences of law: they are not cut.
  Terminal unbounded = terminal;
  unbounded.width = 100'000;
  out += table.render(unbounded, 2);
  out += "  " + painted((zh ? "最后一日 " : "last day ") + due.day.to_string(), Paint::strong, terminal);
  if (auto const status = status_of(due); !status.empty())
    out += (zh ? "(" : " (") + status.in(language) + ")";
  return out + "\n";
}

std::string due_json(clock::Due const& due) {
  Json steps = Json::array();
  for (auto const& step : due.steps)
    steps.push_back({{"day", step.day.to_string()}, {"text", json_of(step.text)}});
  return dumped({{"clock", rule_json(*due.clock)},
                 {"start", due.start.to_string()},
                 {"due", due.day.to_string()},
                 {"provisional", due.provisional},
                 {"steps", std::move(steps)}});
}

std::string clock_list_text(std::span<pack::Clock const> clocks, Language language,
                            Terminal const& terminal) {
  bool const zh = language == Language::zh;
  Table table({{zh ? "规则" : "rule"},
               {zh ? "名称" : "name", Align::left, 0, 20},
               {zh ? "时限" : "limit", Align::right},
               {zh ? "施行" : "in force"},
               {zh ? "依据" : "law", Align::left, 2, 20},
               {zh ? "条" : "article", Align::left, 1, 10},
               {zh ? "编号" : "id", Align::left, 3}});
  for (auto const& clock : clocks) {
    auto const limit =
        clock.limit ? std::to_string(*clock.limit) + text_of(clock.unit).in(language) : std::string("—");
    table.add({clock.rule, clock.name.in(language), limit,
               clock.effective_from.to_string() +
                   (clock.effective_to ? "–" + clock.effective_to->to_string() : "–"),
               clock.law, clock.article, clock.id});
  }
  return table.render(terminal);
}

std::string clock_list_json(std::span<pack::Clock const> clocks) {
  Json list = Json::array();
  for (auto const& clock : clocks) list.push_back(rule_json(clock));
  return dumped({{"clocks", std::move(list)}});
}

Expected<CountedDays> count_days(Day from, int limit, pack::ClockUnit unit, clock::Calendar const& calendar) {
  CountedDays made{from, from, limit, unit, false};
  switch (unit) {
    case pack::ClockUnit::working_day:
      made.to = calendar.plus_working_days(from, limit);
      made.provisional =
          limit >= 0 ? !calendar.all_published(from, made.to) : !calendar.all_published(made.to, from);
      return made;
    case pack::ClockUnit::calendar_day:
      made.to = from + limit;
      return made;
    case pack::ClockUnit::month:
      made.to = from.plus_months(limit);
      return made;
    default:
      return fail("clock.unit", "这个单位不能直接数日子", "days cannot be counted in this unit");
  }
}

std::string counted_text(CountedDays const& counted, Language language) {
  std::string out = counted.to.to_string() + "\n";
  if (counted.provisional) {
    out += language == Language::zh ? "暂定：有的年份尚未公布放假安排\n"
                                    : "provisional: the days off of a year are not yet published\n";
  }
  return out;
}

std::string counted_json(CountedDays const& counted) {
  return dumped({{"from", counted.from.to_string()},
                 {"limit", counted.limit},
                 {"unit", code_of(counted.unit)},
                 {"due", counted.to.to_string()},
                 {"provisional", counted.provisional}});
}

}  // namespace shian::report
