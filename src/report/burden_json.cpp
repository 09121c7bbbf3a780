#include "report/burden.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

Json pace_json(Pace const& pace) {
  return {{"median_s", pace.median_s ? Json(*pace.median_s) : Json(nullptr)}, {"intervals", pace.intervals}};
}

Json burden_counts_json(BurdenCounts const& counts) {
  return {{"records", counts.records}, {"typed", counts.typed}, {"asked", counts.asked},
          {"given", counts.given},     {"held", counts.held},   {"pace", pace_json(counts.pace)}};
}

Json named_schema_json(reg::Schema const& schema) {
  return {{"id", schema.definition.id}, {"name", json_of(schema.definition.name)}};
}

Json department_head(pack::Pack const& pack, Department const& department) {
  auto const named = [](std::string const& id, Text const& name) {
    return id.empty() ? Json(nullptr) : Json{{"id", id}, {"name", json_of(name)}};
  };
  return {{"unit", named(department.unit, unit_name(pack, department.unit))},
          {"area", named(department.area, area_name(pack, department.area))}};
}

Json side_json(pack::Pack const& pack, Burden const& burden, AskedTwice::Side const& side) {
  auto made = department_head(pack, burden.departments[side.department]);
  auto const& field = side.schema->fields[static_cast<std::size_t>(side.field)].definition;
  made["register"] = named_schema_json(*side.schema);
  made["field"] = {{"id", field.id}, {"name", json_of(field.name)}};
  return made;
}

}  // namespace

std::string burden_json(city::City& city, Burden const& burden) {
  auto const& pack = city.pack();
  auto made = head_of(pack, burden.to, burden.simulated);
  made["from"] = burden.from.to_string();
  made["to"] = burden.to.to_string();
  made["all"] = burden_counts_json(burden.all);
  made["departments"] = Json::array();
  for (auto const& department : burden.departments) {
    if (department.registers.empty()) continue;  // named by a pair alone
    auto line = department_head(pack, department);
    line.update(burden_counts_json(department.counts));
    line["registers"] = Json::array();
    for (auto const& one : department.registers) {
      auto book = named_schema_json(*one.schema);
      book["fields"] = one.schema->fields.size();
      book.update(burden_counts_json(one.counts));
      line["registers"].push_back(std::move(book));
    }
    made["departments"].push_back(std::move(line));
  }
  made["twice"] = Json::array();
  for (auto const& pair : burden.twice)
    made["twice"].push_back({{"one", side_json(pack, burden, pair.one)},
                             {"other", side_json(pack, burden, pair.other)},
                             {"about", named_schema_json(*pair.about)},
                             {"times", pair.times}});
  made["complete"] = burden.is_complete;
  return dumped(made);
}

}  // namespace shian::report
