#include "register/ledger.hpp"
#include "register/alike.hpp"

#include <algorithm>
#include <array>
#include <future>
#include <limits>

#include "register/batch_pages.hpp"
#include "register/existing.hpp"
#include "register/row_facts.hpp"
#include "register/tables.hpp"

namespace shian::reg {
namespace {

Fault no_such_record(Schema const& schema, RecordId id) {
  auto const number = std::to_string(id);
  return whole_record("missing", schema.definition.name.zh + "没有第 " + number + " 号记录，或已撤回",
                      schema.definition.name.en + " has no record " + number + ", or it is withdrawn");
}

}  // namespace

Ledger::Ledger(store::Session& session, pack::Pack const& pack, Schemas const& schemas,
               clock::Rules const& rules)
    : session_(session), pack_(pack), schemas_(schemas), rules_(rules), records_(session, schemas) {}

expression::Context Ledger::context() {
  expression::Context context;
  context.records = &records_;
  context.rules = &rules_;
  return context;
}

Lookups Ledger::lookups() { return {&pack_, context()}; }

void BatchTotals::count(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::created:
      ++created;
      break;
    case Outcome::Kind::corrected:
      ++corrected;
      break;
    case Outcome::Kind::same:
      ++same;
      break;
    case Outcome::Kind::refused:
      ++refused;
      break;
  }
}

Writing::Writing(Ledger& ledger, Author author, Timestamp now)
    : ledger_(ledger),
      author_(std::move(author)),
      now_(now),
      transaction_(std::make_unique<store::Transaction>(ledger.session_, store::Access::write)),
      layouts_(ledger.session_),
      journal_(ledger.session_) {
  bool const others_wrote = last_entry(ledger_.session_) != ledger_.seen_entry_;
  if (others_wrote) ledger_.records_.forget_all();
  for (auto* observer : ledger_.observers_) observer->begun(others_wrote);
}

Writing::~Writing() {
  if (!transaction_) return;
  for (auto* observer : ledger_.observers_) observer->rolled_back();
  ledger_.records_.forget_all();
  ledger_.seen_entry_ = -1;
}

void Writing::commit() {
  for (auto* observer : ledger_.observers_) observer->finishing();
  if (batch_schema_ != nullptr) {
    auto& statement = ledger_.session_.prepared(
        "INSERT INTO shian_batch (id, register, actor, unit, started_at, file_name, file_hash, created, "
        "corrected, same, refused, first_entry) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    statement.bind_int(1, totals_.id);
    statement.bind_text(2, batch_schema_->definition.id);
    statement.bind_text(3, author_.actor);
    statement.bind_text(4, author_.unit);
    statement.bind(5, Value(now_));
    statement.bind_text(6, batch_info_.file_name);
    statement.bind_text(7, batch_info_.file_hash);
    statement.bind_int(8, totals_.created);
    statement.bind_int(9, totals_.corrected);
    statement.bind_int(10, totals_.same);
    statement.bind_int(11, totals_.refused);
    statement.bind_int(12, batch_first_entry_);
    statement.run();
  }
  auto const newest = last_entry(ledger_.session_);
  transaction_->commit();
  transaction_.reset();
  ledger_.seen_entry_ = newest;
}

Day Writing::today() const { return now_.day(ledger_.rules_.utc_offset_minutes()); }

RecordId Writing::next_id(Schema const& schema) {
  auto const found = next_ids_.find(schema.index);
  if (found != next_ids_.end()) return found->second++;
  auto& statement = ledger_.session_.prepared("SELECT coalesce(max(id), 0) FROM " + sql_name(schema.table));
  statement.reset();
  statement.step();
  RecordId const next = statement.integer(0) + 1;
  statement.reset();
  next_ids_[schema.index] = next + 1;
  return next;
}

void Writing::insert(Schema const& schema, std::span<Record const> records,
                     std::span<std::string const> row_hashes) {
  std::vector<std::string> columns = {"id", "unit", "batch", "withdrawn"};
  std::vector<store::ColumnType> types = {store::ColumnType::integer, store::ColumnType::text,
                                          store::ColumnType::integer, store::ColumnType::integer};
  if (!row_hashes.empty()) {
    columns.emplace_back("row_hash");
    types.push_back(store::ColumnType::text);
  }
  // In bulk, only the columns that some record fills: a form has many more fields than a sheet.
  constexpr std::size_t kFewRows = 16;
  bool const few = records.size() < kFewRows;
  std::vector<std::uint8_t> said(schema.fields.size(), few ? 1 : 0);
  for (Record const& record : records) {
    for (std::size_t i = 0; i < said.size() && !few; ++i)
      if (!is_null(record.values[i])) said[i] = 1;
  }
  std::vector<std::size_t> filled;
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (said[i] == 0) continue;
    filled.push_back(i);
    columns.push_back("f_" + schema.fields[i].definition.id);
    types.push_back(schema.fields[i].column);
  }
  if (few) {
    std::string sql = "INSERT INTO " + sql_name(schema.table) + " (";
    std::string marks;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      sql += (i ? ", " : "") + sql_name(columns[i]);
      marks += i ? ", ?" : "?";
    }
    auto& statement = ledger_.session_.prepared(sql + ") VALUES (" + marks + ")");
    for (std::size_t r = 0; r < records.size(); ++r) {
      statement.bind_int(1, records[r].id);
      statement.bind_text(2, records[r].unit);
      statement.bind_int(3, totals_.id);
      statement.bind_int(4, 0);
      int index = 4;
      if (!row_hashes.empty()) statement.bind_text(++index, row_hashes[r]);
      for (auto const i : filled) statement.bind(++index, records[r].values[i]);
      statement.run();
    }
    return;
  }
  auto const bulk = ledger_.session_.bulk(schema.table, columns, types);
  for (std::size_t r = 0; r < records.size(); ++r) {
    bulk->add_int(records[r].id);
    bulk->add_text(records[r].unit);
    bulk->add_int(totals_.id);
    bulk->add_int(0);
    if (!row_hashes.empty()) bulk->add_text(row_hashes[r]);
    for (auto const i : filled) bulk->add(records[r].values[i]);
    bulk->end_row();
  }
  bulk->finish();
}

