#include "report/pack_changes.hpp"

#include <map>
#include <type_traits>

#include "pack/points.hpp"
#include "pack/words.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

// What is told of one item: its name, and everything of it that matters, as one text.
struct Described {
  std::string id;
  Text name;
  std::string text;
};

template <class T>
std::string listed(std::vector<T> const& items) {
  std::string text;
  for (auto const& item : items) {
    if (!text.empty()) text += ", ";
    if constexpr (std::is_same_v<T, Day>) {
      text += item.to_string();
    } else if constexpr (std::is_same_v<T, int>) {
      text += std::to_string(item);
    } else {
      text += item;
    }
  }
  return text;
}

// "k: v" lines of those that say something.
class Lines {
 public:
  Lines& add(std::string_view key, std::string_view value) {
    if (value.empty()) return *this;
    text_ += (text_.empty() ? "" : "\n") + std::string(key) + ": " + std::string(value);
    return *this;
  }
  Lines& add(std::string_view key, char const* value) { return add(key, std::string_view(value)); }
  Lines& add(std::string_view key, Text const& text) {
    return add(key, text.en.empty() || text.en == text.zh ? text.zh : text.zh + " / " + text.en);
  }
  Lines& add(std::string_view key, bool holds) { return add(key, holds ? "yes" : "no"); }
  Lines& add(std::string_view key, int number) { return add(key, std::to_string(number)); }
  Lines& add(std::string_view key, Decimal number) { return add(key, number.to_string()); }
  Lines& add(std::string_view key, Day day) { return add(key, day.to_string()); }
  Lines& add(std::string_view key, pack::Certainty certainty) { return add(key, code_of(certainty)); }
  template <class T>
  Lines& add(std::string_view key, std::optional<T> const& value) {
    return value ? add(key, *value) : *this;
  }
  template <class T>
  Lines& add(std::string_view key, std::vector<T> const& items) {
    return add(key, listed(items));
  }
  [[nodiscard]] std::string text() const { return text_; }

 private:
  std::string text_;
};

Described of_target(pack::Target const& target) {
  return {target.id, target.subject,
          Lines()
              .add("wording", target.wording)
              .add("other wordings", target.other_wordings)
              .add("subject", target.subject)
              .add("kind", target.kind)
              .add("comparator", code_of(target.comparator))
              .add("unit", target.unit)
              .add("indicators", target.indicators)
              .add("period", target.period)
              .add("baseline", target.baseline_year)
              .add("baseline unit", target.baseline_unit)
              .add("section", target.section)
              .add("task rows", target.task_rows)
              .add("units", target.units)
              .add("only in", target.only_in)
              .add("note", target.note)
              .text()};
}

Described of_threshold(pack::Target const& target) {
  return {target.id, target.subject,
          (target.threshold ? target.threshold->to_string() : "-") + " (" +
              std::string(code_of(target.threshold_certainty)) + ")"};
}

Described of_deadline(pack::Target const& target) {
  return {target.id, target.subject,
          Lines()
              .add("day", target.deadline)
              .add("certainty", target.deadline_certainty)
              .add("basis", target.deadline_basis)
              .text()};
}

Described of_indicator(pack::Indicator const& indicator) {
  Lines lines;
  lines.add("name", indicator.name)
      .add("edition", indicator.edition)
      .add("definition", indicator.definition)
      .add("certainty", indicator.definition_certainty)
      .add("basis", indicator.basis);
  for (auto const& measure : indicator.measures) {
    lines.add(measure.id, measure.expression.text);
    for (auto const& exclusion : measure.exclusions)
      lines.add(measure.id + " not", exclusion.when.text).add(measure.id + " not, because", exclusion.reason);
  }
  lines.add("value", indicator.value.text)
      .add("scale", word_of(pack::kScales, indicator.scale))
      .add("unit", indicator.unit)
      .add("decimals", indicator.decimals)
      .add("period", code_of(indicator.period))
      .add("place", word_of(pack::kPlaces, indicator.place))
      .add("months", indicator.months)
      .add("due after", indicator.due_after)
      .add("smallest sample", indicator.smallest_sample)
      .add("interval", indicator.interval)
      .add("threshold", indicator.threshold)
      .add("lower is better", indicator.lower_is_better)
      .add("stale after days", indicator.stale_after_days)
      .add("proxy", indicator.proxy)
      .add("by", indicator.dimension);
  for (auto const& parameter : indicator.parameters)
    lines.add("$" + parameter.id, parameter.value)
        .add("$" + parameter.id + " certainty", parameter.certainty)
        .add("$" + parameter.id + " name", parameter.name);
  return {indicator.id, indicator.name, lines.text()};
}

