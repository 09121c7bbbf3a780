#include "material/tables.hpp"

#include <array>
#include <set>

#include "base/text.hpp"
#include "material/words.hpp"
#include "store/migration.hpp"

namespace shian::material {
namespace {

using store::Dialect;

void create_material(store::Session& session) {
  store::create(session, R"(
    CREATE TABLE shian_material (
      id {int} PRIMARY KEY, hash {text} NOT NULL UNIQUE, state {text} NOT NULL, kind {text} NOT NULL,
      code {text} NOT NULL, why_zh {text} NOT NULL, why_en {text} NOT NULL, hint_zh {text} NOT NULL,
      hint_en {text} NOT NULL, notes_zh {text} NOT NULL, notes_en {text} NOT NULL, text {text} NOT NULL,
      pages {int} NOT NULL, width {int}, height {int}, orientation {int}, taken_at {time}, latitude {text},
      longitude {text}, camera {text}, likeness {int}, read_at {time} NOT NULL);
    CREATE TABLE shian_mark (
      hash {text} NOT NULL, place {int} NOT NULL, kind {text} NOT NULL, day {date}, mark {text} NOT NULL,
      around {text} NOT NULL, page {int} NOT NULL, PRIMARY KEY (hash, place));
    CREATE INDEX shian_mark_day ON shian_mark (day) WHERE day IS NOT NULL;
    CREATE INDEX shian_mark_mark ON shian_mark (mark);
    CREATE TABLE shian_holder (
      register {text} NOT NULL, record {int} NOT NULL, field {text} NOT NULL, hash {text} NOT NULL,
      PRIMARY KEY (register, record, field));
    CREATE INDEX shian_holder_hash ON shian_holder (hash);
    CREATE TABLE shian_wording (
      id {int} PRIMARY KEY, register {text} NOT NULL, record {int} NOT NULL, text {text} NOT NULL);
    CREATE UNIQUE INDEX shian_wording_record ON shian_wording (register, record))");
  // The words come cut (words.hpp): what cuts them here must leave them as they are.
  if (session.dialect() == Dialect::sqlite) {
    for (auto const* table : {"shian_wording", "shian_material"})
      session.execute("CREATE VIRTUAL TABLE " + std::string(table) +
                      "_words USING fts5(words, content='', columnsize=0, tokenize='unicode61 "
                      "remove_diacritics 0')");
    return;
  }
  for (auto const* table : {"shian_wording", "shian_material"}) {
    std::string const name = table;
    session.execute("ALTER TABLE " + name + " ADD COLUMN words tsvector");
    session.execute("CREATE INDEX " + name + "_words ON " + name + " USING gin (words)");
  }
}

// Every search tells what it could not look into.
void index_unreadable(store::Session& session) {
  session.execute(
      "CREATE INDEX shian_material_unreadable ON shian_material (code) WHERE state = 'unreadable'");
}

std::span<store::Migration const> migrations() {
  static std::array<store::Migration, 2> const steps = {
      {{1, "what evidence files hold, words of files and records", create_material},
       {2, "files that could not be read, found at once", index_unreadable}}};
  return steps;
}

// Each word once, as much as a tsvector takes (1 MB).
std::string distinct_words(std::string_view text) {
  auto const words = words_of(text);
  constexpr std::size_t kMost = 900'000, kOverhead = 8;
  std::set<std::string_view> seen;
  std::string made;
  std::size_t bytes = 0;
  for (auto const word : split(words, ' ')) {
    if (word.empty() || !seen.insert(word).second) continue;
    bytes += word.size() + kOverhead;
    if (bytes > kMost) break;
    if (!made.empty()) made += ' ';
    made += word;
  }
  return made;
}

void write_fts5(store::Session& session, std::string const& sql, std::int64_t id, std::string_view text) {
  auto& statement = session.prepared(sql);
  statement.bind_int(1, id);
  statement.bind_text(2, words_of(text));
  statement.run();
}

}  // namespace

void prepare_tables(store::Session& session) { store::migrate(session, migrations(), "material"); }

bool is_prepared(store::Session& session) {
  return session.has_table("shian_migration") && store::is_current(session, migrations(), "material");
}

void put_words(store::Session& session, std::string_view table, std::int64_t id, std::string_view text) {
  std::string const name(table);
  if (session.dialect() == Dialect::sqlite)
    return write_fts5(session, "INSERT INTO " + name + "_words (rowid, words) VALUES (?, ?)", id, text);
  // As it stands: to_tsvector would cut days and numbers its own way.
  auto& statement = session.prepared(
      "UPDATE " + name + " SET words = array_to_tsvector(string_to_array(?2, ' ')) WHERE id = ?1");
  statement.bind_int(1, id);
  statement.bind_text(2, distinct_words(text));
  statement.run();
}

void take_words(store::Session& session, std::string_view table, std::int64_t id, std::string_view text) {
  std::string const name(table);
  if (session.dialect() == Dialect::sqlite)
    write_fts5(session,
               "INSERT INTO " + name + "_words (" + name + "_words, rowid, words) VALUES ('delete', ?, ?)",
               id, text);
}

void take_all_words(store::Session& session, std::string_view table) {
  std::string const name(table);
  if (session.dialect() == Dialect::sqlite)
    session.execute("INSERT INTO " + name + "_words (" + name + "_words) VALUES ('delete-all')");
}

}  // namespace shian::material
