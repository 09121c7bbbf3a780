#include "dossier/kept.hpp"

#include <array>

#include "store/migration.hpp"

namespace shian::dossier {
namespace {

using store::ColumnType;

constexpr char const* kColumns =
    "id, name, list, as_of, at, account, folder, manifest, key_print, files, bytes, records, items, gaps";

void create_all(store::Session& session) {
  store::create(session, R"(
    CREATE TABLE shian_dossier (
      id {int} PRIMARY KEY, name {text} NOT NULL, list {text} NOT NULL, as_of {date} NOT NULL,
      at {time} NOT NULL, account {text} NOT NULL, folder {text} NOT NULL, manifest {text} NOT NULL,
      key_print {text} NOT NULL, files {int} NOT NULL, bytes {int} NOT NULL, records {int} NOT NULL,
      items {int} NOT NULL, gaps {int} NOT NULL))");
}

Kept kept_of(store::Statement const& row) {
  Kept made;
  made.id = row.integer(0);
  made.name = row.text(1);
  made.list = row.text(2);
  made.as_of = std::get<Day>(row.value(3, ColumnType::date));
  made.at = std::get<Timestamp>(row.value(4, ColumnType::timestamp));
  made.account = row.text(5);
  made.folder = row.text(6);
  made.manifest_hash = row.text(7);
  made.key_fingerprint = row.text(8);
  made.files = row.integer(9);
  made.bytes = row.integer(10);
  made.records = row.integer(11);
  made.items = row.integer(12);
  made.gaps = row.integer(13);
  return made;
}

std::vector<Kept> read(store::Session& session, std::string const& condition,
                       std::vector<Value> const& parameters) {
  std::vector<Kept> all;
  session.scan("SELECT " + std::string(kColumns) + " FROM shian_dossier" + condition + " ORDER BY id DESC",
               parameters, [&](store::Statement const& row) {
                 all.push_back(kept_of(row));
                 return true;
               });
  return all;
}

}  // namespace

void prepare_tables(store::Session& session) {
  std::array<store::Migration, 1> const migrations = {{{1, "frozen dossiers", create_all}}};
  store::migrate(session, migrations, "dossier");
}

Kept keep(store::Session& session, Kept kept) {
  kept.id = store::next_number(session, "shian_dossier", "id");
  auto& statement = session.prepared("INSERT INTO shian_dossier (" + std::string(kColumns) +
                                     ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  statement.bind_int(1, kept.id);
  statement.bind_text(2, kept.name);
  statement.bind_text(3, kept.list);
  statement.bind(4, Value(kept.as_of));
  statement.bind(5, Value(kept.at));
  statement.bind_text(6, kept.account);
  statement.bind_text(7, kept.folder);
  statement.bind_text(8, kept.manifest_hash);
  statement.bind_text(9, kept.key_fingerprint);
  statement.bind_int(10, kept.files);
  statement.bind_int(11, kept.bytes);
  statement.bind_int(12, kept.records);
  statement.bind_int(13, kept.items);
  statement.bind_int(14, kept.gaps);
  statement.run();
  return kept;
}

std::vector<Kept> kept_dossiers(store::Session& session) { return read(session, "", {}); }

std::optional<Kept> find_kept(store::Session& session, std::int64_t id) {
  auto found = read(session, " WHERE id = ?", {Value(id)});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace shian::dossier