Described of_register(pack::Register const& book) {
  Lines lines;
  lines.add("name", book.name).add("help", book.help).add("group", book.group);
  for (auto const& key : book.keys) lines.add("key", key);
  lines.add("area", book.area_field).add("unit", book.unit_field).add("label", book.label_field);
  lines.add("secret when", book.secrecy.when).add("secret until", book.secrecy.until);
  for (auto const& rule : book.rules)
    lines.add(rule.id, rule.check.text).add(rule.id + " says", rule.message);
  for (auto const& alike : book.alike) {
    lines.add("alike " + alike.id, alike.name).add(alike.id + " in", alike.register_id);
    for (auto const& [own, theirs] : alike.match) lines.add(alike.id + " where " + own, theirs);
    lines.add(alike.id + " when", alike.when.text)
        .add(alike.id + " from", alike.from)
        .add(alike.id + " until", alike.until)
        .add(alike.id + " near", alike.near_own + " " + alike.near_theirs)
        .add(alike.id + " within days", alike.near_days)
        .add(alike.id + " between", alike.within_theirs + " " + alike.within_from + " " + alike.within_until)
        .add(alike.id + " refuses", alike.refuses)
        .add(alike.id + " says", alike.message);
  }
  for (auto const& note : book.notes) lines.add("note", note);
  return {book.id, book.name, lines.text()};
}

Described of_field(pack::Register const& book, pack::Field const& field) {
  Lines lines;
  lines.add("name", field.name)
      .add("help", field.help)
      .add("type", word_of(pack::kFieldTypes, field.type))
      .add("required", field.required)
      .add("personal", field.personal)
      .add("unit", field.unit)
      .add("also in", field.accepted_units)
      .add("places", field.scale)
      .add("check", field.check)
      .add("refers to", field.refers_to);
  for (auto const& option : field.options)
    lines.add("option", option.code + " = " + option.name.zh + " / " + option.name.en)
        .add("option " + option.code + " also", option.aliases);
  lines.add("at least", field.minimum)
      .add("at most", field.maximum)
      .add("pattern", field.pattern)
      .add("length", field.max_length)
      .add("also called", field.aliases)
      .add("example", field.example);
  return {book.id + "." + field.id, field.name, lines.text()};
}

// Named as its register.
Described of_lifecycle(pack::Pack const& pack, pack::Lifecycle const& lifecycle) {
  Lines lines;
  for (auto const& state : lifecycle.states)
    lines.add("state " + state.id, state.name)
        .add(state.id + " when", state.when.text)
        .add(state.id + " from", state.from.text)
        .add(state.id + " ends", state.is_end);
  for (auto const& clock : lifecycle.clocks)
    lines.add("clock " + clock.id, clock.rule)
        .add(clock.id + " name", clock.name)
        .add(clock.id + " start", clock.start.text)
        .add(clock.id + " start at", clock.start_at.text)
        .add(clock.id + " due", clock.due.text)
        .add(clock.id + " act", clock.act.text)
        .add(clock.id + " act at", clock.act_at.text)
        .add(clock.id + " when", clock.when.text)
        .add(clock.id + " extended to", clock.extended)
        .add(clock.id + " leaves out", clock.excluded.text);
  for (auto const& step : lifecycle.steps) {
    lines.add("step " + step.id, step.name)
        .add(step.id + " from", step.from)
        .add(step.id + " to", step.to)
        .add(step.id + " by", step.by)
        .add(step.id + " offered when", step.when.text)
        .add(step.id + " day", step.day)
        .add(step.id + " needs", step.needs)
        .add(step.id + " takes", step.takes)
        .add(step.id + " only when", step.guard.text)
        .add(step.id + " says", step.guard_message)
        .add(step.id + " other than", step.other_than)
        .add(step.id + " by the holder", step.by_holder)
        .add(step.id + " with a reason", step.needs_reason);
    for (auto const& [field, value] : step.sets) lines.add(step.id + " sets " + field, "'" + value + "'");
    for (auto const& [field, alike] : step.counts) lines.add(step.id + " counts " + field, alike);
    lines.add(step.id + " opens", step.opens.register_id)
        .add(step.id + " opens linked by", step.opens.link)
        .add(step.id + " opens as", step.opens.number);
    for (auto const& [field, value] : step.opens.values)
      lines.add(step.id + " opens with " + field, "'" + value + "'");
  }
  auto const* book = pack.find_register(lifecycle.id);
  return {lifecycle.id, book != nullptr ? book->name : Text{lifecycle.id, lifecycle.id}, lines.text()};
}

