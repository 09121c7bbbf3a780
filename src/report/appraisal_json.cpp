#include <algorithm>

#include "pack/words.hpp"
#include "report/appraisal.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

using supervise::Score;

Json grade_json(pack::AppraisalGrade const* grade) {
  if (grade == nullptr) return nullptr;
  return {{"id", grade->id}, {"name", json_of(grade->name)}};
}

Json scheme_json(pack::AppraisalScheme const& scheme) {
  Json grades = Json::array();
  for (auto const& grade : scheme.grades)
    grades.push_back({{"id", grade.id}, {"name", json_of(grade.name)}, {"from", grade.from.to_string()}});
  return {{"id", scheme.id},
          {"name", json_of(scheme.name)},
          {"subjects", pack::word_of(pack::kAppraisalSubjects, scheme.subjects)},
          {"from_year", scheme.from_year},
          {"document_no", scheme.document_no},
          {"adopted", !scheme.document_no.empty()},
          {"objection_days", scheme.objection_days},
          {"basis", json_of(scheme.basis)},
          {"items", scheme.items.size()},
          {"bonuses", scheme.bonuses.size()},
          {"vetoes", scheme.vetoes.size()},
          {"grades", std::move(grades)}};
}

Json record_json(reg::Schema const* schema, RecordId record) {
  if (schema == nullptr || record == 0) return nullptr;
  return {{"register", schema->definition.id}, {"id", record}};
}

// The form by which a score is given by hand: its register, and what its fields begin with.
Json hand_json(AppraisalView const& view, Score const& score, supervise::ItemScore const& item) {
  auto const& rule = *item.rule;
  if (rule.indicator != nullptr || rule.by_hand.schema == nullptr) return nullptr;
  auto const& schema = *rule.by_hand.schema;
  auto const& scheme = view.sheet.scheme->definition;
  Json values = Json::object();
  auto const put = [&](reg::FieldIndex field, std::string value) {
    if (field >= 0) values[schema.fields[static_cast<std::size_t>(field)].definition.id] = std::move(value);
  };
  put(rule.by_hand.year, std::to_string(view.sheet.year));
  put(rule.by_hand.subject, supervise::subject_name(*view.pack, scheme, score.subject).zh);
  put(rule.by_hand.item, rule.definition.id);
  put(scheme.subjects == pack::AppraisalSubjects::areas ? schema.area_field : schema.unit_field,
      score.subject);
  return {{"register", schema.definition.id}, {"values", std::move(values)}};
}

Json item_json(AppraisalView const& view, Score const& score, supervise::ItemScore const& item) {
  auto const& definition = item.rule->definition;
  bool const is_scored = item.outcome == supervise::Outcome::scored;
  return {{"id", definition.id},
          {"name", json_of(definition.name)},
          {"help", json_of(definition.help)},
          {"group", json_of(definition.group)},
          {"full", definition.points.to_string()},
          {"outcome", supervise::code_of(item.outcome)},
          {"points", is_scored ? Json(item.points.to_string()) : Json(nullptr)},
          {"unclamped", json_of(item.unclamped)},
          {"reason", json_of(item.reason)},
          {"by_hand", hand_json(view, score, item)},
          {"indicator", item.rule->indicator == nullptr ? Json(nullptr) : Json(definition.indicator)},
          {"indicator_name",
           item.rule->indicator == nullptr ? Json(nullptr) : json_of(item.rule->indicator->definition.name)},
          {"unit", item.rule->indicator == nullptr ? std::string() : item.rule->indicator->definition.unit},
          {"target", definition.target.empty() ? Json(nullptr) : Json(definition.target)},
          {"threshold", json_of(item.rule->threshold)},
          {"formula", definition.score.text},
          {"figure", item.own ? json_of(*item.own) : Json(nullptr)},
          {"from", item.stretch ? Json(item.stretch->first.to_string()) : Json(nullptr)},
          {"until", item.stretch ? Json(item.stretch->last.to_string()) : Json(nullptr)},
          {"city", json_of(item.city)},
          {"before", json_of(item.before)},
          {"residents", json_of(item.residents)},
          {"record", record_json(item.schema, item.record)},
          {"said", item.said}};
}

Json veto_json(supervise::VetoFinding const& veto) {
  auto const& definition = veto.rule->definition;
  return {{"id", definition.id},
          {"name", json_of(definition.name)},
          {"state", supervise::code_of(veto.state)},
          {"reason", json_of(veto.reason)},
          {"cap", definition.cap},
          {"indicator", definition.indicator.empty() ? Json(nullptr) : Json(definition.indicator)},
          {"formula", definition.when.text},
          {"figure", veto.own ? json_of(*veto.own) : Json(nullptr)},
          {"record", record_json(veto.schema, veto.record)},
          {"said", veto.said}};
}

