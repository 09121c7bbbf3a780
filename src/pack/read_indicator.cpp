#include <array>

#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

constexpr Word<Period> kPeriods[] = {{"year", Period::year}, {"month", Period::month}, {"point", Period::point}, {"survey", Period::survey}};
constexpr Word<PlaceRule> kPlaces[] = {{"sum", PlaceRule::sum}, {"minimum", PlaceRule::minimum}};
constexpr Word<Scale> kScales[] = {{"plain", Scale::plain}, {"percent", Scale::percent}, {"per_thousand_residents", Scale::per_thousand_residents}};
constexpr Word<Certainty> kCertainties[] = {{"printed", Certainty::printed}, {"to_be_confirmed", Certainty::to_be_confirmed}, {"decided", Certainty::decided}};

Measure measure_of(File const& file, std::string id, YAML::Node const& node) {
  Measure made;
  made.id = std::move(id);
  if (node.IsScalar()) {
    made.expression = source_of(file, node);
    return made;
  }
  constexpr std::array kKeys = {"expression"sv, "exclude"sv};
  constexpr std::array kExcludeKeys = {"when"sv, "reason"sv, "reason_en"sv};
  Map const map(file, node, kKeys);
  made.expression = map.source("expression");
  if (made.expression.empty()) (void)map.required("expression");
  map.each("exclude", [&](YAML::Node const& item) {
    Map const exclusion(file, item, kExcludeKeys);
    made.exclusions.push_back({exclusion.source("when"), exclusion.required_both("reason")});
    if (made.exclusions.back().when.empty()) (void)exclusion.required("when");
  });
  return made;
}

}  // namespace

void read_indicator(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "name_en"sv, "definition"sv, "definition_en"sv, "edition"sv, "basis"sv,
                                "definition_certainty"sv, "measures"sv, "value"sv, "scale"sv, "unit"sv, "decimals"sv, "period"sv,
                                "place"sv, "months"sv, "due_after"sv, "smallest_sample"sv, "interval"sv, "threshold"sv,
                                "lower_is_better"sv, "stale_after_days"sv, "proxy"sv, "parameters"sv, "dimension"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  Indicator made;
  made.id = map.required("id");
  made.name = map.required_both("name");
  made.definition = map.required_both("definition");
  made.edition = map.text("edition");
  made.basis = map.text("basis");
  made.definition_certainty = map.word("definition_certainty", kCertainties, Certainty::to_be_confirmed);
  if (map.has("measures") && map.node("measures").IsMap()) {
    for (auto const& item : map.node("measures")) {
      auto measure = measure_of(file, item.first.Scalar(), item.second);
      for (auto const& there : made.measures) {
        if (there.id == measure.id) {
          file.fault(item.first, Error::make("pack.twice", "量 " + measure.id + " 写了两次", "the measure " + measure.id + " is given twice"));
        }
      }
      made.measures.push_back(std::move(measure));
    }
  } else {
    map.fault("measures", Error::make("pack.measures", "缺少 measures", "measures are missing")
                              .hinting("例如 numerator: \"count …\"", "for example numerator: \"count ...\""));
  }
  made.value = map.source("value");
  made.scale = map.word("scale", kScales, Scale::plain);
  made.unit = map.text("unit");
  made.decimals = static_cast<int>(map.integer("decimals").value_or(2));
  made.period = map.word("period", kPeriods, Period::year);
  made.place = map.word("place", kPlaces, PlaceRule::sum);
  for (auto const month : map.integers("months")) {
    if (month < 1 || month > 12) map.fault("months", Error::make("pack.month", "月份应为 1 到 12", "months run from 1 to 12"));
    made.months.push_back(static_cast<int>(month));
  }
  made.due_after = map.text("due_after");
  if (!made.due_after.empty() && !Day::parse("2024-" + made.due_after)) {
    map.fault("due_after", Error::make("pack.value", "应写成 月-日", "must be month-day").hinting("例如 09-30", "for example 09-30"));
  }
  if (auto const least = map.integer("smallest_sample")) made.smallest_sample = static_cast<int>(*least);
  constexpr Word<int> kIntervals[] = {{"wilson", 1}, {"mean", 2}};
  if (map.word("interval", kIntervals, 0) != 0) made.interval = map.text("interval");
  made.threshold = map.decimal("threshold");
  made.lower_is_better = map.flag("lower_is_better");
  made.stale_after_days = static_cast<int>(map.integer("stale_after_days").value_or(0));
  made.proxy = map.flag("proxy");
  constexpr std::array kParameterKeys = {"id"sv, "value"sv, "name"sv, "name_en"sv, "certainty"sv};
  map.each("parameters", [&](YAML::Node const& item) {
    Map const parameter(file, item, kParameterKeys);
    Parameter read;
    read.id = parameter.required("id");
    read.value = parameter.decimal("value").value_or(Decimal(0));
    if (!parameter.has("value")) (void)parameter.required("value");
    read.name = parameter.required_both("name");
    read.certainty = parameter.word("certainty", kCertainties, Certainty::to_be_confirmed);
    made.parameters.push_back(std::move(read));
  });
  made.dimension = map.text("dimension");
  made.pack = pack.chain.empty() ? pack.id : pack.chain.back();
  made.where = map.where();
  keep(map, pack.indicators, std::move(made));
}

}  // namespace shian::pack
