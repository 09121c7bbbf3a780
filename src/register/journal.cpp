#include "register/journal.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "register/tables.hpp"

namespace shian::reg {
namespace {

constexpr char kFieldMark = '\x1F';
constexpr char kPartMark = '\x1E';
constexpr std::string_view kColumns =
    "seq, at, actor, unit, register, record, action, batch, reason, layout, body, hash";

void append_number(std::string& text, std::int64_t number) {
  std::array<char, 24> digits{};
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

JournalEntry entry_of(store::Statement const& row) {
  JournalEntry entry;
  entry.seq = row.integer(0);
  entry.at = std::get<Timestamp>(row.value(1, store::ColumnType::timestamp));
  entry.author = {std::string(row.text(2)), std::string(row.text(3))};
  entry.register_id = row.text(4);
  entry.record = row.integer(5);
  entry.action = static_cast<Action>(row.integer(6));
  entry.batch = row.integer(7);
  entry.reason = row.text(8);
  entry.layout = row.integer(9);
  entry.body = row.text(10);
  auto const hash = row.blob(11);
  if (hash.size() == entry.hash.size())
    std::copy(hash.begin(), hash.end(), reinterpret_cast<char*>(entry.hash.data()));
  return entry;
}

}  // namespace

Digest chained(Digest const& before, JournalEntry const& entry) {
  std::string text;
  text.reserve(entry.body.size() + 160);
  text.append(reinterpret_cast<char const*>(before.data()), before.size());
  // Lengths go before texts so that no two different entries read the same.
  auto const add = [&](std::string_view part) {
    append_number(text, static_cast<std::int64_t>(part.size()));
    text += ':';
    text += part;
  };
  for (std::int64_t const number : {entry.seq, entry.at.ms, entry.record,
                                    static_cast<std::int64_t>(entry.action), entry.batch, entry.layout}) {
    append_number(text, number);
    text += ';';
  }
  add(entry.author.actor);
  add(entry.author.unit);
  add(entry.register_id);
  add(entry.reason);
  add(entry.body);
  return sha256(text);
}

void encode_image(std::vector<Value> const& values, std::string& body) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) body += kFieldMark;
    if (auto const* text = std::get_if<std::string>(&values[i])) {
      body += *text;
    } else if (!is_null(values[i])) {
      body += canonical(values[i]);
    } else {
      continue;
    }
    end = body.size();
  }
  body.resize(end);
}

std::string encode_changes(std::vector<Value> const& before, std::vector<Value> const& after) {
  std::string body;
  for (std::size_t i = 0; i < before.size(); ++i) {
    auto old_text = canonical(before[i]);
    auto new_text = canonical(after[i]);
    if (old_text == new_text) continue;
    if (!body.empty()) body += kFieldMark;
    append_number(body, static_cast<std::int64_t>(i));
    body += kPartMark;
    body += old_text;
    body += kPartMark;
    body += new_text;
  }
  return body;
}

std::vector<std::string> decode_image(std::string_view body) {
  std::vector<std::string> values;
  for (auto const part : split(body, kFieldMark)) values.emplace_back(part);
  return values;
}

std::vector<FieldChange> decode_changes(std::string_view body) {
  std::vector<FieldChange> changes;
  if (body.empty()) return changes;
  for (auto const part : split(body, kFieldMark)) {
    auto const pieces = split(part, kPartMark);
    if (pieces.size() != 3) continue;
    FieldChange change;
    std::from_chars(pieces[0].data(), pieces[0].data() + pieces[0].size(), change.field);
    change.before = pieces[1];
    change.after = pieces[2];
    changes.push_back(std::move(change));
  }
  return changes;
}

Layouts::Layouts(store::Session& session) : session_(session) {
  session.scan("SELECT id, register, fields FROM shian_layout ORDER BY id", {},
               [&](store::Statement const& row) {
                 auto& fields = fields_[row.integer(0)];
                 for (auto const name : split(row.text(2), ',')) fields.emplace_back(name);
                 newest_[std::string(row.text(1))] = row.integer(0);
                 return true;
               });
}

