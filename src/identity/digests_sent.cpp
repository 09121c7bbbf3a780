#include "identity/digests_sent.hpp"

#include "base/value.hpp"

namespace shian::identity {

bool has_digest(store::Session& session, std::string_view account, Day day) {
  auto& statement = session.prepared("SELECT 1 FROM shian_digest_sent WHERE account = ? AND day = ?");
  statement.bind_text(1, account);
  statement.bind(2, Value(day));
  bool const found = statement.step();
  statement.reset();
  return found;
}

void note_digest(store::Session& session, std::string_view account, Day day, Timestamp now) {
  auto& statement = session.prepared(
      "INSERT INTO shian_digest_sent (account, day, at) VALUES (?, ?, ?) ON CONFLICT (account, day) DO "
      "UPDATE "
      "SET at = excluded.at");
  statement.bind_text(1, account);
  statement.bind(2, Value(day));
  statement.bind(3, Value(now));
  statement.run();
}

}  // namespace shian::identity
