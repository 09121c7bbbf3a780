// A record on its way: where it stands, what can be done next, which limits run and why they end when they
// do, and who did what.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "register/lifecycle.hpp"
#include "register/steps.hpp"
#include "report/holders.hpp"
#include "report/reach.hpp"
#include "report/terminal.hpp"

namespace shian::report {

/// How a clock of a record stands on a day.
enum class Running {
  not_started,    // its start event has no day yet
  runs,           // and its last day is still to come, or today
  late,           // its last day is over and the act has no day
  met,            // the act came in time
  missed,         // the act came too late
  untold,         // no step leads to the act any more: it was done, and nobody wrote down when
  not_countable,  // the rule has no version for the day, or no limit in time
};
[[nodiscard]] std::string_view code_of(Running running);
[[nodiscard]] Text text_of(Running running);

struct MatterClock {
  reg::ClockFace face;
  Running running = Running::not_started;
  std::vector<Share> shares;  // where several units held the record in turn
};

struct Matter {
  reg::Schema const* schema = nullptr;
  RecordId id = 0;
  reg::Record record;
  reg::Stage stage;
  std::vector<reg::Step const*> next;  // steps that start from where it stands
  std::vector<MatterClock> clocks;     // explained line by line
  std::vector<reg::TakenStep> taken;
  std::vector<reg::Opened> opened;  // records that its steps have started
  pack::Clock const* as_if =
      nullptr;  // the version of the law that its rule's clocks are counted by; null: as it is
};

/// A version of the law by its id. Errors: there is none; the name is of a rule, which has several.
[[nodiscard]] Expected<pack::Clock const*> law_version(clock::Rules const& rules, std::string_view id);

/// Nothing: the register's records have no lifecycle. With `as_if` it tells what would be if that version
/// applied; nothing is changed.
[[nodiscard]] std::optional<Matter> matter_of(city::City& city, reg::Schema const& schema,
                                              reg::Record const& record, pack::Clock const* as_if = nullptr);

/// Why the reader may not take a step; nothing: he may.
using Bar = std::function<std::optional<Text>(reg::Step const&)>;
/// What people call an account; it is asked for those who took steps.
using ActorName = std::function<std::string(reg::Author const&)>;
/// `sees`: asked for the records that its steps have started.
[[nodiscard]] std::string matter_json(city::City& city, Matter const& matter, Bar const& bar,
                                      ActorName const& actor_name, Sees const& sees);
/// The clocks alone, for the terminal.
[[nodiscard]] std::string matter_clocks_text(Matter const& matter, Language language,
                                             Terminal const& terminal);
[[nodiscard]] std::string matter_clocks_json(city::City const& city, Matter const& matter);

/// A register's lifecycle as it is defined: what the diagram is drawn from.
[[nodiscard]] std::string lifecycle_json(reg::Schema const& schema);

}  // namespace shian::report