Described of_document(pack::Document const& document) {
  return {document.id, document.name,
          Lines()
              .add("register", document.register_id)
              .add("name", document.name)
              .add("layout", pack::word_of(pack::kLayouts, document.layout))
              .add("steps", document.steps)
              .add("when", document.when.text)
              .add("number", document.number.text)
              .add("basis", document.basis)
              .add("body", document.body.text)
              .text()};
}

Described of_task(pack::Task const& task) {
  return {task.id, task.key_task,
          Lines()
              .add("name", task.key_task)
              .add("row", task.row)
              .add("group", task.group)
              .add("measure", task.measure)
              .add("as printed", task.units_text)
              .add("units", task.units)
              .add("lead", task.lead)
              .add("lead certainty", task.lead_certainty)
              .add("lead basis", task.lead_basis)
              .add("registers", task.registers)
              .add("targets", task.targets)
              .text()};
}

Described of_unit(pack::Unit const& unit) {
  Lines lines;
  lines.add("name", unit.name)
      .add("signs as", unit.full_name)
      .add("code word", unit.code_word)
      .add("ordinal", unit.ordinal)
      .add("kind", word_of(pack::kUnitKinds, unit.kind))
      .add("leading group", unit.leading_group_member)
      .add("has duties", unit.has_duty_entry)
      .add("duties", unit.duties);
  for (auto const& duty : unit.duty_items)
    lines.add(duty.id, duty.text).add(duty.id + " shown by", duty.registers);
  lines.add("also called", unit.aliases)
      .add("members", unit.members)
      .add("members as printed", unit.verbatim_members)
      .add("host", unit.host)
      .add("head", unit.head)
      .add("deputies", unit.deputies)
      .add("note", unit.note);
  return {unit.id, unit.name, lines.text()};
}

Described of_area(pack::Area const& area) {
  Lines lines;
  lines.add("name", area.name)
      .add("signs as", area.full_name)
      .add("kind", area.kind)
      .add("pinyin", area.pinyin)
      .add("from", area.from)
      .add("until", area.until)
      .add("merged into", area.merged_into)
      .add("longitude", area.longitude)
      .add("latitude", area.latitude)
      .add("villages", area.villages)
      .add("also called", area.aliases);
  for (auto const& code : area.codes) lines.add(code.system, code.code + " (" + code.source + ")");
  return {area.id, area.name, lines.text()};
}

Described of_clock(pack::Clock const& clock) {
  return {clock.id, clock.name,
          Lines()
              .add("name", clock.name)
              .add("rule", clock.rule)
              .add("kind", word_of(pack::kClockKinds, clock.kind))
              .add("start", clock.start_event)
              .add("limit", clock.limit)
              .add("unit", word_of(pack::kClockUnits, clock.unit))
              .add("extension", clock.extension)
              .add("excluded time", clock.excluded_time)
              .add("law", clock.law + clock.article)
              .add("issue", clock.issue)
              .add("from", clock.effective_from)
              .add("to", clock.effective_to)
              .add("applies to", clock.applies_to)
              .add("targets", clock.targets)
              .add("status", clock.status)
              .add("roll", pack::code_of(clock.roll))
              .add("roll certainty", clock.roll_certainty)
              .add("note", clock.note)
              .text()};
}

Described of_year(pack::CalendarYear const& year) {
  return {std::to_string(year.year),
          {std::to_string(year.year) + " 年", std::to_string(year.year)},
          Lines()
              .add("days off", year.holidays)
              .add("worked to make up", year.extra_workdays)
              .add("papers", year.papers)
              .text()};
}

