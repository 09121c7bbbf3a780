#include <fmt/format.h>

#include "dossier/rehearsal.hpp"
#include "report/json_parts.hpp"
#include "report/record_names.hpp"
#include "report/words.hpp"

namespace shian::dossier {
namespace {

using report::Json;
using report::json_of;

Json owner_json(Text const& name, std::string const& id) {
  return id.empty() ? Json(nullptr) : Json{{"id", id}, {"name", json_of(name)}};
}

class RehearsalTelling {
 public:
  RehearsalTelling(city::City& city, Language language)
      : city_(city), names_(city, reg::Personal::masked, language) {}

  [[nodiscard]] std::string name_of(reg::Schema const& schema, RecordId id) {
    auto const record = city_.ledger().records().get(schema, id);
    return record ? names_.name(schema, record->values) : "#" + std::to_string(id);
  }

  Json record_json(reg::Schema const* schema, RecordId id) {
    if (schema == nullptr || id == 0) return nullptr;
    return {{"register", {{"id", schema->definition.id}, {"name", json_of(schema->definition.name)}}},
            {"id", id},
            {"name", name_of(*schema, id)}};
  }

  Json target_json(std::string const& id) {
    auto const* target = city_.pack().find_target(id);
    if (target == nullptr) return nullptr;
    return {{"id", id}, {"name", json_of(report::target_name(city_.pack(), *target))}};
  }

  Json drawn_json(Drawn const& drawn) {
    Json checks = Json::array();
    for (auto const& check : drawn.checks)
      checks.push_back({{"state", code_of(check.state)},
                        {"said", json_of(check.said)},
                        {"next", check.next.empty() ? Json(nullptr) : json_of(check.next)},
                        {"record", record_json(check.schema, check.record)}});
    return {{"kind", code_of(drawn.kind)},
            {"record", record_json(drawn.schema, drawn.record)},
            {"target", target_json(drawn.target)},
            {"unit", owner_json(report::unit_name(city_.pack(), drawn.unit), drawn.unit)},
            {"area", owner_json(report::area_name(city_.pack(), drawn.area), drawn.area)},
            {"lacking", drawn.lacking()},
            {"checks", std::move(checks)}};
  }

 private:
  city::City& city_;
  report::RecordNames names_;
};

std::string_view sign_of(CheckState state) {
  return state == CheckState::holds ? "✓" : state == CheckState::lacks ? "✕" : "?";
}

}  // namespace

std::string rehearsal_json(city::City& city, Rehearsal const& rehearsal, Language language) {
  RehearsalTelling telling(city, language);
  auto made = report::head_of(city.pack(), rehearsal.plan.as_of, rehearsal.simulated);
  made["seed"] = rehearsal.plan.seed;
  made["mend_by"] = rehearsal.mend_by.to_string();
  made["drawn"] = Json::array();
  std::size_t lacking = 0;
  for (auto const& drawn : rehearsal.drawn) {
    made["drawn"].push_back(telling.drawn_json(drawn));
    lacking += drawn.lacking();
  }
  made["lacking"] = lacking;
  made["owners"] = Json::array();
  auto const& pack = city.pack();
  for (auto const& [id, count] : lacking_by_owner(rehearsal)) {
    bool const is_unit = pack.find_unit(id) != nullptr;
    made["owners"].push_back({{"unit", is_unit ? owner_json(report::unit_name(pack, id), id) : Json(nullptr)},
                              {"area", is_unit ? Json(nullptr) : owner_json(report::area_name(pack, id), id)},
                              {"lacking", count}});
  }
  return report::dumped(made);
}

std::string rehearsal_text(city::City& city, Rehearsal const& rehearsal, Language language) {
  RehearsalTelling telling(city, language);
  auto const& pack = city.pack();
  std::string text;
  for (auto const& drawn : rehearsal.drawn) {
    auto name = drawn.schema != nullptr ? drawn.schema->definition.name.in(language) + "  " +
                                              telling.name_of(*drawn.schema, drawn.record)
                                        : drawn.target;
    if (auto const* target = pack.find_target(drawn.target))
      name += " " + report::target_name(pack, *target).in(language);
    if (!drawn.area.empty()) name += "  " + report::area_name(pack, drawn.area).in(language);
    text += name + "\n";
    for (auto const& check : drawn.checks) {
      text += fmt::format("  {} {}", sign_of(check.state), check.said.in(language));
      if (check.schema != nullptr)
        text += fmt::format("  [{} {}]", check.schema->definition.id, check.record);
      text += check.next.empty() ? "\n" : "  → " + check.next.in(language) + "\n";
    }
  }
  return text;
}

}  // namespace shian::dossier