Json filed_json(AppraisalView const& view, std::string const& subject) {
  auto const found = view.results.find(subject);
  if (found == view.results.end()) return nullptr;
  auto const& filed = found->second;
  return {{"register", supervise::kResultRegister},
          {"record", filed.record},
          {"state", filed.state_id},
          {"state_name", json_of(filed.state)},
          {"as_of", filed.as_of.to_string()},
          {"points", filed.points.to_string()},
          {"full", filed.full.to_string()},
          {"share", json_of(filed.share)},
          {"grade", filed.grade},
          {"told_on", json_of(filed.told_on)},
          {"objection_until", json_of(filed.objection_until)},
          {"objected_on", json_of(filed.objected_on)},
          {"objection", filed.objection},
          {"answered_on", json_of(filed.answered_on)},
          {"answer", filed.answer},
          {"final_on", json_of(filed.final_on)},
          {"differs", filed.differs},
          {"points_now", json_of(filed.points_now)}};
}

Json score_json(AppraisalView const& view, Score const& score) {
  int not_judged = 0;
  int not_proven = 0;
  for (auto const* list : {&score.items, &score.bonuses})
    for (auto const& item : *list) not_proven += item.outcome == supervise::Outcome::not_proven;
  for (auto const& item : score.items) not_judged += item.outcome == supervise::Outcome::not_judged;
  Json held = Json::array();
  for (auto const& veto : score.vetoes)
    if (veto.state == supervise::VetoFinding::State::holds)
      held.push_back(json_of(veto.rule->definition.name));
  return {
      {"subject", score.subject},
      {"name", json_of(supervise::subject_name(*view.pack, view.sheet.scheme->definition, score.subject))},
      {"points", score.share ? Json(score.points.to_string()) : Json(nullptr)},
      {"full", score.full.to_string()},
      {"whole", score.whole.to_string()},
      {"share", json_of(score.share)},
      {"earned", grade_json(score.earned)},
      {"grade", grade_json(score.grade)},
      {"rank", score.rank ? Json(*score.rank) : Json(nullptr)},
      {"not_ranked", json_of(score.not_ranked)},
      {"not_judged", not_judged},
      {"not_proven", not_proven},
      {"held_vetoes", std::move(held)},
      {"filed", filed_json(view, score.subject)}};
}

Json head(AppraisalView const& view) {
  Json made = head_of(*view.pack, view.sheet.as_of, view.simulated);
  made["year"] = view.sheet.year;
  made["on_trial"] = view.on_trial;
  made["scheme"] = scheme_json(view.sheet.scheme->definition);
  made["ranked"] = view.sheet.ranked;
  made["ranked_on"] = json_of(view.sheet.ranked_on);
  return made;
}

Json side(Score const* score) {
  if (score == nullptr) return nullptr;
  return {{"points", score->share ? Json(score->points.to_string()) : Json(nullptr)},
          {"full", score->full.to_string()},
          {"share", json_of(score->share)},
          {"rank", score->rank ? Json(*score->rank) : Json(nullptr)},
          {"grade", grade_json(score->grade)}};
}

}  // namespace

std::string appraisals_json(city::City& city, Day today, AppraisalReach const& reach) {
  Json list = Json::array();
  for (auto const& scheme : city.pack().appraisals) {
    Json made = scheme_json(scheme);
    auto const scored = supervise::subjects(city.pack(), scheme, today);
    made["scored"] =
        std::ranges::count_if(scored, [&](auto const& subject) { return reach.may_see(scheme, subject); });
    list.push_back(std::move(made));
  }
  return dumped({{"as_of", today.to_string()},
                 {"simulated", city.has_simulated_records()},
                 {"everything", reach.everything},
                 {"schemes", std::move(list)}});
}

std::string appraisal_json(AppraisalView const& view, AppraisalReach const& reach) {
  Json made = head(view);
  made["everything"] = reach.everything;
  made["subjects"] = Json::array();
  for (auto const& score : view.sheet.scores)
    if (reach.may_see(view.sheet.scheme->definition, score.subject))
      made["subjects"].push_back(score_json(view, score));
  return dumped(made);
}

std::string subject_json(AppraisalView const& view, Score const& score) {
  Json made = head(view);
  made["score"] = score_json(view, score);
  made["items"] = Json::array();
  for (auto const& item : score.items) made["items"].push_back(item_json(view, score, item));
  made["bonuses"] = Json::array();
  for (auto const& item : score.bonuses) made["bonuses"].push_back(item_json(view, score, item));
  made["vetoes"] = Json::array();
  for (auto const& veto : score.vetoes) made["vetoes"].push_back(veto_json(veto));
  return dumped(made);
}

std::string published_json(supervise::Published const& published) {
  return dumped({{"created", published.created},
                 {"corrected", published.corrected},
                 {"same", published.same},
                 {"objected", published.objected},
                 {"final", published.final},
                 {"without", published.without}});
}

std::string comparison_json(AppraisalView const& from, AppraisalView const& to) {
  Json made = head(from);
  made["against"] = scheme_json(to.sheet.scheme->definition);
  made["subjects"] = Json::array();
  for (auto const& difference : supervise::compare(from.sheet, to.sheet))
    made["subjects"].push_back({{"subject", difference.subject},
                                {"name", json_of(supervise::subject_name(
                                             *to.pack, to.sheet.scheme->definition, difference.subject))},
                                {"from", side(difference.from)},
                                {"to", side(difference.to)},
                                {"flips", difference.flips()}});
  return dumped(made);
}

}  // namespace shian::report
