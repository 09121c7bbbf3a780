#include "register/rehearsal.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "register/row_facts.hpp"

namespace shian::reg {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::string joined(std::vector<Value> const& values) {
  std::string image;
  encode_image(values, image);
  return image;
}

// As a reference names it.
std::string by_name(std::string_view key) { return "name:" + std::string(key); }
std::string by_id(RecordId id) { return "record:" + std::to_string(id); }

Fault differs_from_row(RecordId row, Schema const& schema,
                       std::vector<std::pair<FieldIndex, Value>> const& different) {
  std::string zh;
  std::string en;
  for (auto const& [field, value] : different) {
    auto const& name = schema.fields[static_cast<std::size_t>(field)].definition.name;
    zh += (zh.empty() ? "" : "、") + name.zh;
    en += (en.empty() ? "" : ", ") + name.en;
  }
  auto const number = std::to_string(-row);
  return whole_record("differs", "与本表第 " + number + " 行编号相同而内容不同：" + zh,
                      "has the same key as row " + number + " of this table and other values: " + en);
}

Fault same_key(FieldIndex field, RecordId other) {
  auto const number = std::to_string(other < 0 ? -other : other);
  if (other < 0)
    return {field, Error::make("record.key", "与本表第 " + number + " 行的键相同",
                               "has the same key as row " + number + " of this table")};
  return {field, Error::make("record.key", "与第 " + number + " 号记录的键相同",
                             "has the same key as record " + number)};
}

}  // namespace

// Rows that are judged together, with their keys and the records that hold these already.
struct Rehearsal::Chunk {
  std::vector<std::vector<Value>> const& rows;
  std::vector<Outcome>& outcomes;
  std::vector<std::vector<std::string>> keys;
  std::vector<std::size_t> earlier;  // the row of this chunk that holds the same key
};

Rehearsal::Rehearsal(Ledger& ledger, Schema const& schema, std::filesystem::path const& scratch)
    : ledger_(ledger),
      schema_(schema),
      scratch_(store::open({store::Dialect::sqlite, scratch.string()}, store::Create::if_missing)) {
  transaction_ = std::make_unique<store::Transaction>(*scratch_, store::Access::write);
  scratch_->execute(
      "CREATE TABLE seen (key TEXT PRIMARY KEY, id INTEGER NOT NULL, image TEXT NOT NULL) WITHOUT ROWID");
}

Rehearsal::~Rehearsal() = default;

// ---- what the table has made of the register so far

std::optional<RecordId> Rehearsal::holder_in_table(std::string_view key) {
  auto& statement = scratch_->prepared("SELECT id FROM seen WHERE key = ?");
  statement.reset();
  statement.bind_text(1, key);
  std::optional<RecordId> found;
  if (statement.step()) found = statement.integer(0);
  statement.reset();
  return found;
}

void Rehearsal::remember_key(std::string_view key, RecordId id) {
  auto& statement = scratch_->prepared("INSERT OR REPLACE INTO seen (key, id, image) VALUES (?, ?, '')");
  statement.bind_text(1, key);
  statement.bind_int(2, id);
  statement.run();
}

void Rehearsal::remember(Record const& record) {
  auto& statement = scratch_->prepared("INSERT OR REPLACE INTO seen (key, id, image) VALUES (?, ?, ?)");
  statement.bind_text(1, by_id(record.id));
  statement.bind_int(2, record.id);
  statement.bind_text(3, record.unit + '\n' + joined(record.values));
  statement.run();
}

std::optional<Record> Rehearsal::record(RecordId id) {
  auto& statement = scratch_->prepared("SELECT image FROM seen WHERE key = ?");
  statement.reset();
  statement.bind_text(1, by_id(id));
  if (!statement.step()) {
    statement.reset();
    return id > 0 ? ledger_.records().get(schema_, id) : std::nullopt;
  }
  std::string const image(statement.text(0));
  statement.reset();
  auto const end = image.find('\n');
  Record made{id, image.substr(0, end), std::vector<Value>(schema_.fields.size())};
  auto const texts = decode_image(std::string_view(image).substr(end + 1));
  for (std::size_t i = 0; i < texts.size() && i < made.values.size(); ++i) {
    if (texts[i].empty()) continue;
    if (auto value = value_from_canonical(texts[i], schema_.fields[i].column))
      made.values[i] = std::move(*value);
  }
  return made;
}