Described of_phase(pack::Phase const& phase) {
  return {phase.id, phase.name,
          Lines()
              .add("name", phase.name)
              .add("printed", phase.printed)
              .add("text", phase.text)
              .add("start", phase.start)
              .add("end", phase.end)
              .add("read strictly", phase.strict_end)
              .add("deliverables", phase.deliverables)
              .text()};
}

Described of_date(pack::KeyDate const& date) {
  return {date.id,
          {date.what, date.what},
          Lines().add("what", date.what).add("printed", date.printed).add("day", date.date).text()};
}

Described of_safeguard(pack::Safeguard const& safeguard) {
  return {safeguard.id,
          {safeguard.name, safeguard.name},
          Lines().add("name", safeguard.name).add("text", safeguard.text).text()};
}

Described of_system(pack::System const& system) {
  return {system.id, system.name,
          Lines()
              .add("name", system.name)
              .add("kind", system.kind)
              .add("units", system.owner_units)
              .add("task rows", system.task_rows)
              .add("must", system.must)
              .add("verbatim", system.verbatim)
              .add("registers", system.registers)
              .text()};
}

Described of_population(pack::PopulationYear const& population) {
  auto const year = std::to_string(population.year);
  auto const id = population.area.empty() ? year : year + "." + population.area;
  return {id, {id, id}, Lines().add("thousand", population.thousand).add("source", population.source).text()};
}

Described of_question(pack::OpenQuestion const& question) {
  return {question.id, question.text,
          Lines()
              .add("text", question.text)
              .add("concerns", question.concerns)
              .add("answer", question.answer)
              .text()};
}

Described of_letter(pack::LetterRule const& rule) {
  return {rule.id, rule.name,
          Lines()
              .add("name", rule.name)
              .add("colour", word_of(pack::kColours, rule.colour))
              .add("working days after", rule.after)
              .add("behind its target", rule.behind)
              .add("paper", rule.paper)
              .add("to", rule.to)
              .add("working days to answer", rule.answer_days)
              .add("basis", rule.basis)
              .text()};
}

void add_side(Lines& lines, std::string const& as, pack::SignSide const& side) {
  lines.add(as + "register", side.register_id)
      .add(as + "when", side.when.text)
      .add(as + "by", side.by)
      .add(as + "day", side.day)
      .add(as + "fields", side.fields);
}

Described of_sign(pack::Sign const& sign) {
  Lines lines;
  lines.add("name", sign.name)
      .add("why", sign.why)
      .add("harmless", sign.harmless)
      .add("kind", word_of(pack::kSignKinds, sign.kind))
      .add("per", word_of(pack::kSignPeriods, sign.per))
      .add("check", sign.check.text);
  add_side(lines, "", sign.own);
  if (sign.other) add_side(lines, "other ", *sign.other);
  if (sign.covered) add_side(lines, "covered ", *sign.covered);
  for (auto const& [name, number] : sign.numbers) lines.add("number " + name, number);
  lines.add("judged", sign.rate.judged).add("raised", sign.rate.raised).add("measured", sign.rate.how);
  return {sign.id, sign.name, lines.text()};
}

Described of_questionnaire(pack::Questionnaire const& questionnaire) {
  Lines lines;
  lines.add("name", questionnaire.name)
      .add("intro", questionnaire.intro)
      .add("basis", questionnaire.basis)
      .add("awareness", questionnaire.awareness)
      .add("satisfaction", questionnaire.satisfaction)
      .add("largest weight", questionnaire.largest_weight);
  for (auto const& question : questionnaire.questions) {
    lines.add(question.id, question.ask).add(question.id + " use", code_of(question.use));
    if (question.use == pack::QuestionUse::satisfaction) lines.add(question.id + " weight", question.weight);
    for (auto const& choice : question.choices) {
      auto const key = question.id + "=" + choice.id;
      lines.add(key, choice.name).add(key + " points", choice.points);
      if (choice.is_aware) lines.add(key + " aware", true);
      if (choice.is_screened_out) lines.add(key + " screened out", true);
    }
  }
  return {questionnaire.id, questionnaire.name, lines.text()};
}