void Writing::tell(std::span<Change const> changes) {
  for (auto* observer : ledger_.observers_) observer->changed(changes);
}

std::vector<Outcome> Writing::create_many(Schema const& schema, std::vector<std::vector<Value>>& rows,
                                          OnExisting on_existing, Checked checked) {
  std::vector<Outcome> outcomes(rows.size());
  auto const lookups = ledger_.lookups();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (checked == Checked::no) outcomes[i].faults = validate(schema, rows[i], lookups);
    if (outcomes[i].faults.empty()) outcomes[i].faults = missing_references(ledger_, schema, rows[i]);
  }
  auto const is_sound = [&](std::size_t row) { return outcomes[row].faults.empty(); };
  for (auto& [row, faults] : barred_rows(ledger_, schema, rows, is_sound, today()))
    outcomes[row].faults = std::move(faults);

  // Which rows are there already: in the store, or earlier in this chunk.
  std::vector<std::string> hashes(schema.keys.empty() ? rows.size() : 0);
  std::vector<std::size_t> earlier(rows.size(),
                                   rows.size());  // the row of this chunk that holds the same key
  auto const look_up = [&](std::vector<KeyColumn> const& columns, auto const& key_of_row) {
    std::vector<std::vector<Value>> keys;
    std::vector<std::size_t> owner;
    std::unordered_map<std::string, std::size_t> in_chunk;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!outcomes[i].faults.empty() || outcomes[i].id != 0) continue;
      auto key = key_of_row(i);
      if (std::any_of(key.begin(), key.end(), is_null)) continue;
      std::string image;
      encode_image(key, image);
      auto const [place, fresh] = in_chunk.emplace(std::move(image), i);
      if (!fresh) {
        earlier[i] = std::min(earlier[i], place->second);
        continue;
      }
      keys.push_back(std::move(key));
      owner.push_back(i);
    }
    auto const ids = existing(ledger_.session_, schema, columns, keys);
    for (std::size_t k = 0; k < ids.size(); ++k) outcomes[owner[k]].id = ids[k];
  };
  if (schema.keys.empty()) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!outcomes[i].faults.empty()) continue;
      std::string image;
      encode_image(rows[i], image);
      hashes[i] = hash_of_row(rows[i], ++repeats_[hex(sha256(image))]);
    }
    look_up({{"row_hash", store::ColumnType::text}},
            [&](std::size_t i) { return std::vector<Value>{Value(hashes[i])}; });
  }
  for (auto const& key : schema.keys)
    look_up(columns_of(schema, key), [&](std::size_t i) { return values_of(key, rows[i]); });

  // New ones are written together; then rows that meet an existing record, one by one.
  std::vector<Record> records;
  std::vector<std::string> row_hashes;
  std::vector<std::size_t> made_from;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!outcomes[i].faults.empty() || outcomes[i].id != 0 || earlier[i] < rows.size()) continue;
    outcomes[i].kind = Outcome::Kind::created;
    outcomes[i].id = next_id(schema);
    records.push_back({outcomes[i].id, author_.unit, std::move(rows[i])});
    made_from.push_back(i);
    if (schema.keys.empty()) row_hashes.push_back(hashes[i]);
  }
  if (!records.empty()) {
    std::vector<JournalEntry> entries(records.size());
    auto const layout = layouts_.current(schema);
    auto const seal_all = [&] {
      for (std::size_t r = 0; r < records.size(); ++r) {
        auto& entry = entries[r];
        entry.at = now_;
        entry.author = author_;
        entry.register_id = schema.definition.id;
        entry.record = records[r].id;
        entry.action = Action::create;
        entry.batch = totals_.id;
        entry.layout = layout;
        encode_image(records[r].values, entry.body);
        journal_.seal(entry);
      }
    };
    constexpr std::size_t kWorthAThread = 500;
    if (records.size() < kWorthAThread) {
      insert(schema, records, row_hashes);
      seal_all();
    } else {
      // Hashing needs no store: it goes on beside the insert.
      auto sealing = std::async(std::launch::async, seal_all);
      insert(schema, records, row_hashes);
      sealing.get();
    }
    std::vector<Change> changes(records.size());
    for (std::size_t r = 0; r < records.size(); ++r) {
      changes[r] = {&schema, Action::create, nullptr, &records[r]};
      ledger_.records_.created(schema, records[r].id);
    }
    journal_.append(entries);
    tell(changes);
  }
  for (std::size_t r = 0; r < records.size(); ++r) rows[made_from[r]] = std::move(records[r].values);

  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& outcome = outcomes[i];
    if (!outcome.faults.empty() || outcome.kind == Outcome::Kind::created) continue;
    if (outcome.id == 0 && earlier[i] < rows.size()) outcome.id = outcomes[earlier[i]].id;
    if (outcome.id == 0) {
      outcome.faults.push_back(whole_record("repeats", "与本表中被退回的一行键相同",
                                            "has the same key as a refused row of this table"));
      continue;
    }
    auto const there = ledger_.records_.get(schema, outcome.id);
    SHIAN_ASSERT(there.has_value());
    auto const different = differences(there->values, rows[i]);
    auto const within = within_(schema, *there, different);
    if (within == Within::nothing) {  // not even that the row says the same
      outcome.faults.push_back(another_units(within, outcome.id));
    } else if (different.empty()) {
      outcome.kind = Outcome::Kind::same;
    } else if (within == Within::reading && on_existing == OnExisting::correct) {
      outcome.faults.push_back(another_units(within, outcome.id));
    } else if (on_existing == OnExisting::refuse) {
      outcome.faults.push_back(already_there(schema, outcome.id, there->values, different));
    } else if (auto done = correct(schema, outcome.id, different,
                                   "按来表更正 / corrected from a table: " + batch_info_.file_name);
               done) {
      outcome.kind = Outcome::Kind::corrected;
    } else {
      outcome.faults = std::move(done.error());
    }
  }
  for (auto const& outcome : outcomes) totals_.count(outcome.kind);
  return outcomes;
}

