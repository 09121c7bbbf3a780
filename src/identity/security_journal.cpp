#include "identity/security_journal.hpp"

#include "base/hash.hpp"

namespace shian::identity {
namespace {

constexpr std::string_view kJournal = "shian_security_journal";
constexpr std::string_view kEntryColumns =
    "seq, at, kind, account, peer, what_zh, what_en, register, record, hash";

SecurityEntry entry_of(store::Statement const& row) {
  SecurityEntry entry;
  entry.seq = row.integer(0);
  entry.at = std::get<Timestamp>(row.value(1, store::ColumnType::timestamp));
  entry.kind = row.text(2);
  entry.account = row.text(3);
  entry.peer = row.text(4);
  entry.what = {std::string(row.text(5)), std::string(row.text(6))};
  entry.register_id = row.text(7);
  entry.record = row.integer(8);
  return entry;
}

// U+001F parts the fields, and no field can forge another's end: each is preceded by its length.
std::string chained(std::string_view before, SecurityEntry const& entry) {
  Sha256 hash;
  hash.update(before);
  for (auto const& part :
       {std::to_string(entry.seq), entry.at.to_utc(), entry.kind, entry.account, entry.peer, entry.what.zh,
        entry.what.en, entry.register_id, std::to_string(entry.record)}) {
    hash.update(std::to_string(part.size()) + "\x1f");
    hash.update(part);
  }
  auto const digest = hash.finish();
  return {reinterpret_cast<char const*>(digest.data()), digest.size()};
}

}  // namespace

void append(store::Session& session, SecurityEntry entry) {
  std::string before;
  {
    auto& last = session.prepared("SELECT seq, hash FROM shian_security_journal ORDER BY seq DESC LIMIT 1");
    if (last.step()) {
      entry.seq = last.integer(0) + 1;
      before = last.blob(1);
    } else {
      entry.seq = 1;
    }
    last.reset();
  }
  auto const hash = chained(before, entry);
  auto& statement = session.prepared("INSERT INTO shian_security_journal (" + std::string(kEntryColumns) +
                                     ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  statement.bind_int(1, entry.seq);
  statement.bind(2, Value(entry.at));
  statement.bind_text(3, entry.kind);
  statement.bind_text(4, entry.account);
  statement.bind_text(5, entry.peer);
  statement.bind_text(6, entry.what.zh);
  statement.bind_text(7, entry.what.en);
  statement.bind_text(8, entry.register_id);
  statement.bind_int(9, entry.record);
  statement.bind_blob(10, hash);
  statement.run();
}

std::vector<SecurityEntry> security_entries(store::Session& session, SecurityQuery const& query) {
  std::string sql = "SELECT " + std::string(kEntryColumns) + " FROM shian_security_journal WHERE 1 = 1";
  std::vector<Value> parameters;
  auto const narrow = [&](bool is_asked, std::string_view condition, auto const& value) {
    if (!is_asked) return;
    sql += " AND " + std::string(condition);
    parameters.emplace_back(value);
  };
  narrow(query.before > 0, "seq < ?", query.before);
  narrow(!query.kind.empty(), "kind = ?", query.kind);
  narrow(!query.account.empty(), "account = ?", query.account);
  narrow(query.from.has_value(), "at >= ?", query.from.value_or(Timestamp{}));
  narrow(query.until.has_value(), "at < ?", query.until.value_or(Timestamp{}));
  std::vector<SecurityEntry> entries;
  session.scan(sql + " ORDER BY seq DESC", parameters, [&](store::Statement const& row) {
    if (entries.size() == query.limit) return false;
    entries.push_back(entry_of(row));
    return true;
  });
  return entries;
}

std::int64_t entry_count(store::Session& session) {
  if (!session.has_table(kJournal)) return 0;
  auto& statement = session.prepared("SELECT count(*) FROM " + std::string(kJournal));
  statement.step();
  auto const count = statement.integer(0);
  statement.reset();
  return count;
}

std::int64_t first_altered(store::Session& session) {
  if (!session.has_table(kJournal)) return 0;
  std::string before;
  std::int64_t altered = 0;
  std::int64_t expected = 1;
  session.scan("SELECT " + std::string(kEntryColumns) + " FROM shian_security_journal ORDER BY seq", {},
               [&](store::Statement const& row) {
                 auto const entry = entry_of(row);
                 auto const hash = row.blob(9);
                 if (entry.seq != expected || chained(before, entry) != hash) altered = expected;
                 before = hash;
                 ++expected;
                 return altered == 0;
               });
  return altered;
}

}  // namespace shian::identity
