#include "intake/measurement.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "intake/number_text.hpp"
#include "intake/units.hpp"

namespace shian::intake {
namespace {

template <std::size_t N>
bool take_word(std::string_view& text, std::string_view const (&words)[N]) {
  for (auto word : words) {
    if (text.starts_with(word)) {
      text = trimmed(text.substr(word.size()));
      return true;
    }
  }
  return false;
}

std::string canonical_unit(std::string_view text) {
  auto const* unit = find_unit(text);
  return unit ? std::string(unit->symbol) : std::string(text);
}

/// A number with nothing or a known unit behind it.
struct Amount {
  Decimal value;
  std::string unit;
};
std::optional<Amount> amount(std::string_view text, std::string_view column_unit) {
  auto const found = number_prefix(trimmed(text));
  if (!found) return std::nullopt;
  if (found->rest.empty()) return Amount{found->value, canonical_unit(column_unit)};
  auto const* unit = find_unit(found->rest);
  if (!unit) return std::nullopt;
  return Amount{found->value, std::string(unit->symbol)};
}

std::string_view without_outer_brackets(std::string_view text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return text;
  auto const inner = text.substr(1, text.size() - 2);
  return inner.find_first_of("()") == std::string_view::npos ? trimmed(inner) : text;
}

/// "10^4": a bare power, as sampling plans write it, or any other number.
std::optional<Decimal> plan_number(std::string_view text) {
  if (text.starts_with("10^")) {
    if (auto const power = number_prefix("1×" + std::string(text))) return power->value;
  }
  auto const found = number_prefix(text);
  return found ? std::optional(found->value) : std::nullopt;
}

std::optional<Measurement::Plan> sampling_plan(std::string_view text) {
  Measurement::Plan plan;
  bool has_n = false, has_c = false;
  while (!text.empty()) {
    auto const end = std::min({text.find(','), text.find(';'), text.find("、"), text.size()});
    auto part = trimmed(text.substr(0, end));
    text = end == text.size() ? std::string_view{}
                              : text.substr(end + (text.substr(end).starts_with("、") ? 3 : 1));
    auto const equals = part.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    auto const key = trimmed(part.substr(0, equals));
    auto const value = trimmed(part.substr(equals + 1));
    if (key == "n" || key == "c") {
      int count = 0;
      auto const [stop, fault] = std::from_chars(value.data(), value.data() + value.size(), count);
      if (fault != std::errc{} || stop != value.data() + value.size()) return std::nullopt;
      (key == "n" ? plan.n : plan.c) = count;
      (key == "n" ? has_n : has_c) = true;
    } else if (key == "m" || key == "M") {
      auto const number = plan_number(value);
      if (!number) return std::nullopt;
      (key == "m" ? plan.m : plan.M) = number;
    } else {
      return std::nullopt;
    }
  }
  if (!has_n || !has_c) return std::nullopt;
  return plan;
}

}  // namespace

Expected<Decimal> Measurement::value_in(std::string_view other_unit) const {
  if (!value) return fail("intake.measurement", "“" + raw + "”没有数值", "'" + raw + "' has no value");
  auto const* from = find_unit(unit);
  auto const* to = find_unit(other_unit);
  std::string const other(other_unit);
  if (!from || !to) {
    return fail("intake.unit", "“" + raw + "”的单位不能换算成 " + other,
                "the unit of '" + raw + "' cannot be converted to " + other);
  }
  return convert_unit(*value, *from, *to);
}

Measurement parse_measurement(std::string_view given, std::string_view column_unit) {
  Measurement made;
  made.raw = trimmed(given);
  std::string const narrow = half_width(given);
  auto text = without_outer_brackets(narrow);

  auto const read = [&](MeasurementKind kind, std::string_view rest) {
    auto const found = amount(without_outer_brackets(rest), column_unit);
    if (!found) return false;
    made.kind = kind;
    made.value = found->value;
    made.unit = found->unit;
    return true;
  };

  constexpr std::string_view kForbidden[] = {"不得检出", "不应检出", "不允许检出", "不得使用",
                                             "禁止使用", "不得添加", "禁用",       "禁止添加"};
  constexpr std::string_view kAbsent[] = {"未检出",     "未检测到",   "没有检出", "阴性",   "N.D.",
                                          "n.d.",       "N.D",        "ND",       "nd",     "Nd",
                                          "小于检出限", "低于检出限", "<LOD",     "<检出限"};
  constexpr std::string_view kAtMost[] = {"≤",      "<=",     "≦",        "⩽",        "不超过",
                                          "不大于", "不高于", "不得超过", "小于等于", "小于或等于"};
  constexpr std::string_view kAtLeast[] = {"≥",      ">=",     "≧",        "⩾",        "不低于",
                                           "不小于", "不少于", "不得低于", "大于等于", "大于或等于"};
  constexpr std::string_view kLess[] = {"<", "小于", "低于"};

  auto rest = text;
  if (take_word(rest, kForbidden)) {
    made.kind = MeasurementKind::must_not_detect;
    return made;
  }
  if (take_word(rest, kAbsent)) {
    // 未检出(<0.01mg/kg), 未检出(检出限:0.01mg/kg), ND<0.01: the detection limit may follow.
    auto const after = without_outer_brackets(rest);
    auto limit = after;
    constexpr std::string_view kLimit[] = {"检出限为", "检出限:", "检出限", "定量限:", "定量限",
                                           "LOD:",     "LOD=",    "LOD",    "<",       ":"};
    take_word(limit, kLimit);
    take_word(limit, kLess);
    if (!limit.empty() && !read(MeasurementKind::not_detected, limit)) return made;
    made.kind = MeasurementKind::not_detected;
    return made;
  }
  if (take_word(rest, kAtMost)) {
    read(MeasurementKind::limit_at_most, rest);
    return made;
  }
  if (take_word(rest, kAtLeast)) {
    read(MeasurementKind::limit_at_least, rest);
    return made;
  }
  if (take_word(rest, kLess)) {
    read(MeasurementKind::less_than, rest);
    return made;
  }
  if (auto plan = sampling_plan(text)) {
    made.kind = MeasurementKind::sampling_plan;
    made.plan = plan;
    made.unit = canonical_unit(column_unit);
    return made;
  }
  read(MeasurementKind::value, text);
  return made;
}

}  // namespace shian::intake
