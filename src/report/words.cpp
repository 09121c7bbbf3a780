#include "report/words.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace shian::report {
namespace {

std::string grouped_digits(std::string text) {
  auto const first = text.find_first_of("0123456789");
  if (first == std::string::npos) return text;
  auto const point = std::min(text.find('.'), text.size());
  for (std::size_t at = point; at > first + 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

bool is_latin(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

}  // namespace

std::string grouped(std::int64_t number) { return grouped_digits(std::to_string(number)); }

std::string number_text(Decimal value, int decimals) {
  return grouped_digits(value.rounded(decimals).to_fixed(decimals));
}

std::string amount_text(Decimal value) {
  constexpr int kPlaces = 3;
  return grouped_digits(value.rounded(kPlaces).to_string());
}

std::string day_text(Day day) {
  auto const civil = day.civil();
  return std::to_string(civil.year) + "年" + std::to_string(civil.month) + "月" + std::to_string(civil.day) +
         "日";
}

std::string with_unit(std::string number, std::string_view unit) {
  if (unit.empty() || number.empty()) return number;
  if (unit != "%" && is_latin(unit)) number += ' ';
  return number += unit;
}

std::string value_text(pack::Indicator const& definition, indicator::Figure const& figure) {
  if (!figure.value) return "";
  auto text = number_text(*figure.value, definition.decimals);
  return figure.known == indicator::Known::value ? text : "(" + text + ")";
}

std::string fraction_text(indicator::Figure const& figure, Places places) {
  auto const amount = [&](Decimal value) {
    bool const is_large = value >= Decimal(1'000) || value <= Decimal(-1'000);
    return places == Places::few && is_large ? number_text(value, 0) : amount_text(value);
  };
  if (!figure.numerator && !figure.denominator) return "";
  if (!figure.denominator) return amount(*figure.numerator);
  return (figure.numerator ? amount(*figure.numerator) : "?") + "/" + amount(*figure.denominator);
}

std::string_view sign_of(pack::Comparator comparator) {
  switch (comparator) {
    case pack::Comparator::at_most:
      return "≤";
    case pack::Comparator::equal:
      return "=";
    case pack::Comparator::at_least:
    case pack::Comparator::milestone:
    case pack::Comparator::qualitative:
      return "≥";
  }
  return "";
}

Text threshold_text(pack::Target const& target, pack::Indicator const& definition) {
  auto const threshold = indicator::threshold(target, definition);
  if (!threshold) return {"未定", "not set"};
  if (target.comparator == pack::Comparator::milestone && !target.threshold && !definition.threshold)
    return {"完成", "done"};
  // A threshold set by decision on a goal in words is read the way the definition says.
  bool const less = target.comparator == pack::Comparator::qualitative && definition.lower_is_better;
  auto const sign = less ? std::string_view("≤") : sign_of(target.comparator);
  auto const& unit = definition.unit.empty() ? target.unit : definition.unit;
  auto const text = std::string(sign) + with_unit(grouped_digits(threshold->to_string()), unit);
  return {text, text};
}

std::string_view code_of(pack::Comparator comparator) {
  switch (comparator) {
    case pack::Comparator::at_least:
      return "at_least";
    case pack::Comparator::at_most:
      return "at_most";
    case pack::Comparator::equal:
      return "equal";
    case pack::Comparator::milestone:
      return "milestone";
    case pack::Comparator::qualitative:
      return "qualitative";
  }
  return "";
}

std::string_view code_of(pack::Certainty certainty) {
  switch (certainty) {
    case pack::Certainty::printed:
      return "printed";
    case pack::Certainty::to_be_confirmed:
      return "to_be_confirmed";
    case pack::Certainty::decided:
      return "decided";
  }
  return "";
}

std::string_view code_of(pack::Period period) {
  switch (period) {
    case pack::Period::year:
      return "year";
    case pack::Period::month:
      return "month";
    case pack::Period::point:
      return "point";
    case pack::Period::survey:
      return "survey";
  }
  return "";
}

std::string_view code_of(indicator::Known known) {
  switch (known) {
    case indicator::Known::value:
      return "value";
    case indicator::Known::no_data:
      return "no_data";
    case indicator::Known::zero_denominator:
      return "zero_denominator";
    case indicator::Known::too_small:
      return "too_small";
    case indicator::Known::incomplete:
      return "incomplete";
    case indicator::Known::no_population:
      return "no_population";
  }
  return "";
}

Text text_of(pack::Certainty certainty) {
  switch (certainty) {
    case pack::Certainty::printed:
      return {"原文", "printed in the plan"};
    case pack::Certainty::to_be_confirmed:
      return {"待确认", "to be confirmed"};
    case pack::Certainty::decided:
      return {"已签发决定", "settled by a signed decision"};
  }
  return {};
}

Text text_of(pack::Period period) {
  switch (period) {
    case pack::Period::year:
      return {"自然年累计", "flow in the calendar year"};
    case pack::Period::month:
      return {"最近一个整月", "last whole month"};
    case pack::Period::point:
      return {"当日存量", "stock on the day"};
    case pack::Period::survey:
      return {"最近一次调查", "latest survey"};
  }
  return {};
}

Text area_name(pack::Pack const& pack, std::string const& id) {
  auto const* area = pack.find_area(id);
  return area != nullptr ? area->name : Text{id, id};
}

Text unit_name(pack::Pack const& pack, std::string const& id) {
  auto const* unit = pack.find_unit(id);
  return unit != nullptr ? unit->name : Text{id, id};
}

std::string joined(std::span<std::string const> names, Language language) {
  std::string text;
  for (auto const& name : names) text += (text.empty() ? "" : language == Language::zh ? "、" : ", ") + name;
  return text;
}

Text group_of(pack::Pack const& pack, pack::Target const& target) {
  if (!target.task_rows.empty()) {
    for (auto const& task : pack.tasks) {
      if (task.row == target.task_rows.front() && !task.group.empty()) return task.group;
    }
  }
  for (auto const& task : pack.tasks) {
    if (!task.group.empty() &&
        std::find(task.targets.begin(), task.targets.end(), target.id) != task.targets.end())
      return task.group;
  }
  return target.section;
}

Text target_name(pack::Pack const& pack, pack::Target const& target) {
  if (target.indicators.size() != 1) return target.subject;
  auto const* only = pack.find_indicator(target.indicators.front());
  return only == nullptr ? target.subject : only->name;
}

bool acts_as(pack::Pack const& pack, std::string const& whose, std::string const& unit) {
  if (whose == unit) return true;
  auto const* group = pack.find_unit(unit);
  return group != nullptr &&
         std::find(group->members.begin(), group->members.end(), whose) != group->members.end();
}

bool is_responsible(pack::Pack const& pack, pack::Target const& target, std::string const& unit) {
  return std::any_of(target.units.begin(), target.units.end(),
                     [&](std::string const& id) { return acts_as(pack, unit, id); });
}

std::string short_mark(Text const& mark, Language language) {
  if (language == Language::en) return mark.en.substr(0, 3);
  std::size_t end = 0;
  if (!mark.zh.empty()) (void)next_code_point(mark.zh, end);
  return mark.zh.substr(0, end);
}

}  // namespace shian::report
