#include "report/outlook.hpp"

#include <cmath>

#include "report/board.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

constexpr std::size_t kMostNamed = 8;

std::optional<Decimal> missing(indicator::Part const& part) {
  auto const& numerator = part.reading.city.numerator;
  if (!part.needed || !numerator || !(*numerator < *part.needed)) return std::nullopt;
  return part.needed->minus(*numerator);
}

std::string of_double(double value, int decimals) {
  double const scaled = value * std::pow(10.0, decimals);
  if (!std::isfinite(scaled) || std::abs(scaled) > 9e17) return "?";
  auto const exact = Decimal::of(std::llround(scaled), decimals);
  return exact ? number_text(*exact, decimals) : "?";
}

void add(Text& sentence, std::string zh, std::string en) {
  sentence.zh += (sentence.zh.empty() ? "" : ";") + zh;
  sentence.en += (sentence.en.empty() ? "" : "; ") + en;
}

void add_behind(Text& sentence, pack::Pack const& pack, indicator::Part const& part) {
  if (part.behind.empty()) return;
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (std::size_t i = 0; i < part.behind.size() && i < kMostNamed; ++i) {
    auto const name = area_name(pack, part.behind[i]);
    zh.push_back(name.zh);
    en.push_back(name.en);
  }
  bool const more = part.behind.size() > kMostNamed;
  auto const count = std::to_string(part.behind.size());
  bool const one = part.behind.size() == 1;
  add(sentence, "落后的镇街 " + count + " 个：" + joined(zh, Language::zh) + (more ? "等" : ""),
      count + (one ? " area is behind: " : " areas are behind: ") + joined(en, Language::en) +
          (more ? ", ..." : ""));
}

}  // namespace

Text what_it_takes(pack::Pack const& pack, pack::Target const& target, indicator::Part const& part) {
  Text sentence;
  auto const& city = part.reading.city;
  auto const& definition = part.indicator->definition;
  if (!city.value || !indicator::threshold(target, definition)) return sentence;
  bool const counts = definition.scale != pack::Scale::plain || !city.denominator;
  if (part.needed && city.numerator && counts) {
    auto const have = amount_text(*city.numerator);
    auto const need = amount_text(*part.needed);
    add(sentence, "已有 " + have + "，需要 " + need, have + " of " + need + " needed");
  }
  if (auto const short_by = missing(part); short_by && counts) {
    add(sentence, "还差 " + amount_text(*short_by), "short " + amount_text(*short_by));
    if (part.per_week) {
      auto const weekly = amount_text(*part.per_week);
      add(sentence, "即日起每周 " + weekly, weekly + " a week from now");
    }
  } else if (part.gap) {
    auto const gap = with_unit(number_text(*part.gap, definition.decimals), definition.unit);
    bool const over = *city.value > *indicator::threshold(target, definition);
    add(sentence, (over ? "超出 " : "相差 ") + gap, gap + (over ? " over" : " short"));
  } else if (sentence.empty()) {
    add(sentence, "已在标准之内", "within the threshold");
  }
  if (!is_shared(target, definition, Scope::area)) add_behind(sentence, pack, part);
  return sentence;
}

Text shortfall(indicator::Part const& part) {
  auto const& definition = part.indicator->definition;
  if (auto const short_by = missing(part)) {
    auto const amount = amount_text(*short_by);
    if (!part.per_week) return {amount, amount};
    auto const weekly = amount_text(*part.per_week);
    return {amount + "(每周" + weekly + ")", amount + " (" + weekly + "/wk)"};
  }
  if (!part.gap) return {};
  auto const gap = with_unit(number_text(*part.gap, definition.decimals), definition.unit);
  return {gap, gap};
}

std::string outlook_range(indicator::Part const& part) {
  if (!part.forecast) return "";
  int const decimals = part.indicator->definition.decimals;
  auto const low = of_double(part.forecast->low, decimals);
  auto const high = of_double(part.forecast->high, decimals);
  return low == high ? low : low + "–" + high;
}

std::string forecast_text(indicator::Part const& part) {
  if (!part.forecast) return "";
  int const decimals = part.indicator->definition.decimals;
  auto const& outlook = *part.forecast;
  return of_double(outlook.value, decimals) + " (" + outlook_range(part) + ")";
}

}  // namespace shian::report
