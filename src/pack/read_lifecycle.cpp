// Lifecycles: the states, clocks and steps of a register. Names of fields, states and rules are checked where
// they are known: by reg::compile_lifecycle.
#include <algorithm>
#include <array>

#include "pack/hand_over.hpp"
#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

LifecycleState state_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "name_en"sv, "when"sv, "from"sv, "end"sv};
  Map const map(file, node, kKeys);
  LifecycleState made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.when = map.source("when");
  made.from = map.source("from");
  made.is_end = map.flag("end");
  made.where = map.where();
  return made;
}

LifecycleClock clock_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,  "name"sv, "name_en"sv, "rule"sv, "start"sv,    "start_at"sv,
                                "due"sv, "act"sv,  "act_at"sv,  "when"sv, "extended"sv, "excluded"sv};
  Map const map(file, node, kKeys);
  LifecycleClock made;
  made.id = map.id();
  made.name = map.both("name");
  made.rule = map.text("rule");
  made.start = map.source("start");
  made.start_at = map.source("start_at");
  made.due = map.source("due");
  made.act = map.required_source("act");
  made.act_at = map.source("act_at");
  made.when = map.source("when");
  made.extended = map.text("extended");
  made.excluded = map.source("excluded");
  made.where = map.where();
  bool const by_law = !made.rule.empty() && !made.start.empty() && made.due.empty();
  bool const by_hand = made.rule.empty() && made.start.empty() && !made.due.empty();
  if (!by_law && !by_hand) {
    map.fault("id", Error::make("pack.clock", "时限要么写 rule 和 start，要么写 due",
                                "a clock has either rule and start, or due")
                        .hinting("例如 rule: complaint.accept, start: received_on",
                                 "for example rule: complaint.accept, start: received_on"));
  }
  if (made.start_at.empty() != made.act_at.empty() || (by_hand && !made.start_at.empty())) {
    map.fault("id", Error::make("pack.clock", "start_at 和 act_at 要写就都写，并且要有 rule",
                                "start_at and act_at go together, with a rule"));
  }
  return made;
}

// "field: value", in order.
std::vector<std::pair<std::string, std::string>> pairs_of(Map const& map, std::string_view key) {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (!map.has(key)) return pairs;
  auto const given = map.node(key);
  if (!given.IsMap()) {
    std::string const name(key);
    map.fault(key, Error::make("pack.value", name + " 应为“字段: 值”", name + " holds 'field: value'"));
    return pairs;
  }
  for (auto const& pair : given)
    pairs.emplace_back(pair.first.Scalar(), pair.second.IsScalar() ? pair.second.Scalar() : "");
  return pairs;
}

Opening opening_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"register"sv, "link"sv, "number"sv, "values"sv};
  Map const map(file, node, kKeys);
  Opening made;
  (void)map.required("register");
  made.register_id = map.name("register", Kind::register_);
  made.link = map.required("link");
  made.number = map.required("number");
  made.values = pairs_of(map, "values");
  return made;
}

Step step_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,         "name"sv,      "name_en"sv, "from"sv,    "to"sv,
                                "by"sv,         "when"sv,      "day"sv,     "needs"sv,   "takes"sv,
                                "sets"sv,       "counts"sv,    "guard"sv,   "message"sv, "message_en"sv,
                                "other_than"sv, "by_holder"sv, "reason"sv,  "opens"sv};
  Map const map(file, node, kKeys);
  Step made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.from = map.texts("from");
  made.to = map.texts("to");
  made.by = map.texts("by");
  check_roles(map, "by", made.by);
  made.when = map.source("when");
  made.day = map.text("day");
  made.needs = map.texts("needs");
  made.takes = map.texts("takes");
  made.sets = pairs_of(map, "sets");
  made.counts = pairs_of(map, "counts");
  if (map.has("opens")) made.opens = opening_of(file, map.node("opens"));
  made.guard = map.source("guard");
  if (!made.guard.empty()) made.guard_message = map.required_both("message");
  made.other_than = map.text("other_than");
  made.by_holder = map.flag("by_holder");
  made.needs_reason = map.flag("reason");
  made.where = map.where();
  return made;
}

HandOver hand_over_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"unit"sv, "from"sv, "by"sv, "received_by"sv, "receipt_days"sv};
  Map const map(file, node, kKeys);
  HandOver made;
  if (map.has("unit")) made.unit = map.text("unit");
  made.from = map.texts("from");
  made.by = map.texts("by");
  made.received_by = map.texts("received_by");
  check_roles(map, "by", made.by);
  check_roles(map, "received_by", made.received_by);
  made.receipt_days = map.integer("receipt_days", 1).value_or(made.receipt_days);
  made.where = map.where();
  return made;
}

// Ids within one list of a lifecycle.
template <class T>
void keep_once(Map const& map, YAML::Node const& node, std::vector<T>& items, T item) {
  for (auto const& there : items) {
    if (there.id != item.id || item.id.empty()) continue;
    map.file().fault(node, Error::make("pack.duplicate", "编号 " + item.id + " 已经有了",
                                       "the id '" + item.id + "' is there already"));
    return;
  }
  items.push_back(std::move(item));
}

}  // namespace

void read_lifecycle(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv, "states"sv, "clocks"sv, "steps"sv, "hand_over"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  auto& pack = file.reading().pack;
  Lifecycle made;
  made.id = map.name("id", Kind::register_);
  map.each("states",
           [&](YAML::Node const& item) { keep_once(map, item, made.states, state_of(file, item)); });
  map.each("clocks",
           [&](YAML::Node const& item) { keep_once(map, item, made.clocks, clock_of(file, item)); });
  map.each("steps", [&](YAML::Node const& item) { keep_once(map, item, made.steps, step_of(file, item)); });
  if (map.has("hand_over")) {
    auto const given = map.node("hand_over");
    auto parts = parts_of(hand_over_of(file, given));
    for (auto& step : parts.steps) keep_once(map, given, made.steps, std::move(step));
    keep_once(map, given, made.clocks, std::move(parts.receipt));
    made.hands_over = true;
  }
  made.where = map.where();
  keep(map, Kind::lifecycle, pack.lifecycles, std::move(made));
}

}  // namespace shian::pack
