#include "register/lifecycle.hpp"

#include <algorithm>

#include "register/records.hpp"

namespace shian::reg {
namespace {

std::optional<Day> day_of(expression::Datum const& datum) {
  return datum.type == expression::Type::date ? std::optional(datum.day) : std::nullopt;
}

std::optional<Day> day_of(Value const& value) {
  auto const* day = std::get_if<Day>(&value);
  return day != nullptr ? std::optional(*day) : std::nullopt;
}

std::optional<Timestamp> moment_of(expression::Datum const& datum) {
  return datum.type == expression::Type::timestamp ? std::optional(datum.moment) : std::nullopt;
}

// The moment of a day, where it is known; one of another day is no moment of it.
std::optional<Timestamp> moment_on(expression::Compiled const& moment, std::optional<Day> day,
                                   std::span<Value const> values, expression::Context const& context) {
  if (moment.empty() || !day) return std::nullopt;
  auto const at = moment_of(moment.evaluate(values, context));
  return at && at->day(context.rules->utc_offset_minutes()) == *day ? at : std::nullopt;
}

Fault fault_of(std::string code, std::string zh, std::string en, FieldIndex field = -1) {
  return {field, Error::make("step." + code, std::move(zh), std::move(en))};
}

std::string listed(std::vector<std::string> const& parts, std::string_view between) {
  std::string text;
  for (auto const& part : parts) text += (text.empty() ? "" : std::string(between)) + part;
  return text;
}

// The latest of the acts that led to where the record stands.
std::optional<Day> last_act(Lifecycle const& lifecycle, int state, std::span<Value const> values) {
  std::optional<Day> latest;
  for (auto const& step : lifecycle.steps) {
    if (step.day < 0 || std::ranges::find(step.to, state) == step.to.end()) continue;
    if (auto const day = day_of(values[static_cast<std::size_t>(step.day)])) latest = std::max(latest, day);
  }
  return latest;
}

}  // namespace

Step const* Lifecycle::find_step(std::string_view id) const {
  auto const found = std::ranges::find_if(steps, [&](auto const& step) { return step.definition.id == id; });
  return found == steps.end() ? nullptr : &*found;
}

Stage Lifecycle::stage(std::span<Value const> values, Day today, expression::Context const& context) const {
  Stage made;
  for (std::size_t i = 0; i < states.size(); ++i) {
    auto const& state = states[i];
    if (!state.when.empty() && !state.when.holds(values, context)) continue;
    if (!state.from.empty()) {
      auto const from = day_of(state.from.evaluate(values, context));
      if (!from) continue;
      if (*from > today) {
        if (!made.next || *from < made.next->from) made.next = {static_cast<int>(i), *from};
        continue;
      }
    }
    made.state = static_cast<int>(i);
    break;
  }
  return made;
}

int Lifecycle::state_said(std::span<Value const> values, expression::Context const& context) const {
  auto const said = std::ranges::find_if(states, [&](auto const& state) {
    return state.from.empty() && (state.when.empty() || state.when.holds(values, context));
  });
  return static_cast<int>(said - states.begin());  // the last holds always
}

std::vector<Step const*> Lifecycle::steps_from(Stage const& stage, std::span<Value const> values,
                                               expression::Context const& context) const {
  std::vector<int> stands = {stage.state};
  auto const& from = states[static_cast<std::size_t>(stage.state)].from;
  if (auto const began = from.empty() ? std::nullopt : day_of(from.evaluate(values, context)))
    stands.push_back(this->stage(values, *began + -1, context).state);
  std::vector<Step const*> made;
  for (auto const& step : steps)
    if (std::ranges::find_first_of(step.from, stands) != step.from.end() &&
        (step.when.empty() || step.when.holds(values, context)))
      made.push_back(&step);
  return made;
}

std::vector<ClockFace> Lifecycle::faces(std::span<Value const> values, expression::Context const& context,
                                        clock::Explain explain, pack::Clock const* as_if) const {
  std::vector<ClockFace> made;
  std::optional<int> said;  // asked where an act has no day
  for (auto const& clock : clocks) {
    if (!clock.when.empty() && !clock.when.holds(values, context)) continue;
    ClockFace face;
    face.clock = &clock;
    face.act = day_of(clock.act.evaluate(values, context));
    face.act_at = moment_on(clock.act_at, face.act, values, context);
    if (!face.act) {
      if (!said) said = state_said(values, context);
      face.is_untold = clock.leads_to_act[static_cast<std::size_t>(*said)] == 0;
    }
    clock::Adjustment adjustment;
    if (clock.extended >= 0)
      adjustment.extended_to = day_of(values[static_cast<std::size_t>(clock.extended)]);
    if (!clock.due.empty()) {
      if (auto const due = day_of(clock.due.evaluate(values, context))) {
        clock::Due by_hand;
        by_hand.day = adjustment.extended_to ? std::max(*due, *adjustment.extended_to) : *due;
        face.due = std::move(by_hand);
      }
    } else {
      face.start = day_of(clock.start.evaluate(values, context));
      adjustment.start_at = moment_on(clock.start_at, face.start, values, context);
      if (!clock.excluded.empty()) {
        auto const days = clock.excluded.evaluate(values, context);
        if (!days.is_null()) adjustment.excluded = static_cast<int>(days.number.rounded(0).mantissa());
      }
      auto const& rule = clock.definition.rule;
      auto const& name = as_if != nullptr && as_if->rule == rule ? as_if->id : rule;
      if (face.start) face.due = context.rules->due(name, *face.start, explain, adjustment);
    }
    made.push_back(std::move(face));
  }
  return made;
}

std::expected<std::vector<std::pair<FieldIndex, Value>>, std::vector<Fault>> after_step(
    Schema const& schema, Step const& step, std::span<Value const> values, Day on, Day today,
    std::vector<std::pair<FieldIndex, Value>> given, expression::Context const& context) {
  auto const& lifecycle = *schema.lifecycle;
  // The law looks at the day of the act: what is written down later is taken from where the record stood
  // then.
  auto const stands = lifecycle.stage(values, std::min(on, today), context).state;
  auto const& name = step.definition.name;
  auto const state_name = [&](int state) {
    return lifecycle.states[static_cast<std::size_t>(state)].definition.name;
  };
  std::vector<Fault> faults;
  if (std::ranges::find(step.from, stands) == step.from.end()) {
    std::vector<std::string> zh, en;
    for (int const from : step.from) {
      zh.push_back(state_name(from).zh);
      en.push_back(state_name(from).en);
    }
    faults.push_back(fault_of("not_from_here",
                              on.to_string() + " 是“" + state_name(stands).zh + "”，不能办理“" + name.zh +
                                  "”（须为“" + listed(zh, "”或“") + "”）",
                              "on " + on.to_string() + " it is '" + state_name(stands).en + "': '" + name.en +
                                  "' is taken from '" + listed(en, "' or '") + "'"));
    return std::unexpected(std::move(faults));
  }
  if (!step.when.empty() && !step.when.holds(values, context))
    faults.push_back(
        fault_of("not_now", "现在不用办理“" + name.zh + "”", "'" + name.en + "' is not due now"));
  if (on > today)
    faults.push_back(fault_of("to_come", "办理日期 " + on.to_string() + " 还没有到",
                              "the day " + on.to_string() + " is still to come", step.day));
  if (auto const last = last_act(lifecycle, stands, values); last && on < *last)
    faults.push_back(fault_of(
        "before_last", "办理日期 " + on.to_string() + " 早于上一步的 " + last->to_string(),
        "the day " + on.to_string() + " is before that of the step before, " + last->to_string(), step.day));

  std::vector<Value> after(values.begin(), values.end());
  for (auto const& setting : step.sets) after[static_cast<std::size_t>(setting.field)] = setting.of(values);
  for (auto& [field, value] : given) {
    bool const taken = std::ranges::find(step.needs, field) != step.needs.end() ||
                       std::ranges::find(step.takes, field) != step.takes.end();
    auto const& definition = schema.fields[static_cast<std::size_t>(field)].definition;
    if (!taken) {
      faults.push_back(fault_of(
          "not_taken", "“" + name.zh + "”不填“" + definition.name.zh + "”，要改请用更正",
          "'" + name.en + "' does not take '" + definition.name.en + "': correct the record instead", field));
      continue;
    }
    after[static_cast<std::size_t>(field)] = std::move(value);
  }
  if (step.day >= 0) after[static_cast<std::size_t>(step.day)] = on;
  for (auto const field : step.needs) {
    if (!is_null(after[static_cast<std::size_t>(field)])) continue;
    auto const& definition = schema.fields[static_cast<std::size_t>(field)].definition;
    faults.push_back(fault_of("needs", "“" + name.zh + "”须填“" + definition.name.zh + "”",
                              "'" + name.en + "' needs '" + definition.name.en + "'", field));
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  if (!step.guard.empty() && !step.guard.holds(after, context))  // nor is "not known" enough
    faults.push_back(
        {-1, Error::make("step.guard", step.definition.guard_message.zh, step.definition.guard_message.en)});
  auto const leads = lifecycle.stage(after, on, context).state;
  bool const is_right =
      step.to.empty() ? leads == stands : std::ranges::find(step.to, leads) != step.to.end();
  if (faults.empty() && !is_right) {
    faults.push_back(
        fault_of("leads_elsewhere",
                 "照此填写，“" + name.zh + "”之后会是“" + state_name(leads).zh + "”，请核对所填内容",
                 "filled in like this, '" + name.en + "' would lead to '" + state_name(leads).en +
                     "': check what was entered"));
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  std::vector<std::pair<FieldIndex, Value>> changes;
  for (std::size_t i = 0; i < after.size(); ++i)
    if (canonical(after[i]) != canonical(values[i]))
      changes.emplace_back(static_cast<FieldIndex>(i), after[i]);
  if (changes.empty())
    return std::unexpected(std::vector{fault_of("no_change", "“" + name.zh + "”没有改动任何内容",
                                                "'" + name.en + "' would change nothing")});
  return changes;
}

}  // namespace shian::reg