// How a sign is answered.
std::vector<Described> sign_path_of(pack::Pack const& pack) {
  auto const& path = pack.sign_path;
  if (path.empty()) return {};
  Lines lines;
  lines.add("working days to answer", path.answer_days).add("late after days", path.late_days);
  for (auto const& [key, field] :
       {std::pair("register", path.register_id), std::pair("key", path.key), std::pair("sign", path.sign),
        std::pair("about register", path.about_register), std::pair("about record", path.about_record),
        std::pair("unit", path.unit), std::pair("area", path.area), std::pair("kind", path.kind),
        std::pair("text", path.text), std::pair("answered", path.answered),
        std::pair("accepted", path.accepted), std::pair("refused", path.refused)})
    lines.add(key, field);
  for (auto const& [option, kind] : path.kinds) lines.add("kind " + option, kind);
  auto const* book = pack.find_register(path.register_id);
  return {{"path", book != nullptr ? book->name : Text{path.register_id, path.register_id}, lines.text()}};
}

void add_scored(Lines& lines, std::string const& as, pack::AppraisalItem const& item) {
  auto const key = as + " " + item.id;
  lines.add(key, item.name)
      .add(key + " help", item.help)
      .add(key + " group", item.group)
      .add(key + " points", item.points)
      .add(key + " indicator", item.indicator)
      .add(key + " target", item.target)
      .add(key + " score", item.score.text)
      .add(key + " subjects", item.subjects);
}

Described of_appraisal(pack::AppraisalScheme const& scheme) {
  Lines lines;
  lines.add("name", scheme.name)
      .add("subjects", word_of(pack::kAppraisalSubjects, scheme.subjects))
      .add("from year", scheme.from_year)
      .add("document number", scheme.document_no)
      .add("working days to object", scheme.objection_days)
      .add("basis", scheme.basis);
  for (auto const& item : scheme.items) add_scored(lines, "item", item);
  for (auto const& bonus : scheme.bonuses) add_scored(lines, "bonus", bonus);
  for (auto const& veto : scheme.vetoes) {
    auto const key = "veto " + veto.id;
    lines.add(key, veto.name)
        .add(key + " indicator", veto.indicator)
        .add(key + " when", veto.when.text)
        .add(key + " at best", veto.cap);
  }
  for (auto const& grade : scheme.grades)
    lines.add("grade " + grade.id, grade.name).add("grade " + grade.id + " from", grade.from);
  return {scheme.id, scheme.name, lines.text()};
}

Described of_acceptance_item(pack::AcceptanceItem const& item) {
  Lines lines;
  lines.add("name", item.name)
      .add("under", item.parent)
      .add("text", item.text)
      .add("task", item.task)
      .add("target", item.target)
      .add("safeguard", item.safeguard)
      .add("phase", item.phase);
  if (item.deliverable > 0) lines.add("deliverable", item.deliverable);
  lines.add("units", item.units).add("years", item.years).add("points", item.points);
  for (auto const& proof : item.proofs) {
    auto const key = "proof " + proof.id;
    lines.add(key, proof.name)
        .add(key + " kind", word_of(pack::kProofKinds, proof.kind))
        .add(key + " registers", proof.registers)
        .add(key + " when", proof.when.text)
        .add(key + " targets", proof.targets)
        .add(key + " at least", proof.least)
        .add(key + " each unit", proof.each_unit);
  }
  auto const name = item.name.empty() ? Text{item.id, item.id} : item.name;
  return {item.id, name, lines.text()};
}