std::int64_t Layouts::current(Schema const& schema) {
  auto const& id = schema.definition.id;
  std::vector<std::string> now;
  for (auto const& field : schema.fields) now.push_back(field.definition.id);
  if (auto const found = newest_.find(id); found != newest_.end() && fields_[found->second] == now)
    return found->second;
  std::string joined;
  for (auto const& name : now) joined += (joined.empty() ? "" : ",") + name;
  std::int64_t next = 1;
  for (auto const& [layout, fields] : fields_) next = std::max(next, layout + 1);
  auto& statement = session_.prepared("INSERT INTO shian_layout (id, register, fields) VALUES (?, ?, ?)");
  statement.bind_int(1, next);
  statement.bind_text(2, id);
  statement.bind_text(3, joined);
  statement.run();
  fields_[next] = std::move(now);
  newest_[id] = next;
  return next;
}

std::vector<std::string> const* Layouts::fields(std::int64_t layout) const {
  auto const found = fields_.find(layout);
  return found == fields_.end() ? nullptr : &found->second;
}

JournalWriter::JournalWriter(store::Session& session) : session_(session) {
  auto& statement = session.prepared("SELECT seq, hash FROM shian_journal ORDER BY seq DESC LIMIT 1");
  statement.reset();
  if (statement.step()) {
    last_seq_ = statement.integer(0);
    auto const hash = statement.blob(1);
    if (hash.size() == last_hash_.size())
      std::copy(hash.begin(), hash.end(), reinterpret_cast<char*>(last_hash_.data()));
  }
  statement.reset();
}

void JournalWriter::seal(JournalEntry& entry) {
  entry.seq = ++last_seq_;
  entry.hash = chained(last_hash_, entry);
  last_hash_ = entry.hash;
}

