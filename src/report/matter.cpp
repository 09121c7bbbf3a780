#include "report/matter.hpp"

#include <algorithm>

#include "report/clock_view.hpp"
#include "report/json_parts.hpp"
#include "report/record_names.hpp"
#include "report/running_limits.hpp"

namespace shian::report {
namespace {

// Where the limit ends at a moment and the act has one, the moments tell; else the days.
Running running_of(city::City const& city, reg::ClockFace const& face, Day today) {
  if (!face.due) return Running::not_started;
  if (!*face.due) return Running::not_countable;
  if (face.is_untold) return Running::untold;
  auto const& due = **face.due;
  if (face.act) {
    bool const in_time = due.at && face.act_at ? *face.act_at <= *due.at : *face.act <= due.day;
    return in_time ? Running::met : Running::missed;
  }
  return is_over(city, due, today) ? Running::late : Running::runs;
}

Json field_json(reg::Schema const& schema, reg::FieldIndex field) {
  if (field < 0) return nullptr;
  auto const& definition = schema.fields[static_cast<std::size_t>(field)].definition;
  return {{"id", definition.id}, {"name", json_of(definition.name)}};
}

Json fields_json(std::vector<reg::FieldIndex> const& fields, reg::Schema const& schema) {
  Json list = Json::array();
  for (auto const field : fields) list.push_back(field_json(schema, field));
  return list;
}

// The fields that say the day of the act.
Json acts_json(reg::Schema const& schema, reg::LifecycleClock const& clock) {
  return fields_json(clock.act.own_fields(), schema);
}

std::string const& state_id(reg::Lifecycle const& lifecycle, int state) {
  return lifecycle.states[static_cast<std::size_t>(state)].definition.id;
}

Json states_json(reg::Lifecycle const& lifecycle) {
  Json list = Json::array();
  // As a record goes through them: they are written the last first.
  for (auto state = lifecycle.states.rbegin(); state != lifecycle.states.rend(); ++state)
    list.push_back({{"id", state->definition.id},
                    {"name", json_of(state->definition.name)},
                    {"is_end", state->definition.is_end},
                    {"by_itself", !state->definition.from.empty()}});
  return list;
}

Json step_json(reg::Schema const& schema, reg::Step const& step) {
  auto const& lifecycle = *schema.lifecycle;
  Json from = Json::array();
  for (int const state : step.from) from.push_back(state_id(lifecycle, state));
  Json to = Json::array();
  for (int const state : step.to) to.push_back(state_id(lifecycle, state));
  Json sets = Json::array();
  for (auto const& setting : step.sets) {
    auto set = field_json(schema, setting.field);
    set["value"] = canonical(setting.value);
    set["copied"] = field_json(schema, setting.copied);
    sets.push_back(std::move(set));
  }
  return {
      {"id", step.definition.id},
      {"name", json_of(step.definition.name)},
      {"from", std::move(from)},
      {"to", std::move(to)},
      {"by", step.definition.by},
      {"day", field_json(schema, step.day)},
      {"needs", fields_json(step.needs, schema)},
      {"takes", fields_json(step.takes, schema)},
      {"sets", std::move(sets)},
      {"needs_reason", step.definition.needs_reason},
      {"other_than", step.definition.other_than.empty() ? Json(nullptr) : Json(step.definition.other_than)}};
}

Json moment_json(city::City const& city, std::optional<Timestamp> const& moment) {
  return moment ? Json(moment->to_string(city.utc_offset_minutes())) : Json(nullptr);
}

// The versions of a clock's rule, the earliest first.
Json versions_json(clock::Rules const& rules, std::string const& rule) {
  Json list = Json::array();
  for (auto const* version : rules.versions(rule))
    list.push_back({{"id", version->id},
                    {"law", version->law},
                    {"issue", json_of(version->issue)},
                    {"effective_from", version->effective_from.to_string()},
                    {"effective_to", json_of(version->effective_to)}});
  return list;
}

Json clock_json(city::City const& city, reg::Schema const& schema, MatterClock const& clock) {
  auto const& definition = clock.face.clock->definition;
  Json held = Json::array();
  for (auto const& share : clock.shares) {
    auto const* unit = city.pack().find_unit(share.unit);
    held.push_back({{"unit", share.unit},
                    {"name", json_of(unit != nullptr ? unit->name : Text{share.unit, share.unit})},
                    {"working_days", share.working_days},
                    {"late_working_days", share.late_working_days}});
  }
  Json made = {{"id", definition.id},
               {"name", json_of(definition.name)},
               {"rule", definition.rule.empty() ? Json(nullptr) : Json(definition.rule)},
               {"running", code_of(clock.running)},
               {"act", acts_json(schema, *clock.face.clock)},
               {"act_on", json_of(clock.face.act)},
               {"act_at", moment_json(city, clock.face.act_at)},
               {"start", json_of(clock.face.start)},
               {"due", nullptr},
               {"versions", versions_json(city.rules(), definition.rule)},
               {"held", std::move(held)}};
  auto const& due = clock.face.due;
  made["due_at"] = moment_json(city, due && *due ? (*due)->at : std::nullopt);
  if (due && *due && (*due)->clock != nullptr) made.update(Json::parse(due_json(**due)));
  if (due && *due && (*due)->clock == nullptr) made["due"] = (*due)->day.to_string();
  if (due && !*due) made["error"] = json_of(due->error().what);
  return made;
}

}  // namespace

std::string_view code_of(Running running) {
  switch (running) {
    case Running::not_started:
      return "not_started";
    case Running::runs:
      return "runs";
    case Running::late:
      return "late";
    case Running::met:
      return "met";
    case Running::missed:
      return "missed";
    case Running::untold:
      return "untold";
    case Running::not_countable:
      return "not_countable";
  }
  return "";
}

Text text_of(Running running) {
  switch (running) {
    case Running::not_started:
      return {"未起算", "not started"};
    case Running::runs:
      return {"计时中", "running"};
    case Running::late:
      return {"已超期", "late"};
    case Running::met:
      return {"按期完成", "done in time"};
    case Running::missed:
      return {"逾期完成", "done too late"};
    case Running::untold:
      return {"未记办理日期", "its day is not written down"};
    case Running::not_countable:
      return {"无法计算", "cannot be counted"};
  }
  return {};
}

Expected<pack::Clock const*> law_version(clock::Rules const& rules, std::string_view id) {
  auto const found = rules.version(id, Day{});
  if (found && (*found)->id == id) return *found;
  auto const versions = rules.versions(id);
  if (versions.empty()) return found;
  std::string ids;
  for (auto const* version : versions) ids += (ids.empty() ? "" : ", ") + version->id;
  std::string const name(id);
  return std::unexpected(
      Error::make("clock.version", "请指明 " + name + " 的哪个版本", "say which version of " + name)
          .hinting("可选：" + ids, "one of: " + ids));
}

std::optional<Matter> matter_of(city::City& city, reg::Schema const& schema, reg::Record const& record,
                                pack::Clock const* as_if) {
  if (!schema.lifecycle) return std::nullopt;
  auto const context = city.ledger().context();
  auto const today = city.today();
  Matter made;
  made.schema = &schema;
  made.id = record.id;
  made.record = record;
  made.as_if = as_if;
  made.stage = schema.lifecycle->stage(record.values, today, context);
  made.next = schema.lifecycle->steps_from(made.stage, record.values, context);
  made.taken = reg::taken_steps(city.session(), schema, record.id);
  made.opened = reg::opened_by(city.ledger(), schema, record.id);
  auto const holders = holders_of(city, schema, record, made.taken);
  for (auto& face : schema.lifecycle->faces(record.values, context, clock::Explain::yes, as_if)) {
    auto const running = running_of(city, face, today);
    auto shares =
        holders.size() > 1 ? shares_of(holders, face, today, city.rules().calendar()) : std::vector<Share>();
    made.clocks.push_back({std::move(face), running, std::move(shares)});
  }
  return made;
}

Json opened_json(city::City& city, Matter const& matter, Sees const& sees) {
  RecordNames const names(city, reg::Personal::masked, Language::zh, sees);
  Json list = Json::array();
  for (auto const& [schema, id] : matter.opened) {
    auto const* record = city.ledger().records().find(schema->index, id);
    if (record == nullptr || !sees(*schema, *record)) continue;
    list.push_back({{"register", {{"id", schema->definition.id}, {"name", json_of(schema->definition.name)}}},
                    {"id", id},
                    {"name", names.name(*schema, record->values)}});
  }
  return list;
}

std::string matter_json(city::City& city, Matter const& matter, Bar const& bar, ActorName const& actor_name,
                        Sees const& sees) {
  auto const& schema = *matter.schema;
  auto const& lifecycle = *schema.lifecycle;
  Json next = nullptr;
  if (matter.stage.next)
    next = {{"state", state_id(lifecycle, matter.stage.next->state)},
            {"from", matter.stage.next->from.to_string()}};
  Json steps = Json::array();
  for (auto const* step : matter.next) {
    auto made = step_json(schema, *step);
    auto const barred = bar(*step);
    Json counted = Json::array();
    for (auto const& [field, number] :
         reg::counted(city.ledger(), schema, *step, matter.record, city.today())) {
      auto one = field_json(schema, field);
      one["value"] = canonical(number);
      counted.push_back(std::move(one));
    }
    made["counted"] = std::move(counted);
    made["may"] = !barred;
    made["why_not"] = barred ? json_of(*barred) : Json(nullptr);
    steps.push_back(std::move(made));
  }
  Json clocks = Json::array();
  for (auto const& clock : matter.clocks) clocks.push_back(clock_json(city, schema, clock));
  Json taken = Json::array();
  for (auto const& step : matter.taken) {
    auto const* known = lifecycle.find_step(step.step);
    taken.push_back(
        {{"step", step.step},
         {"name", json_of(known != nullptr ? known->definition.name : Text{step.step, step.step})},
         {"day", step.day.to_string()},
         {"at", step.at.to_string(city.utc_offset_minutes())},
         {"by", actor_name(step.author)},
         {"unit", step.author.unit},
         {"note", step.note},
         {"entry", step.entry}});
  }
  return dumped({{"register", schema.definition.id},
                 {"id", matter.id},
                 {"state", state_id(lifecycle, matter.stage.state)},
                 {"next", std::move(next)},
                 {"states", states_json(lifecycle)},
                 {"steps", std::move(steps)},
                 {"clocks", std::move(clocks)},
                 {"as_if", matter.as_if != nullptr ? Json(matter.as_if->id) : Json(nullptr)},
                 {"taken", std::move(taken)},
                 {"opened", opened_json(city, matter, sees)}});
}

std::string matter_clocks_text(Matter const& matter, Language language, Terminal const& terminal) {
  bool const zh = language == Language::zh;
  auto const& state = matter.schema->lifecycle->states[static_cast<std::size_t>(matter.stage.state)];
  std::string out = (zh ? "状态：" : "state: ") +
                    painted(state.definition.name.in(language), Paint::strong, terminal) + "\n";
  if (matter.as_if != nullptr)
    out += painted(zh ? "假设适用 " + matter.as_if->id + "（" + matter.as_if->issue.zh + "），记录不变"
                      : "as if " + matter.as_if->id + " (" + matter.as_if->issue.en +
                            ") applied; nothing is changed",
                   Paint::waiting, terminal) +
           "\n";
  for (auto const& clock : matter.clocks) {
    auto const& definition = clock.face.clock->definition;
    out += "\n" + painted(definition.name.in(language), Paint::strong, terminal) + "  " +
           text_of(clock.running).in(language);
    if (clock.face.act) out += (zh ? "(" : " (") + clock.face.act->to_string() + (zh ? ")" : ")");
    out += "\n";
    auto const& due = clock.face.due;
    if (due && *due && (*due)->clock != nullptr) {
      out += due_text(**due, language, terminal);
    } else if (due && *due) {
      out += "  " + (*due)->day.to_string() + (zh ? "（约定的期限）\n" : " (a day that was set)\n");
    } else if (due) {
      out += "  " + due->error().to_string(language) + "\n";
    }
  }
  return out;
}

std::string matter_clocks_json(city::City const& city, Matter const& matter) {
  Json clocks = Json::array();
  for (auto const& clock : matter.clocks) clocks.push_back(clock_json(city, *matter.schema, clock));
  return dumped({{"register", matter.schema->definition.id},
                 {"id", matter.id},
                 {"state", state_id(*matter.schema->lifecycle, matter.stage.state)},
                 {"as_if", matter.as_if != nullptr ? Json(matter.as_if->id) : Json(nullptr)},
                 {"clocks", std::move(clocks)}});
}

std::string lifecycle_json(reg::Schema const& schema) {
  Json steps = Json::array();
  Json clocks = Json::array();
  if (schema.lifecycle) {
    for (auto const& step : schema.lifecycle->steps) steps.push_back(step_json(schema, step));
    for (auto const& clock : schema.lifecycle->clocks)
      clocks.push_back({{"id", clock.definition.id},
                        {"name", json_of(clock.definition.name)},
                        {"rule", clock.definition.rule.empty() ? Json(nullptr) : Json(clock.definition.rule)},
                        {"act", acts_json(schema, clock)}});
  }
  return dumped({{"register", schema.definition.id},
                 {"states", schema.lifecycle ? states_json(*schema.lifecycle) : Json::array()},
                 {"steps", std::move(steps)},
                 {"clocks", std::move(clocks)}});
}

}  // namespace shian::report
