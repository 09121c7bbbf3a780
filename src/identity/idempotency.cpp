#include "identity/idempotency.hpp"

#include "base/value.hpp"

namespace shian::identity {

std::optional<KeptAnswer> kept_answer(store::Session& session, std::string_view account, std::string_view key,
                                      Timestamp now) {
  auto& statement = session.prepared(
      "SELECT content_hash, status, answer, at FROM shian_idempotency WHERE account = ? AND key = ?");
  statement.bind_text(1, account);
  statement.bind_text(2, key);
  std::optional<KeptAnswer> kept;
  if (statement.step()) {
    kept = KeptAnswer{std::string(statement.text(0)), static_cast<int>(statement.integer(1)),
                      std::string(statement.text(2)),
                      std::get<Timestamp>(statement.value(3, store::ColumnType::timestamp))};
  }
  statement.reset();
  if (kept && now.ms - kept->at.ms >= kKeptMs) kept.reset();
  return kept;
}

void keep_answer(store::Session& session, std::string_view account, std::string_view key,
                 KeptAnswer const& answer) {
  // One that is over may still stand there.
  auto& statement = session.prepared(
      "INSERT INTO shian_idempotency (account, key, content_hash, status, answer, at) VALUES (?, ?, ?, ?, ?, "
      "?) ON CONFLICT (account, key) DO UPDATE SET content_hash = excluded.content_hash, status = "
      "excluded.status, answer = excluded.answer, at = excluded.at");
  statement.bind_text(1, account);
  statement.bind_text(2, key);
  statement.bind_text(3, answer.content_hash);
  statement.bind_int(4, answer.status);
  statement.bind_text(5, answer.answer);
  statement.bind(6, Value(answer.at));
  statement.run();
}

void forget_kept_answers(store::Session& session, Timestamp now) {
  auto& statement = session.prepared("DELETE FROM shian_idempotency WHERE at <= ?");
  statement.bind(1, Value(Timestamp{now.ms - kKeptMs}));
  statement.run();
}

}  // namespace shian::identity
