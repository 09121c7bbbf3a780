#include "identity/verifications.hpp"

#include <array>

#include "base/value.hpp"
#include "store/migration.hpp"

namespace shian::identity {
namespace {

using store::ColumnType;

void create_table(store::Session& session) {
  auto const type = [&](ColumnType column) {
    return std::string(store::sql_type(session.dialect(), column));
  };
  auto const text = " " + type(ColumnType::text) + " NOT NULL";
  auto const moment = " " + type(ColumnType::timestamp) + " NOT NULL";
  session.execute("CREATE TABLE shian_verification (seq " + type(ColumnType::integer) +
                  " PRIMARY KEY, started_at" + moment + ", finished_at" + moment + ", account" + text +
                  ", holds " + type(ColumnType::integer) + " NOT NULL, broke_zh" + text + ", broke_en" +
                  text + ", proof" + text + ")");
}

}  // namespace

void prepare_verification_table(store::Session& session) {
  std::array<store::Migration, 1> const migrations = {{{1, "what proofs found", create_table}}};
  store::migrate(session, migrations, "verification");
}

void keep_verification(store::Session& session, Verification const& verification) {
  std::int64_t next = 1;
  session.scan("SELECT coalesce(max(seq), 0) + 1 FROM shian_verification", {},
               [&](store::Statement const& row) {
                 next = row.integer(0);
                 return false;
               });
  auto& statement = session.prepared(
      "INSERT INTO shian_verification (seq, started_at, finished_at, account, holds, broke_zh, broke_en, "
      "proof) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  statement.bind_int(1, next);
  statement.bind(2, Value(verification.started_at));
  statement.bind(3, Value(verification.finished_at));
  statement.bind_text(4, verification.account);
  statement.bind_int(5, verification.holds ? 1 : 0);
  statement.bind_text(6, verification.broke.zh);
  statement.bind_text(7, verification.broke.en);
  statement.bind_text(8, verification.proof);
  statement.run();
}

std::vector<Verification> verifications(store::Session& session, std::size_t limit) {
  std::vector<Verification> all;
  session.scan(
      "SELECT started_at, finished_at, account, holds, broke_zh, broke_en, proof FROM shian_verification "
      "ORDER BY "
      "seq DESC LIMIT " +
          std::to_string(limit),
      {}, [&](store::Statement const& row) {
        Verification made;
        made.started_at = std::get<Timestamp>(row.value(0, ColumnType::timestamp));
        made.finished_at = std::get<Timestamp>(row.value(1, ColumnType::timestamp));
        made.account = row.text(2);
        made.holds = row.integer(3) != 0;
        made.broke = {std::string(row.text(4)), std::string(row.text(5))};
        made.proof = row.text(6);
        all.push_back(std::move(made));
        return true;
      });
  return all;
}

}  // namespace shian::identity