void JournalWriter::append(std::span<JournalEntry const> sealed) {
  using store::ColumnType;
  static std::vector<std::string> const columns = {"seq",      "at",     "actor",  "unit",
                                                   "register", "record", "action", "batch",
                                                   "reason",   "layout", "body",   "hash"};
  static std::vector<ColumnType> const types = {
      ColumnType::integer, ColumnType::timestamp, ColumnType::text,    ColumnType::text,
      ColumnType::text,    ColumnType::integer,   ColumnType::integer, ColumnType::integer,
      ColumnType::text,    ColumnType::integer,   ColumnType::text,    ColumnType::blob};
  constexpr std::size_t kFewEntries = 16;
  if (sealed.size() < kFewEntries) {
    auto& statement = session_.prepared("INSERT INTO shian_journal (" + std::string(kColumns) +
                                        ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (auto const& entry : sealed) {
      statement.bind_int(1, entry.seq);
      statement.bind(2, Value(entry.at));
      statement.bind_text(3, entry.author.actor);
      statement.bind_text(4, entry.author.unit);
      statement.bind_text(5, entry.register_id);
      statement.bind_int(6, entry.record);
      statement.bind_int(7, static_cast<std::int64_t>(entry.action));
      statement.bind_int(8, entry.batch);
      statement.bind_text(9, entry.reason);
      statement.bind_int(10, entry.layout);
      statement.bind_text(11, entry.body);
      statement.bind_blob(12, {reinterpret_cast<char const*>(entry.hash.data()), entry.hash.size()});
      statement.run();
    }
    return;
  }
  auto const bulk = session_.bulk("shian_journal", columns, types);
  for (auto const& entry : sealed) {
    bulk->add_int(entry.seq);
    bulk->add(Value(entry.at));
    bulk->add_text(entry.author.actor);
    bulk->add_text(entry.author.unit);
    bulk->add_text(entry.register_id);
    bulk->add_int(entry.record);
    bulk->add_int(static_cast<std::int64_t>(entry.action));
    bulk->add_int(entry.batch);
    bulk->add_text(entry.reason);
    bulk->add_int(entry.layout);
    bulk->add_text(entry.body);
    bulk->add_blob({reinterpret_cast<char const*>(entry.hash.data()), entry.hash.size()});
    bulk->end_row();
  }
  bulk->finish();
}

std::int64_t last_entry(store::Session& session) {
  auto& statement = session.prepared("SELECT coalesce(max(seq), 0) FROM shian_journal");
  statement.reset();
  statement.step();
  auto const seq = statement.integer(0);
  statement.reset();
  return seq;
}

ChainEnd chain_end(store::Session& session) {
  ChainEnd end;
  session.scan("SELECT seq, hash FROM shian_journal ORDER BY seq DESC LIMIT 1", {},
               [&](store::Statement const& row) {
                 end.seq = row.integer(0);
                 auto const hash = row.blob(1);
                 SHIAN_ASSERT(hash.size() == end.hash.size());
                 std::copy(hash.begin(), hash.end(), reinterpret_cast<char*>(end.hash.data()));
                 return false;
               });
  return end;
}

void read_journal(store::Session& session, std::optional<Timestamp> until,
                  std::function<bool(JournalEntry const&)> const& each) {
  std::string sql = "SELECT " + std::string(kColumns) + " FROM shian_journal";
  std::vector<Value> parameters;
  if (until) {
    sql += " WHERE at <= ?";
    parameters.emplace_back(*until);
  }
  session.scan(sql + " ORDER BY seq", parameters,
               [&](store::Statement const& row) { return each(entry_of(row)); });
}

void read_entries(store::Session& session, std::int64_t after, std::int64_t until,
                  std::function<bool(JournalEntry const&)> const& each) {
  std::array<Value, 2> const parameters = {Value(after), Value(until)};
  session.scan(
      "SELECT " + std::string(kColumns) + " FROM shian_journal WHERE seq > ? AND seq <= ? ORDER BY seq",
      parameters, [&](store::Statement const& row) { return each(entry_of(row)); });
}

namespace {

std::optional<JournalEntry> first_where(store::Session& session, std::string const& condition,
                                        std::span<Value const> parameters) {
  std::optional<JournalEntry> found;
  session.scan(
      "SELECT " + std::string(kColumns) + " FROM shian_journal WHERE " + condition + " ORDER BY seq LIMIT 1",
      parameters, [&](store::Statement const& row) {
        found = entry_of(row);
        return false;
      });
  return found;
}

// A batch's entries follow one another, and its creations stand in order of the records' ids.
std::optional<JournalEntry> creation_in_batch(store::Session& session, Schema const& schema,
                                              RecordId record) {
  std::int64_t first = 0, end = 0;
  std::array<Value, 1> const parameters = {Value(record)};
  session.scan("SELECT b.first_entry, b.first_entry + b.created + b.corrected FROM " +
                   sql_name(schema.table) + " r JOIN shian_batch b ON b.id = r.batch WHERE r.id = ?",
               parameters, [&](store::Statement const& row) {
                 first = row.integer(0);
                 end = row.integer(1);
                 return false;
               });
  while (first < end) {
    auto const middle = first + (end - first) / 2;
    std::array<Value, 2> const within = {Value(middle), Value(end)};
    auto entry = first_where(session, "seq >= ? AND seq < ? AND action = 1", within);
    if (!entry || entry->record > record) {
      end = middle;
    } else if (entry->record < record) {
      first = entry->seq + 1;
    } else {
      return entry;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<JournalEntry> history(store::Session& session, Schema const& schema, RecordId record) {
  std::vector<JournalEntry> entries;
  std::array<Value, 2> const parameters = {Value(schema.definition.id), Value(record)};
  auto creation =
      first_where(session, "register = ? AND record = ? AND action = 1 AND batch = 0", parameters);
  if (!creation) creation = creation_in_batch(session, schema, record);
  if (creation) entries.push_back(std::move(*creation));
  session.scan("SELECT " + std::string(kColumns) +
                   " FROM shian_journal WHERE register = ? AND record = ? AND action > 1 ORDER BY seq",
               parameters, [&](store::Statement const& row) {
                 entries.push_back(entry_of(row));
                 return true;
               });
  return entries;
}

}  // namespace shian::reg
