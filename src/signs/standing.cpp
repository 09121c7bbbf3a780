#include "signs/standing.hpp"

#include <algorithm>

#include "city/pack_history.hpp"
#include "register/pages.hpp"

namespace shian::signs {
namespace {

// How far a stage is from being settled.
int gravity(Stage stage) {
  switch (stage) {
    case Stage::accepted:
      return 0;
    case Stage::explained:
      return 1;
    case Stage::told:
      return 2;
    case Stage::unanswered:
      return 3;
    case Stage::unconvinced:
      return 4;
  }
  return 0;
}

}  // namespace

Text text_of(Stage stage) {
  switch (stage) {
    case Stage::told:
      return {"待本单位核对", "for its unit to check"};
    case Stage::explained:
      return {"已说明", "explained"};
    case Stage::accepted:
      return {"说明已采纳", "explanation accepted"};
    case Stage::unconvinced:
      return {"尚未说清", "not yet explained convincingly"};
    case Stage::unanswered:
      return {"逾期未答复", "not answered in time"};
  }
  return {};
}

std::string_view code_of(Stage stage) {
  switch (stage) {
    case Stage::told:
      return "told";
    case Stage::explained:
      return "explained";
    case Stage::accepted:
      return "accepted";
    case Stage::unconvinced:
      return "unconvinced";
    case Stage::unanswered:
      return "unanswered";
  }
  return "";
}

std::string answer_number(Found const& found, Owner const& owner) {
  return found.key + "@" + (owner.unit.empty() ? owner.area : owner.unit);
}

Answers::Answers(city::City& city) : city_(city) {
  auto const history = city::pack_history(city.session());
  if (!history.empty()) pack_since_ = history.front().at.day(city.utc_offset_minutes());
  auto const& path = city.signs().path;
  if (!path) return;
  city.ledger().records().scan(*path->schema, [&](reg::Record const& record) {
    auto const value = [&](reg::FieldIndex field) -> Value const& {
      return record.values[static_cast<std::size_t>(field)];
    };
    auto const* const key = std::get_if<std::string>(&value(path->key));
    auto const* const kind = std::get_if<std::string>(&value(path->kind));
    if (key != nullptr)
      by_key_[*key] = {record.id, !is_null(value(path->answered)),
                       kind != nullptr && *kind == path->explained, !is_null(value(path->accepted)),
                       !is_null(value(path->refused))};
    return true;
  });
}

Standing Answers::standing_of(Found const& found, Day today) {
  Standing made;
  auto const& path = city_.signs().path;
  if (found.newest.schema != nullptr)
    if (auto const at = reg::entered_at(city_.session(), *found.newest.schema, found.newest.id))
      made.since = at->day(city_.utc_offset_minutes());
  if (made.since && pack_since_) made.since = std::max(*made.since, *pack_since_);
  // A simulated city stands at a day before anything was entered.
  if (made.since) made.since = std::min(*made.since, city_.today());
  if (made.since && path)
    made.answer_due = city_.rules().calendar().plus_working_days(*made.since, path->answer_days);
  bool const is_over = made.answer_due && today > *made.answer_due;
  auto const stage_for = [&](Owner const& owner) {
    auto const there = by_key_.find(answer_number(found, owner));
    made.answers.push_back(there == by_key_.end() ? 0 : there->second.id);
    if (there == by_key_.end() || !there->second.is_answered)
      return is_over ? Stage::unanswered : Stage::told;
    auto const& answer = there->second;
    return answer.is_accepted                          ? Stage::accepted
           : answer.is_refused || !answer.is_explained ? Stage::unconvinced
                                                       : Stage::explained;
  };
  std::vector<Stage> stages;
  for (auto const& owner : found.owners) stages.push_back(stage_for(owner));
  if (stages.empty()) stages.push_back(stage_for({}));
  made.stage = std::ranges::max(stages, {}, gravity);
  bool const is_nobodys = std::ranges::all_of(
      found.owners, [](Owner const& owner) { return owner.unit.empty() && owner.area.empty(); });
  made.is_for_office = made.stage != Stage::told || is_nobodys;
  return made;
}

Expected<std::vector<Value>> answer_of(city::City const& city, Found const& found, Owner const& owner) {
  auto const& path = city.signs().path;
  if (!path)
    return fail("sign.path", "方案包没有规定迹象怎样答复（sign_path）",
                "the pack does not say how signs are answered (sign_path)");
  std::vector<Value> values(path->schema->fields.size());
  auto const set = [&](reg::FieldIndex field, std::string const& text) {
    if (!text.empty()) values[static_cast<std::size_t>(field)] = text;
  };
  set(path->key, answer_number(found, owner));
  set(path->sign, found.sign->definition.name.zh);
  set(path->unit, owner.unit);
  set(path->area, owner.area);
  if (!found.records.empty()) {
    auto const& first = found.records.front();
    set(path->about_register, first.schema->definition.name.zh);
    set(path->about_record, std::to_string(first.id));
  }
  return values;
}

}  // namespace shian::signs