int Rehearsal::next_alike(std::vector<Value> const& values) {
  auto const key = "alike:" + hex(sha256(joined(values)));
  auto const now = holder_in_table(key).value_or(0) + 1;
  remember_key(key, now);
  return static_cast<int>(now);
}

std::optional<RecordId> Rehearsal::find_by_key(std::string_view key) { return holder_in_table(by_name(key)); }

// Each with its place in front, so that two keys of one register do not meet; "" where a part is missing.
std::vector<std::string> Rehearsal::keys_of(std::vector<Value> const& values) const {
  std::vector<std::string> keys;
  for (std::size_t k = 0; k < schema_.keys.size(); ++k) {
    auto const key = values_of(schema_.keys[k], values);
    bool const is_whole = std::none_of(key.begin(), key.end(), is_null);
    keys.push_back(is_whole ? std::to_string(k) + ":" + joined(key) : std::string());
  }
  return keys;
}

std::vector<Fault> Rehearsal::faults_of(std::vector<Value>& values, Checked checked) {
  std::vector<Fault> faults;
  if (checked == Checked::no) faults = validate(schema_, values, ledger_.lookups());
  if (!faults.empty()) return faults;
  // A reference to a row above is right as soon as that row is a record.
  auto others = values;
  for (FieldIndex const field : schema_.references) {
    auto& value = others[static_cast<std::size_t>(field)];
    if (auto const* id = std::get_if<std::int64_t>(&value); id != nullptr && *id < 0) value = Value();
  }
  return missing_references(ledger_, schema_, others);
}

// ---- one chunk

void Rehearsal::look_up(Chunk& chunk, std::size_t k, std::vector<KeyColumn> const& columns) {
  std::unordered_map<std::string, std::size_t> in_chunk;
  std::vector<std::vector<Value>> wanted;
  std::vector<std::size_t> owner;
  for (std::size_t i = 0; i < chunk.rows.size(); ++i) {
    auto& outcome = chunk.outcomes[i];
    if (!outcome.faults.empty() || outcome.id != 0 || chunk.keys[i][k].empty()) continue;
    auto const& key = chunk.keys[i][k];
    if (auto const [place, fresh] = in_chunk.emplace(key, i); !fresh) {
      chunk.earlier[i] = std::min(chunk.earlier[i], place->second);
      continue;
    }
    owner.push_back(i);
    wanted.push_back(schema_.keys.empty() ? std::vector<Value>{Value(key)}
                                          : values_of(schema_.keys[k], chunk.rows[i]));
  }
  auto const in_store = existing(ledger_.session(), schema_, columns, wanted);
  for (std::size_t n = 0; n < owner.size(); ++n) {
    auto const in_table = holder_in_table(chunk.keys[owner[n]][k]);
    chunk.outcomes[owner[n]].id = in_table.value_or(in_store[n]);
  }
}

void Rehearsal::find_there(Chunk& chunk) {
  for (std::size_t i = 0; i < chunk.rows.size(); ++i) {
    if (!chunk.outcomes[i].faults.empty()) {
      chunk.keys.emplace_back();
    } else if (schema_.keys.empty()) {
      chunk.keys.push_back({hash_of_row(chunk.rows[i], next_alike(chunk.rows[i]))});
    } else {
      chunk.keys.push_back(keys_of(chunk.rows[i]));
    }
  }
  if (schema_.keys.empty()) look_up(chunk, 0, {{"row_hash", store::ColumnType::text}});
  for (std::size_t k = 0; k < schema_.keys.size(); ++k)
    look_up(chunk, k, columns_of(schema_, schema_.keys[k]));
}

