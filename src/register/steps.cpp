#include "register/steps.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "register/alike.hpp"
#include "register/opening.hpp"
#include "register/secrecy.hpp"

namespace shian::reg {
namespace {

// Nothing: somebody else took the step that another person must have taken, or nobody did.
std::optional<Text> same_person(Schema const& schema, Step const& step, std::span<TakenStep const> taken,
                                std::string_view actor) {
  auto const& other = step.definition.other_than;
  if (other.empty()) return std::nullopt;
  auto const last = std::ranges::find(taken.rbegin(), taken.rend(), other, &TakenStep::step);
  if (last == taken.rend() || last->author.actor != actor) return std::nullopt;
  auto const* first = schema.lifecycle->find_step(other);
  Text const name = first != nullptr ? first->definition.name : Text{other, other};
  auto const& own = step.definition.name;
  return Text{"“" + name.zh + "”是您办理的，“" + own.zh + "”须由另一人办理",
              "you took '" + name.en + "': '" + own.en + "' is for another person"};
}

// Nothing: the record is the author's unit's, or the step does not ask.
std::optional<Text> not_holder(Schema const& schema, Step const& step, Record const& record,
                               Author const& author) {
  if (!step.definition.by_holder || author.unit == schema.unit_of(record)) return std::nullopt;
  return Text{"由现在承办的单位办理", "for the unit that has it now"};
}

}  // namespace

std::optional<Text> barred(Schema const& schema, Step const& step, Record const& record,
                           std::span<TakenStep const> taken, Author const& author,
                           expression::Context const& context) {
  if (auto other = not_holder(schema, step, record, author)) return other;
  if (auto same = same_person(schema, step, taken, author.actor)) return same;
  if (!step.guard.empty() && step.guard_is_given && !step.guard.holds(record.values, context))
    return step.definition.guard_message;
  return std::nullopt;
}

namespace {

// What the step starts, checked before anything is written. Faults: why it cannot stand.
std::expected<std::vector<Value>, std::vector<Fault>> to_open(Ledger& ledger, Schema const& schema,
                                                              Step const& step, RecordId id,
                                                              std::span<Value const> after, Day today,
                                                              OpeningBar const& bar) {
  auto const& other = *ledger.schemas().find(step.definition.opens.register_id);
  auto values = opening_values(ledger, schema, step.definition.opens, id, after);
  auto faults = validate(other, values, ledger.lookups());
  if (faults.empty()) faults = barred_by_others(ledger, other, values, 0, today);
  if (faults.empty() && bar)
    if (auto barred = bar(other, {0, "", values})) faults.push_back(std::move(*barred));
  if (faults.empty()) return values;
  // A field of the other register is none of this one's.
  for (auto& fault : faults) {
    auto const where =
        fault.field < 0 ? Text{} : other.fields[static_cast<std::size_t>(fault.field)].definition.name;
    auto const& what = fault.error.what;
    fault = {
        -1, Error::make(
                "step.opening", "不能开立" + other.definition.name.zh + "：" + where.zh + what.zh,
                "no record of " + other.definition.name.en + " can be started: " + where.en + " " + what.en)};
  }
  return std::unexpected(std::move(faults));
}

// The step with what the records alike say in the place of where they are to be asked. Of one that is secret
// nothing is taken over.
Step with_alike(Ledger& ledger, Schema const& schema, Step const& step, Record const& record, Day today) {
  auto made = step;
  for (auto& setting : made.sets) {
    if (setting.alike < 0) continue;
    auto const& one = *schema.alike[static_cast<std::size_t>(setting.alike)];
    auto const& other = ledger.schemas().at(one.other);
    for (auto const id : alike(ledger, schema, one, record.values, record.id, today)) {
      auto const* newest = ledger.records().find(one.other, id);
      if (newest == nullptr || is_secret(other, newest->values)) continue;
      setting.value = newest->values[static_cast<std::size_t>(setting.theirs)];
      break;
    }
  }
  return made;
}

// What is revealed with a record, each by the step of its own register that reveals it.
struct Revealing {
  SecretRecord secret;
  Step const* step = nullptr;  // null: its register has none, the day alone is set
  std::vector<std::pair<FieldIndex, Value>> changes;
};

// Checked before anything is written. Faults: one of them cannot be revealed.
std::expected<std::vector<Revealing>, std::vector<Fault>> to_reveal(Ledger& ledger, Schema const& schema,
                                                                    RecordId id, StepTaking const& taking) {
  std::vector<Revealing> all;
  auto const* own = revealing_step(schema);
  if (own == nullptr || taking.step->day != own->day) return all;
  for (auto const& secret : secrets_under(ledger, schema, id)) {
    auto const& other = *secret.schema;
    auto const there = *ledger.records().find(other.index, secret.id);
    auto after = there.values;
    Revealing one{secret, revealing_step(other), {}};
    std::vector<Fault> faults;
    if (one.step != nullptr) {
      auto changes = after_step(other, with_alike(ledger, other, *one.step, there, taking.today), after,
                                taking.on, taking.today, {}, ledger.context());
      if (changes)
        one.changes = std::move(*changes);
      else
        faults = std::move(changes.error());
    } else {
      one.changes = {{other.find(other.definition.secrecy.until), Value(taking.on)}};
    }
    for (auto const& [field, value] : one.changes) after[static_cast<std::size_t>(field)] = value;
    if (faults.empty()) faults = validate(other, after, ledger.lookups());
    if (!faults.empty()) {
      auto const& what = faults.front().error.what;
      auto const key = other.key_of(after);
      return std::unexpected(std::vector<Fault>{
          {-1, Error::make("step.reveal", other.definition.name.zh + " " + key + " 还不能公开：" + what.zh,
                           other.definition.name.en + " " + key + " cannot be revealed: " + what.en)}});
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::string reason_of(Text const& name, std::string const& note) {
  return "办理“" + name.zh + "” / " + name.en + (note.empty() ? std::string() : ":" + note);
}

// Beside the journal's newest entry, which is that of what the step changed.
void note_taken(store::Session& session, Schema const& schema, RecordId id, Step const& step,
                Author const& author, Timestamp now, StepTaking const& taking) {
  auto& statement = session.prepared(
      "INSERT INTO shian_step (entry, register, record, step, actor, unit, at, day, note) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  statement.bind_int(1, last_entry(session));
  statement.bind_text(2, schema.definition.id);
  statement.bind_int(3, id);
  statement.bind_text(4, step.definition.id);
  statement.bind_text(5, author.actor);
  statement.bind_text(6, author.unit);
  statement.bind(7, Value(now));
  statement.bind(8, Value(taking.on));
  statement.bind_text(9, taking.note);
  statement.run();
}

void reveal(Writing& writing, Author const& author, Timestamp now, std::span<Revealing const> all,
            Step const& by, StepTaking const& taking) {
  for (auto const& [secret, step, changes] : all) {
    auto const& name = (step != nullptr ? *step : by).definition.name;
    if (!writing.correct(*secret.schema, secret.id, changes, reason_of(name, taking.note)))
      throw std::runtime_error("a record that was checked could not be revealed: " +
                               secret.schema->definition.id);
    if (step != nullptr)
      note_taken(writing.ledger().session(), *secret.schema, secret.id, *step, author, now, taking);
  }
}

// Whoever has been handed a record and works on it has received it.
void receive(Schema const& schema, Step const& step, Record const& record, Author const& author, Day on,
             std::vector<std::pair<FieldIndex, Value>>& changes) {
  auto const& fields = schema.lifecycle->hand_over;
  if (!fields || !fields->waits(record.values) || author.unit != schema.unit_of(record)) return;
  bool const is_hand_over = std::ranges::any_of(changes, [&](auto const& change) {
    return change.first == fields->on || change.first == fields->received;
  });
  if (is_hand_over || step.day == fields->received) return;
  auto const handed = std::get<Day>(record.values[static_cast<std::size_t>(fields->on)]);
  changes.emplace_back(fields->received, std::max(on, handed));
}

}  // namespace

std::vector<std::pair<FieldIndex, Value>> counted(Ledger& ledger, Schema const& schema, Step const& step,
                                                  Record const& record, Day today) {
  std::vector<std::pair<FieldIndex, Value>> made;
  for (auto const& count : step.counts) {
    auto const& alike = *schema.alike[count.alike];
    made.emplace_back(count.field, count_alike(ledger, schema, alike, record.values, record.id, today));
  }
  return made;
}

std::expected<Opened, std::vector<Fault>> take_step(Writing& writing, Author const& author, Timestamp now,
                                                    Schema const& schema, RecordId id, StepTaking taking,
                                                    OpeningBar const& bar) {
  auto& ledger = writing.ledger();
  auto const& step = *taking.step;
  auto const* record = ledger.records().find(schema.index, id);
  if (record == nullptr) {
    auto const number = std::to_string(id);
    return std::unexpected(std::vector<Fault>{
        {-1, Error::make("missing", schema.definition.name.zh + "没有第 " + number + " 号记录，或已撤回",
                         schema.definition.name.en + " has no record " + number + ", or it is withdrawn")}});
  }
  auto const taken = taken_steps(ledger.session(), schema, id);
  if (auto other = not_holder(schema, step, *record, author))
    return std::unexpected(
        std::vector<Fault>{{-1, Error::make("step.not_holder", std::move(other->zh), std::move(other->en))}});
  if (auto same = same_person(schema, step, taken, author.actor))
    return std::unexpected(
        std::vector<Fault>{{-1, Error::make("step.same_person", std::move(same->zh), std::move(same->en))}});
  if (step.definition.needs_reason && taking.note.empty()) {
    return std::unexpected(
        std::vector<Fault>{{-1, Error::make("step.reason", "“" + step.definition.name.zh + "”须写明理由",
                                            "'" + step.definition.name.en + "' needs a reason")}});
  }
  for (auto const& [field, number] : counted(ledger, schema, step, *record, taking.today))
    if (std::ranges::find(taking.given, field, &std::pair<FieldIndex, Value>::first) == taking.given.end())
      taking.given.emplace_back(field, number);
  auto changes = after_step(schema, with_alike(ledger, schema, step, *record, taking.today), record->values,
                            taking.on, taking.today, std::move(taking.given), ledger.context());
  if (!changes) return std::unexpected(std::move(changes.error()));
  receive(schema, step, *record, author, taking.on, *changes);
  std::optional<std::vector<Value>> opening;
  if (!step.definition.opens.empty()) {
    auto after = record->values;
    for (auto const& [field, value] : *changes) after[static_cast<std::size_t>(field)] = value;
    auto values = to_open(ledger, schema, step, id, after, taking.today, bar);
    if (!values) return std::unexpected(std::move(values.error()));
    opening = std::move(*values);
  }
  auto const revealing = to_reveal(ledger, schema, id, taking);
  if (!revealing) return std::unexpected(revealing.error());
  if (auto done = writing.correct(schema, id, *changes, reason_of(step.definition.name, taking.note)); !done)
    return std::unexpected(std::move(done.error()));
  note_taken(ledger.session(), schema, id, step, author, now, taking);
  reveal(writing, author, now, *revealing, step, taking);
  if (!opening) return Opened{};
  auto const& other = *ledger.schemas().find(step.definition.opens.register_id);
  auto const made = writing.create(other, std::move(*opening));
  if (!made)
    throw std::runtime_error("a record that was checked could not be started: " + other.definition.id);
  return Opened{&other, *made};
}

std::vector<Opened> opened_by(Ledger& ledger, Schema const& schema, RecordId id) {
  std::vector<Opened> all;
  for (auto const& step : schema.lifecycle->steps) {
    auto const& opening = step.definition.opens;
    if (opening.empty()) continue;
    auto const& other = *ledger.schemas().find(opening.register_id);
    auto const is_told = [&](RecordId one) {  // two steps may start records of the same register
      return std::ranges::any_of(
          all, [&](Opened const& opened) { return opened.schema == &other && opened.id == one; });
    };
    for (auto const one : ledger.records().referring(other, other.find(opening.link), id))
      if (!is_told(one)) all.push_back({&other, one});
  }
  return all;
}

std::vector<TakenStep> taken_steps(store::Session& session, Schema const& schema, RecordId id) {
  std::array<Value, 2> const of = {Value(schema.definition.id), Value(id)};
  std::vector<TakenStep> made;
  session.scan(
      "SELECT entry, step, actor, unit, at, day, note FROM shian_step WHERE register = ? AND record = ? "
      "ORDER BY entry",
      of, [&](store::Statement const& row) {
        TakenStep taken;
        taken.entry = row.integer(0);
        taken.step = row.text(1);
        taken.author = {std::string(row.text(2)), std::string(row.text(3))};
        taken.at = std::get<Timestamp>(row.value(4, store::ColumnType::timestamp));
        taken.day = std::get<Day>(row.value(5, store::ColumnType::date));
        taken.note = row.text(6);
        made.push_back(std::move(taken));
        return true;
      });
  return made;
}

}  // namespace shian::reg
