// The way of a register's records through their work: states that are told from what a record says, legal
// limits that run, steps that people take. After the guard-stage-milestone model of business artifacts (Hull
// et al. 2010), as OMG's CMMN took it up: data first, so that a record that came in a sheet stands where it
// belongs.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "register/schema.hpp"
#include "register/validate.hpp"

namespace shian::reg {

struct State {
  pack::LifecycleState definition;
  expression::Compiled when, from;
};

struct LifecycleClock {
  pack::LifecycleClock definition;
  FieldIndex extended = -1;
  expression::Compiled start, start_at, due, act, act_at, when, excluded;
  std::vector<std::uint8_t> leads_to_act;  // by state: whether some way of steps from there fills the act
};

/// What a field becomes: a value, what another field said before, or what the newest of the records alike
/// says.
struct Setting {
  FieldIndex field = -1;
  Value value;
  FieldIndex copied = -1;  // none: the value
  int alike = -1;          // of the schema's; none: not from another record. Read by `take_step`
  FieldIndex theirs = -1;  // their field

  [[nodiscard]] Value const& of(std::span<Value const> before) const {
    return copied < 0 ? value : before[static_cast<std::size_t>(copied)];
  }
};

/// A field that gets the number of the records alike where nothing else is given.
struct Counted {
  FieldIndex field = -1;
  std::size_t alike = 0;  // of the schema's
};

struct Step {
  pack::Step definition;
  std::vector<int> from;  // states
  std::vector<int> to;    // states; empty: it stays where it is
  FieldIndex day = -1;
  std::vector<FieldIndex> needs, takes;
  std::vector<Setting> sets;
  std::vector<Counted> counts;
  expression::Compiled when, guard;
  bool guard_is_given =
      false;  // the step itself fills nothing that its guard reads: it can be told beforehand
};

/// Where a record stands on a day, and where it will stand by itself later.
struct Stage {
  int state = 0;
  struct Next {
    int state = 0;
    Day from;
  };
  std::optional<Next> next;
};

/// A clock of one record.
struct ClockFace {
  LifecycleClock const* clock = nullptr;
  std::optional<Day> start;                 // none: not known yet; or the last day was set by hand
  std::optional<Expected<clock::Due>> due;  // none: it has not started
  std::optional<Day> act;                   // the day of the act, once there is one
  std::optional<Timestamp> act_at;          // its moment, where the clock runs in hours and it is known
  bool is_untold = false;  // no step leads to the act any more, so it was done, and nobody wrote down when
  [[nodiscard]] bool runs() const { return due && *due && !act && !is_untold; }
};

/// The fields of a hand-over between units.
struct HandOverFields {
  FieldIndex on = -1, received = -1;

  /// Handed over and not yet received.
  [[nodiscard]] bool waits(std::span<Value const> values) const {
    return !is_null(values[static_cast<std::size_t>(on)]) &&
           is_null(values[static_cast<std::size_t>(received)]);
  }
};

struct Lifecycle {
  std::vector<State> states;  // the first whose condition holds; the last holds always
  std::vector<LifecycleClock> clocks;
  std::vector<Step> steps;
  std::optional<HandOverFields> hand_over;

  [[nodiscard]] Stage stage(std::span<Value const> values, Day today,
                            expression::Context const& context) const;
  /// Where the record stands by what it says alone: states that begin by themselves on a day are passed over.
  [[nodiscard]] int state_said(std::span<Value const> values, expression::Context const& context) const;
  /// Those that the record runs under, or did. `as_if`: a version of the law ("TS-MEDIATE-20") that its
  /// rule's clocks are counted by, whatever is in force; null: as it is.
  [[nodiscard]] std::vector<ClockFace> faces(std::span<Value const> values,
                                             expression::Context const& context, clock::Explain explain,
                                             pack::Clock const* as_if = nullptr) const;
  [[nodiscard]] Step const* find_step(std::string_view id) const;
  /// Those that may be taken from where the record stands; from a state that began by itself also those of
  /// the state before, for an act of an earlier day.
  [[nodiscard]] std::vector<Step const*> steps_from(Stage const& stage, std::span<Value const> values,
                                                    expression::Context const& context) const;
};

/// Inside Schemas::compile. Faults, with their place: fields, states and rules that are not there; states
/// that nothing leads to, and those that nothing leads out of; a step that changes nothing its state is told
/// from; a clock whose act no step brings.
[[nodiscard]] std::shared_ptr<Lifecycle const> compile_lifecycle(pack::Lifecycle const& definition,
                                                                 Schema const& schema,
                                                                 expression::Environment const& environment,
                                                                 Errors& faults);

/// What a step makes of a record: the values it changes. Faults, in the words of the person who took it: not
/// from where the record stood on the day of the act, or not now; on a day to come, or before the act that
/// led here; a field that it needs is empty or one it does not take is given; its condition; what it leaves
/// does not stand where the step leads; nothing changes.
[[nodiscard]] std::expected<std::vector<std::pair<FieldIndex, Value>>, std::vector<Fault>> after_step(
    Schema const& schema, Step const& step, std::span<Value const> values, Day on, Day today,
    std::vector<std::pair<FieldIndex, Value>> given, expression::Context const& context);

}  // namespace shian::reg
