#include "report/explanation.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

Json page_json(Page const& page) {
  Json lines = Json::array();
  for (auto const& record : page.lines) {
    Json line = {{"register", record.register_id},
                 {"id", record.id},
                 {"name", record.name},
                 {"day", record.day == indicator::kBeginning ? Json(nullptr) : Json(record.day.to_string())},
                 {"amount", record.amount.to_string()},
                 {"measure", record.measure}};
    if (!record.reason.empty()) line["reason"] = json_of(record.reason);
    lines.push_back(std::move(line));
  }
  return {{"records", std::move(lines)}, {"more", page.more}, {"partly_read", page.unknown}};
}

Json definition_json(pack::Indicator const& definition) {
  Json parameters = Json::array();
  for (auto const& parameter : definition.parameters) {
    parameters.push_back({{"id", parameter.id},
                          {"value", parameter.value.to_string()},
                          {"name", json_of(parameter.name)},
                          {"certainty", code_of(parameter.certainty)}});
  }
  Json measures = Json::array();
  for (auto const& measure : definition.measures) {
    Json exclusions = Json::array();
    for (auto const& exclusion : measure.exclusions) {
      exclusions.push_back({{"when", exclusion.when.text}, {"reason", json_of(exclusion.reason)}});
    }
    measures.push_back(
        {{"id", measure.id}, {"expression", measure.expression.text}, {"exclusions", std::move(exclusions)}});
  }
  return {{"text", json_of(definition.definition)},
          {"edition", definition.edition},
          {"basis", json_of(definition.basis)},
          {"certainty", code_of(definition.definition_certainty)},
          {"proxy", definition.proxy},
          {"parameters", std::move(parameters)},
          {"measures", std::move(measures)},
          {"value", definition.value.text}};
}

Json population_json(pack::Pack const& pack, std::string const& area) {
  for (auto const& year : pack.population) {
    if (year.year == pack.population_year && year.area == area) {
      return {{"year", year.year},
              {"thousand", year.thousand.to_string()},
              {"source", year.source},
              {"note", pack.population_note}};
    }
  }
  return nullptr;
}

}  // namespace

std::string explanation_json(Explanation const& explanation) {
  auto const& pack = *explanation.pack;
  auto const& line = explanation.line;
  Json made = head_of(pack, explanation.question.as_of, explanation.simulated);
  made["area"] = explanation.question.area.empty() ? Json(nullptr) : Json(explanation.question.area);
  Json target = json_of(*line.standing.target, pack);
  target["other_wordings"] = line.standing.target->other_wordings;
  target["judged_on"] = line.standing.judged_on.to_string();
  target["state"] = indicator::code_of(line.state);
  target["reason"] = json_of(line.reason);
  target["marks"] = Json::array();
  for (auto const& mark : line.standing.marks) target["marks"].push_back(json_of(mark));
  target["parts"] = Json::array();
  for (auto const& explained : explanation.parts) {
    auto const& definition = explained.shown.part->indicator->definition;
    Json part = json_of(pack, explained.shown, line.standing, EachArea::yes);
    part["definition"] = definition_json(definition);
    if (definition.scale == pack::Scale::per_thousand_residents)
      part["population"] = population_json(pack, explanation.question.area);
    part["by_month"] = Json::array();
    for (auto const& [day, figure] : explained.months) {
      Json month = {{"day", day.to_string()}};
      month.update(json_of(figure));
      part["by_month"].push_back(std::move(month));
    }
    part["by_unit"] = Json::array();
    for (auto const& share : explained.units) {
      part["by_unit"].push_back({{"unit", share.unit},
                                 {"name", json_of(unit_name(pack, share.unit))},
                                 {"numerator", json_of(share.numerator)},
                                 {"denominator", json_of(share.denominator)}});
    }
    if (explained.records) {
      part["records"] = {{"measure", explained.records->numerator},
                         {"counted", page_json(explained.records->counted)},
                         {"left_out", page_json(explained.records->left_out)},
                         {"missing", explained.records->missing_known ? page_json(explained.records->missing)
                                                                      : Json(nullptr)}};
    }
    target["parts"].push_back(std::move(part));
  }
  made["target"] = std::move(target);
  made["open_questions"] = Json::array();
  for (auto const* open : explanation.open_questions) {
    made["open_questions"].push_back({{"id", open->id}, {"text", json_of(open->text)}});
  }
  made["decisions"] = Json::array();
  for (auto const* decision : explanation.decisions) {
    made["decisions"].push_back({{"id", decision->id},
                                 {"subject", decision->subject},
                                 {"value", decision->value},
                                 {"decided_on", decision->decided_on.to_string()},
                                 {"decided_by", decision->decided_by},
                                 {"document_no", decision->document_no}});
  }
  return dumped(made);
}

}  // namespace shian::report