std::expected<RecordId, std::vector<Fault>> Writing::create(Schema const& schema, std::vector<Value> values) {
  std::vector<std::vector<Value>> rows;
  rows.push_back(std::move(values));
  auto outcomes = create_many(schema, rows, OnExisting::refuse);
  auto& outcome = outcomes.front();
  if (outcome.kind == Outcome::Kind::created) return outcome.id;
  if (outcome.kind == Outcome::Kind::same) {
    auto const number = std::to_string(outcome.id);
    return std::unexpected(
        std::vector<Fault>{whole_record("exists", "已登记为第 " + number + " 号，内容相同",
                                        "already there as record " + number + ", with the same values")});
  }
  return std::unexpected(std::move(outcome.faults));
}

void Writing::write_change(Schema const& schema, Action action, Record const& before, Record const* after,
                           std::string reason) {
  JournalEntry entry;
  entry.at = now_;
  entry.author = author_;
  entry.register_id = schema.definition.id;
  entry.record = before.id;
  entry.action = action;
  entry.batch = totals_.id;
  entry.reason = std::move(reason);
  entry.layout = layouts_.current(schema);
  if (after != nullptr) entry.body = encode_changes(before.values, after->values);
  journal_.seal(entry);
  journal_.append({&entry, 1});
  if (after != nullptr) {
    ledger_.records_.remember(schema, *after);
  } else {
    ledger_.records_.forget(schema, before.id);
  }
  Change const change = {&schema, action, &before, after};
  tell({&change, 1});
}

