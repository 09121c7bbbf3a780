#include <algorithm>
#include <array>

#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

constexpr Word<Period> kPeriods[] = {
    {"year", Period::year}, {"month", Period::month}, {"point", Period::point}, {"survey", Period::survey}};
constexpr Word<std::string_view> kIntervals[] = {{"wilson", "wilson"}, {"mean", "mean"}};

Measure measure_of(File const& file, std::string id, YAML::Node const& node) {
  Measure made;
  made.id = std::move(id);
  if (node.IsScalar()) {
    made.expression = file.source(node);
    return made;
  }
  constexpr std::array kKeys = {"expression"sv, "exclude"sv};
  constexpr std::array kExcludeKeys = {"when"sv, "reason"sv, "reason_en"sv};
  Map const map(file, node, kKeys);
  made.expression = map.required_source("expression");
  map.each("exclude", [&](YAML::Node const& item) {
    Map const exclusion(file, item, kExcludeKeys);
    made.exclusions.push_back({exclusion.required_source("when"), exclusion.required_both("reason")});
  });
  return made;
}

void read_measures(Map const& map, Indicator& made) {
  auto const& file = map.file();
  if (!map.has("measures") || !map.node("measures").IsMap()) {
    map.fault("measures",
              Error::make("pack.measures", "缺少 measures", "measures are missing")
                  .hinting("例如 numerator: \"count …\"", "for example numerator: \"count ...\""));
    return;
  }
  for (auto const& item : map.node("measures")) {
    auto const id = item.first.IsScalar() ? item.first.Scalar() : std::string();
    bool const again =
        std::any_of(made.measures.begin(), made.measures.end(), [&](auto const& m) { return m.id == id; });
    if (again)
      file.fault(item.first, Error::make("pack.twice", "量 " + id + " 写了两次",
                                         "the measure '" + id + "' is given twice"));
    made.measures.push_back(measure_of(file, id, item.second));
  }
}

void read_parameters(Map const& map, Indicator& made) {
  constexpr std::array kKeys = {"id"sv, "value"sv, "name"sv, "name_en"sv, "certainty"sv};
  map.each("parameters", [&](YAML::Node const& item) {
    Map const parameter(map.file(), item, kKeys);
    Parameter read;
    read.id = parameter.id();
    (void)parameter.required("value");
    read.value = parameter.decimal("value").value_or(Decimal(0));
    read.name = parameter.required_both("name");
    read.certainty = certainty_of(parameter, "certainty", Certainty::to_be_confirmed);
    bool const again = std::any_of(made.parameters.begin(), made.parameters.end(),
                                   [&](auto const& p) { return p.id == read.id; });
    if (again)
      parameter.fault("id", Error::make("pack.twice", "参数 " + read.id + " 写了两次",
                                        "the parameter '" + read.id + "' is given twice"));
    made.parameters.push_back(std::move(read));
  });
}

}  // namespace

void read_indicator(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,
                                "name"sv,
                                "name_en"sv,
                                "definition"sv,
                                "definition_en"sv,
                                "edition"sv,
                                "basis"sv,
                                "basis_en"sv,
                                "definition_certainty"sv,
                                "measures"sv,
                                "value"sv,
                                "scale"sv,
                                "unit"sv,
                                "decimals"sv,
                                "period"sv,
                                "place"sv,
                                "months"sv,
                                "due_after"sv,
                                "smallest_sample"sv,
                                "interval"sv,
                                "threshold"sv,
                                "lower_is_better"sv,
                                "stale_after_days"sv,
                                "proxy"sv,
                                "parameters"sv,
                                "dimension"sv,
                                "replaces"sv};
  Map const map(file, node, kKeys);
  auto& pack = file.reading().pack;
  Indicator made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.definition = map.required_both("definition");
  made.edition = map.text("edition");
  made.basis = map.both("basis");
  made.definition_certainty = certainty_of(map, "definition_certainty", Certainty::to_be_confirmed);
  read_measures(map, made);
  made.value = map.source("value");
  made.scale = map.word("scale", kScales, Scale::plain);
  made.unit = map.text("unit");
  made.decimals = map.integer("decimals", 0, 9).value_or(made.decimals);
  made.period = map.word("period", kPeriods, Period::year);
  made.place = map.word("place", kPlaces, PlaceRule::sum);
  made.months = map.integers("months", 1, 12);
  made.due_after = map.text("due_after");
  if (!made.due_after.empty() && !Day::parse("2023-" + made.due_after)) {
    map.fault("due_after", Error::make("pack.value", "“" + made.due_after + "”不是 月-日",
                                       "'" + made.due_after + "' is no month and day")
                               .hinting("例如 \"09-30\"", "for example \"09-30\""));
  }
  made.smallest_sample = map.integer("smallest_sample");
  made.interval = map.word("interval", kIntervals, std::string_view());
  made.threshold = map.decimal("threshold");
  made.lower_is_better = map.flag("lower_is_better");
  made.stale_after_days = map.integer("stale_after_days").value_or(0);
  made.proxy = map.flag("proxy");
  read_parameters(map, made);
  made.dimension = map.text("dimension");
  made.pack = pack.id;
  made.where = map.where();
  keep(map, Kind::indicator, pack.indicators, std::move(made));
}

}  // namespace shian::pack
