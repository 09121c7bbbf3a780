#include "identity/verifications.hpp"

#include "base/value.hpp"

namespace shian::identity {

void keep_verification(store::Session& session, Verification const& verification) {
  auto const number = store::next_number(session, "shian_verification");
  auto& statement = session.prepared(
      "INSERT INTO shian_verification (seq, started_at, finished_at, account, holds, broke_zh, broke_en, "
      "proof) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  statement.bind_int(1, number);
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
      "ORDER BY seq DESC LIMIT " +
          std::to_string(limit),
      {}, [&](store::Statement const& row) {
        Verification made;
        made.started_at = std::get<Timestamp>(row.value(0, store::ColumnType::timestamp));
        made.finished_at = std::get<Timestamp>(row.value(1, store::ColumnType::timestamp));
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