std::expected<void, std::vector<Fault>> Writing::correct(
    Schema const& schema, RecordId id, std::vector<std::pair<FieldIndex, Value>> const& changes,
    std::string reason) {
  auto const* found = ledger_.records_.find(schema.index, id);
  if (found == nullptr) return std::unexpected(std::vector<Fault>{no_such_record(schema, id)});
  if (reason.empty()) {
    return std::unexpected(
        std::vector<Fault>{whole_record("reason", "更正须写明理由", "a correction needs a reason")});
  }
  Record const before = *found;
  Record after = before;
  for (auto const& [field, value] : changes) after.values[static_cast<std::size_t>(field)] = value;
  auto faults = validate(schema, after.values, ledger_.lookups());
  if (faults.empty()) faults = missing_references(ledger_, schema, after.values);
  if (faults.empty()) faults = barred_by_others(ledger_, schema, after.values, id, today());
  if (!faults.empty()) return std::unexpected(std::move(faults));

  std::vector<FieldIndex> changed;
  for (std::size_t i = 0; i < after.values.size(); ++i) {
    if (canonical(before.values[i]) != canonical(after.values[i]))
      changed.push_back(static_cast<FieldIndex>(i));
  }
  if (changed.empty()) return {};
  for (auto const& key : schema.keys) {
    bool const touched = std::any_of(key.begin(), key.end(), [&](FieldIndex f) {
      return std::find(changed.begin(), changed.end(), f) != changed.end();
    });
    if (!touched) continue;
    auto const columns = columns_of(schema, key);
    auto const values = values_of(key, after.values);
    if (std::any_of(values.begin(), values.end(), is_null)) continue;
    auto const other = existing(ledger_.session_, schema, columns, {values}).front();
    if (other != 0 && other != id) {
      auto const number = std::to_string(other);
      return std::unexpected(
          std::vector<Fault>{{key.front(), Error::make("record.key", "与第 " + number + " 号记录的键相同",
                                                       "has the same key as record " + number)}});
    }
  }
  std::string sql = "UPDATE " + sql_name(schema.table) + " SET ";
  for (std::size_t i = 0; i < changed.size(); ++i) {
    sql += (i ? ", " : "") +
           sql_name("f_" + schema.fields[static_cast<std::size_t>(changed[i])].definition.id) + " = ?";
  }
  auto& statement = ledger_.session_.prepared(sql + " WHERE id = ?");
  int index = 0;
  for (FieldIndex const field : changed)
    statement.bind(++index, after.values[static_cast<std::size_t>(field)]);
  statement.bind_int(++index, id);
  statement.run();
  write_change(schema, Action::correct, before, &after, std::move(reason));
  return {};
}

std::expected<void, std::vector<Fault>> Writing::withdraw(Schema const& schema, RecordId id,
                                                          std::string reason) {
  auto const* found = ledger_.records_.find(schema.index, id);
  if (found == nullptr) return std::unexpected(std::vector<Fault>{no_such_record(schema, id)});
  if (reason.empty()) {
    return std::unexpected(
        std::vector<Fault>{whole_record("reason", "撤回须写明理由", "a withdrawal needs a reason")});
  }
  Record const before = *found;
  for (auto const& other : ledger_.schemas_.all()) {
    for (std::size_t i = 0; i < other.fields.size(); ++i) {
      if (other.fields[i].target_register != schema.index) continue;
      auto const users = ledger_.records_.referring(other, static_cast<FieldIndex>(i), id);
      if (users.empty()) continue;
      auto const number = std::to_string(users.front());
      auto const many = std::to_string(users.size());
      return std::unexpected(std::vector<Fault>{whole_record(
          "referred",
          other.definition.name.zh + "有 " + many + " 条记录引用它(如第 " + number + " 号)，不能撤回",
          many + " records of " + other.definition.name.en + " refer to it (record " + number +
              "), it cannot be withdrawn")});
    }
  }
  auto& statement =
      ledger_.session_.prepared("UPDATE " + sql_name(schema.table) + " SET withdrawn = 1 WHERE id = ?");
  statement.bind_int(1, id);
  statement.run();
  write_change(schema, Action::withdraw, before, nullptr, std::move(reason));
  return {};
}

