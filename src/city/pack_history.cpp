#include "city/pack_history.hpp"

#include <cerrno>
#include <charconv>
#include <fstream>
#include <system_error>

#include "base/durable_file.hpp"
#include "base/hash.hpp"
#include "base/value.hpp"
#include "register/tables.hpp"

namespace shian::city {
namespace {

using store::ColumnType;

std::string type(store::Session const& session, ColumnType column) {
  return std::string(store::sql_type(session.dialect(), column));
}

}  // namespace

void create_pack_tables(store::Session& session) {
  auto const text = type(session, ColumnType::text);
  session.execute("CREATE TABLE shian_pack_file (name " + text + " PRIMARY KEY, content " + text +
                  " NOT NULL)");
}

void create_history_table(store::Session& session) {
  auto const text = " " + type(session, ColumnType::text) + " NOT NULL";
  session.execute("CREATE TABLE shian_pack_application (seq " + type(session, ColumnType::integer) +
                  " PRIMARY KEY, at " + type(session, ColumnType::timestamp) + " NOT NULL, account" + text +
                  ", from_version" + text + ", to_version" + text + ", hash" + text + ", reason" + text +
                  ")");
}

PackFiles kept_files(store::Session& session) {
  PackFiles files;
  session.scan("SELECT name, content FROM shian_pack_file", {}, [&](store::Statement const& row) {
    files.emplace(row.text(0), row.text(1));
    return true;
  });
  return files;
}

void keep_files(store::Session& session, PackFiles const& files) {
  session.execute("DELETE FROM shian_pack_file");
  for (auto const& [name, text] : files) {
    auto& statement = session.prepared("INSERT INTO shian_pack_file (name, content) VALUES (?, ?)");
    statement.bind_text(1, name);
    statement.bind_text(2, text);
    statement.run();
  }
}

std::string hash_of(PackFiles const& files) {
  Sha256 hash;
  // Each piece with its length, so that none can pass for the beginning of the next.
  for (auto const& [name, text] : files) {
    for (std::string const& piece : {name, text}) {
      hash.update(std::to_string(piece.size()) + "\x1f");
      hash.update(piece);
    }
  }
  return hex(hash.finish());
}

void write_files(PackFiles const& files, std::filesystem::path const& folder) {
  for (auto const& [name, text] : files) {
    auto const file = folder / name;
    make_folders(file.parent_path());
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::system_error(EIO, std::generic_category(), file.string());
  }
}

std::vector<PackApplication> pack_history(store::Session& session) {
  std::vector<PackApplication> all;
  session.scan(
      "SELECT at, account, from_version, to_version, hash, reason FROM shian_pack_application ORDER BY seq "
      "DESC",
      {}, [&](store::Statement const& row) {
        PackApplication made;
        made.at = std::get<Timestamp>(row.value(0, ColumnType::timestamp));
        made.account = row.text(1);
        made.from = row.text(2);
        made.to = row.text(3);
        made.hash = row.text(4);
        made.reason = row.text(5);
        all.push_back(std::move(made));
        return true;
      });
  return all;
}

void note_application(store::Session& session, PackApplication const& application) {
  auto const number = store::next_number(session, "shian_pack_application");
  auto& statement = session.prepared(
      "INSERT INTO shian_pack_application (seq, at, account, from_version, to_version, hash, reason) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  statement.bind_int(1, number);
  statement.bind(2, Value(application.at));
  statement.bind_text(3, application.account);
  statement.bind_text(4, application.from);
  statement.bind_text(5, application.to);
  statement.bind_text(6, application.hash);
  statement.bind_text(7, application.reason);
  statement.run();
}

std::int64_t pack_edition(store::Session& session) {
  auto const text = reg::meta(session, "pack_edition");
  std::int64_t edition = 0;
  std::from_chars(text.data(), text.data() + text.size(), edition);
  return edition;
}

void move_edition(store::Session& session) {
  reg::set_meta(session, "pack_edition", std::to_string(pack_edition(session) + 1));
}

}  // namespace shian::city
