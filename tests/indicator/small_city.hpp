// An invented city in a few lines, for tests of figures: places, checks, days on line, certificates.
#pragma once

#include <string>
#include <vector>

#include "indicator/recompute.hpp"
#include "indicator/standing.hpp"
#include "register/tables.hpp"
#include "support/field.hpp"

namespace shian::test {

inline pack::Field choice(std::string id, std::vector<std::string> const& options) {
  auto made = field(std::move(id), pack::FieldType::enumeration);
  for (auto const& option : options) made.options.push_back({option, {option, option}, {}});
  return made;
}

inline pack::Register book(std::string id, std::vector<pack::Field> fields,
                           std::vector<std::vector<std::string>> keys, std::string area = "",
                           std::string unit = "") {
  pack::Register made;
  made.id = std::move(id);
  made.name = {made.id, made.id};
  made.fields = std::move(fields);
  made.keys = std::move(keys);
  made.area_field = std::move(area);
  made.unit_field = std::move(unit);
  return made;
}

inline pack::Indicator indicator(std::string id, pack::Period period, pack::Scale scale,
                                 std::vector<std::pair<std::string, std::string>> const& measures) {
  pack::Indicator made;
  made.id = std::move(id);
  made.name = {made.id, made.id};
  made.period = period;
  made.scale = scale;
  for (auto const& [name, expression] : measures) made.measures.push_back({name, {expression, {}}, {}});
  return made;
}

inline pack::Pack small_city() {
  using pack::FieldType;
  using pack::Period;
  using pack::Scale;
  pack::Pack city;
  city.id = "small";
  city.population_year = 2020;
  for (auto const* id : {"north", "south", "east"}) {
    pack::Area area;
    area.id = id;
    area.name = {id, id};
    city.areas.push_back(area);
  }
  for (auto const* id : {"health", "market"}) {
    pack::Unit unit;
    unit.id = id;
    unit.name = {id, id};
    city.units.push_back(unit);
  }
  city.population.push_back({2020, Decimal(30), "", "census"});
  city.population.push_back({2020, Decimal(10), "north", "census"});
  city.registers.push_back(
      book("place",
           {field("no", FieldType::text), choice("kind", {"shop", "kitchen"}), field("area", FieldType::area),
            field("opened_on", FieldType::date), field("closed_on", FieldType::date)},
           {{"no"}}, "area"));
  auto weight = field("kg", FieldType::decimal);
  weight.scale = 2;
  city.registers.push_back(
      book("test",
           {field("code", FieldType::text), field("place", FieldType::reference, "place"),
            field("area", FieldType::area), field("unit", FieldType::unit),
            field("taken_on", FieldType::date), field("reported_on", FieldType::date),
            choice("verdict", {"good", "bad"}), weight, field("again_of", FieldType::reference, "test")},
           {{"code"}}, "area", "unit"));
  city.registers.push_back(book("stream",
                                {field("place", FieldType::reference, "place"), field("day", FieldType::date),
                                 field("online", FieldType::boolean)},
                                {{"place", "day"}}));
  city.registers.push_back(book("certificate",
                                {field("no", FieldType::text), field("place", FieldType::reference, "place"),
                                 field("valid_from", FieldType::date), field("valid_until", FieldType::date)},
                                {{"no"}}));
  city.registers.push_back(
      book("visit",
           {field("place", FieldType::reference, "place"), field("made_on", FieldType::date),
            field("passed", FieldType::boolean), field("points", FieldType::integer)},
           {}));
  city.registers.push_back(book("point",
                                {field("no", FieldType::text), field("area", FieldType::area),
                                 field("from_on", FieldType::date), field("until_on", FieldType::date)},
                                {{"no"}}, "area"));
  auto& all = city.indicators;
  all.push_back(indicator("tests", Period::year, Scale::per_thousand_residents,
                          {{"numerator", "count test where again_of == null on reported_on"}}));
  all.push_back(
      indicator("pass", Period::year, Scale::percent,
                {{"numerator", R"(count test where verdict == "good" on reported_on)"},
                 {"denominator", R"(count test where verdict in ("good", "bad") on reported_on)"}}));
  all.push_back(
      indicator("weight", Period::month, Scale::plain,
                {{"numerator", R"(sum(kg * 2) of test where place.kind == "kitchen" on taken_on)"}}));
  all.push_back(indicator("open", Period::point, Scale::plain,
                          {{"numerator", "count place from opened_on until closed_on"}}));
  all.push_back(indicator(
      "tested", Period::year, Scale::percent,
      {{"numerator",
        R"(count place where kind == "kitchen" from opened_on until closed_on having count(test by place where verdict != null on reported_on) >= 2)"},
       {"denominator", R"(count place where kind == "kitchen" from opened_on until closed_on)"}}));
  all.push_back(indicator(
      "online", Period::month, Scale::percent,
      {{"numerator",
        "count place from opened_on until closed_on having count(stream by place where online on day) >= 3"},
       {"denominator", "count place from opened_on until closed_on"}}));
  all.push_back(indicator("certified", Period::point, Scale::percent,
                          {{"numerator",
                            "count place from opened_on until closed_on having count(certificate by place "
                            "from valid_from until valid_until) >= 1"},
                           {"denominator", "count place from opened_on until closed_on"}}));
  all.push_back(indicator(
      "clean", Period::year, Scale::percent,
      {{"numerator", "count place from opened_on having last(passed of visit by place on made_on) == true"},
       {"denominator", "count place from opened_on having count(visit by place on made_on) >= 1"}}));
  all.push_back(indicator(
      "points", Period::year, Scale::plain,
      {{"numerator",
        "sum(min(sum(points of visit by place on made_on), 10)) of place from opened_on until closed_on"}}));
  all.push_back(indicator("network", Period::point, Scale::percent,
                          {{"numerator", "distinct(area) of point from from_on until until_on"},
                           {"denominator", "count areas"}}));
  all.push_back(indicator("joined", Period::year, Scale::plain,
                          {{"numerator",
                            "count place having sum(points of visit by place where place.area != null on "
                            "made_on) >= prorated(12, opened_on)"}}));
  return city;
}

/// The small city in a store, with its cells kept live.
struct SmallCity {
  explicit SmallCity(store::Session& opened)
      : session(opened),
        pack(small_city()),
        rules(pack.clocks, pack.calendar, pack.utc_offset_minutes),
        schemas(compiled_schemas()),
        catalogue(compiled_catalogue()),
        ledger(session, pack, schemas, rules),
        cells(session, catalogue),
        maintainer(ledger, catalogue, cells),
        figures(pack, catalogue, cells) {
    reg::prepare_tables(session, schemas);
    indicator::prepare_cell_tables(session);
    store::Transaction transaction(session, store::Access::write);
    cells.adopt();
    transaction.commit();
    ledger.observe(maintainer);
  }

  reg::Schemas compiled_schemas() {
    auto made = reg::Schemas::compile(pack, &rules);
    if (!made) throw std::runtime_error(made.error().front().to_string(Language::en));
    return std::move(*made);
  }
  indicator::Catalogue compiled_catalogue() {
    auto made = indicator::Catalogue::compile(pack, schemas, rules);
    if (!made) throw std::runtime_error(made.error().front().to_string(Language::en));
    return std::move(*made);
  }

  store::Session& session;
  pack::Pack pack;
  clock::Rules rules;
  reg::Schemas schemas;
  indicator::Catalogue catalogue;
  reg::Ledger ledger;
  indicator::Cells cells;
  indicator::Maintainer maintainer;
  indicator::Figures figures;
};

}  // namespace shian::test
