#include "dossier/acceptance_json.hpp"

#include "pack/words.hpp"
#include "report/words.hpp"

namespace shian::dossier {
namespace {

using report::Json;
using report::json_of;

Json unit_json(pack::Pack const& plan, std::string const& id) {
  return {{"id", id}, {"name", json_of(report::unit_name(plan, id))}};
}

Json units_json(pack::Pack const& plan, std::vector<std::string> const& units) {
  Json list = Json::array();
  for (auto const& id : units) list.push_back(unit_json(plan, id));
  return list;
}

Json register_json(reg::Schema const* schema) {
  if (schema == nullptr) return nullptr;
  return {{"id", schema->definition.id}, {"name", json_of(schema->definition.name)}};
}

Json texts_json(FieldTexts const& texts) {
  Json made = Json::object();
  for (auto const& [name, text] : texts) made[name] = text;
  return made;
}

Json gap_json(pack::Pack const& plan, Gap const& gap) {
  return {{"kind", code_of(gap.kind)},
          {"year", gap.year == 0 ? Json(nullptr) : Json(gap.year)},
          {"unit", gap.unit.empty() ? Json(nullptr) : unit_json(plan, gap.unit)},
          {"what", json_of(gap.what)},
          {"next", json_of(gap.next)},
          {"register", register_json(gap.schema)},
          {"record", gap.record == 0 ? Json(nullptr) : Json(gap.record)},
          {"target", gap.target.empty() ? Json(nullptr) : Json(gap.target)},
          {"fill", texts_json(gap.fill)}};
}

Json document_json(pack::Pack const& plan, Filed const& filed, std::string const& path) {
  Json made = {{"register", register_json(filed.schema)},
               {"record", filed.record},
               {"title", filed.title},
               {"day", json_of(filed.day)},
               {"number", filed.number},
               {"unit", filed.unit.empty() ? Json(nullptr) : unit_json(plan, filed.unit)},
               {"has_file", !filed.hash.empty()},
               {"is_checked", filed.is_checked}};
  if (!path.empty()) {
    made["path"] = path;
    made["sha256"] = filed.hash;
  }
  return made;
}

Json proof_json(city::City& city, Acceptance const& acceptance, pack::ItemProof const& proof,
                ProofStanding const& standing, Paths const& paths) {
  auto const& plan = city.pack();
  Json ledgers = Json::array(), documents = Json::array(), figures = Json::array(), gaps = Json::array();
  for (auto const& ledger : standing.ledgers)
    ledgers.push_back({{"register", register_json(ledger.schema)},
                       {"year", ledger.year},
                       {"records", ledger.records},
                       {"filter", texts_json(ledger.filter)}});
  for (auto const i : standing.documents) {
    auto const path = paths.find(i);
    documents.push_back(
        document_json(plan, acceptance.documents[i], path == paths.end() ? std::string() : path->second));
  }
  for (auto const& figure : standing.figures)
    figures.push_back({{"target", figure.target},
                       {"as_of", figure.as_of.to_string()},
                       {"state", indicator::code_of(figure.state)},
                       {"reason", json_of(figure.reason)}});
  for (auto const& gap : standing.gaps) gaps.push_back(gap_json(plan, gap));
  return {{"id", proof.id},
          {"name", json_of(proof.name)},
          {"kind", pack::word_of(pack::kProofKinds, proof.kind)},
          {"ledgers", std::move(ledgers)},
          {"documents", std::move(documents)},
          {"figures", std::move(figures)},
          {"gaps", std::move(gaps)}};
}

// Where the rows of an own list stand.
Json rows_json(city::City& city, ItemList const& list) {
  auto const& own = city.acceptance().own;
  if (list.id == kPlanList || !own) return nullptr;
  auto const& field = own->schema->fields[static_cast<std::size_t>(own->list)].definition.id;
  return {{"register", register_json(own->schema)}, {"filter", {{"f." + field, list.id}}}};
}

}  // namespace

Text text_of(pack::ProofKind kind) {
  switch (kind) {
    case pack::ProofKind::rule:
      return {"制度文件", "rules"};
    case pack::ProofKind::minutes:
      return {"会议纪要", "minutes"};
    case pack::ProofKind::plan:
      return {"方案", "plan"};
    case pack::ProofKind::ledger:
      return {"台账", "ledger"};
    case pack::ProofKind::statistics:
      return {"统计", "statistics"};
    case pack::ProofKind::photo:
      return {"照片", "photo"};
    case pack::ProofKind::report:
      return {"总结", "report"};
  }
  return {};
}

Text text_of(ItemState state) {
  switch (state) {
    case ItemState::heading:
      return {"", ""};
    case ItemState::proved:
      return {"齐全", "complete"};
    case ItemState::lacking:
      return {"有缺", "lacking"};
    case ItemState::not_yet:
      return {"未到年度", "not yet"};
  }
  return {};
}

Json acceptance_json(city::City& city, Acceptance const& acceptance, Overview const& overview) {
  auto const& plan = city.pack();
  Json items = Json::array();
  for (auto const& line : overview.lines) {
    auto const& item = acceptance.list.items[line.item];
    items.push_back({{"id", item.definition.id},
                     {"above", item.definition.parent.empty() ? Json(nullptr) : Json(item.definition.parent)},
                     {"depth", item.depth},
                     {"name", json_of(item.definition.name)},
                     {"state", code_of(acceptance.items[line.item].state)},
                     {"units", units_json(plan, item.definition.units)},
                     {"years", item.definition.years},
                     {"gaps", line.gaps}});
  }
  Json units = Json::array();
  for (auto const& [unit, gaps] : overview.gaps)
    units.push_back({{"unit", unit.empty() ? Json(nullptr) : unit_json(plan, unit)}, {"gaps", gaps}});
  Json counted = Json::object();
  for (auto const& [state, number] : overview.items) counted[std::string(code_of(state))] = number;
  return {{"list", acceptance.list.id},
          {"name", json_of(acceptance.list.name)},
          {"as_of", acceptance.as_of.to_string()},
          {"simulated", city.has_simulated_records()},
          {"counts", std::move(counted)},
          {"rows", rows_json(city, acceptance.list)},
          {"items", std::move(items)},
          {"units", std::move(units)}};
}

Json item_json(city::City& city, Acceptance const& acceptance, std::size_t index, Paths const& paths) {
  auto const& item = acceptance.list.items[index].definition;
  auto const& standing = acceptance.items[index];
  Json proofs = Json::array();
  for (std::size_t i = 0; i < standing.proofs.size(); ++i)
    proofs.push_back(proof_json(city, acceptance, item.proofs[i], standing.proofs[i], paths));
  return {{"id", item.id},
          {"above", item.parent.empty() ? Json(nullptr) : Json(item.parent)},
          {"name", json_of(item.name)},
          {"text", item.text},
          {"state", code_of(standing.state)},
          {"units", units_json(city.pack(), item.units)},
          {"years", item.years},
          {"points", json_of(item.points)},
          {"task", item.task.empty() ? Json(nullptr) : Json(item.task)},
          {"target", item.target.empty() ? Json(nullptr) : Json(item.target)},
          {"proofs", std::move(proofs)}};
}

}  // namespace shian::dossier
