#include "material/follow.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "base/hash.hpp"
#include "material/tables.hpp"
#include "register/mask.hpp"
#include "register/tables.hpp"

namespace shian::material {
namespace {

constexpr std::string_view kWordings = "shian_wording";
constexpr char kFollowed[] = "material_entry", kSignature[] = "material_signature";

// Of what the words in the index are made: another cut of words, or other fields, make another index.
std::string signature_of(reg::Schemas const& schemas) {
  std::string text = "pairs 1";
  for (auto const& schema : schemas.all()) {
    text += '\n' + schema.definition.id;
    for (auto const& field : schema.fields) {
      bool const is_file = field.definition.type == pack::FieldType::file;
      if (!is_searched(field) && !is_file) continue;
      text += '\t' + field.definition.id;
      for (auto const& option : field.definition.options) text += ' ' + option.code + '=' + option.name.zh;
    }
  }
  return hex(sha256(text));
}

std::int64_t followed_until(store::Session& session) {
  auto const text = reg::meta(session, kFollowed);
  std::int64_t entry = 0;
  std::from_chars(text.data(), text.data() + text.size(), entry);
  return entry;
}

void begin_anew(store::Session& session, std::string const& signature) {
  take_all_words(session, kWordings);
  session.execute("DELETE FROM shian_wording");
  session.execute("DELETE FROM shian_holder");
  reg::set_meta(session, kFollowed, "0");
  reg::set_meta(session, kSignature, signature);
}

void forget(store::Session& session, reg::Schema const& schema, RecordId id) {
  auto& old = session.prepared("SELECT id, text FROM shian_wording WHERE register = ? AND record = ?");
  old.bind_text(1, schema.definition.id);
  old.bind_int(2, id);
  if (!old.step()) return;
  auto const wording = old.integer(0);
  std::string const text(old.text(1));
  old.reset();
  take_words(session, kWordings, wording, text);
  auto& gone = session.prepared("DELETE FROM shian_wording WHERE id = ?");
  gone.bind_int(1, wording);
  gone.run();
  auto& held = session.prepared("DELETE FROM shian_holder WHERE register = ? AND record = ?");
  held.bind_text(1, schema.definition.id);
  held.bind_int(2, id);
  held.run();
}

void keep(store::Session& session, reg::Schema const& schema, reg::Record const& record,
          std::int64_t wording) {
  auto const text = text_of(schema, record.values);
  auto& made = session.prepared("INSERT INTO shian_wording (id, register, record, text) VALUES (?, ?, ?, ?)");
  made.bind_int(1, wording);
  made.bind_text(2, schema.definition.id);
  made.bind_int(3, record.id);
  made.bind_text(4, text);
  made.run();
  put_words(session, kWordings, wording, text);
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    auto const& field = schema.fields[i].definition;
    auto const* hash = std::get_if<std::string>(&record.values[i]);
    if (field.type != pack::FieldType::file || hash == nullptr) continue;
    auto& held =
        session.prepared("INSERT INTO shian_holder (register, record, field, hash) VALUES (?, ?, ?, ?)");
    held.bind_text(1, schema.definition.id);
    held.bind_int(2, record.id);
    held.bind_text(3, field.id);
    held.bind_text(4, *hash);
    held.run();
  }
}

// The records as they are now, those withdrawn left out. A batch's stand side by side and are read so.
std::vector<reg::Record> read_records(reg::Ledger& ledger, reg::Schema const& schema,
                                      std::set<RecordId> const& ids) {
  std::vector<reg::Record> records;
  records.reserve(ids.size());
  auto const first = *ids.begin(), last = *ids.rbegin();
  constexpr RecordId kDense = 4;
  std::array<Value, 2> const ends = {Value(first), Value(last)};
  auto const add = [&](reg::Record const& record) {
    if (ids.contains(record.id)) records.push_back(record);
    return true;
  };
  if (last - first < kDense * static_cast<RecordId>(ids.size())) {
    ledger.records().scan_where(schema, "id >= ? AND id <= ?", ends, "id", add);
    return records;
  }
  for (auto const id : ids) {
    std::array<Value, 1> const one = {Value(id)};
    ledger.records().scan_where(schema, "id = ?", one, "id", add);
  }
  return records;
}

}  // namespace

bool is_searched(reg::FieldSchema const& field) {
  auto const type = field.definition.type;
  bool const is_text =
      type == pack::FieldType::text || type == pack::FieldType::code || type == pack::FieldType::enumeration;
  return is_text && !reg::is_personal(field);
}

std::string text_of(reg::Schema const& schema, std::span<Value const> values) {
  std::string text;
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    auto const& field = schema.fields[i];
    auto const* value = std::get_if<std::string>(&values[i]);
    if (value == nullptr || !is_searched(field)) continue;
    if (!text.empty()) text += '\n';
    auto const& options = field.definition.options;
    auto const option = std::ranges::find(options, *value, &pack::EnumOption::code);
    text += option != options.end() && !option->name.zh.empty() ? option->name.zh : *value;
  }
  return text;
}

std::int64_t follow(reg::Ledger& ledger, std::int64_t most_entries) {
  auto& session = ledger.session();
  auto const signature = signature_of(ledger.schemas());
  if (reg::meta(session, kSignature) != signature) begin_anew(session, signature);
  auto const from = followed_until(session);
  auto const until = std::min(from + most_entries, reg::last_entry(session));
  if (until <= from) return 0;
  std::map<std::string, std::set<RecordId>> changed;
  std::array<Value, 2> const entries = {Value(from), Value(until)};
  session.scan("SELECT register, record FROM shian_journal WHERE seq > ? AND seq <= ?", entries,
               [&](store::Statement const& row) {
                 changed[std::string(row.text(0))].insert(row.integer(1));
                 return true;
               });
  auto wording = store::next_number(session, kWordings, "id");
  for (auto const& [id, records] : changed) {
    auto const* schema = ledger.schemas().find(id);
    if (schema == nullptr) continue;  // a register that the pack no longer has
    for (auto const record : records) forget(session, *schema, record);
    for (auto const& record : read_records(ledger, *schema, records))
      keep(session, *schema, record, wording++);
  }
  reg::set_meta(session, kFollowed, std::to_string(until));
  return until - from;
}

std::int64_t entries_behind(reg::Ledger& ledger) {
  auto& session = ledger.session();
  auto const last = reg::last_entry(session);
  if (reg::meta(session, kSignature) != signature_of(ledger.schemas())) return last;
  return last - followed_until(session);
}

}  // namespace shian::material