std::vector<Outcome> Rehearsal::create_many(std::vector<std::vector<Value>>& rows,
                                            std::span<int const> numbers, OnExisting on_existing,
                                            Checked checked) {
  std::vector<Outcome> outcomes(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) outcomes[i].faults = faults_of(rows[i], checked);
  Chunk chunk{rows, outcomes, {}, std::vector<std::size_t>(rows.size(), kNone)};
  find_there(chunk);
  // New ones first, then those that meet a record: in this order they would be written.
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (outcomes[i].faults.empty() && outcomes[i].id == 0 && chunk.earlier[i] == kNone)
      create(chunk, i, numbers[i], outcomes[i]);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& outcome = outcomes[i];
    if (!outcome.faults.empty() || outcome.kind == Outcome::Kind::created) continue;
    if (outcome.id == 0) outcome.id = outcomes[chunk.earlier[i]].id;
    if (outcome.id == 0) {
      outcome.faults.push_back(whole_record("repeats", "与本表中被退回的一行键相同",
                                            "has the same key as a refused row of this table"));
      continue;
    }
    meet(rows[i], on_existing, outcome);
  }
  for (auto const& outcome : outcomes) totals_.count(outcome.kind);
  return outcomes;
}

void Rehearsal::create(Chunk const& chunk, std::size_t i, int number, Outcome& outcome) {
  outcome.kind = Outcome::Kind::created;
  outcome.id = -number;
  for (auto const& key : chunk.keys[i])
    if (!key.empty()) remember_key(key, outcome.id);
  if (schema_.keys.empty()) return;  // equal rows are told apart by their keys: what they hold is the same
  remember({outcome.id, std::string(), chunk.rows[i]});
  if (auto const name = schema_.key_of(chunk.rows[i]); !name.empty()) remember_key(by_name(name), outcome.id);
}

void Rehearsal::meet(std::vector<Value> const& row, OnExisting on_existing, Outcome& outcome) {
  auto const before = record(outcome.id);
  auto const different =
      before ? differences(before->values, row) : std::vector<std::pair<FieldIndex, Value>>();
  bool const in_table = outcome.id < 0;
  auto const within = in_table || !before ? Within::correcting : within_(schema_, *before, different);
  if (within == Within::nothing) {
    outcome.faults.push_back(another_units(within, outcome.id));
  } else if (different.empty()) {
    outcome.kind = Outcome::Kind::same;
  } else if (within == Within::reading && on_existing == OnExisting::correct) {
    outcome.faults.push_back(another_units(within, outcome.id));
  } else if (on_existing == OnExisting::refuse) {
    outcome.faults.push_back(in_table ? differs_from_row(outcome.id, schema_, different)
                                      : already_there(schema_, outcome.id, before->values, different));
  } else {
    auto after = *before;
    for (auto const& [field, value] : different) after.values[static_cast<std::size_t>(field)] = value;
    correct(*before, std::move(after), outcome);
  }
}

void Rehearsal::correct(Record const& before, Record after, Outcome& outcome) {
  outcome.faults = faults_of(after.values, Checked::no);
  if (!outcome.faults.empty()) return;
  auto const old_keys = keys_of(before.values);
  auto const new_keys = keys_of(after.values);
  for (std::size_t k = 0; k < new_keys.size(); ++k) {
    if (new_keys[k].empty() || new_keys[k] == old_keys[k]) continue;
    auto const other = holder(k, new_keys[k], after.values);
    if (other == 0 || other == after.id) continue;
    outcome.faults.push_back(same_key(schema_.keys[k].front(), other));
    return;
  }
  outcome.kind = Outcome::Kind::corrected;
  remember(after);
  for (std::size_t k = 0; k < new_keys.size(); ++k) {
    if (!old_keys[k].empty() && new_keys[k] != old_keys[k]) remember_key(old_keys[k], 0);
    if (!new_keys[k].empty()) remember_key(new_keys[k], after.id);
  }
  auto const old_name = schema_.keys.empty() ? std::string() : schema_.key_of(before.values);
  auto const new_name = schema_.keys.empty() ? std::string() : schema_.key_of(after.values);
  if (old_name == new_name) return;
  remember_key(by_name(old_name), 0);
  remember_key(by_name(new_name), after.id);
}

RecordId Rehearsal::holder(std::size_t k, std::string const& key, std::vector<Value> const& values) {
  if (auto const in_table = holder_in_table(key)) return *in_table;
  return existing(ledger_.session(), schema_, columns_of(schema_, schema_.keys[k]),
                  {values_of(schema_.keys[k], values)})
      .front();
}

}  // namespace shian::reg
