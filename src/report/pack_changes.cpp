#include "report/pack_changes.hpp"

#include <array>
#include <map>

#include "pack/points.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

// As a pack spells them.
constexpr std::array<std::string_view, 13> kFieldTypes = {
    "text",    "code", "enum", "integer",   "decimal", "date", "timestamp",
    "boolean", "unit", "area", "reference", "person",  "file"};
constexpr std::array<std::string_view, 9> kClockUnits = {
    "working_day", "calendar_day", "hour", "month", "year", "hour_per_year", "meal", "term", "rule"};

// What is told of one item: its name, and everything of it that matters, as one text.
struct Described {
  std::string id;
  Text name;
  std::string text;
};

std::string listed(std::vector<std::string> const& items) {
  std::string text;
  for (auto const& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

// "k: v" lines of those that say something.
class Lines {
 public:
  Lines& add(std::string_view key, std::string const& value) {
    if (value.empty()) return *this;
    text_ += (text_.empty() ? "" : "\n") + std::string(key) + ": " + value;
    return *this;
  }
  [[nodiscard]] std::string text() const { return text_; }

 private:
  std::string text_;
};

std::string day_text(std::optional<Day> const& day) { return day ? day->to_string() : ""; }

Described of_target(pack::Target const& target) {
  return {target.id, target.subject,
          Lines()
              .add("wording", target.wording)
              .add("subject", target.subject.zh)
              .add("comparator", std::string(code_of(target.comparator)))
              .add("unit", target.unit)
              .add("indicators", listed(target.indicators))
              .add("units", listed(target.units))
              .text()};
}

Described of_threshold(pack::Target const& target) {
  return {target.id, target.subject,
          (target.threshold ? target.threshold->to_string() : "-") + " (" +
              std::string(code_of(target.threshold_certainty)) + ")"};
}

Described of_deadline(pack::Target const& target) {
  return {target.id, target.subject,
          target.deadline.to_string() + " (" + std::string(code_of(target.deadline_certainty)) + ")"};
}

Described of_indicator(pack::Indicator const& indicator) {
  Lines lines;
  lines.add("edition", indicator.edition).add("definition", indicator.definition.zh);
  for (auto const& measure : indicator.measures) {
    lines.add(measure.id, measure.expression.text);
    for (auto const& exclusion : measure.exclusions) lines.add(measure.id + " not", exclusion.when.text);
  }
  lines.add("value", indicator.value.text).add("period", std::string(code_of(indicator.period)));
  for (auto const& parameter : indicator.parameters)
    lines.add("$" + parameter.id,
              parameter.value.to_string() + " (" + std::string(code_of(parameter.certainty)) + ")");
  if (indicator.threshold) lines.add("threshold", indicator.threshold->to_string());
  if (indicator.smallest_sample) lines.add("smallest sample", std::to_string(*indicator.smallest_sample));
  lines.add("months", std::to_string(indicator.months.size())).add("due after", indicator.due_after);
  return {indicator.id, indicator.name, lines.text()};
}

Described of_register(pack::Register const& book) {
  Lines lines;
  lines.add("name", book.name.zh).add("group", book.group);
  for (auto const& key : book.keys) lines.add("key", listed(key));
  lines.add("area", book.area_field).add("unit", book.unit_field);
  for (auto const& rule : book.rules) lines.add(rule.id, rule.check.text);
  return {book.id, book.name, lines.text()};
}

Described of_field(pack::Register const& book, pack::Field const& field) {
  Lines lines;
  lines.add("name", field.name.zh)
      .add("type", std::string(kFieldTypes[static_cast<std::size_t>(field.type)]));
  lines.add("required", field.required ? "yes" : "no").add("personal", field.personal ? "yes" : "no");
  lines.add("unit", field.unit).add("check", field.check).add("refers to", field.refers_to);
  for (auto const& option : field.options) lines.add("option", option.code);
  if (field.minimum) lines.add("at least", field.minimum->to_string());
  if (field.maximum) lines.add("at most", field.maximum->to_string());
  lines.add("pattern", field.pattern).add("length", std::to_string(field.max_length));
  return {book.id + "." + field.id, field.name, lines.text()};
}

Described of_task(pack::Task const& task) {
  return {
      task.id, task.key_task,
      Lines()
          .add("measure", task.measure)
          .add("units", listed(task.units))
          .add("lead",
               task.lead.empty() ? "" : task.lead + " (" + std::string(code_of(task.lead_certainty)) + ")")
          .add("registers", listed(task.registers))
          .add("targets", listed(task.targets))
          .text()};
}

Described of_unit(pack::Unit const& unit) {
  return {unit.id, unit.name,
          Lines()
              .add("name", unit.name.zh)
              .add("duties", unit.duties)
              .add("members", listed(unit.members))
              .text()};
}

Described of_area(pack::Area const& area) {
  return {area.id, area.name,
          Lines()
              .add("name", area.name.zh)
              .add("kind", area.kind)
              .add("from", day_text(area.from))
              .add("until", day_text(area.until))
              .add("merged into", area.merged_into)
              .text()};
}

Described of_clock(pack::Clock const& clock) {
  return {clock.id, clock.name,
          Lines()
              .add("rule", clock.rule)
              .add("limit", clock.limit ? std::to_string(*clock.limit) : "")
              .add("unit", std::string(kClockUnits[static_cast<std::size_t>(clock.unit)]))
              .add("law", clock.law + clock.article)
              .add("from", clock.effective_from.to_string())
              .add("to", day_text(clock.effective_to))
              .add("roll", std::string(pack::code_of(clock.roll)))
              .text()};
}

Described of_year(pack::CalendarYear const& year) {
  return {std::to_string(year.year),
          {std::to_string(year.year) + " 年", std::to_string(year.year)},
          Lines()
              .add("days off", std::to_string(year.holidays.size()))
              .add("worked to make up", std::to_string(year.extra_workdays.size()))
              .add("first", year.holidays.empty() ? "" : year.holidays.front().to_string())
              .add("last", year.holidays.empty() ? "" : year.holidays.back().to_string())
              .text()};
}

Described of_phase(pack::Phase const& phase) {
  return {phase.id, phase.name,
          Lines()
              .add("printed", phase.printed)
              .add("start", day_text(phase.start))
              .add("end", day_text(phase.end))
              .add("read strictly", day_text(phase.strict_end))
              .text()};
}

Described of_question(pack::OpenQuestion const& question) {
  return {question.id, question.text,
          Lines().add("text", question.text.zh).add("concerns", listed(question.concerns)).text()};
}

template <class Items, class Describe>
std::vector<Described> each(Items const& items, Describe const& describe) {
  std::vector<Described> all;
  for (auto const& item : items) all.push_back(describe(item));
  return all;
}

std::vector<Described> fields_of(pack::Pack const& pack) {
  std::vector<Described> all;
  for (auto const& book : pack.registers)
    for (auto const& field : book.fields) all.push_back(of_field(book, field));
  return all;
}

void compare(std::vector<PackChange>& changes, std::string const& kind, std::vector<Described> const& before,
             std::vector<Described> const& after) {
  std::map<std::string, Described const*> left;
  for (auto const& item : before) left[item.id] = &item;
  for (auto const& item : after) {
    auto const found = left.find(item.id);
    if (found == left.end()) {
      changes.push_back({kind, item.id, item.name, "", item.text});
    } else {
      if (found->second->text != item.text)
        changes.push_back({kind, item.id, item.name, found->second->text, item.text});
      left.erase(found);
    }
  }
  for (auto const& item : before)
    if (left.contains(item.id)) changes.push_back({kind, item.id, item.name, item.text, ""});
}

}  // namespace

std::string_view PackChange::change() const {
  if (before.empty()) return "added";
  return after.empty() ? "removed" : "changed";
}

std::vector<PackChange> pack_changes(pack::Pack const& before, pack::Pack const& after) {
  std::vector<PackChange> changes;
  auto const of = [&](char const* kind, auto const& items_of, auto const& describe) {
    compare(changes, kind, each(items_of(before), describe), each(items_of(after), describe));
  };
  auto const targets = [](pack::Pack const& pack) -> auto const& { return pack.targets; };
  of("target", targets, of_target);
  of("threshold", targets, of_threshold);
  of("deadline", targets, of_deadline);
  of(
      "indicator", [](auto const& pack) -> auto const& { return pack.indicators; }, of_indicator);
  of(
      "register", [](auto const& pack) -> auto const& { return pack.registers; }, of_register);
  compare(changes, "field", fields_of(before), fields_of(after));
  of(
      "task", [](auto const& pack) -> auto const& { return pack.tasks; }, of_task);
  of(
      "unit", [](auto const& pack) -> auto const& { return pack.units; }, of_unit);
  of(
      "unit", [](auto const& pack) -> auto const& { return pack.bodies; }, of_unit);
  of(
      "area", [](auto const& pack) -> auto const& { return pack.areas; }, of_area);
  of(
      "clock", [](auto const& pack) -> auto const& { return pack.clocks; }, of_clock);
  of(
      "calendar", [](auto const& pack) -> auto const& { return pack.calendar.years; }, of_year);
  of(
      "phase", [](auto const& pack) -> auto const& { return pack.phases; }, of_phase);
  of(
      "open_question", [](auto const& pack) -> auto const& { return pack.open_questions; }, of_question);
  return changes;
}

std::string pack_changes_json(std::vector<PackChange> const& changes) {
  Json list = Json::array();
  for (auto const& change : changes) {
    list.push_back({{"kind", change.kind},
                    {"id", change.id},
                    {"name", json_of(change.name)},
                    {"change", change.change()},
                    {"before", change.before.empty() ? Json(nullptr) : Json(change.before)},
                    {"after", change.after.empty() ? Json(nullptr) : Json(change.after)}});
  }
  return dumped(list);
}

}  // namespace shian::report