// Where documents are filed by hand, and where a list of one's own is kept.
std::vector<Described> acceptance_of(pack::Pack const& pack) {
  auto const& list = pack.acceptance;
  std::vector<Described> made;
  auto const kinds = [](Lines& lines, std::map<std::string, pack::ProofKind> const& words) {
    for (auto const& [word, kind] : words) lines.add("kind " + word, word_of(pack::kProofKinds, kind));
  };
  if (!list.name.empty() || !list.years.empty())
    made.push_back({"list", list.name, Lines().add("name", list.name).add("years", list.years).text()});
  for (auto const& filing : list.filings) {
    Lines lines;
    lines.add("register", filing.register_id)
        .add("item", filing.item)
        .add("task", filing.task)
        .add("kind", filing.kind)
        .add("title", filing.title)
        .add("day", filing.day)
        .add("number", filing.number)
        .add("file", filing.file)
        .add("checked", filing.checked)
        .add("target", filing.target)
        .add("figure", filing.figure);
    kinds(lines, filing.kinds);
    auto const* book = pack.find_register(filing.register_id);
    made.push_back({"filing." + filing.register_id,
                    book != nullptr ? book->name : Text{filing.register_id, filing.register_id},
                    lines.text()});
  }
  if (auto const& rehearsal = list.rehearsal; !rehearsal.empty())
    made.push_back({"rehearsal",
                    {"验收演练", "rehearsal of the acceptance"},
                    Lines()
                        .add("places", listed(rehearsal.places))
                        .add("records of a figure", std::to_string(rehearsal.records_of_figure))
                        .add("days to mend", std::to_string(rehearsal.mend_days))
                        .text()});
  if (auto const& own = list.own; !own.empty()) {
    Lines lines;
    for (auto const& [key, field] :
         {std::pair("register", own.register_id), std::pair("list", own.list), std::pair("item", own.item),
          std::pair("parent", own.parent), std::pair("name", own.name), std::pair("text", own.text),
          std::pair("kinds", own.kinds), std::pair("registers", own.registers), std::pair("task", own.task),
          std::pair("target", own.target), std::pair("units", own.units), std::pair("years", own.years),
          std::pair("points", own.points)})
      lines.add(key, field);
    kinds(lines, own.words);
    auto const* book = pack.find_register(own.register_id);
    made.push_back({"own." + own.register_id,
                    book != nullptr ? book->name : Text{own.register_id, own.register_id}, lines.text()});
  }
  return made;
}

// What the pack says of itself.
std::vector<Described> plan_of(pack::Pack const& pack) {
  return {{pack.id, pack.name,
           Lines()
               .add("name", pack.name)
               .add("source", pack.source)
               .add("stands on", pack.chain)
               .add("minutes of utc", pack.utc_offset_minutes)
               .add("sample day", pack.sample_day)
               .add("duty of all", pack.common_duty)
               .add("population of", pack.population_year)
               .add("population note", pack.population_note)
               .add("calendar", pack.calendar.source)
               .text()}};
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
  auto const of = [&](char const* kind, auto items, auto const& describe) {
    compare(changes, kind, each(before.*items, describe), each(after.*items, describe));
  };
  compare(changes, "plan", plan_of(before), plan_of(after));
  of("target", &pack::Pack::targets, of_target);
  of("threshold", &pack::Pack::targets, of_threshold);
  of("deadline", &pack::Pack::targets, of_deadline);
  of("indicator", &pack::Pack::indicators, of_indicator);
  of("register", &pack::Pack::registers, of_register);
  compare(changes, "field", fields_of(before), fields_of(after));
  auto const lifecycles = [](pack::Pack const& pack) {
    return each(pack.lifecycles, [&](auto const& lifecycle) { return of_lifecycle(pack, lifecycle); });
  };
  compare(changes, "lifecycle", lifecycles(before), lifecycles(after));
  of("document", &pack::Pack::documents, of_document);
  of("task", &pack::Pack::tasks, of_task);
  of("unit", &pack::Pack::units, of_unit);
  of("unit", &pack::Pack::bodies, of_unit);
  of("area", &pack::Pack::areas, of_area);
  of("population", &pack::Pack::population, of_population);
  of("clock", &pack::Pack::clocks, of_clock);
  compare(changes, "calendar", each(before.calendar.years, of_year), each(after.calendar.years, of_year));
  of("phase", &pack::Pack::phases, of_phase);
  of("date", &pack::Pack::dates, of_date);
  of("safeguard", &pack::Pack::safeguards, of_safeguard);
  of("system", &pack::Pack::systems, of_system);
  of("letter", &pack::Pack::letters, of_letter);
  of("appraisal", &pack::Pack::appraisals, of_appraisal);
  of("sign", &pack::Pack::signs, of_sign);
  compare(changes, "sign", sign_path_of(before), sign_path_of(after));
  compare(changes, "acceptance", acceptance_of(before), acceptance_of(after));
  compare(changes, "acceptance_item", each(before.acceptance.items, of_acceptance_item),
          each(after.acceptance.items, of_acceptance_item));
  of("questionnaire", &pack::Pack::questionnaires, of_questionnaire);
  of("open_question", &pack::Pack::open_questions, of_question);
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