void Writing::begin_batch(Schema const& schema, BatchInfo info) {
  SHIAN_ASSERT(batch_schema_ == nullptr);
  batch_schema_ = &schema;
  batch_info_ = std::move(info);
  batch_first_entry_ = journal_.next();
  auto& statement = ledger_.session_.prepared("SELECT coalesce(max(id), 0) FROM shian_batch");
  statement.reset();
  statement.step();
  totals_.id = statement.integer(0) + 1;
  statement.reset();
}

Expected<BatchTotals> Writing::undo(std::int64_t batch, std::string reason) {
  auto const number = std::to_string(batch);
  auto const found = find_batch(ledger_.session_, batch);
  if (!found) return fail("batch.unknown", "没有第 " + number + " 号批次", "there is no batch " + number);
  if (found->undone_at) {
    return fail("batch.undone", "第 " + number + " 号批次已撤销过",
                "batch " + number + " was undone already");
  }
  auto const* schema = ledger_.schemas_.find(found->register_id);
  if (schema == nullptr) {
    return fail("batch.register", "方案包里已没有台账 " + found->register_id,
                "the pack no longer has the register " + found->register_id);
  }
  auto& session = ledger_.session_;
  std::array<Value, 2> const parameters = {Value(found->register_id), Value(batch)};
  // What the batch touched and somebody changed afterwards must be looked at by a person.
  std::vector<RecordId> changed_since;
  session.scan("SELECT DISTINCT later.record FROM shian_journal later JOIN " + sql_name(schema->table) +
                   " r ON r.id = later.record WHERE later.register = ? AND r.batch = ? AND later.action > 1 "
                   "AND later.batch <> r.batch",
               parameters, [&](store::Statement const& row) {
                 changed_since.push_back(row.integer(0));
                 return changed_since.size() < 5;
               });
  if (!changed_since.empty()) {
    std::string ids;
    for (auto const id : changed_since) ids += (ids.empty() ? "" : ", ") + std::to_string(id);
    return fail("batch.changed", "这些记录导入后又改过，请先核对：" + ids,
                "these records were changed since, look at them first: " + ids);
  }
  struct Correction {
    RecordId record;
    std::vector<FieldChange> changes;
  };
  std::vector<Correction> corrections;
  session.scan(
      "SELECT record, body FROM shian_journal WHERE register = ? AND batch = ? AND action = 2 ORDER BY seq "
      "DESC",
      parameters, [&](store::Statement const& row) {
        corrections.push_back({row.integer(0), decode_changes(row.text(1))});
        return true;
      });
  std::vector<RecordId> created;
  std::array<Value, 1> const only_batch = {Value(batch)};
  session.scan("SELECT id FROM " + sql_name(schema->table) + " WHERE batch = ? AND withdrawn = 0 ORDER BY id",
               only_batch, [&](store::Statement const& row) {
                 created.push_back(row.integer(0));
                 return true;
               });

  totals_.id = batch;  // the journal shows that these entries belong to the batch
  BatchTotals done;
  done.id = batch;
  auto const first_fault = [](std::vector<Fault> const& faults) {
    return std::unexpected(faults.front().error);
  };
  for (auto const& correction : corrections) {
    auto const* now = ledger_.records_.find(schema->index, correction.record);
    if (now == nullptr) continue;
    std::vector<std::pair<FieldIndex, Value>> back;
    for (auto const& change : correction.changes) {
      auto const index = static_cast<std::size_t>(change.field);
      if (index >= schema->fields.size() || canonical(now->values[index]) != change.after) {
        return fail("batch.changed",
                    "第 " + std::to_string(correction.record) + " 号记录导入后又改过，请先核对",
                    "record " + std::to_string(correction.record) + " was changed since, look at it first");
      }
      auto value = value_from_canonical(change.before, schema->fields[index].column);
      SHIAN_ASSERT(value.has_value());
      back.emplace_back(change.field, std::move(*value));
    }
    if (auto result = correct(*schema, correction.record, back, reason); !result)
      return first_fault(result.error());
    ++done.corrected;
  }
  for (RecordId const id : created) {
    if (auto result = withdraw(*schema, id, reason); !result) return first_fault(result.error());
    ++done.created;
  }
  totals_.id = 0;
  auto& statement = session.prepared("UPDATE shian_batch SET undone_at = ? WHERE id = ?");
  statement.bind(1, Value(now_));
  statement.bind_int(2, batch);
  statement.run();
  return done;
}

std::vector<BatchSummary> batches(store::Session& session) {
  BatchQuery everything;
  everything.limit = std::numeric_limits<std::int32_t>::max();
  auto all = batches(session, everything);
  std::reverse(all.begin(), all.end());
  return all;
}

}  // namespace shian::reg
