#include <algorithm>
#include <array>

#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

std::vector<Day> days_of(Map const& map, std::string_view key, int year) {
  auto made = map.days(key);
  std::sort(made.begin(), made.end());
  for (std::size_t i = 0; i < made.size(); ++i) {
    auto const text = made[i].to_string();
    if (i > 0 && made[i] == made[i - 1]) {
      map.fault(key, Error::make("pack.twice", text + " 写了两次", text + " is given twice"));
    } else if (year != 0 && made[i].year() != year) {
      map.fault(key, Error::make("pack.value", text + " 不在 " + std::to_string(year) + " 年",
                                 text + " is not in " + std::to_string(year)));
    }
  }
  return made;
}

}  // namespace

void read_calendar(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"source"sv, "years"sv};
  constexpr std::array kYearKeys = {"year"sv, "papers"sv, "holidays"sv, "extra_workdays"sv};
  Map const map(file, node, kKeys);
  auto& calendar = file.reading().pack.calendar;
  calendar.source = map.text("source");
  map.each("years", [&](YAML::Node const& item) {
    Map const year(file, item, kYearKeys);
    CalendarYear made;
    (void)year.required("year");
    made.year = year.integer("year", kFirstYear, kLastYear).value_or(0);
    made.papers = year.texts("papers");
    made.holidays = days_of(year, "holidays", made.year);
    made.extra_workdays = days_of(year, "extra_workdays", made.year);
    auto& years = calendar.years;
    auto const same =
        std::find_if(years.begin(), years.end(), [&](auto const& y) { return y.year == made.year; });
    if (same != years.end()) {
      year.fault("year", Error::make("pack.duplicate", "这一年已经有了", "this year is there already"));
      return;
    }
    years.push_back(std::move(made));
    std::sort(years.begin(), years.end(), [](auto const& a, auto const& b) { return a.year < b.year; });
  });
}

void read_clock(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,
                                "rule"sv,
                                "name"sv,
                                "name_en"sv,
                                "kind"sv,
                                "start"sv,
                                "issue_en"sv,
                                "extension_en"sv,
                                "excluded_time_en"sv,
                                "start_en"sv,
                                "limit"sv,
                                "unit"sv,
                                "extension"sv,
                                "excluded_time"sv,
                                "law"sv,
                                "issue"sv,
                                "article"sv,
                                "effective_from"sv,
                                "effective_to"sv,
                                "applies_to"sv,
                                "targets"sv,
                                "status"sv,
                                "note"sv,
                                "roll"sv,
                                "roll_certainty"sv,
                                "replaces"sv};
  Map const map(file, node, kKeys);
  Clock made;
  made.id = map.id();
  made.rule = map.required("rule");
  made.name = map.required_both("name");
  made.kind = map.word("kind", kClockKinds, ClockKind::deadline);
  made.start_event = map.both("start");
  made.limit = map.integer("limit");
  made.unit = map.word("unit", kClockUnits, ClockUnit::calendar_day);
  made.extension = map.both("extension");
  made.excluded_time = map.both("excluded_time");
  made.law = map.required("law");
  made.issue = map.both("issue");
  made.article = map.required("article");
  made.effective_from = map.required_day("effective_from");
  made.effective_to = map.day("effective_to");
  made.applies_to = map.text("applies_to");
  made.targets = map.names("targets", Kind::target);
  made.status = map.text("status");
  made.note = map.text("note");
  made.roll = map.word("roll", kRolls, Clock::Roll::none);
  made.roll_certainty = certainty_of(map, "roll_certainty", Certainty::printed);
  made.where = map.where();
  if (made.effective_to && *made.effective_to < made.effective_from) {
    map.fault("effective_to", Error::make("pack.range", "失效日早于施行日", "it ends before it begins"));
  }
  if (!map.has("limit") && made.kind != ClockKind::rule) {
    map.fault("limit", Error::make("pack.limit", "缺少时限 limit", "the limit is missing")
                           .hinting("没有期限的规则写 kind: rule", "a rule without a limit has kind: rule"));
  }
  keep(map, Kind::clock, file.reading().pack.clocks, std::move(made));
}

}  // namespace shian::pack
